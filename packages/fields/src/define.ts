import type { Localized } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { ExtensionHead, FieldDocument, FieldFacts, Settings } from '@mortise/schema'

/** Postgres column of a field, as data; only `store` turns it into DDL. */
export type ColumnSpec = {
  readonly type:
    | 'text'
    | 'int4'
    | 'int8'
    | 'numeric'
    | 'bool'
    | 'date'
    | 'timestamptz'
    | 'time'
    | 'uuid'
    | 'text[]'
    | 'uuid[]'
    | 'jsonb'
  /** For numeric. */
  readonly precision?: number
  readonly scale?: number
  /** Foreign key: `entity:<key>`, `user` or `department`. */
  readonly references?: string
  /**
   * For arrays of ids: what each names, as `references`. `store` keeps a join table beside the column, so that both sides
   * can be reached, and `onDelete` says what becomes of this record when one of them goes (`set_null` takes it out).
   */
  readonly members?: string
  readonly onDelete?: 'restrict' | 'set_null' | 'cascade'
  /** Text sorts by code point in expressions; names sort by pinyin where a person looks at a list. */
  readonly collation?: 'C' | 'zh'
  readonly index?: 'btree' | 'gin'
  /** No two live records may share a value (autonumber); beside `unique` of the field document. */
  readonly unique?: boolean
}

/**
 * Where the value of a computed field comes from, told to `store`, which knows no type by name.
 * - `query`: worked out in each query (lookup, formula that is not stored); has no column.
 * - `rows`: stored; `store` keeps it exact whenever rows of the relation change (roll-up). The expression aggregates
 *   one relation of the entity (`sumOf`, `countOf`, …).
 * - `counter`: stored; taken inside the saving transaction from a counter that starts anew with each `period`.
 * - `formula`: stored; written by whoever saves, from the expression.
 */
export type FieldSource =
  | { readonly from: 'query' | 'rows' | 'formula'; readonly expr: Expression }
  | {
      readonly from: 'counter'
      readonly start: number
      readonly period: (at: CounterTime) => string
      readonly text: (number: number, at: CounterTime) => string
    }

/** A stored file as a value names it; `size` in bytes, `type` as whoever brought it called it. */
export type AttachedFile = {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly type: string
}

/** When a running number is taken: `now` is an ISO instant. */
export type CounterTime = { readonly now: string; readonly timeZone: string }

/** What parsing, formatting and the like are told about their surroundings. */
export type FieldContext = {
  readonly field: FieldDocument
  readonly locale: 'zh' | 'en'
  readonly timeZone: string
  /** Shown name of a linked record, user or department, where known. */
  readonly labelOf?: (entity: string, id: string) => string | undefined
  /**
   * Where the input comes from. `file` means cells of a table file or the clipboard: numbers may be spreadsheet
   * dates, and text may hold JSON. Default `json`.
   */
  readonly source?: 'json' | 'file'
  /** For lookups: the type and document of the field whose value is shown, where the caller knows the model. */
  readonly shown?: { readonly type: FieldType; readonly field: FieldDocument } | undefined
}

/** A value in canonical form, or what is wrong with the input. */
export type ParseResult =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly code: string; readonly message: Localized }

/** Reads one plain cell of a file, or leaves it to `parse`. */
export type QuickReader = (words: string) => Json | undefined

/** How a type stands in a person's filter builder: operator names of the expression language with their operand. */
export type FilterOperator = {
  readonly operator: string
  readonly label: Localized
  readonly operand: 'none' | 'same' | 'list' | 'range' | 'period' | 'text'
}

/**
 * The pure half of a field type. `parse` takes JSON from any writer (form, API, import) and text from files, and gives
 * the canonical value of `RecordValues` or a clear error; `format` gives what a person reads; `toText` what a file or
 * the clipboard carries, such that `parse(toText(v)) = v`.
 */
export type FieldType = ExtensionHead &
  FieldFacts & {
    /** Null where nothing is stored in the entity's own table (subtable, lookup). */
    readonly column: (field: FieldDocument) => ColumnSpec | null
    /** Its file is a name written by hand: documents print it as a picture. */
    readonly handwritten?: boolean
    /** People can't write it (lookup, rollup, formula, autonumber). */
    readonly computed?: boolean
    /** For computed types: where the value comes from. */
    readonly source?: (field: FieldDocument) => FieldSource | undefined
    readonly parse: (input: Json | undefined, ctx: FieldContext) => ParseResult
    /** What a masked text still shows: its two ends (the default), all but the name of a mailbox, or nothing. */
    readonly mask?: 'ends' | 'mailbox' | 'nothing'
    /**
     * Another value in its place that tells nothing of whom it is about, for copies that people try things on. `roll` gives a
     * whole number below another, the same ones again for the same record. Null where none will do.
     */
    readonly disguise?: (value: Json, roll: (below: number) => number) => Json
    /**
     * Other words in the place of words that people wrote themselves, which may tell of anybody. Whoever can't give any
     * has no such words: choices, codes, numbers. Null where none will do.
     */
    readonly standIn?: (
      value: Json,
      given: { readonly field: FieldDocument; readonly roll: (below: number) => number },
    ) => Json
    /** Ids of the stored files that a value names; who writes it must have brought them. */
    readonly files?: (value: Json) => readonly string[]
    /** The same files with their names. Documents can print them as pictures; those of `pictures` always do. */
    readonly attached?: (value: Json) => readonly AttachedFile[]
    /** Its files are pictures: documents print them, and not their names. */
    readonly pictures?: boolean
    /**
     * Makes a reader of the plainest cells of a file, for imports of millions of rows: where it gives a value, `parse`
     * gives the same; undefined means only that `parse` has to look. Cells come trimmed and not empty.
     */
    readonly quick?: (field: FieldDocument) => QuickReader
    readonly format: (value: Json, ctx: FieldContext) => string
    readonly toText: (value: Json, ctx: FieldContext) => string
    /** Brings a computed value to the precision of the column (rounds half away from zero); absent where nothing is to do. */
    readonly fit?: (value: Json, field: FieldDocument) => Json
    /** Order of two canonical values, nulls last; the same order that Postgres gives. Computed types ask the field. */
    readonly compare: (a: Json, b: Json, field?: FieldDocument) => number
    /** For formulas and roll-ups: the type whose values these are, which decides filters, inputs and cells. */
    readonly resultType?: (field: FieldDocument) => FieldType
    readonly operators: readonly FilterOperator[]
    readonly aggregates: readonly ('sum' | 'avg' | 'min' | 'max' | 'count' | 'countDistinct')[]
    /** Whether it may be a dimension in reports and a group in lists. */
    readonly groupable: boolean
    /** Values for law tests, from ordinary to hostile, all valid for the given field. */
    readonly samples: (field: FieldDocument) => readonly Json[]
    /** Settings of a fresh field of this type, as dropped from the palette. */
    readonly defaults?: Settings
    /** Adds what a value should look like, for OpenAPI. */
    readonly jsonSchema: (field: FieldDocument) => { readonly [key: string]: Json }
  }

/** Makes a field type; the helper only infers. */
export function defineFieldType(type: FieldType): FieldType {
  return Object.freeze(type)
}
