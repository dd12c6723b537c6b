import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { ScheduleDocument } from './automation.ts'
import type { Condition, ElementHead, RunAs } from './common.ts'

/** Who a work item goes to. `type` decides which of the other properties count. */
export type AssigneeSource = {
  readonly type:
    | 'user'
    | 'role'
    | 'department'
    | 'department_head'
    | 'position'
    | 'group'
    | 'manager'
    | 'manager_chain'
    | 'field'
    | 'starter'
    | 'starter_pick'
    | 'previous_pick'
    | 'expression'
  readonly user?: string
  /** For manager_chain: whoever has it is the last of the chain. */
  readonly role?: string
  readonly department?: string
  /** For position: the title that people have. */
  readonly position?: string
  /** For group: its key or id. */
  readonly group?: string
  /** For manager and department_head: of whom, `starter` or `$record.<user field>`. */
  readonly of?: string
  readonly level?: number
  /** For manager_chain: where the chain ends. The topmost manager when absent. */
  readonly until?: 'level' | 'top' | 'role'
  /** For picks: among whom; everybody when absent. */
  readonly range?: readonly AssigneeSource[]
  readonly min?: number
  readonly max?: number
  readonly field?: string
  readonly expr?: Expression
}

/** How a user task decides; see the flow reference for the meaning of each. */
export type ApprovalSettings = {
  /** False for a task that is done, not decided: it can't be rejected. */
  readonly decision?: boolean
  /**
   * `one` is meant for a single person; where several are found the first to act decides, as in `any`. `random` asks
   * one of them; with `claim` one of them takes the task first.
   */
  readonly mode: 'one' | 'any' | 'all' | 'sequential' | 'vote' | 'random' | 'claim'
  readonly rejectMode?: 'veto' | 'count' | 'waitAll'
  readonly anyMode?: 'firstDecision' | 'firstApproval'
  readonly passRatio?: number | null
  readonly passCount?: number | null
  /** Votes by weight instead: passes when the agreed weight is more than `passWeight` (default 50). */
  readonly weights?: { readonly [user: string]: number }
  readonly passWeight?: number | null
  /** A vote decided by conditions over `passNum`, `rejectNum`, `todoNum` and `allNum` instead. */
  readonly passWhen?: Expression
  readonly rejectWhen?: Expression
  /** For `rejectMode: "count"` (default 2) and votes: this many rejections end the node. */
  readonly rejectCount?: number | null
  readonly assignees: readonly AssigneeSource[]
  readonly onEmpty?: {
    readonly do: 'approve' | 'reject' | 'assign' | 'admin' | 'incident'
    readonly user?: string
  }
  readonly onSelf?: 'self' | 'skip' | 'manager' | 'departmentHead'
  readonly dedupe?: 'none' | 'instance' | 'consecutive'
  /** Who approved before is asked again when one of these fields has changed since. */
  readonly dedupeWatch?: readonly string[]
  /** Separation of duties: whoever decides here is neither the starter (`starter`) nor who decided at a node (its id). */
  readonly sod?: readonly { readonly notSameAs: string }[]
  readonly operations?: {
    /** Other words on the buttons, by command: `approve`, `reject`, `transfer` … */
    readonly labels?: { readonly [command: string]: LocalizedText }
    /** How deep added signers may add others; 1 (default): not at all, 3 at most. */
    readonly addSignDepth?: number
    /** Whether people may send copies from here. */
    readonly cc?: boolean
    readonly transfer?: boolean
    readonly delegate?: boolean
    readonly addSign?: readonly ('before' | 'after' | 'parallel')[]
    readonly return?: {
      readonly targets: 'starter' | 'previous' | 'anyPassed'
      readonly resume: 'rerun' | 'toRejecter' | 'starterChooses'
    }
    readonly takeBack?: boolean
  }
  readonly comment?: { readonly required?: readonly ('approve' | 'reject')[] }
  /** A handwritten signature, to approve and to reject. */
  readonly signature?: boolean
  readonly attachment?: { readonly required?: readonly ('approve' | 'reject')[] }
  /** Field rights at this node: `write`, `read`, `hidden`; `lines.price` for a column, `*` for the rest. */
  readonly fields?: { readonly [field: string]: 'write' | 'read' | 'hidden' }
  readonly timeouts?: readonly {
    readonly after: string
    readonly calendar?: string
    readonly do: 'remind' | 'approve' | 'reject' | 'transfer' | 'return'
    readonly repeat?: string
    readonly max?: number
    /** To whom it goes; for `remind`: who hears of it besides. */
    readonly to?: AssigneeSource
    /** For `return`: the node; the start when absent. */
    readonly target?: string
  }[]
  /**
   * A promise of the entity (`slas`) by its key: from the moment somebody is asked until the step is done, by its targets,
   * calendar and pauses. It tells people when it gets late, and those above them when it is due.
   */
  readonly sla?: string
  readonly auto?: 'approve' | 'reject'
}

/** One node. `type` names a node type; `settings` of most types stand flat beside it. */
export type FlowNodeDocument = {
  readonly id: string
  readonly type: string
  readonly name?: LocalizedText
  /** The node it lies inside, for steps of a sub-process or a for-each. */
  readonly parent?: string
  readonly [setting: string]: unknown
}

/** One edge; `condition` only on edges that leave a deciding gateway; small `priority` is asked first. */
export type FlowEdgeDocument = {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly priority?: number
  readonly condition?: Condition
  /** For edges out of a user task: the outcome they are for, `approved` or `rejected`. */
  readonly outcome?: string
  readonly name?: LocalizedText
}

export type FlowStart = {
  readonly type: 'manual' | 'record' | 'schedule' | 'message' | 'api'
  /** For `message`: its name. What it is told apart by is the id of the record the flow starts on. */
  readonly message?: string
  /** For `schedule`: when it starts, on each record that meets the condition. */
  readonly schedule?: ScheduleDocument
  /** For `record`: which change starts it. */
  readonly on?: readonly ('create' | 'update')[]
  readonly condition?: Condition
  readonly permission?: { readonly roles?: readonly string[] }
  readonly recall?: 'never' | 'beforeFirstAction' | 'anytime'
  /** Only one running instance a record; default true. */
  readonly single?: boolean
}

/** `flows/<key>.json`: a flat graph; the vertical card picture is a view of it. */
export type FlowDocument = ElementHead & {
  readonly schemaVersion?: 1
  readonly entity: string
  readonly enabled?: boolean
  readonly start: FlowStart
  readonly runAs?: RunAs
  readonly title?: LocalizedText
  /** A line or two that stand below the title where people look through their tasks. */
  readonly summary?: LocalizedText
  /** A number of its own for each run, counted by year, month or day, or for ever. */
  readonly numbering?: {
    readonly prefix?: string
    readonly digits?: number
    readonly reset?: 'never' | 'year' | 'month' | 'day'
  }
  /** Who administers its runs, beside the administrators of the workspace. */
  readonly administrators?: readonly AssigneeSource[]
  /** How long people wait before they urge somebody again; ten minutes when absent. */
  readonly remindEvery?: string
  readonly variables?: readonly { readonly key: string; readonly type: string; readonly source?: string }[]
  readonly nodes: readonly FlowNodeDocument[]
  readonly edges: readonly FlowEdgeDocument[]
  /** While an instance runs the record can't be changed, except these fields. */
  readonly lock?: { readonly enabled: boolean; readonly except?: readonly string[] }
  readonly onReject?: 'end' | 'returnToStarter'
  readonly limits?: { readonly maxVisitsPerNode?: number; readonly maxSteps?: number }
  readonly layout?: { readonly [nodeId: string]: unknown }
}
