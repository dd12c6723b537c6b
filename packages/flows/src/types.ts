import type { ExpressionUser, Json } from '@mortise/expressions'
import type { ActionContext, Directory, Effect, FlowDocument, RecordInput, RunAction } from '@mortise/schema'

/*
 * Glossary. definition: an immutable version of a flow document. instance: one run of it on one record. token: where a
 * run stands; several when branches run beside each other. work item: one person's task at a node. command: something
 * asked of an instance, by a person, a timer or the system; each has a commandId and is applied once. event: what
 * happened, in order, without gaps. effect: what the runtime shall do in the same transaction.
 */

export type InstanceStatus = 'running' | 'approved' | 'rejected' | 'recalled' | 'terminated' | 'failed'

export type ItemState =
  | 'waiting'
  | 'active'
  | 'approved'
  | 'rejected'
  | 'returned'
  | 'transferred'
  | 'canceled'
  | 'timedOut'
  | 'skipped'

/** Where a run stands. */
export type Token = {
  readonly id: string
  readonly nodeId: string
  readonly viaEdgeId: string | null
  readonly state: 'active' | 'waiting' | 'consumed'
  /** Tokens of one parallel split share it. */
  readonly forkId: string | null
}

/** One person's task at a node. `rev` rises with each change; commands name the one they saw. */
export type WorkItem = {
  readonly id: string
  readonly nodeId: string
  readonly tokenId: string
  readonly assignee: string
  /** The person whose task it first was, when it was handed on. */
  readonly owner: string
  readonly state: ItemState
  readonly order: number
  readonly round: number
  readonly parentItemId: string | null
  readonly createdAt: string
  readonly decidedAt: string | null
  readonly comment: string | null
  /** Why it was decided without a click: empty, self, dedupe, timeout, auto, nodeDecided. */
  readonly reason: string | null
  readonly rev: number
}

export type Timer = { readonly key: string; readonly nodeId: string; readonly at: string; readonly payload: Json }

export type Incident = { readonly id: string; readonly nodeId: string; readonly code: string; readonly zh: string; readonly en: string; readonly open: boolean }

/** One run, frozen. The runtime stores its parts as rows and folds them back. */
export type FlowInstance = {
  readonly id: string
  readonly flow: string
  /** Version of the definition it started on and finishes on. */
  readonly definitionVersion: string
  readonly entity: string
  readonly recordId: string
  readonly starter: string
  readonly status: InstanceStatus
  readonly variables: { readonly [key: string]: Json }
  readonly tokens: readonly Token[]
  readonly items: readonly WorkItem[]
  readonly timers: readonly Timer[]
  readonly incidents: readonly Incident[]
  /** Visits by node, for the bound on loops. */
  readonly visits: { readonly [nodeId: string]: number }
  readonly round: number
  /** Sequence number of the last event. */
  readonly seq: number
  readonly startedAt: string
  readonly endedAt: string | null
}

/** Something that happened; append-only, gap-free per instance. */
export type FlowEventRow = {
  readonly seq: number
  readonly type: string
  readonly at: string
  readonly nodeId: string | null
  readonly itemId: string | null
  /** User id, or `system`. */
  readonly actor: string
  readonly onBehalfOf?: string | undefined
  readonly data: { readonly [key: string]: Json }
}

/** What reaches a waiting node. */
export type FlowEvent =
  | { readonly type: 'item_decided'; readonly itemId: string; readonly decision: 'approved' | 'rejected' | 'completed' }
  | { readonly type: 'timer_due'; readonly key: string; readonly payload: Json }
  | { readonly type: 'job_result'; readonly ok: boolean; readonly data: Json }
  | { readonly type: 'message'; readonly name: string; readonly data: Json }

type CommandHead = { readonly commandId: string; readonly actor: string; readonly onBehalfOf?: string }
type ItemCommand = CommandHead & { readonly itemId: string; readonly itemRev?: number; readonly comment?: string }

/** What can be asked of an instance. */
export type FlowCommand =
  | (CommandHead & { readonly type: 'start' })
  | (ItemCommand & { readonly type: 'approve' | 'reject' | 'completeWork' })
  | (ItemCommand & { readonly type: 'transfer'; readonly to: string })
  | (ItemCommand & { readonly type: 'delegate'; readonly to: string })
  | (ItemCommand & { readonly type: 'addSign'; readonly kind: 'before' | 'after' | 'parallel'; readonly to: readonly string[] })
  | (ItemCommand & { readonly type: 'return'; readonly target: string })
  | (CommandHead & { readonly type: 'recall' | 'terminate'; readonly comment?: string })
  | (ItemCommand & { readonly type: 'remind' | 'comment' })
  | (CommandHead & { readonly type: 'timerDue'; readonly key: string })
  | (CommandHead & { readonly type: 'jobResult'; readonly tokenId: string; readonly ok: boolean; readonly data: Json })
  | (CommandHead & { readonly type: 'retryIncident' | 'skipIncident'; readonly incidentId: string })

/** What a step gets: data and pure functions only. */
export type FlowContext = {
  readonly now: string
  readonly newId: () => string
  readonly record: RecordInput
  readonly directory: Directory
  readonly timeZone: string
  readonly user: (id: string) => ExpressionUser | undefined
  readonly runAction: RunAction
  readonly action: ActionContext
}

/** What a node type gets. */
export type NodeContext = FlowContext & {
  readonly definition: FlowDocument
  readonly instance: FlowInstance
  readonly token: Token
  /** Open and decided items of this activation of the node. */
  readonly items: readonly WorkItem[]
  /** Evaluates with `record`, `variables` and `outcome` in scope. */
  readonly evaluate: (expression: Json) => Json
}

/** What a node type answers. */
export type NodeOutcome = {
  /** `wait`: stay; `leave`: take these edges (ids); `consume`: the token ends here; `end`: the whole instance ends. */
  readonly move:
    | { readonly type: 'wait' }
    | { readonly type: 'leave'; readonly edges: readonly string[] }
    | { readonly type: 'consume' }
    | { readonly type: 'end'; readonly status: InstanceStatus }
    | { readonly type: 'incident'; readonly code: string; readonly zh: string; readonly en: string }
  readonly effects?: readonly Effect[]
  /** Items to make or change (by id) at this node. */
  readonly items?: readonly WorkItem[]
  readonly timers?: readonly Timer[]
  readonly variables?: { readonly [key: string]: Json }
  readonly events?: readonly { readonly type: string; readonly itemId?: string; readonly actor?: string; readonly data?: { readonly [key: string]: Json } }[]
}

/** Result of one command. `events` are the new rows only. */
export type Advance = {
  readonly instance: FlowInstance
  readonly effects: readonly Effect[]
  readonly events: readonly FlowEventRow[]
}
