import type { Expression, Json } from '@mortise/expressions'
import type { DateBucket } from '../documents/report.ts'

/**
 * The logical query: what is asked, free of SQL. `store` turns it into one statement with the actor's rights
 * inside. Reports, lists, counts, kanban, exports and roll-ups all use it.
 */
export type RecordQuery = {
  readonly entity: string
  /** Field keys or paths along links (`customer.name`). */
  readonly fields: readonly string[]
  readonly filter?: Expression | undefined
  /** Quick search over the title and search fields. */
  readonly search?: string | undefined
  readonly sort?: readonly { readonly field: string; readonly dir?: 'asc' | 'desc' }[] | undefined
  readonly limit: number
  /** Opaque key-set cursor of the page before. */
  readonly cursor?: string | undefined
  readonly count?: 'none' | 'exact' | 'estimate' | undefined
  /** Look into the bin instead. */
  readonly deleted?: boolean | undefined
}

export type AggregateDimension = {
  readonly key: string
  readonly expr: Expression
  readonly bucket?: DateBucket | undefined
}

export type AggregateMeasure = {
  readonly key: string
  readonly agg: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'countDistinct'
  /** Absent for a plain count of records. May go over a relation by sumOf and the like. */
  readonly expr?: Expression | undefined
  readonly filter?: Expression | undefined
}

/** Groups and sums in one statement. Rights of the actor apply to every row and field it touches. */
export type AggregateQuery = {
  readonly entity: string
  readonly filter?: Expression | undefined
  /** Quick search, as in a list. */
  readonly search?: string | undefined
  readonly dimensions: readonly AggregateDimension[]
  readonly measures: readonly AggregateMeasure[]
  /** Over dimension and measure keys. */
  readonly having?: Expression | undefined
  readonly sort?: readonly { readonly by: string; readonly dir?: 'asc' | 'desc' }[] | undefined
  readonly limit?: number | undefined
}

/** A list taken apart by the values of one field: how many records each holds, and sums over them. */
export type GroupQuery = {
  readonly entity: string
  readonly filter?: Expression | undefined
  readonly search?: string | undefined
  /** Field key or path; dates may be taken together. */
  readonly by: { readonly field: string; readonly bucket?: DateBucket | undefined }
  /** Fields or paths of numbers. */
  readonly sums?: readonly string[] | undefined
  /** `key` (the default), `count` or one of the sums. Groups without a value come last. */
  readonly sort?: { readonly by: string; readonly dir?: 'asc' | 'desc' } | undefined
  /**
   * `exact` (the default) reads every record; `quick` may stop counting a large group and say so, where the groups come in
   * the order of their keys.
   */
  readonly count?: 'exact' | 'quick' | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** One group; its records are those whose field has (in its bucket) this value. */
export type Group = {
  readonly key: Json
  readonly count: number
  /** There are more than `count`: nobody counted on. Its sums are absent. */
  readonly more?: true | undefined
  /** Exact decimals by field. */
  readonly sums: { readonly [field: string]: string }
}

/** Dwell, reach and loss per value of a tracked select field, from its history intervals. */
export type StageHistoryQuery = {
  readonly entity: string
  readonly field: string
  readonly filter?: Expression | undefined
  readonly amount?: string | undefined
  /** Stage values in order, without lost ones. */
  readonly stages: readonly string[]
  readonly lost: readonly string[]
}

/** Since when records have the value they have in a tracked field, from its history intervals. */
export type SinceQuery = {
  readonly entity: string
  readonly field: string
  readonly ids: readonly string[]
}

/** One row per stage. Days are numbers of 24 h; amounts decimal strings. */
export type StageHistoryRow = {
  readonly stage: string
  readonly reached: number
  readonly current: number
  readonly currentAmount: string
  readonly reachedAmount: string
  readonly lostHere: number
  readonly dwellAverageDays: number | null
  readonly dwellMedianDays: number | null
  readonly dwellP90Days: number | null
}
