import { type LocalizedText, say } from '@mortise/errors'
import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
import { arrange, type Box, drawable, type Drawing } from '../view/arrange.ts'
import { type Roots, writeExpression } from './events.ts'
import { type Loss, loss } from './loss.ts'
import { type Writing, writings } from './tags.ts'
import { type Xml, writeXml, xml } from './xml.ts'

const namespaces = {
  'xmlns:bpmn': 'http://www.omg.org/spec/BPMN/20100524/MODEL',
  'xmlns:bpmndi': 'http://www.omg.org/spec/BPMN/20100524/DI',
  'xmlns:dc': 'http://www.omg.org/spec/DD/20100524/DC',
  'xmlns:di': 'http://www.omg.org/spec/DD/20100524/DI',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xmlns:mortise': 'urn:mortise:flow',
}

/** Ids as XML wants them, each once in the file; what had to be changed stands beside. */
function idsOf(flow: FlowDocument): (id: string) => string {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  return (id) => {
    const known = names.get(id)
    if (known !== undefined) return known
    const plain = id.replace(/[^\w.-]/g, '_').replace(/^(?=[^A-Za-z_])/, '_') || '_'
    let name = plain
    for (let at = 2; taken.has(name) || name === flow.key; at += 1) name = `${plain}_${at}`
    taken.add(name)
    names.set(id, name)
    return name
  }
}

const nameOf = (name: LocalizedText | undefined): string | undefined => say(name, 'zh') || undefined

/** What is ours, beside the element: other tools carry it along without looking. */
function own(value: unknown): Xml {
  return xml('bpmn:extensionElements', {}, [xml('mortise:settings', {}, [], JSON.stringify(value))])
}

type Writer = {
  readonly flow: FlowDocument
  readonly id: (id: string) => string
  readonly roots: Roots
}

const outward = new Set(['id', 'parent', 'attachedTo'])

function writeNode({ flow, id, roots }: Writer, node: FlowNodeDocument, inside: readonly Xml[]): Xml {
  const writing: Writing = writings[node.type] ?? { tag: 'task' }
  const settings = Object.fromEntries(Object.entries(node).filter(([key]) => !outward.has(key)))
  const { default: fallback, ...given } = writing.attributes?.(node, roots) ?? {}
  const undone = flow.nodes.some((one) => one['compensation'] === node.id)
  return xml(
    `bpmn:${writing.tag}`,
    {
      id: id(node.id),
      name: nameOf(node.name),
      attachedToRef: typeof node['attachedTo'] === 'string' ? id(node['attachedTo']) : undefined,
      ...given,
      default: fallback === undefined ? undefined : id(`edge ${fallback}`),
      isForCompensation: undone ? 'true' : undefined,
    },
    [own({ id: node.id, ...settings }), ...(writing.children?.(node, roots) ?? []), ...inside],
  )
}

function writeEdge({ id }: Writer, edge: FlowEdgeDocument): Xml {
  const { source, target, condition } = edge
  return xml(
    'bpmn:sequenceFlow',
    { id: id(`edge ${edge.id}`), name: nameOf(edge.name), sourceRef: id(source), targetRef: id(target) },
    [own(edge), condition === undefined ? undefined : writeExpression('bpmn:conditionExpression', condition)],
  )
}

/** What undoes a node hangs on it by an event and a line of its own. */
function writeUndoing({ flow, id }: Writer, room: string | undefined): readonly Xml[] {
  return flow.nodes
    .filter((node) => node.parent === room && typeof node['compensation'] === 'string')
    .flatMap((node) => {
      const event = id(`undo ${node.id}`)
      return [
        xml('bpmn:boundaryEvent', { id: event, attachedToRef: id(node.id) }, [
          xml('bpmn:compensateEventDefinition'),
        ]),
        xml('bpmn:association', {
          id: id(`undoes ${node.id}`),
          associationDirection: 'One',
          sourceRef: event,
          targetRef: id(String(node['compensation'])),
        }),
      ]
    })
}

function writeRoom(writer: Writer, room: string | undefined): readonly Xml[] {
  const { flow } = writer
  const known = new Set(flow.nodes.map((node) => node.id))
  const here = flow.nodes.filter((node) => (known.has(node.parent ?? '') ? node.parent : undefined) === room)
  const ids = new Set(here.map((node) => node.id))
  return [
    ...here.map((node) => writeNode(writer, node, writeRoom(writer, node.id))),
    ...drawable(flow)
      .filter((edge) => ids.has(edge.source))
      .map((edge) => writeEdge(writer, edge)),
    ...writeUndoing(writer, room),
  ]
}

const sizes: { readonly [end: string]: readonly [number, number] } = { Gateway: [50, 50], Event: [36, 36] }
const drawing: Drawing = {
  size: ({ type }) => {
    const { tag } = writings[type] ?? { tag: 'task' }
    const [width, height] = Object.entries(sizes).find(([end]) => tag.endsWith(end))?.[1] ?? [100, 80]
    return { width, height }
  },
  gap: { width: 60, height: 60 },
  pad: { side: 30, top: 50 },
}

/** Boxes from the corner of the page, whatever they lie in. */
function onPage(flow: FlowDocument): ReadonlyMap<string, Box> {
  const boxes = arrange(flow, drawing)
  const parents = new Map(flow.nodes.map((node) => [node.id, node.parent]))
  const place = (id: string): Box => {
    const box = boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 }
    const parent = parents.get(id)
    const around = parent !== undefined && boxes.has(parent) ? place(parent) : { x: 0, y: 0 }
    return { ...box, x: box.x + around.x, y: box.y + around.y }
  }
  return new Map(flow.nodes.map(({ id }) => [id, place(id)]))
}

function writePicture({ flow, id }: Writer): Xml {
  const boxes = onPage(flow)
  const text = (box: Box): { readonly [name: string]: string } =>
    Object.fromEntries(Object.entries(box).map(([key, value]) => [key, String(value)]))
  const point = (x: number, y: number): Xml => xml('di:waypoint', { x: String(x), y: String(y) })
  const shapes = flow.nodes.map((node) => {
    const box = boxes.get(node.id) ?? { x: 0, y: 0, width: 0, height: 0 }
    return xml(
      'bpmndi:BPMNShape',
      { id: id(`shape ${node.id}`), bpmnElement: id(node.id), isExpanded: 'true' },
      [xml('dc:Bounds', text(box))],
    )
  })
  const lines = drawable(flow).map((edge) => {
    const [from, to] = [boxes.get(edge.source), boxes.get(edge.target)]
    return xml('bpmndi:BPMNEdge', { id: id(`line ${edge.id}`), bpmnElement: id(`edge ${edge.id}`) }, [
      from === undefined ? undefined : point(from.x + from.width / 2, from.y + from.height),
      to === undefined ? undefined : point(to.x + to.width / 2, to.y),
    ])
  })
  return xml('bpmndi:BPMNDiagram', { id: id('diagram') }, [
    xml('bpmndi:BPMNPlane', { id: id('plane'), bpmnElement: id('process') }, [...shapes, ...lines]),
  ])
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== false

/** What only we understand of what is written. */
function report(flow: FlowDocument): readonly Loss[] {
  return flow.nodes.flatMap((node) => {
    const at = { id: node.id, name: nameOf(node.name) }
    const writing = writings[node.type]
    if (writing === undefined) return [loss(at, 'kept', '写成普通任务', 'written as a plain task')]
    const ours = (writing.ours ?? []).filter((key) => isSet(node[key]))
    return ours.length === 0
      ? []
      : [
          loss(
            at,
            'kept',
            `其他软件不认识的设置：${ours.join('、')}`,
            `settings that other tools don't know: ${ours.join(', ')}`,
          ),
        ]
  })
}

/** A flow as BPMN 2.0 with its picture. What BPMN has no word for goes along beside, and is told. */
export function exportBpmn(flow: FlowDocument): { readonly xml: string; readonly losses: readonly Loss[] } {
  const id = idsOf(flow)
  const declared = new Map<string, Xml>()
  const codes: { readonly [kind: string]: string } = { error: 'errorCode', escalation: 'escalationCode' }
  const roots: Roots = {
    refer: (kind, name) => {
      const key = id(`${kind} ${name}`)
      const code = codes[kind]
      declared.set(
        key,
        xml(`bpmn:${kind}`, { id: key, name, ...(code === undefined ? {} : { [code]: name }) }),
      )
      return key
    },
  }
  const writer: Writer = { flow, id, roots }
  const { nodes: _, edges: __, layout: ___, ...whole } = flow
  const process = xml(
    'bpmn:process',
    { id: id('process'), name: nameOf(flow.label), isExecutable: flow.enabled === false ? 'false' : 'true' },
    [own(whole), ...writeRoom(writer, undefined)],
  )
  const picture = writePicture(writer)
  const root = xml(
    'bpmn:definitions',
    { ...namespaces, id: id('definitions'), targetNamespace: 'urn:mortise:flow' },
    [...declared.values(), process, picture],
  )
  return { xml: writeXml(root), losses: report(flow) }
}
