import type { Expression, Json } from '@mortise/expressions'
import type { DateBucket, ReportAggregate } from '../documents/report.ts'

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

/** Rows that belong to the records of a query: by a path of relations and links, or by equal values. */
export type AggregateJoin = {
  readonly key: string
  readonly path?: string | undefined
  readonly entity?: string | undefined
  readonly on?: readonly { readonly own: Expression; readonly other: Expression }[] | undefined
  /** On a row; `record.` is the record it belongs to. */
  readonly where?: Expression | undefined
}

/**
 * Measures that are worked out by themselves, at a grain of their own, and then put beside the others group by group: so
 * no row is counted twice, whatever else the report counts.
 */
export type AggregatePart = {
  readonly key: string
  /** Key of a join whose rows are counted. A row that belongs to several records of a group counts once there. */
  readonly join?: string | undefined
  /** Finer groups: a measure's `each` in every one of them, then its `agg` over what came out. */
  readonly per?: readonly Expression[] | undefined
  /** Keys of the dimensions that tell its groups apart; absent: all. */
  readonly grain?: readonly string[] | undefined
  /** Filter and dimensions (of the same keys) in place of the query's, to look at other records, even of another entity. */
  readonly instead?:
    | {
        readonly entity?: string | undefined
        readonly filter?: Expression | undefined
        readonly dimensions: readonly AggregateDimension[]
      }
    | undefined
  /** Its groups stand in the answer even where the query itself has none. */
  readonly groups?: boolean | undefined
}

export type AggregateMeasure = {
  readonly key: string
  readonly agg: ReportAggregate
  /** Key of the part it is worked out in; absent: with the records themselves. */
  readonly part?: string | undefined
  readonly each?: ReportAggregate | undefined
  /** Absent for a plain count of records. May go over a relation by sumOf and the like. */
  readonly expr?: Expression | undefined
  readonly filter?: Expression | undefined
}

/**
 * The groups of another query as rows that are grouped once more: its dimensions and measures, and columns worked out of
 * those, each of which may read the ones before it. The rights are those of the inner query.
 */
export type AggregateRows = {
  readonly query: AggregateQuery
  readonly columns: readonly { readonly key: string; readonly expr: Expression }[]
  /** Over all of these. */
  readonly where?: Expression | undefined
}

/** Groups and sums in one statement. Rights of the actor apply to every row and field it touches. */
export type AggregateQuery = {
  readonly entity: string
  /** Rows to be looked at in place of the entity's records; filter, dimensions and measures are over their columns. */
  readonly from?: AggregateRows | undefined
  readonly filter?: Expression | undefined
  /** Quick search, as in a list. */
  readonly search?: string | undefined
  readonly dimensions: readonly AggregateDimension[]
  readonly measures: readonly AggregateMeasure[]
  readonly joins?: readonly AggregateJoin[] | undefined
  readonly parts?: readonly AggregatePart[] | undefined
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
  /** Team, source, …: every one of them has rows of its own. */
  readonly by?: Expression | undefined
  /** Values that mean won, to tell how many of those that were ever in a stage were won in the end. */
  readonly won?: readonly string[] | undefined
  /** Named range in which entries into a stage are counted; any time where it is absent. */
  readonly period?: string | undefined
  /** False where nobody asks how long records stay: its figures are empty, and far less is to be done. */
  readonly dwell?: false | undefined
  /** False where only how records stand is asked: nothing that came before is read, and every other figure is 0 or empty. */
  readonly past?: false | undefined
}

/**
 * The name under which a condition of a query asks for the values that a tracked field had: rows with `value`, `entered` and
 * `left`, as in `{"some": ["stage__visits", {"==": [{"var": "value"}, "quote"]}]}`. Only the database knows them.
 */
export function visitsName(field: string): string {
  return `${field}__visits`
}

/**
 * Records and the rows that belong to them, in the order of time: what came before something won. Which part of a record is
 * credited to each row is left to who asks, by where the row stands among those of its record.
 */
export type CreditQuery = {
  readonly entity: string
  readonly filter?: Expression | undefined
  /** When a record was; the earliest and the latest are told. */
  readonly when: Expression
  /** Of which rows count for a record. */
  readonly join: AggregateJoin
  /** On a row: when it was, and what rows are told apart by. Rows without either don't count. */
  readonly at: Expression
  readonly channel: Expression
  /** What records are worth; nothing is 0. */
  readonly values: readonly { readonly key: string; readonly expr: Expression }[]
  /** Records that are worth one together for everybody that `per` names: each an equal part of it. */
  readonly heads?:
    | readonly { readonly key: string; readonly per: Expression; readonly filter?: Expression | undefined }[]
    | undefined
  /** Days after which a row weighs half: asks for the sums that are shared so, under the key and `__decay`. */
  readonly halfLife?: number | undefined
}

/**
 * One row for each channel, number of rows that a record has and place among them; and one (`none`) for the records that
 * have no row. Sums stand under the keys of values and heads, of all records together.
 */
export type CreditRow = {
  readonly channel: Json
  readonly of: number
  readonly place: 'none' | 'only' | 'first' | 'between' | 'last'
  /** How many records. */
  readonly n: number
  /** Of the row of those that have none: when the first and the last of all records were. */
  readonly since: Json
  readonly until: Json
  readonly [key: string]: Json
}

/** Since when records have the value they have in a tracked field, from its history intervals. */
export type SinceQuery = {
  readonly entity: string
  readonly field: string
  readonly ids: readonly string[]
}

/**
 * One row per stage (of every value of `by`). Days are numbers of 24 h; amounts decimal strings. What reached a stage
 * reached the next one, was lost there, or is there still: `reached = reached of the next + lostHere + openHere`.
 */
export type StageHistoryRow = {
  readonly stage: string
  readonly by: Json
  readonly reached: number
  readonly current: number
  readonly currentAmount: string
  readonly reachedAmount: string
  readonly lostHere: number
  /** Not lost, and never came further: also those that went back. */
  readonly openHere: number
  /** Of those that were ever in the stage: won by now, and lost by now. */
  readonly everWon: number
  readonly everLost: number
  /** Entries into the stage in the period, several of one record included. */
  readonly entered: number
  readonly enteredAmount: string
  /** In the stage for longer than nine in ten of those that left it. */
  readonly stuck: number
  /** Of those that are in the stage: how long they have been there this time. */
  readonly waitingAverageDays: number | null
  /** Days in the stage, all visits of a record together, over records that left it. */
  readonly dwellAverageDays: number | null
  readonly dwellMedianDays: number | null
  readonly dwellP90Days: number | null
}
