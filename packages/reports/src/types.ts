import type { LocalizedText } from '@mortise/errors'
import type { Expression, ExpressionType, Json, Language } from '@mortise/expressions'
import type {
  AggregateQuery,
  CreditQuery,
  EntityModel,
  ExtensionList,
  FieldFacts,
  MeasureDocument,
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

/** Coarser groups of a result: the dimensions that tell them apart, and one row for each. */
export type ReportSubtotals = { readonly by: readonly string[]; readonly rows: readonly ReportRow[] }

/** Rows as plain values by column key. `labels` has shown names for ids and options, by column key then value. */
export type ReportResult = {
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly ReportRow[]
  readonly totals?: ReportRow | undefined
  /** How the kind lays its table out, where the document itself does not say. */
  readonly layout?: ReportDocument['layout']
  /** For a matrix: totals of every level of its rows and columns. */
  readonly subtotals?: readonly ReportSubtotals[] | undefined
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
  /** For a report over another one: its rows as an entity. */
  readonly rows?: EntityModel | undefined
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

/** A measure as a plan has it. */
export type PlanMeasure = MeasureDocument & {
  /** Its groups can't be added up: a larger group has to be asked for. */
  readonly alone?: boolean
  /** The least or greatest of texts: compared as texts, also where they are made of digits. */
  readonly textual?: boolean
  /** Of an earlier period: the base measures it is worked out from, with the columns that hold their earlier values. */
  readonly earlier?: readonly { readonly measure: PlanMeasure; readonly from: readonly string[] }[]
}

/** A dimension whose values without records are shown as well. */
export type ZeroDimension = {
  readonly key: string
  /** Parts of the filter that speak of nothing but the dimension's field. */
  readonly tests: readonly Expression[]
  readonly path: string | undefined
  /** The field holds moments, not days. */
  readonly moments: boolean
}

/** Groups and sums. `totals` is asked beside it when a total can't be worked out from the rows. */
export type AggregatePlan = PlanHead & {
  readonly kind: 'aggregate'
  readonly query: AggregateQuery
  readonly totals?: AggregateQuery | undefined
  /** Coarser groups to show; `levelQueries` are asked, one for each, where they can't be worked out from the rows. */
  readonly levels: readonly (readonly string[])[]
  readonly levelQueries?: readonly AggregateQuery[] | undefined
  readonly measures: readonly PlanMeasure[]
  readonly zeros?: readonly ZeroDimension[] | undefined
  /** The report it is over, where it is over one. */
  readonly over?: AggregatePlan | undefined
  /** Asked beside it: what became of records that were in a stage. */
  readonly history?: StageHistoryQuery | undefined
  /** Whether `having` is left to do here, because it reads a calculated measure. */
  readonly havingHere: boolean
}

/** What each channel is credited with; the answer has the rows of `query`, and behind them those of `costs`. */
export type CreditsPlan = PlanHead & {
  readonly kind: 'credits'
  readonly query: CreditQuery
  readonly costs?: AggregateQuery | undefined
}

/** Reach, dwell and loss per stage. */
export type StagesPlan = PlanHead & { readonly kind: 'stages'; readonly query: StageHistoryQuery }

/** What a report asks of the store. */
export type ReportPlan = AggregatePlan | CreditsPlan | StagesPlan

/** What shaping a result is given beside plan and rows. */
export type ShapeContext = {
  readonly language: Pick<ReportLanguage, 'evaluate'>
  readonly locale: 'zh' | 'en'
  /** Frozen time of the request, ISO instant. */
  readonly asOf: string
  readonly timeZone?: string | undefined
  /** Month (1–12) in which the fiscal year starts; January where it is left out. */
  readonly fiscalYearStart?: number | undefined
  /** Shown names of ids, by column key then id. */
  readonly labels?: ReportLabels | undefined
  /** The single row that `plan.totals` gave. */
  readonly totalsRow?: ReportRow | undefined
  /** What `plan.history` gave. */
  readonly historyRows?: readonly ReportRow[] | undefined
  /** What each of `plan.levelQueries` gave. */
  readonly levelRows?: readonly (readonly ReportRow[])[] | undefined
}
