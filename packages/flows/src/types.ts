import type { Localized } from '@mortise/errors'
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
  /** Stands before its node: another has its lock (`mutexKey`), or it is not enabled now (`enabledWhile`). */
  readonly held?: 'mutex' | 'guard'
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
  /** Who decided it in the assignee's place, and through whom that came about, nearest to the assignee first. */
  readonly decidedBy?: string
  readonly agents?: readonly string[]
  /** Files: a handwritten name, and what was handed in with the decision. */
  readonly signature?: string
  readonly attachments?: readonly string[]
  /** For added signers: how many of those added together have to agree. */
  readonly signMode?: SignMode
  /** Whoever has taken a task of several. */
  readonly claimed?: boolean
  /** When its assignee first looked at it. */
  readonly readAt?: string
  /** What watched fields held when it was approved. */
  readonly watched?: { readonly [field: string]: Json }
}

/** How many of the signers that are added together have to agree. */
export type SignMode = 'all' | 'any' | 'sequential'

/** Whom people picked for nodes, by the node's id. */
export type Picks = { readonly [nodeId: string]: readonly string[] }

/** The last decision that moved the run on, as it was just before: what taking it back needs. */
export type LastDecision = {
  readonly itemId: string
  readonly token: Token
  /** What was open at the node, with its state. */
  readonly open: { readonly [itemId: string]: ItemState }
  readonly passed: readonly Passage[]
  /** Tokens that followed from it. */
  readonly next: readonly string[]
  /** Something was done that can't be taken back, or another branch has gone on with it. */
  readonly final: boolean
}

/** Where a run goes on after a return, when it need not take the whole way again. */
export type ResumePlace = {
  readonly at: string
  readonly path: readonly string[]
  readonly round: number
  readonly to: string
  /** What was passed on the way from one to the other. */
  readonly between: readonly Passage[]
  readonly how: 'toRejecter' | 'starterChooses'
}

/** An alarm of a waiting token; goes with it. */
export type Timer = {
  readonly key: string
  readonly nodeId: string
  readonly tokenId: string
  readonly at: string
  readonly payload: Json
  /** The boundary event it rings for, instead of the node. */
  readonly boundary?: string
}

/** What a node may wait for beside people. One of them is given. */
export type EventSettings = {
  readonly timer?: { readonly duration?: string; readonly calendar?: string; readonly until?: Expression }
  /** A message to this run alone. `correlation` tells which; the record's id when absent. */
  readonly message?: { readonly name: string; readonly correlation?: Expression; readonly into?: string }
  /** A signal to all that wait for it. */
  readonly signal?: { readonly name: string; readonly into?: string }
  readonly condition?: Expression
  /** An error of what it is attached to; any without a code. */
  readonly error?: { readonly code?: string }
  readonly escalation?: { readonly code?: string }
}

/** Something a token waits to hear of; goes with it. The runtime finds runs by it. */
export type Subscription = {
  readonly key: string
  readonly kind: 'message' | 'signal' | 'condition'
  readonly nodeId: string
  readonly tokenId: string
  /** Name of the message or signal; empty for a condition. */
  readonly name: string
  readonly correlation: string | null
  readonly payload: Json
  /** The boundary event it is for, instead of the node. */
  readonly boundary?: string
}

/**
 * A room of its own inside a node: one pass of a sub-process, one element of a for-each. Its tokens have
 * `@<tokenId>/<index>` in their path, `tokenId` being the token that waits at the node.
 */
export type FlowScope = {
  readonly id: string
  readonly tokenId: string
  readonly nodeId: string
  readonly index: number
  readonly state: 'open' | 'done'
  /** Names that mean something else in here. */
  readonly variables: { readonly [key: string]: Json }
  readonly result: InstanceStatus | null
}

/** A run that a node started. */
export type ChildRun = {
  readonly key: string
  readonly tokenId: string
  readonly nodeId: string
  readonly index: number
  readonly status: InstanceStatus
  readonly variables: { readonly [key: string]: Json }
  /** Whether the node has heard of its end. */
  readonly told: boolean
  /** With the first of many: what each of them is about, as it was at the start; later changes don't move it. */
  readonly elements?: readonly Json[]
}

/** Work that can be undone: by the node `handler`, when the run is taken back. */
export type Compensation = {
  readonly nodeId: string
  readonly handler: string
  readonly path: readonly string[]
  readonly round: number
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
  /** What the runtime calls it, in both languages; runs from before have one title beside them. */
  readonly titles?: Localized
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
  /** An administrator stopped the clock: nothing moves until it is resumed. */
  readonly suspended?: boolean
  readonly subscriptions?: readonly Subscription[]
  readonly scopes?: readonly FlowScope[]
  readonly children?: readonly ChildRun[]
  readonly compensations?: readonly Compensation[]
  /** Joins that have fired for a fork and swallow what comes after. */
  readonly fired?: readonly string[]
  /** The run and token that started this one; `depth` counts from 1. */
  readonly parent?: { readonly instanceId: string; readonly key: string; readonly depth: number }
  /** What fields of the record held before the run first wrote them; a recall gives it back. */
  readonly before?: { readonly [field: string]: Json }
  readonly picks?: Picks
  /** The department it was started for, where its starter has several. */
  readonly department?: string
  /** The day it counts as started on, where that is not the day it was entered. */
  readonly asOf?: string
  /** Its own number, and its lines of summary, as the runtime made them. */
  readonly number?: string
  readonly summary?: Localized
  readonly lastDecision?: LastDecision | null
  readonly resume?: ResumePlace | null
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
  | { readonly type: 'caught'; readonly subscription: Subscription; readonly data: Json }
  | { readonly type: 'scope_done'; readonly scope: FlowScope }
  | { readonly type: 'child_ended'; readonly child: ChildRun }
  /** An administrator has it end with what it has got so far. */
  | { readonly type: 'complete_now' }

type CommandHead = { readonly commandId: string; readonly actor: string; readonly onBehalfOf?: string }
type ItemCommand = CommandHead & {
  readonly itemId: string
  readonly itemRev?: number
  readonly comment?: string
}
/** One field of the record that was changed with a decision. */
export type Edit = { readonly field: string; readonly before: Json; readonly after: Json }

type Decision = ItemCommand & {
  readonly signature?: string
  readonly attachments?: readonly string[]
  /** People for steps to come whose people are picked here. */
  readonly picks?: Picks
  /** What was changed in the record with it, for the trail. */
  readonly edits?: readonly Edit[]
  /** After a return: straight to whoever returned it, or the whole way again. */
  readonly resume?: 'rerun' | 'toRejecter'
}

/** What can be asked of an instance. */
export type FlowCommand =
  | (CommandHead & { readonly type: 'start' })
  | (Decision & {
      readonly type: 'approve' | 'reject' | 'completeWork' | 'resubmit' | 'resolveDelegation'
    })
  | (ItemCommand & { readonly type: 'markRead' | 'claim' | 'release' | 'takeBack' })
  | (ItemCommand & { readonly type: 'cc'; readonly to: readonly string[] })
  /** Takes an added signer away again. */
  | (ItemCommand & { readonly type: 'removeSign'; readonly remove: string })
  | (ItemCommand & { readonly type: 'transfer'; readonly to: string })
  /** An administrator gives what somebody has open to another, whatever the node allows. */
  | (ItemCommand & { readonly type: 'reassign'; readonly to: string })
  | (ItemCommand & { readonly type: 'delegate'; readonly to: string })
  | (ItemCommand & {
      readonly type: 'addSign'
      readonly kind: 'before' | 'after' | 'parallel'
      readonly to: readonly string[]
      readonly mode?: SignMode
    })
  | (ItemCommand & { readonly type: 'return'; readonly target: string })
  | (CommandHead & {
      readonly type: 'recall'
      readonly comment?: string
      /** Nodes whose calls had not left yet: nothing of theirs has to be undone. */
      readonly unsent?: readonly string[]
    })
  | (CommandHead & { readonly type: 'terminate'; readonly comment?: string })
  | (ItemCommand & { readonly type: 'remind' | 'comment' })
  | (CommandHead & { readonly type: 'timerDue'; readonly key: string })
  | (CommandHead & {
      readonly type: 'jobResult'
      readonly tokenId: string
      readonly ok: boolean
      readonly data: Json
    })
  | (CommandHead & {
      readonly type: 'retryIncident' | 'skipIncident'
      readonly incidentId: string
      readonly comment?: string
    })
  /** What a subscription waited for came. Nothing happens when it is gone. */
  | (CommandHead & { readonly type: 'messageArrived'; readonly key: string; readonly data: Json })
  /** The record changed: conditions are asked again. */
  | (CommandHead & { readonly type: 'recordChanged' })
  | (CommandHead & {
      readonly type: 'childEnded'
      readonly key: string
      readonly status: InstanceStatus
      readonly variables: { readonly [key: string]: Json }
    })
  | (CommandHead & { readonly type: 'suspend' | 'resume'; readonly comment?: string })
  /** Puts a token somewhere else; `all` clears what runs beside it in its scope. */
  | (CommandHead & {
      readonly type: 'jump'
      readonly target: string
      readonly tokenId?: string
      readonly mode?: 'this' | 'all'
      readonly comment?: string
    })
  /** Brings an ended run back to life at a node. */
  | (CommandHead & { readonly type: 'reactivate'; readonly target: string; readonly comment?: string })
  /** Ends a for-each or a call of many runs with what it has got. */
  | (CommandHead & { readonly type: 'completeNow'; readonly tokenId: string; readonly comment?: string })

/** The commands of some types. */
export type CommandOf<T extends FlowCommand['type'], C = FlowCommand> = C extends {
  readonly type: FlowCommand['type']
}
  ? [Extract<C['type'], T>] extends [never]
    ? never
    : C
  : never

/** Asks a decision table by its key; `names` are further names in its expressions. Throws when it has no answer. */
export type DecideTable = (
  table: string,
  evaluate: (expression: Expression, names: { readonly [key: string]: Json }) => Json,
) => { readonly [output: string]: Json }

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
  /** Decision tables; absent where none can be asked. */
  readonly decide?: DecideTable
  /**
   * Through whom a person acts for another (standing agents), the principal's own agent first and the person last;
   * undefined when they may not. Absent means nobody may.
   */
  readonly agentsOf?: (actor: string, principal: string) => readonly string[] | undefined
  readonly runAction: RunAction
  readonly action: ActionContext
  /**
   * Whom the flow names as its administrators today, where that is known: who keeps its runs, also those on older versions.
   * Steps that ask its administrators go by the version the run is on.
   */
  readonly keepers?: readonly AssigneeSource[]
  /** Deeds of nodes, by their number in this command, that were found to be impossible: they fail, as their node says. */
  readonly refused?: ReadonlyMap<number, Refusal>
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
  /** The same with further names in scope. */
  readonly evaluateWith: (expression: Expression, names: { readonly [key: string]: Json }) => Json
  /** What the node behind an edge waits for. */
  readonly eventBehind: (edge: FlowEdgeDocument) => EventSettings | undefined
  /** Rooms this activation opened, in order. */
  readonly scopes: readonly FlowScope[]
  /** Runs this activation started, in order. */
  readonly children: readonly ChildRun[]
  /** Edges that leave this node, in the order they are asked. */
  readonly outgoing: readonly FlowEdgeDocument[]
  /** Who administers this flow's runs. */
  readonly administrators: () => readonly string[]
  /** Active people behind the sources, each once, in order. `assignee`: whose task it is now, for escalation. */
  readonly resolve: (sources: readonly AssigneeSource[], assignee?: string) => readonly string[]
}

/** A run to start beside this one; in place of the failed one of the same index, where there is one. */
export type StartChild = {
  readonly index: number
  readonly elements?: readonly Json[]
  readonly flow: string
  readonly entity: string
  readonly recordId: string
  readonly starter: string
  readonly variables: { readonly [key: string]: Json }
}

/** What a node type answers. */
export type NodeOutcome = {
  /** `wait`: stay; `leave`: take these edges (ids); `consume`: the token ends here; `end`: the whole instance ends. */
  readonly move:
    | { readonly type: 'wait' }
    | { readonly type: 'leave'; readonly edges: readonly string[] }
    /** The event behind an edge has happened here: the node behind it hears of it and does not wait. */
    | { readonly type: 'pass'; readonly edge: string; readonly event: FlowEvent }
    /** Something went wrong that a boundary event may catch; uncaught it ends the run as failed. */
    | { readonly type: 'throw'; readonly code: string }
    | { readonly type: 'consume'; readonly result?: InstanceStatus }
    /** Back to a node that was passed; what runs beside it in that scope is canceled. */
    | { readonly type: 'return'; readonly target: string }
    | { readonly type: 'end'; readonly status: InstanceStatus }
    | { readonly type: 'incident'; readonly code: string; readonly zh: string; readonly en: string }
  readonly effects?: readonly Effect[]
  /** Items to make or change (by id) at this node. */
  readonly items?: readonly WorkItem[]
  readonly timers?: readonly Timer[]
  readonly subscriptions?: readonly Subscription[]
  /** Rooms to open inside the node, each with names of its own. */
  readonly open?: readonly { readonly index: number; readonly variables: { readonly [key: string]: Json } }[]
  readonly start?: readonly StartChild[]
  /** The runs it started go on by themselves; nobody waits for them any more. */
  readonly letGo?: boolean
  /** Tells the nodes around it, which go on or not as their boundary events say. */
  readonly escalate?: string
  /** Undoes what can be undone in this scope. */
  readonly compensate?: boolean
  /** The node that undoes this one's work. */
  readonly undoneBy?: string
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
  /** Which deed of a node, counted from 1, asked for an effect; effects of the engine itself are missing. */
  readonly deeds: ReadonlyMap<Effect, number>
}

/** Why something could not be done. */
export type Refusal = { readonly code: string; readonly zh: string; readonly en: string }
