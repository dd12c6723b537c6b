import type { Expression } from '@mortise/expressions'
import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import { type Names, readExpression } from './events.ts'
import { type Loss, loss } from './loss.ts'
import { readings } from './readings.ts'
import { inside, readXml, type Xml } from './xml.ts'

/** What a file of BPMN holds as a flow, and what could not be brought along. */
export type Imported = {
  readonly flow: Pick<FlowDocument, 'nodes' | 'edges'> & Partial<FlowDocument>
  readonly losses: readonly Loss[]
}

/** What is ours in an element, when it was written here. */
function ownOf(element: Xml): { readonly [key: string]: unknown } | undefined {
  const [settings] = inside(element, 'extensionElements').flatMap((one) => inside(one, 'settings'))
  try {
    const value: unknown = settings === undefined ? undefined : JSON.parse(settings.text)
    return typeof value === 'object' && value !== null
      ? (value as { readonly [key: string]: unknown })
      : undefined
  } catch {
    return undefined
  }
}

type Reading = {
  readonly names: Names
  readonly nodes: FlowNodeDocument[]
  readonly edges: FlowEdgeDocument[]
  readonly losses: Loss[]
  /** Ids that a file gives to what has another one here. */
  readonly ids: Map<string, string>
  readonly condition: (text: string) => Expression | undefined
}

const at = (element: Xml): { readonly id: string; readonly name?: string } => ({
  id: element.attributes['id'] ?? element.name,
  ...(element.attributes['name'] === undefined ? {} : { name: element.attributes['name'] }),
})

/** Elements that only say something to people, or say again what stands elsewhere. */
const silent = new Set([
  'extensionElements',
  'incoming',
  'outgoing',
  'documentation',
  'ioSpecification',
  'sequenceFlow',
  'association',
  'multiInstanceLoopCharacteristics',
  'standardLoopCharacteristics',
])
/** Elements with steps inside. */
const rooms = new Set(['subProcess', 'adHocSubProcess', 'transaction'])
/** Elements that are left out with a word. */
const leftOut: { readonly [name: string]: readonly [zh: string, en: string] } = {
  laneSet: [
    '泳道没有带过来，请为每一步选择审批人',
    'lanes are not brought along; choose people for each step',
  ],
  textAnnotation: ['注释没有带过来', 'notes are not brought along'],
  group: ['分组框没有带过来', 'groups are not brought along'],
  dataObject: ['数据对象没有带过来', 'data objects are not brought along'],
  dataObjectReference: ['数据对象没有带过来', 'data objects are not brought along'],
  dataStoreReference: ['数据存储没有带过来', 'data stores are not brought along'],
}

function readNode(reading: Reading, element: Xml, parent: string | undefined): void {
  const read = readings[element.name]
  const where = parent === undefined ? {} : { parent }
  const host = element.attributes['attachedToRef']
  const attached = host === undefined ? {} : { attachedTo: reading.ids.get(host) ?? host }
  const ours = ownOf(element)
  const file = element.attributes['id'] ?? ''
  if (ours !== undefined && typeof ours['type'] === 'string') {
    const { name: written, ...settings } = ours
    const shown = element.attributes['name']
    const same = shown === undefined || shown === zhOf(written)
    const name = same ? written : shown
    reading.nodes.push({
      ...(settings as FlowNodeDocument),
      id: reading.ids.get(file) ?? file,
      ...(name === undefined ? {} : { name: name as string }),
      ...where,
      ...attached,
    })
    if (rooms.has(element.name)) readRoom(reading, element, reading.ids.get(file) ?? file)
    return
  }
  if (read === undefined) {
    if (silent.has(element.name) || element.name.endsWith('EventDefinition')) return
    const [zh, en] = leftOut[element.name] ?? [
      `不支持“${element.name}”`,
      `"${element.name}" is not supported`,
    ]
    reading.losses.push(loss(at(element), 'lost', zh, en))
    return
  }
  const { node, losses = [] } = read(element, reading.names)
  for (const one of losses) reading.losses.push(loss(at(element), ...one))
  if (node === undefined) return
  const name = element.attributes['name']
  reading.nodes.push({ id: file, ...(name === undefined ? {} : { name }), ...node, ...where, ...attached })
  if (rooms.has(element.name)) readRoom(reading, element, file)
}

function zhOf(name: unknown): unknown {
  return typeof name === 'object' && name !== null ? (name as { readonly zh?: unknown }).zh : name
}

function readEdge(reading: Reading, element: Xml): void {
  const { id = '', sourceRef = '', targetRef = '', name } = element.attributes
  const ours = ownOf(element)
  const [condition] = inside(element, 'conditionExpression')
  const given =
    readExpression(condition) ?? (condition === undefined ? undefined : reading.condition(condition.text))
  if (condition !== undefined && condition.text !== '' && given === undefined)
    reading.losses.push(
      loss(
        { id, name },
        'open',
        `条件“${condition.text}”要重新设置`,
        `set the condition "${condition.text}" anew`,
      ),
    )
  const { condition: _, ...kept } = (ours ?? {}) as Partial<FlowEdgeDocument>
  const shown = name === undefined || zhOf(kept.name) === name ? kept.name : name
  reading.edges.push({
    ...kept,
    id: reading.ids.get(id) ?? id,
    source: reading.ids.get(sourceRef) ?? sourceRef,
    target: reading.ids.get(targetRef) ?? targetRef,
    ...(shown === undefined ? {} : { name: shown }),
    ...(given === undefined ? {} : { condition: given }),
  })
}

/** What undoes a node: named by a line from an event on its edge. */
function readUndoing(reading: Reading, room: Xml): void {
  const events = new Map(
    inside(room, 'boundaryEvent')
      .filter((one) => inside(one, 'compensateEventDefinition').length > 0)
      .map((one) => [one.attributes['id'], one.attributes['attachedToRef'] ?? '']),
  )
  for (const line of inside(room, 'association')) {
    const host = events.get(line.attributes['sourceRef'])
    const handler = line.attributes['targetRef'] ?? ''
    const index = reading.nodes.findIndex(({ id }) => id === (reading.ids.get(host ?? '') ?? host))
    const node = reading.nodes[index]
    if (host !== undefined && node !== undefined)
      reading.nodes[index] = { ...node, compensation: reading.ids.get(handler) ?? handler }
  }
}

function readRoom(reading: Reading, room: Xml, parent: string | undefined): void {
  for (const element of room.children) {
    const undoing =
      element.name === 'boundaryEvent' && inside(element, 'compensateEventDefinition').length > 0
    if (!undoing) readNode(reading, element, parent)
  }
  for (const edge of inside(room, 'sequenceFlow')) readEdge(reading, edge)
  readUndoing(reading, room)
}

/** Ids that were changed to fit XML, by what they are in the file. */
function idsIn(element: Xml, ids: Map<string, string>): Map<string, string> {
  const ours = ownOf(element)
  const file = element.attributes['id']
  const id = ours?.['id']
  if (file !== undefined && typeof id === 'string' && element.name !== 'process') ids.set(file, id)
  for (const child of element.children) idsIn(child, ids)
  return ids
}

/** The default edge of a gateway, by the id it has here. */
function withDefaults(reading: Reading, process: Xml): readonly FlowNodeDocument[] {
  const defaults = new Map<string, string>()
  const visit = (element: Xml): void => {
    const { id, default: edge } = element.attributes
    if (id !== undefined && edge !== undefined)
      defaults.set(reading.ids.get(id) ?? id, reading.ids.get(edge) ?? edge)
    for (const child of element.children) visit(child)
  }
  visit(process)
  return reading.nodes.map((node) => {
    const fallback = defaults.get(node.id)
    return fallback === undefined || node['default'] !== undefined ? node : { ...node, default: fallback }
  })
}

/** One start is kept: a flow begins in one way. */
function onlyStart({
  nodes,
  edges,
  losses,
}: Pick<Reading, 'edges' | 'losses'> & { readonly nodes: readonly FlowNodeDocument[] }) {
  const starts = nodes.filter((node) => node.type === 'start_event' && node.parent === undefined)
  const gone = new Set(starts.slice(1).map(({ id }) => id))
  for (const id of gone)
    losses.push(
      loss({ id }, 'lost', '只保留一个开始，其余的没有带过来', 'one start is kept; the others are not'),
    )
  // Inside of others nothing starts: the steps begin where no line leads to.
  const inner = new Set(
    nodes.filter((node) => node.type === 'start_event' && node.parent !== undefined).map(({ id }) => id),
  )
  return {
    nodes: nodes.filter(({ id }) => !gone.has(id) && !inner.has(id)),
    edges: edges.filter(({ source }) => !gone.has(source) && !inner.has(source)),
  }
}

/**
 * Reads BPMN 2.0. What was written here comes back as it was; of other tools' files all that flows here have is taken, and
 * the rest told. `condition` reads the text of a condition of another tool, when it can.
 */
export function importBpmn(
  text: string,
  condition: (text: string) => Expression | undefined = () => undefined,
): Imported {
  const root = readXml(text)
  const processes = inside(root, 'process')
  const process = processes.find((one) => inside(one, 'startEvent').length > 0)
  if (process === undefined) throw errors.BPMN_NO_PROCESS()
  const names = new Map(
    inside(root, 'message', 'signal', 'error', 'escalation').map(({ attributes }) => [
      attributes['id'] ?? '',
      attributes['errorCode'] ?? attributes['escalationCode'] ?? attributes['name'] ?? '',
    ]),
  )
  const reading: Reading = {
    names,
    nodes: [],
    edges: [],
    losses: [],
    ids: idsIn(process, new Map()),
    condition,
  }
  for (const other of processes.filter((one) => one !== process))
    reading.losses.push(
      loss(
        at(other),
        'lost',
        '文件里的另一个流程没有带过来',
        'another process of the file is not brought along',
      ),
    )
  readRoom(reading, process, undefined)
  const graph = onlyStart({ ...reading, nodes: withDefaults(reading, process) })
  const whole = ownOf(process) as Partial<FlowDocument> | undefined
  const label = process.attributes['name']
  const shown = label === undefined || label === zhOf(whole?.label) ? whole?.label : label
  return {
    flow: { ...whole, ...(shown === undefined ? {} : { label: shown }), ...graph },
    losses: reading.losses,
  }
}
