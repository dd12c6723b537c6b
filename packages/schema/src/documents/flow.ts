import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { Condition, ElementHead, RunAs } from './common.ts'

/** Who a work item goes to. `type` decides which of the other properties count. */
export type AssigneeSource = {
  readonly type:
    | 'user'
    | 'role'
    | 'department'
    | 'department_head'
    | 'manager'
    | 'field'
    | 'starter'
    | 'expression'
  readonly user?: string
  readonly role?: string
  readonly department?: string
  /** For manager and department_head: of whom, `starter` or `$record.<user field>`. */
  readonly of?: string
  readonly level?: number
  readonly field?: string
  readonly expr?: Expression
}

/** How a user task decides; see the flow reference for the meaning of each. */
export type ApprovalSettings = {
  /** False for a task that is done, not decided: it can't be rejected. */
  readonly decision?: boolean
  /** `one` is meant for a single person; where several are found the first to act decides, as in `any`. */
  readonly mode: 'one' | 'any' | 'all' | 'sequential' | 'vote'
  readonly rejectMode?: 'veto' | 'count' | 'waitAll'
  readonly anyMode?: 'firstDecision' | 'firstApproval'
  readonly passRatio?: number | null
  readonly passCount?: number | null
  /** Votes by weight instead: passes when the agreed weight is more than `passWeight` (default 50). */
  readonly weights?: { readonly [user: string]: number }
  readonly passWeight?: number | null
  /** For `rejectMode: "count"`: this many rejections end the node. Default 2. */
  readonly rejectCount?: number | null
  readonly assignees: readonly AssigneeSource[]
  readonly onEmpty?: {
    readonly do: 'approve' | 'reject' | 'assign' | 'admin' | 'incident'
    readonly user?: string
  }
  readonly onSelf?: 'self' | 'skip' | 'manager'
  readonly dedupe?: 'none' | 'instance' | 'consecutive'
  readonly operations?: {
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
  readonly signature?: boolean
  /** Field rights at this node: `write`, `read`, `hidden`; `*` for the rest. */
  readonly fields?: { readonly [field: string]: 'write' | 'read' | 'hidden' }
  readonly timeouts?: readonly {
    readonly after: string
    readonly calendar?: string
    readonly do: 'remind' | 'approve' | 'reject' | 'transfer'
    readonly repeat?: string
    readonly max?: number
    readonly to?: AssigneeSource
  }[]
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
  readonly variables?: readonly { readonly key: string; readonly type: string; readonly source?: string }[]
  readonly nodes: readonly FlowNodeDocument[]
  readonly edges: readonly FlowEdgeDocument[]
  /** While an instance runs the record can't be changed, except these fields. */
  readonly lock?: { readonly enabled: boolean; readonly except?: readonly string[] }
  readonly onReject?: 'end' | 'returnToStarter'
  readonly limits?: { readonly maxVisitsPerNode?: number; readonly maxSteps?: number }
  readonly layout?: { readonly [nodeId: string]: unknown }
}
