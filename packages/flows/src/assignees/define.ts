import type { Localized } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { AssigneeSource, Directory, FieldDocument, RecordInput } from '@mortise/schema'

/** What people are found from. */
export type AssigneeContext = {
  readonly starter: string
  readonly record: RecordInput
  readonly directory: Directory
  readonly evaluate: (expression: Expression) => Json
  /** Whose task it is now, when somebody else is looked for in their place. */
  readonly assignee: string | undefined
  /** Whom somebody picked for this node. */
  readonly picked: readonly string[]
  /** The department the run was started for, where that was said. */
  readonly department: string | undefined
}

/** One way to name people. `resolve` gives user ids in order; none when nobody fits. */
export type AssigneeType = {
  readonly type: string
  readonly label: Localized
  readonly settings: readonly FieldDocument[]
  /** Settings that must be there, for the publish check. */
  readonly needs: readonly (keyof AssigneeSource)[]
  readonly describe: (source: AssigneeSource) => Localized
  readonly resolve: (source: AssigneeSource, ctx: AssigneeContext) => readonly string[]
}

/** Makes a way to name people; the helper only infers. */
export function defineAssignee(type: AssigneeType): AssigneeType {
  return Object.freeze(type)
}

/** The persons meant by `of`: `starter` (default), `assignee`, or `$record.<user field>`. */
export function peopleOf(of: string | undefined, ctx: AssigneeContext): readonly string[] {
  if (of === undefined || of === 'starter' || of === '$starter') return [ctx.starter]
  if (of === 'assignee') return ctx.assignee === undefined ? [] : [ctx.assignee]
  return userIds(ctx.evaluate({ var: of.replace(/^\$record\./, '') }))
}

/** User ids in a value: one id or a list of them. */
export function userIds(value: Json): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
