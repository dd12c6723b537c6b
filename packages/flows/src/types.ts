import type { EvaluationInput, Expression, ExpressionUser, Json } from '@mortise/expressions'
import type {
  ActionContext,
  AssigneeSource,
  Directory,
  Effect,
  FlowDocument,
  FlowEdgeDocument,
  RecordInput,
  RunAction,
} from '@mortise/schema'

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
  /** Branches it is in, outermost first, each `<forkId>/<edgeId>`; a join takes the last off again. */
  readonly path: readonly string[]
  /** Rises when a task is returned; what came before it is the past. */
  readonly round: number
}

/**
 * What kind of task: `decide` approve or reject; `work` do something, no rejecting; `resubmit` the starter's after a
 * return; `read` a copy to read, never waited for; `before`, `after`, `parallel` were added by `parentItemId`'s owner;
 * `delegate` gives an opinion to the person who asked.
 */
export type ItemKind = 'decide' | 'work' | 'resubmit' | 'read' | 'before' | 'after' | 'parallel' | 'delegate'

/** A node that was passed, with the branch it was passed in; where a task may be returned to. */
export type Passage = { readonly nodeId: string; readonly path: readonly string[]; readonly round: number }

/** One person's task at a node. `rev` rises with each change; commands name the one they saw. */
export type WorkItem = {
  readonly id: string
  readonly nodeId: string
  readonly tokenId: string
  readonly assignee: string
  /** The person whose task it first was, when it was handed on. */
  readonly owner: string
  readonly kind: ItemKind
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
  readonly remindedAt: string | null
}

/** An alarm of a waiting token; goes with it. */
export type Timer = {
  readonly key: string
  readonly nodeId: string
  readonly tokenId: string
  readonly at: string
  readonly payload: Json
}

/** A token that can't go on by itself; an administrator tries again or skips. */
export type Incident = {
  readonly id: string
  readonly nodeId: string
  readonly tokenId: string
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly open: boolean
}

/** One run, frozen. The runtime stores its parts as rows and folds them back. */
export type FlowInstance = {
  readonly id: string
  readonly flow: string
  /** Version of the definition it started on and finishes on. */
  readonly definitionVersion: string
  readonly entity: string
  readonly recordId: string
  readonly starter: string
  /** On whose behalf it acts, as the runtime keeps it. */
  readonly origin?: Json
  readonly status: InstanceStatus
  readonly variables: { readonly [key: string]: Json }
  readonly tokens: readonly Token[]
  readonly items: readonly WorkItem[]
  readonly timers: readonly Timer[]
  readonly incidents: readonly Incident[]
  /** Visits by node, for the bound on loops. */
  readonly visits: { readonly [nodeId: string]: number }
  readonly round: number
  /** Nodes passed, oldest first, each once a round. */
  readonly passed: readonly Passage[]
  /** People who got a copy; nobody gets two. */
  readonly copied: readonly string[]
  /** What the run ends as when its last token is gone; null means approved. */
  readonly result: InstanceStatus | null
  /** What fields of the record held before the run first wrote them; a recall gives it back. */
  readonly before?: { readonly [field: string]: Json }
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
  | {
      readonly type: 'item_decided'
      readonly itemId: string
      readonly decision: 'approved' | 'rejected' | 'completed'
    }
  | { readonly type: 'timer_due'; readonly timer: Timer }
  | { readonly type: 'job_result'; readonly ok: boolean; readonly data: Json }

type CommandHead = { readonly commandId: string; readonly actor: string; readonly onBehalfOf?: string }
type ItemCommand = CommandHead & {
  readonly itemId: string
  readonly itemRev?: number
  readonly comment?: string
}

/** What can be asked of an instance. */
export type FlowCommand =
  | (CommandHead & { readonly type: 'start' })
  | (ItemCommand & { readonly type: 'approve' | 'reject' | 'completeWork' | 'resubmit' | 'markRead' })
  | (ItemCommand & { readonly type: 'transfer'; readonly to: string })
  | (ItemCommand & { readonly type: 'delegate'; readonly to: string })
  | (ItemCommand & {
      readonly type: 'addSign'
      readonly kind: 'before' | 'after' | 'parallel'
      readonly to: readonly string[]
    })
  | (ItemCommand & { readonly type: 'return'; readonly target: string })
  | (CommandHead & { readonly type: 'recall' | 'terminate'; readonly comment?: string })
  | (ItemCommand & { readonly type: 'remind' | 'comment' })
  | (CommandHead & { readonly type: 'timerDue'; readonly key: string })
  | (CommandHead & {
      readonly type: 'jobResult'
      readonly tokenId: string
      readonly ok: boolean
      readonly data: Json
    })
  | (CommandHead & { readonly type: 'retryIncident' | 'skipIncident'; readonly incidentId: string })

/** The commands of some types. */
export type CommandOf<T extends FlowCommand['type'], C = FlowCommand> = C extends {
  readonly type: FlowCommand['type']
}
  ? [Extract<C['type'], T>] extends [never]
    ? never
    : C
  : never

/** What a step gets: data and pure functions only. */
export type FlowContext = {
  readonly now: string
  readonly newId: () => string
  readonly record: RecordInput
  readonly directory: Directory
  readonly timeZone: string
  readonly user: (id: string) => ExpressionUser | undefined
  /** The expression language; `language.evaluate` of expressions fits. */
  readonly evaluate: (expression: Expression, input: EvaluationInput) => Json
  /** Whether a person may act for another (standing agents); absent means nobody may. */
  readonly mayActFor?: (actor: string, principal: string) => boolean
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
  /** Evaluates with the record's fields, `record`, `starter` and the variables in scope. */
  readonly evaluateHere: (expression: Expression) => Json
  /** Edges that leave this node, in the order they are asked. */
  readonly outgoing: readonly FlowEdgeDocument[]
  /** Active people behind the sources, each once, in order. `assignee`: whose task it is now, for escalation. */
  readonly resolve: (sources: readonly AssigneeSource[], assignee?: string) => readonly string[]
}

/** What a node type answers. */
export type NodeOutcome = {
  /** `wait`: stay; `leave`: take these edges (ids); `consume`: the token ends here; `end`: the whole instance ends. */
  readonly move:
    | { readonly type: 'wait' }
    | { readonly type: 'leave'; readonly edges: readonly string[] }
    | { readonly type: 'consume'; readonly result?: InstanceStatus }
    /** Back to a node that was passed; what runs beside it in that scope is canceled. */
    | { readonly type: 'return'; readonly target: string }
    | { readonly type: 'end'; readonly status: InstanceStatus }
    | { readonly type: 'incident'; readonly code: string; readonly zh: string; readonly en: string }
  readonly effects?: readonly Effect[]
  /** Items to make or change (by id) at this node. */
  readonly items?: readonly WorkItem[]
  readonly timers?: readonly Timer[]
  /** People who get a copy to read. */
  readonly copies?: readonly string[]
  readonly variables?: { readonly [key: string]: Json }
  readonly events?: readonly {
    readonly type: string
    readonly itemId?: string
    readonly actor?: string
    readonly data?: { readonly [key: string]: Json }
  }[]
}

/** Result of one command. `events` are the new rows only. */
export type Advance = {
  readonly instance: FlowInstance
  readonly effects: readonly Effect[]
  readonly events: readonly FlowEventRow[]
}
