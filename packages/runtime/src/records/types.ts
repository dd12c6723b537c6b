import type { ErrorDetail } from '@mortise/errors'
import type { RecordValues } from '@mortise/schema'
import type { LockedRecord, StoredRecord } from '@mortise/store'

/**
 * What somebody wants saved. Values may be in any form the field types can parse. `form` is the key of
 * the form of this entity that it was filled in with: then that form's rules hold as well.
 */
export type SaveRequest =
  | {
      readonly op: 'create'
      readonly entity: string
      readonly id?: string
      readonly values: RecordValues
      readonly form?: string
      /** What the place gives where it is made, such as its owner; the writer's rights are not asked for these. */
      readonly given?: RecordValues
      readonly ignoreDuplicates?: boolean
    }
  | {
      readonly op: 'update'
      readonly entity: string
      readonly id: string
      readonly values: RecordValues
      readonly form?: string
      /** Value paths that the form does not ask for, whatever rights the writer has: those a step of a flow keeps shut. */
      readonly unwritable?: ReadonlySet<string>
      readonly expectedVersion?: number
      readonly ignoreDuplicates?: boolean
    }

/** A record that is locked already and was not changed since, and the runs that wait for it to change. */
export type HeldRecord = { readonly locked: LockedRecord; readonly waiting: readonly string[] }

/** A saved record as its saver may see it. */
export type Saved = {
  readonly record: StoredRecord
  readonly changed: readonly string[]
  readonly warnings: readonly ErrorDetail[]
}
