import type { LocalizedText } from '@mortise/errors'
import type { Expression, ExpressionUser, Json } from '@mortise/expressions'
import type { RecordValues } from '../model/values.ts'
import type {
  CancelFlowEffect,
  ForEachEffect,
  GenerateDocumentEffect,
  ReadTermsEffect,
} from './act-effects.ts'
import type { FindRecordsEffect, WaitEffect } from './find-effect.ts'

/**
 * What engines ask the runtime to do. Few and closed: engines return them, `runtime` carries them out in one
 * transaction. A new action or node composes these and never adds one.
 */
export type Effect =
  | SetValueEffect
  | SetStateEffect
  | AddErrorEffect
  | WriteRecordEffect
  | FindRecordsEffect
  | WaitEffect
  | AssignEffect
  | CreateWorkItemEffect
  | SetTimerEffect
  | SetSubscriptionEffect
  | PublishEffect
  | SetChildEffect
  | StartFlowEffect
  | CancelFlowEffect
  | ForEachEffect
  | GenerateDocumentEffect
  | ReadTermsEffect
  | CallOutEffect
  | SendMailEffect
  | NotifyEffect

/** Sets a value of the record at hand, before it is saved. */
export type SetValueEffect = { readonly type: 'set_value'; readonly field: string; readonly value: Json }

/** Changes how a field behaves in the form. */
export type SetStateEffect = {
  readonly type: 'set_state'
  readonly field: string
  readonly state: { readonly visible?: boolean; readonly required?: boolean; readonly readOnly?: boolean }
}

/** Refuses (block) or comments (warn) the change at hand. */
export type AddErrorEffect = {
  readonly type: 'add_error'
  /** Field key, or '' for the whole record. */
  readonly path: string
  readonly code: string
  readonly message: LocalizedText
  readonly level: 'block' | 'warn'
}

/**
 * Writes another record in the same transaction. `ref` names the written record; later effects of the same list may
 * use the text `$ref:<name>` as a value and get its id.
 */
export type WriteRecordEffect = {
  readonly type: 'write_record'
  readonly op: 'create' | 'update' | 'delete'
  readonly entity: string
  readonly id?: string
  readonly values?: RecordValues
  readonly ref?: string
  /** On create: take an existing record that matches this condition instead of making a new one. */
  readonly matchFirst?: Expression
}

/** Gives a record to somebody by an assignment policy; the pool's cursor is taken under a row lock. */
export type AssignEffect = {
  readonly type: 'assign'
  readonly policy: string
  readonly entity: string
  readonly recordId: string
}

/** A person's task in a flow. Made by the flow engine only. */
export type CreateWorkItemEffect = {
  readonly type: 'create_work_item'
  readonly itemId: string
  readonly instanceId: string
  readonly assignee: string
}

/** Wakes somebody later. `key` is unique per owner: setting it again moves it, `at: null` removes it. */
export type SetTimerEffect = {
  readonly type: 'set_timer'
  readonly key: string
  /** ISO instant. */
  readonly at: string | null
  readonly payload: Json
}

/**
 * Has a flow run told when a message, a signal or a change of its record comes. `key` is unique per run: setting it
 * again replaces it, `subscription: null` removes it.
 */
export type SetSubscriptionEffect = {
  readonly type: 'set_subscription'
  readonly key: string
  readonly subscription: {
    readonly kind: 'message' | 'signal' | 'condition'
    /** Name of the message or signal; empty for a condition. */
    readonly name: string
    /** Which of several waiting runs a message is for. */
    readonly correlation: string | null
  } | null
}

/**
 * Says something to flow runs that wait for it. A message goes to one run and is kept for a while when none waits yet;
 * a signal goes to all that wait now and to nobody later.
 */
export type PublishEffect = {
  readonly type: 'publish'
  readonly kind: 'message' | 'signal'
  readonly name: string
  readonly correlation: string | null
  readonly data: Json
  /** How long a message is kept, as an ISO duration. */
  readonly keep?: string
}

/** Starts a run that belongs to the one at hand, under a key of its own; `child: null` cancels it. */
export type SetChildEffect = {
  readonly type: 'set_child'
  readonly key: string
  readonly child: {
    readonly flow: string
    readonly entity: string
    readonly recordId: string
    readonly starter: string
    readonly variables: { readonly [key: string]: Json }
  } | null
}

export type StartFlowEffect = {
  readonly type: 'start_flow'
  readonly flow: string
  readonly entity: string
  readonly recordId: string
}

/** A call to the outside through a connector, sent after commit, at least once, with its key. */
export type CallOutEffect = {
  readonly type: 'call_out'
  readonly connector: string
  readonly action: string
  readonly settings: { readonly [key: string]: Json }
  /** How often it is tried before it counts as failed. */
  readonly maxAttempts?: number
  /** The node of a flow it comes from. */
  readonly node?: string
}

/** A mail, sent after commit through a connector's action; each reader gets one of their own. */
export type SendMailEffect = {
  readonly type: 'send_mail'
  readonly connector: string
  readonly action: string
  /** Addresses outside, written out. */
  readonly addresses: readonly string[]
  /** User ids; the runtime knows their addresses. */
  readonly users: readonly string[]
  readonly subject: string
  readonly text: string
  /** The texts before their places were filled: each colleague gets them with what that person may see. */
  readonly templates: { readonly subject: string; readonly text: string }
  /** Key of the mail template that is sent instead of the texts. */
  readonly mail?: string
  readonly entity: string
  readonly recordId: string
}

/** A message to people; channels are chosen by each person's preferences. */
export type NotifyEffect = {
  readonly type: 'notify'
  /** User ids. */
  readonly to: readonly string[]
  /** Each person reads it in their own language. */
  readonly title: LocalizedText
  readonly body?: LocalizedText
  readonly entity?: string
  readonly recordId?: string
  /** The texts before their places were filled: each reader gets them with what that reader may see. */
  readonly templates?: { readonly title: LocalizedText; readonly body?: LocalizedText }
}

/** A record as engines see it: frozen values and what its expressions need around it. */
export type RecordInput = {
  readonly entity: string
  readonly id: string
  readonly values: RecordValues
  readonly previous?: RecordValues | undefined
  readonly isNew: boolean
  readonly links?: { readonly [key: string]: import('@mortise/expressions').LinkedRow | null }
  readonly rows?: { readonly [key: string]: readonly import('@mortise/expressions').LinkedRow[] }
}

/** People as engines see them: a snapshot, so that steps stay pure. */
export type Directory = {
  readonly user: (id: string) => DirectoryUser | undefined
  readonly usersByRole: (role: string) => readonly DirectoryUser[]
  readonly usersByDepartment: (department: string) => readonly DirectoryUser[]
  readonly department: (id: string) => DirectoryDepartment | undefined
  readonly admins: () => readonly DirectoryUser[]
  /** People with a title; absent where titles are not known. */
  readonly usersByPosition?: (title: string) => readonly DirectoryUser[]
  /** Members of a group of people, by its key or id. */
  readonly usersByGroup?: (group: string) => readonly DirectoryUser[]
}

export type DirectoryUser = {
  readonly id: string
  readonly name: string
  readonly departmentId: string | null
  readonly managerId: string | null
  readonly roles: readonly string[]
  readonly active: boolean
  /** Departments somebody belongs to besides. */
  readonly otherDepartmentIds?: readonly string[]
}

export type DirectoryDepartment = {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
  readonly headId: string | null
}

/** What every action gets. Everything in it is data or a pure function of data. */
export type ActionContext = {
  readonly record: RecordInput
  /** When the action runs: before the record is written its own values can still be set. Default `afterSave`. */
  readonly phase?: 'beforeSave' | 'afterSave' | 'async' | undefined
  /** Who started the flow the action stands in. */
  readonly starter?: string | undefined
  readonly user: ExpressionUser | undefined
  readonly now: string
  readonly timeZone: string
  readonly directory: Directory
  /** Evaluates a checked expression on the record at hand. */
  readonly evaluate: (expression: Expression) => Json
  /** Fills `{{expression}}` places of a text with the record's values. */
  readonly fill: (template: string) => string
  /** Makes a new id (uuid v7). */
  readonly newId: () => string
  /** Adds working time to an instant by a calendar's key; plain time when the key is undefined. */
  readonly addTime: (from: string, isoDuration: string, calendar?: string) => string
  /** The documents actions may name: scores, assignments, decision tables. */
  readonly document: (kind: 'score' | 'assignment' | 'table', key: string) => unknown
  /** What a decision table says of the record at hand: its outputs by key; undefined where there is no such table. */
  readonly decide?: ((table: string) => { readonly [output: string]: Json } | undefined) | undefined
}

/** Runs one action by type; bound to the kit's list and handed to the rule and flow engines. */
export type RunAction = (
  type: string,
  settings: { readonly [key: string]: unknown },
  ctx: ActionContext,
) => readonly Effect[]
