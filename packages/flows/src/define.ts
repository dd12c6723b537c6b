import type { Expression, ExpressionType } from '@mortise/expressions'
import type { AssigneeSource, Effect, ExtensionHead, FlowNodeDocument } from '@mortise/schema'
import type { EventSettings, FlowEvent, NodeContext, NodeOutcome, Timer } from './types.ts'

/** What people may do with the work items of a node, beside seeing them. */
export type ItemOperations = {
  readonly decide: readonly ('approve' | 'reject' | 'completeWork' | 'resubmit')[]
  readonly transfer: boolean
  readonly delegate: boolean
  readonly addSign: readonly ('before' | 'after' | 'parallel')[]
  readonly return: 'none' | 'starter' | 'previous' | 'anyPassed'
  /** Decisions that need a comment; a signature; a file. */
  readonly commentFor: readonly string[]
  readonly signatureFor?: readonly string[]
  readonly attachmentFor?: readonly string[]
  /** How deep added signers may add others. */
  readonly addSignDepth?: number
  readonly takeBack?: boolean
  readonly cc?: boolean
  /** Somebody has to take the task before deciding it. */
  readonly claim?: boolean
  /** Where it goes on after a return from here. */
  readonly resume?: 'rerun' | 'toRejecter' | 'starterChooses'
  /** Who may not act here: the starter (`starter`), or whoever decided at these nodes. */
  readonly notSameAs?: readonly string[]
  /** Fields whose values are kept with an approval, to see later whether they changed. */
  readonly watch?: readonly string[]
}

/** A place where an edge may leave a node. */
export type Port = {
  readonly key: string
  readonly label?: { readonly zh: string; readonly en: string }
  readonly conditional?: boolean
}

/**
 * A flow node type. `enter` runs when a token arrives, `on` when something happens to a node that waits. Both are pure:
 * they say where the token goes (`NodeOutcome`) and what shall happen (`Effect`s). Split, join and waiting live here,
 * not in the engine, which never names a type.
 */
export type NodeType = ExtensionHead & {
  readonly ports: (node: FlowNodeDocument) => readonly Port[]
  readonly enter: (node: FlowNodeDocument, ctx: NodeContext) => NodeOutcome
  readonly on?: (node: FlowNodeDocument, event: FlowEvent, ctx: NodeContext) => NodeOutcome
  /** What people may do with its items; absent: complete them. */
  readonly operations?: (node: FlowNodeDocument) => ItemOperations
  /** Whether a run may stand at this node; a cycle needs one that may. */
  readonly waits?: boolean
  /** Starts a run, or ends one. */
  readonly role?: 'start' | 'end'
  /** Publish checks of this node alone. */
  readonly check?: (
    node: FlowNodeDocument,
  ) => readonly { readonly path: string; readonly code?: string; readonly zh: string; readonly en: string }[]
  /** Expressions in its settings, by JSON pointer, with the type they must yield. */
  readonly expressions?: (
    node: FlowNodeDocument,
  ) => readonly { readonly path: string; readonly expr: Expression; readonly expect?: ExpressionType }[]
  /** Where people are named in its settings. */
  readonly assignees?: (
    node: FlowNodeDocument,
  ) => readonly { readonly path: string; readonly source: AssigneeSource }[]
  /**
   * What kind of merge incoming tokens meet: every token runs on (`pass`), all edges must hold one (`all`), all that
   * can still come (`inclusive`), or a number of one split (`some`, see `threshold`).
   */
  readonly join?: 'pass' | 'all' | 'inclusive' | 'some'
  /** For `some`: how many tokens are enough, and whether the rest is canceled then. */
  readonly threshold?: (node: FlowNodeDocument) => { readonly count: number; readonly cancelRest: boolean }
  /** What it waits for, for nodes that can be chosen from behind an event gateway or stand on a boundary. */
  readonly catches?: (node: FlowNodeDocument) => EventSettings | undefined
  /** Alarms of a node that waits, as if it were entered now; for runs that move to another version. */
  readonly alarms?: (node: FlowNodeDocument, ctx: NodeContext) => readonly Timer[]
  /** Holds other nodes, which name it as their `parent`. */
  readonly holds?: boolean
  /** Stands on the edge of another node, which its `attachedTo` names; no edge leads to it. */
  readonly attaches?: boolean
  /** Something is done here: locks, guards and boundary events make sense. */
  readonly activity?: boolean
  /** Flows it starts, for checks that they don't start each other for ever. */
  readonly calls?: (node: FlowNodeDocument) => readonly {
    readonly flow: string
    /** Where it may go down no further than this many runs. */
    readonly maxDepth?: number
  }[]
  /** Type of the node that closes the branches it opens, where that is not its own. */
  readonly closedBy?: string
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
