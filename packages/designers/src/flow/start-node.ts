import type { LocalizedText } from '@mortise/errors'
import type { NodeType } from '@mortise/flows'
import type { FieldDocument, FlowDocument, FlowNodeDocument } from '@mortise/schema'
import { isDeciding } from './branches.ts'
import { type Block, freeName } from './graph.ts'
import type { Nodes } from './outline.ts'

/** What settings begin with, by the editor they ask for. */
const begins: { readonly [editor: string]: unknown } = {
  approval: {
    mode: 'one',
    assignees: [],
    onEmpty: { do: 'admin' },
    onSelf: 'self',
    operations: { transfer: true, return: { targets: 'starter', resume: 'rerun' } },
    comment: { required: ['reject'] },
    fields: { '*': 'read' },
  },
  duration: 'PT24H',
}

const editorOf = (setting: FieldDocument): string => String(setting.settings?.['editor'] ?? '')

/** Whether a type stands as a card in a line: what hangs on another node is put on its edge. */
export function isCard(type: NodeType): boolean {
  return type.attaches !== true
}

/** Setting of a node type that holds an approval; undefined for types that decide nothing. */
export function approvalKey(type: NodeType | undefined): string | undefined {
  return type?.settings.find((setting) => editorOf(setting) === 'approval')?.key
}

/** Name of a branch that is taken by condition, or beside others. */
export function branchName(n: number, deciding: boolean): LocalizedText {
  return deciding ? { zh: `条件 ${n}`, en: `Condition ${n}` } : { zh: `并行 ${n}`, en: `Parallel ${n}` }
}

/** A fresh node of a type, with what its settings say to begin with. Its id is given when it is put in. */
export function startNode(flow: FlowDocument, type: NodeType): FlowNodeDocument {
  const settings = type.settings.map((setting): readonly [string, unknown] => [
    setting.key,
    setting.default ?? begins[editorOf(setting)],
  ])
  return {
    id: type.type,
    type: type.type,
    name: freeName(flow, type.label),
    ...Object.fromEntries(settings.filter(([, value]) => value !== undefined)),
  }
}

/** Kinds of event that a type of node can be about, by the settings that describe them. */
export function eventKinds(type: NodeType): readonly FieldDocument[] {
  const about = type.settings.find(({ key }) => key === 'event')?.settings
  return about?.['oneOf'] === true ? ((about['fields'] ?? []) as unknown as readonly FieldDocument[]) : []
}

/** What an event of a kind begins with. */
export function startEvent(kind: FieldDocument): { readonly [kind: string]: unknown } {
  const inner = (kind.settings?.['fields'] ?? []) as unknown as readonly FieldDocument[]
  const given = inner.flatMap((one) => {
    const begin = begins[editorOf(one)]
    return begin === undefined ? [] : [[one.key, begin]]
  })
  if (kind.type === 'items') return { [kind.key]: Object.fromEntries(given) }
  return { [kind.key]: kind.type === 'boolean' ? true : null }
}

type Way = { readonly name: LocalizedText; readonly priority?: number; readonly first?: FlowNodeDocument }

/** The two ways a gate begins with: by condition, the second being the default; one event or another; or both beside. */
function firstWays(flow: FlowDocument, node: FlowNodeDocument, nodes: Nodes): readonly [Way, Way] {
  const type = nodes.find(node.type)
  if (isDeciding(node, nodes))
    return [
      { name: branchName(1, true), priority: 1 },
      { name: { zh: '其他情况', en: 'Otherwise' }, priority: 2 },
    ]
  const [one, other] =
    type?.waits === true ? nodes.all.filter((each) => each.catches !== undefined && isCard(each)) : []
  if (one === undefined || other === undefined)
    return [{ name: branchName(1, false) }, { name: branchName(2, false) }]
  return [
    { name: one.label, first: { ...startNode(flow, one), id: 'one' } },
    { name: other.label, first: { ...startNode(flow, other), id: 'other' } },
  ]
}

/** The type of gate that the node of a type closes, where it can't stand alone. */
function opener(type: NodeType, nodes: Nodes): NodeType | undefined {
  return type.join === 'some'
    ? nodes.all.find((one) => one.branching === true && one.split === 'all')
    : undefined
}

/**
 * What is put in for a type: a card, or a gate with two branches and the node where they meet. Of branches by condition
 * the second is the default one.
 */
export function startBlock(flow: FlowDocument, type: NodeType, nodes: Nodes): Block {
  const gate = opener(type, nodes) ?? type
  const node = startNode(flow, gate)
  if (gate.branching !== true) return { nodes: [node], edges: [], first: node.id, last: node.id }
  const join: FlowNodeDocument =
    gate === type
      ? { id: 'join', type: type.closedBy ?? type.type }
      : { ...startNode(flow, type), id: 'join' }
  const ways = firstWays(flow, node, nodes)
  const edges = ways.flatMap(({ first, ...about }, at) => [
    { id: at === 0 ? 'first' : 'second', source: node.id, target: first?.id ?? join.id, ...about },
    ...(first === undefined ? [] : [{ id: `on${at}`, source: first.id, target: join.id }]),
  ])
  return {
    nodes: [
      isDeciding(node, nodes) ? { ...node, default: 'second' } : node,
      ...ways.flatMap(({ first }) => (first === undefined ? [] : [first])),
      join,
    ],
    edges,
    first: node.id,
    last: join.id,
  }
}

/** A fresh end, of the first type that ends a run. */
export function startEnd(flow: FlowDocument, nodes: Nodes): FlowNodeDocument {
  const type = nodes.all.find(({ role }) => role === 'end')
  return type === undefined ? { id: 'end', type: 'end_event' } : startNode(flow, type)
}
