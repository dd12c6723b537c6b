import type { Effect, ExtensionHead, FlowNodeDocument } from '@mortise/schema'
import type { FlowEvent, NodeContext, NodeOutcome } from './types.ts'

/** A place where an edge may leave a node. */
export type Port = { readonly key: string; readonly label?: { readonly zh: string; readonly en: string }; readonly conditional?: boolean }

/**
 * A flow node type. `enter` runs when a token arrives, `on` when something happens to a node that waits. Both are pure:
 * they say where the token goes (`NodeOutcome`) and what shall happen (`Effect`s). Split, join and waiting live here,
 * not in the engine, which never names a type.
 */
export type NodeType = ExtensionHead & {
  readonly ports: (node: FlowNodeDocument) => readonly Port[]
  readonly enter: (node: FlowNodeDocument, ctx: NodeContext) => NodeOutcome
  readonly on?: (node: FlowNodeDocument, event: FlowEvent, ctx: NodeContext) => NodeOutcome
  /** Publish checks of this node alone. */
  readonly check?: (node: FlowNodeDocument) => readonly { readonly path: string; readonly zh: string; readonly en: string }[]
  /** What kind of merge incoming tokens meet: every token runs on (`pass`), or all edges must hold one (`all`). */
  readonly join?: 'pass' | 'all' | 'inclusive'
  /** How outgoing edges are taken; for soundness checks. */
  readonly split?: 'one' | 'all' | 'some'
  /** Card in the vertical designer: does it add branches beside each other. */
  readonly branching?: boolean
}

/** Makes a node type; the helper only infers. */
export function defineNode(node: NodeType): NodeType {
  return Object.freeze(node)
}

/** Effects with nothing else to say. */
export type Effects = readonly Effect[]
