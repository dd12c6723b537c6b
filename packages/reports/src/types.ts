import type { LocalizedText } from '@mortise/errors'
import type { ExpressionType, Json, Language } from '@mortise/expressions'
import type {
  AggregateQuery,
  ExtensionList,
  FieldFacts,
  Model,
  ReportDocument,
  StageHistoryQuery,
} from '@mortise/schema'

/*
 * Glossary. plan: what a report asks of the store, and how its answer becomes the result. column: one dimension or
 * measure of the result. base measure: a sum, count, … that the store works out; calc and window measures are worked
 * out here, from base measures. others: the row that gathers what a limit cuts off.
 */

/** One column of a result. */
export type ReportColumn = {
  readonly key: string
  readonly label: LocalizedText
  readonly role: 'dimension' | 'measure'
  readonly type: ExpressionType
  readonly format?: string | undefined
  /** Field the dimension shows, when it is a plain path; gives option labels and colours. */
  readonly path?: string | undefined
  readonly bucket?: string | undefined
}

/** One row of an answer or a result, by column key. */
export type ReportRow = { readonly [key: string]: Json }

/** Shown names by column key, then by value. */
export type ReportLabels = { readonly [column: string]: { readonly [value: string]: string } }

/** Rows as plain values by column key. `labels` has shown names for ids and options, by column key then value. */
export type ReportResult = {
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly ReportRow[]
  readonly totals?: ReportRow | undefined
  readonly labels: ReportLabels
  readonly asOf: string
  /** There were more groups than are ever fetched: numbers are not of everything, and the screen has to say so. */
  readonly truncated?: boolean | undefined
}

/** The part of the expression language that reports need. */
export type ReportLanguage = Pick<Language, 'check' | 'evaluate'>

/** What compiling and checking a report is given. */
export type ReportContext = {
  readonly model: Model
  readonly fields: ExtensionList<FieldFacts>
  readonly language: ReportLanguage
}

/** Options of a dimension's field, in the order a designer gave them. */
export type ColumnOptions = readonly { readonly value: string; readonly label: LocalizedText }[]

type PlanHead = {
  readonly report: ReportDocument
  readonly columns: readonly ReportColumn[]
  /** Options by column key: they give the order of a dimension's values and their names. */
  readonly options: { readonly [column: string]: ColumnOptions }
  /** Entity whose shown names the values of a dimension stand for, by column key; `user` and `department` too. */
  readonly entities: { readonly [column: string]: string }
}

/** Groups and sums. `totals` is asked beside it when a total can't be worked out from the rows. */
export type AggregatePlan = PlanHead & {
  readonly kind: 'aggregate'
  readonly query: AggregateQuery
  readonly totals?: AggregateQuery | undefined
  /** Whether `having` is left to do here, because it reads a calculated measure. */
  readonly havingHere: boolean
}

/** Reach, dwell and loss per stage. */
export type StagesPlan = PlanHead & { readonly kind: 'stages'; readonly query: StageHistoryQuery }

/** What a report asks of the store. */
export type ReportPlan = AggregatePlan | StagesPlan

/** What shaping a result is given beside plan and rows. */
export type ShapeContext = {
  readonly language: Pick<ReportLanguage, 'evaluate'>
  readonly locale: 'zh' | 'en'
  /** Frozen time of the request, ISO instant. */
  readonly asOf: string
  readonly timeZone?: string | undefined
  /** Shown names of ids, by column key then id. */
  readonly labels?: ReportLabels | undefined
  /** The single row that `plan.totals` gave. */
  readonly totalsRow?: ReportRow | undefined
}
