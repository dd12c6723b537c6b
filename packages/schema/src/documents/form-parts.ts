import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { Condition, SortKey } from './common.ts'

/** When one of the named fields changes in the form, set others. */
export type FormChange = {
  readonly when: { readonly changed: readonly string[]; readonly condition?: Condition }
  readonly set: { readonly [field: string]: Expression }
}

/** From which field of the other record each field here is filled: `{"price": "list_price"}`. */
export type FormFill = { readonly [field: string]: string }

/**
 * 数据联动: copies fields of another record that fits this one, and keeps them. Runs anew when something its filter reads
 * of this record changes. The filter names fields of the other record, and this record as `record`.
 */
export type FormDataLink = {
  readonly id?: string
  readonly entity: string
  readonly filter: Condition
  /** By which field the one that counts is told where several fit (one key); else the oldest. */
  readonly sort?: readonly SortKey[]
  readonly fill: FormFill
  /** What becomes of the filled fields when no record fits; absent means `clear`. */
  readonly whenNone?: 'clear' | 'keep'
}

/** The form's own words for what is wrong with a field, in place of the usual ones. */
export type FormFieldMessages = {
  readonly required?: LocalizedText
  /** When what was typed can't be read as a value of the field. */
  readonly format?: LocalizedText
}

/** One figure under a column of a sub-table; a bare field key means its sum. */
export type FormTotal =
  | string
  | { readonly field: string; readonly of: 'sum' | 'avg' | 'count' | 'min' | 'max' }

/** A column of a sub-table. Conditions and the default run on the row; the record is behind the row's parent field. */
export type FormColumn = {
  readonly field: string
  readonly label?: LocalizedText
  readonly width?: number
  readonly readOnly?: Condition
  readonly visible?: Condition
  readonly required?: Condition
  /** As that of a field node; `record` is the row. */
  readonly optionsFilter?: Condition
  /** For new rows, in place of the field's own default. */
  readonly default?: Expression
}
