import type { ErrorDetail } from '@mortise/errors'
import type {
  EvaluationInput,
  ExpressionUser,
  Json,
  Language,
  LinkedRow,
  Workdays,
} from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type {
  CheckDocument,
  EntityModel,
  ExtensionList,
  FieldDocument,
  FormChange,
  FormDocument,
  Model,
  RecordValues,
  TransitionDocument,
} from '@mortise/schema'

/*
 * Glossary. program: a form made ready, frozen, good for any number of records. table: '' for the record itself, else
 * the key of one of its sub-tables. value path: `amount`, or `items.qty` for that field in every row. cell: one thing
 * the program works out for a field (its value, whether it shows, …). place: where a person or an error points,
 * `amount` or `items/<row key or index>/qty`.
 */

/** What a cell works out. */
export type Aspect = 'value' | 'visible' | 'required' | 'readOnly' | 'options' | 'layout'

/** A link of a table behind which something is read. */
export type AwaitedLink = { readonly table: string; readonly link: string }

/** One thing to work out, run again only when a value path it reads has changed. */
export type Cell = {
  readonly aspect: Aspect
  readonly table: string
  /** Field key; for `layout` the key of the form node. */
  readonly key: string
  readonly reads: readonly string[]
  /** Links whose data it needs, itself or by what it reads. */
  readonly awaits: readonly AwaitedLink[]
  readonly run: (input: EvaluationInput) => Json
}

/** A field as the program knows it. */
export type FieldPlan = {
  readonly key: string
  readonly type: FieldType
  readonly document: FieldDocument
  readonly system: boolean
  /** Worked out or given by the system; people can't write it. */
  readonly computed: boolean
  /** Held by the record itself: a column, or rows of its own. */
  readonly stored: boolean
  readonly required: boolean
  readonly placed: boolean
  readonly standard: ((input: EvaluationInput) => Json) | undefined
}

/** The fields of the record, or of the rows of one sub-table. */
export type TablePlan = {
  readonly table: string
  readonly entity: EntityModel
  readonly fields: ReadonlyMap<string, FieldPlan>
  /** Link field of the rows that points to the record. */
  readonly parentField: string | undefined
  readonly checks: readonly CheckPlan[]
  readonly transitions: readonly TransitionPlan[]
}

export type CheckPlan = {
  readonly document: CheckDocument
  readonly broken: (input: EvaluationInput) => boolean
}
export type TransitionPlan = {
  readonly document: TransitionDocument
  readonly allowed: (input: EvaluationInput) => boolean
}

/** One "when this changes, set that". */
export type ChangePlan = {
  /** The table whose fields it watches and sets: '' for the record, else one sub-table, row by row. */
  readonly table: string
  readonly document: FormChange
  /** Links whose data the rule reads: it waits until they are there. */
  readonly through: readonly string[]
  readonly holds: (input: EvaluationInput) => boolean
  readonly sets: readonly { readonly field: string; readonly value: (input: EvaluationInput) => Json }[]
}

/** What must be read around a record before its expressions can run. */
export type FormNeeds = {
  /** By table and link field, the paths read behind it: `{"": {customer: ["level"]}, items: {product: ["price"]}}`. */
  readonly links: { readonly [table: string]: { readonly [field: string]: readonly string[] } }
  /** By relation that is no sub-table of the form, the fields read of its rows. */
  readonly rows: { readonly [relation: string]: readonly string[] }
}

/** A form made ready. */
export type FormProgram = {
  readonly model: Pick<Model, 'entity'>
  readonly entity: EntityModel
  readonly form: FormDocument
  readonly fields: ExtensionList<FieldType>
  readonly language: Language
  readonly tables: ReadonlyMap<string, TablePlan>
  /** In an order in which each comes after what it reads. */
  readonly cells: readonly Cell[]
  /** By value path, the cells to run again, as places in `cells`. */
  readonly dependants: ReadonlyMap<string, readonly number[]>
  readonly changes: readonly ChangePlan[]
  readonly locked: ((input: EvaluationInput) => boolean) | undefined
  readonly needs: FormNeeds
  /** Wrong expressions, unknown fields and circles; what they stand in is left out of the program. */
  readonly problems: readonly ErrorDetail[]
}

/** One field of a state. */
export type FieldState = {
  /** Canonical value; null while `input` can't be read. Null for sub-tables, whose rows are in `tables`. */
  readonly value: Json
  readonly visible: boolean
  readonly required: boolean
  readonly readOnly: boolean
  readonly errors: readonly ErrorDetail[]
  /** What was typed, where it can't be read as a value. */
  readonly input?: Json
  /** Values that may be chosen; absent when all may. */
  readonly options?: readonly string[]
}

export type FieldStates = { readonly [key: string]: FieldState }

/** A row of a sub-table. `key` is its id, or `+1`, `+2`, … while it has none. */
export type RowState = {
  readonly key: string
  readonly row: RecordValues
  readonly links: { readonly [key: string]: LinkedRow | null }
  readonly fields: FieldStates
}

/** What stays the same while a record is open. */
export type Surroundings = {
  /** Stored values; undefined for a new record. */
  readonly previous?: RecordValues | undefined
  readonly isNew: boolean
  readonly user?: ExpressionUser | undefined
  /** ISO instant. */
  readonly now: string
  readonly timeZone?: string | undefined
  readonly fiscalYearStart?: number | undefined
  readonly workdays?: Workdays | undefined
  /** Answers lookups from what was read before. */
  readonly lookup?: EvaluationInput['lookup'] | undefined
  readonly locale?: 'zh' | 'en' | undefined
  /** Rows of relations that are no sub-tables of the form. */
  readonly rows?: { readonly [relation: string]: readonly LinkedRow[] } | undefined
}

/** A record in a form: plain frozen data; a new state shares all that did not change. */
export type FormState = {
  readonly fields: FieldStates
  readonly row: RecordValues
  readonly links: { readonly [key: string]: LinkedRow | null }
  readonly tables: { readonly [table: string]: readonly RowState[] }
  /** By form node key (its id, else its place in the tree), whether it shows. Absent means it does. */
  readonly layout: { readonly [node: string]: boolean }
  /** What the last step did on its own, for a short message. */
  readonly notices: readonly ErrorDetail[]
  /** Links whose data is still to come (`provideLink`), as places. */
  readonly pending: readonly string[]
  /** Cells run so far; what tests count. */
  readonly runs: number
  readonly nextRow: number
  readonly around: Surroundings
}
