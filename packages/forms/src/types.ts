import type { ErrorDetail } from '@mortise/errors'
import type {
  EvaluationInput,
  ExpressionUser,
  Json,
  Language,
  LinkedRow,
  LookupRequest,
  Workdays,
} from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type {
  CheckDocument,
  EntityModel,
  ExtensionList,
  FieldDocument,
  FormDocument,
  FormFieldMessages,
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

/**
 * What a cell works out. `shown` is what nodes show without being fields: codes, totals; `canAdd` and `canDelete` are of
 * the rows of a sub-table.
 */
export type Aspect =
  | 'value'
  | 'visible'
  | 'required'
  | 'readOnly'
  | 'options'
  | 'layout'
  | 'shown'
  | 'canAdd'
  | 'canDelete'

/** A link of a table behind which something is read. */
export type AwaitedLink = { readonly table: string; readonly link: string }

/** One thing to work out, run again only when a value path it reads has changed. */
export type Cell = {
  readonly aspect: Aspect
  readonly table: string
  /** Field key; for `layout` and `shown` the key of the form node. */
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
  /** Asked for even while it is hidden or read-only. */
  readonly forced: boolean
  readonly placed: boolean
  /** The form's own words for what is wrong with it. */
  readonly messages?: FormFieldMessages | undefined
  readonly standard: ((input: EvaluationInput) => Json) | undefined
  /** Value paths that `standard` reads. */
  readonly standardReads: readonly string[]
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
  /** How many rows there may be. */
  readonly minRows?: number | undefined
  readonly maxRows?: number | undefined
  /** Fields that the form can make read-only, with the cell that tells when. */
  readonly guards: ReadonlyMap<string, Cell>
  /** Value paths of the record that what sets them, or their defaults, reads from within a row. */
  readonly leans: ReadonlySet<string>
  /** By field, what sets it. */
  readonly setters: ReadonlyMap<string, readonly SetterPlan[]>
}

export type CheckPlan = {
  readonly document: CheckDocument
  /** What is told, its places filled from the record. */
  readonly message: (input: EvaluationInput, locale: 'zh' | 'en') => string
  readonly broken: (input: EvaluationInput) => boolean
}
export type TransitionPlan = {
  readonly document: TransitionDocument
  readonly allowed: (input: EvaluationInput) => boolean
}

/** One "when this changes, set that": a rule of the form, or a data link. */
export type SetterPlan = {
  /** The table whose fields it sets: '' for the record, else one sub-table, row by row. */
  readonly table: string
  /** Value paths; it runs when one of them changes. */
  readonly watches: ReadonlySet<string>
  /** Value paths that it reads, watched or not. */
  readonly reads: ReadonlySet<string>
  /** Links whose data it reads: it waits until they are there. */
  readonly through: readonly string[]
  /** What looks through other entities: run all at once to see what is still to be answered. */
  readonly asks: readonly ((input: EvaluationInput) => Json)[]
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
  readonly setters: readonly SetterPlan[]
  /** By step, tab or section (its id, else its place in the tree), the fields and sub-tables inside it. */
  readonly parts: ReadonlyMap<string, ReadonlySet<string>>
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
  /** Of a sub-table: whether rows may be added and taken away; absent means they may. */
  readonly canAdd?: boolean
  readonly canDelete?: boolean
}

export type FieldStates = { readonly [key: string]: FieldState }

/** A row of a sub-table. `key` is its id, or `+1`, `+2`, … while it has none. */
export type RowState = {
  readonly key: string
  readonly row: RecordValues
  readonly links: { readonly [key: string]: LinkedRow | null }
  readonly fields: FieldStates
}

/** A record that a link of the record ('') or of a row points at. */
export type LinkPlace = { readonly table: string; readonly field: string; readonly id: string }

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
  /** Whether a lookup has its answer: data links wait for it. Absent means all that can be known is. */
  readonly known?: ((request: LookupRequest) => boolean) | undefined
  readonly locale?: 'zh' | 'en' | undefined
  /** Value paths that the person has no right to write: read-only, and never asked for. */
  readonly unwritable?: ReadonlySet<string> | undefined
  /** Fields that rules of the server have set: the form does not keep those read-only. */
  readonly ruled?: readonly string[] | undefined
  /** What lies behind a link that is set in the course of things, where it is known. */
  readonly linked?: ((at: LinkPlace) => LinkedRow | null | undefined) | undefined
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
  /** By key, what codes show and totals come to (`totalKey`). */
  readonly shown: { readonly [node: string]: Json }
  /** What the last step did on its own, for a short message. */
  readonly notices: readonly ErrorDetail[]
  /** Links whose data is still to come (`provideLink`), as places. */
  readonly pending: readonly string[]
  /** Setters that wait for answers of lookups: their number, and of which row (`3`, `4/items/+1`). */
  readonly waiting: readonly string[]
  /** The record as it was opened, and the fields and sub-tables that a person has changed since. */
  readonly origin: Pick<FormState, 'row' | 'tables'>
  readonly touched: readonly string[]
  /** Cells run so far; what tests count. */
  readonly runs: number
  readonly nextRow: number
  readonly around: Surroundings
}
