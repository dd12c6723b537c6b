import type { Expression } from '@mortise/expressions'
import type { RecordValues } from '../model/values.ts'

/**
 * Looks for records with the rights of whoever acts. The first one is named `ref`, as a written record is; with `set` all
 * that are found are changed, each by itself, so that their rules follow.
 */
export type FindRecordsEffect = {
  readonly type: 'find_records'
  readonly entity: string
  readonly filter: Expression
  readonly sort?: { readonly field: string; readonly dir: 'asc' | 'desc' }
  /** At most so many. */
  readonly limit: number
  readonly ref?: string
  readonly set?: RecordValues
}

/** Lets what comes after it in a rule wait. Only rules that run behind what set them off carry it out. */
export type WaitEffect = {
  readonly type: 'wait'
  /** ISO instant. */
  readonly until: string
}
