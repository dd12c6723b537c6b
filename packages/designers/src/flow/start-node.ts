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

/** Whether a type stands as a card in a line: what hangs on another node or has steps inside is drawn on the canvas. */
export function isCard(type: NodeType): boolean {
  return type.attaches !== true && type.holds !== true
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

/**
 * What is put in for a type: a card, or a gate with two branches and the node where they meet. Of branches by condition
 * the second is the default one.
 */
export function startBlock(flow: FlowDocument, type: NodeType, nodes: Nodes): Block {
  const node = startNode(flow, type)
  if (type.branching !== true) return { nodes: [node], edges: [], first: node.id, last: node.id }
  const deciding = isDeciding(node, nodes)
  const join: FlowNodeDocument = { id: 'join', type: type.closedBy ?? type.type }
  const edge = { source: node.id, target: join.id }
  return {
    nodes: [deciding ? { ...node, default: 'second' } : node, join],
    edges: [
      { id: 'first', ...edge, name: branchName(1, deciding), ...(deciding ? { priority: 1 } : {}) },
      {
        id: 'second',
        ...edge,
        ...(deciding
          ? { name: { zh: '其他情况', en: 'Otherwise' }, priority: 2 }
          : { name: branchName(2, false) }),
      },
    ],
    first: node.id,
    last: join.id,
  }
}

/** A fresh end, of the first type that ends a run. */
export function startEnd(flow: FlowDocument, nodes: Nodes): FlowNodeDocument {
  const type = nodes.all.find(({ role }) => role === 'end')
  return type === undefined ? { id: 'end', type: 'end_event' } : startNode(flow, type)
}
