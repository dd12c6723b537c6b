import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { Condition, ElementHead, Settings } from './common.ts'
import type {
  AttributionSettings,
  ChurnSettings,
  ForecastSettings,
  ReturnsSettings,
  SatisfactionSettings,
  SlaSettings,
  VelocitySettings,
} from './report-analyses.ts'
import type {
  CohortSettings,
  CompletenessSettings,
  LeaderboardSettings,
  RfmSettings,
} from './report-kinds.ts'

export type DateBucket = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** How values are put together. `p90` is the 90th percentile, `stddev` that of a sample. */
export type ReportAggregate =
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'count'
  | 'countDistinct'
  | 'median'
  | 'p90'
  | 'stddev'

/** One group of a dimension whose values are put together; the first that fits counts, one without a test takes the rest. */
export type DimensionGroup = {
  readonly key: string
  readonly label?: LocalizedText
  /** Values less than this one. */
  readonly below?: string | number
  /** Values that are one of these: options, texts, or the ids of linked records and people. */
  readonly in?: readonly (string | number | boolean)[]
  /** Dates, and moments by the clock of the workspace, that lie in these days. */
  readonly days?: GroupDays
}

/**
 * Days as a group takes them: those of a range that moves with today, such as `lastFiscalYear`, or from one day on (it is
 * in) until another (it is not); a side that is left out is open.
 */
export type GroupDays = { readonly range: string } | { readonly from?: string; readonly until?: string }

export type DimensionDocument = {
  readonly key: string
  readonly label?: LocalizedText
  readonly expr: Expression
  readonly bucket?: DateBucket
  /** Bands of numbers or dates, or sets of values, in place of the values themselves. */
  readonly groups?: readonly DimensionGroup[]
}

/**
 * Other records that belong to those of the report: by `path` along relations and links, or those of an `entity` that are
 * equal in several expressions. `left` (the default) lets measures count these rows at their own grain; `exists` and
 * `absent` keep the records that have such rows, or none. In `where`, `record.` speaks of the report's own record.
 * `beside` puts records of an entity that belong to nobody into the same groups: targets beside what was reached.
 */
export type ReportJoinDocument = {
  readonly key: string
  readonly label?: LocalizedText
  readonly type?: 'left' | 'exists' | 'absent' | 'beside'
  readonly path?: string
  readonly entity?: string
  /** `own` is read on the report's record, `other` on the joined one. */
  readonly on?: readonly { readonly own: Expression; readonly other: Expression }[]
  /** For `beside`: what each dimension of the report is on these records. */
  readonly by?: { readonly [dimension: string]: Expression }
  readonly where?: Condition
}

export type MeasureDocument = {
  readonly key: string
  readonly label?: LocalizedText
  readonly format?: string
  readonly agg?: ReportAggregate
  readonly expr?: Expression
  readonly filter?: Condition
  /** Key of a join: its rows are counted, each once, and not the report's records. */
  readonly over?: string
  /** A finer grain: `each` (a sum, or a count where nothing is named) for every value of these, then `agg` over those. */
  readonly per?: readonly Expression[]
  readonly each?: ReportAggregate
  /** A coarser grain: of the dimensions only these tell groups apart; none of them is the whole report. */
  readonly grain?: readonly string[]
  /** Formula over the other measures. */
  readonly calc?: Expression
  readonly window?: 'percentOfTotal' | 'rank' | 'running' | 'shift'
  readonly of?: string
  readonly by?: string
  /** Shares, places and running sums start anew for each value of these dimensions. */
  readonly within?: readonly string[]
  /** The date that an earlier period is told by, where no dimension has a date bucket. */
  readonly on?: Expression
  /** Other measures, the order and `having` may read it; it is no column of the result. */
  readonly hidden?: boolean
}

/** Kinds of reports; `standard` is dimensions × measures. */
export type ReportKindName =
  | 'standard'
  | 'funnel'
  | 'leaderboard'
  | 'cohort'
  | 'rfm'
  | 'completeness'
  | 'velocity'
  | 'attribution'
  | 'returns'
  | 'forecast'
  | 'satisfaction'
  | 'sla'
  | 'churn'

/**
 * What a report is over: records of an entity, or the rows of another report of that entity, each of which is one record
 * with the columns of that report as its fields. `where` narrows the records that the other report is of.
 */
export type ReportSource = {
  readonly entity: string
  readonly report?: string
  readonly where?: Condition
}

/** `reports/<key>.json`. What a kind of its own needs to know stands under the name of that kind. */
export type ReportDocument = ElementHead & {
  readonly kind?: ReportKindName
  readonly source: ReportSource
  readonly joins?: readonly ReportJoinDocument[]
  readonly filter?: Condition
  readonly dimensions?: readonly DimensionDocument[]
  readonly measures?: readonly MeasureDocument[]
  readonly having?: Condition
  readonly sort?: readonly { readonly by: string; readonly dir?: 'asc' | 'desc' }[]
  /** The first `n` values of the first dimension; with `within`, of every group of those dimensions. */
  readonly limit?: { readonly n: number; readonly others?: boolean; readonly within?: readonly string[] }
  /** Options and periods that no record falls into stand in the result with 0. */
  readonly zeros?: boolean
  readonly layout?: {
    readonly kind: 'table' | 'summary' | 'matrix' | 'chart'
    readonly rows?: readonly string[]
    readonly columns?: readonly string[]
    readonly totals?: boolean
  }
  readonly chart?: { readonly type: string; readonly settings?: Settings }
  readonly drill?: { readonly fields: readonly string[] }
  /** Funnel: the select field that holds the stage, and the money field summed. */
  readonly funnel?: {
    readonly field: string
    readonly amount?: string
    /** Ever reached (the default), as it stands now, or entries into each stage within `period`. */
    readonly mode?: 'reached' | 'snapshot' | 'period'
    /** For entries: a named range such as `thisQuarter`; this month where nothing is said. */
    readonly period?: string
    /** Team, owner, source, …: a funnel each, beside one another. */
    readonly by?: Expression
  }
  readonly leaderboard?: LeaderboardSettings
  readonly cohort?: CohortSettings
  readonly rfm?: RfmSettings
  readonly completeness?: CompletenessSettings
  readonly velocity?: VelocitySettings
  readonly attribution?: AttributionSettings
  readonly returns?: ReturnsSettings
  readonly forecast?: ForecastSettings
  readonly satisfaction?: SatisfactionSettings
  readonly sla?: SlaSettings
  readonly churn?: ChurnSettings
}

export type WidgetDocument = {
  readonly id: string
  readonly report?: string
  readonly title?: LocalizedText
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  /** A click on a mark narrows the other tiles of the same entity, instead of leading to the records. */
  readonly crossFilter?: boolean
  /** Tab it stands on; the first where this is left out. */
  readonly tab?: string
  /** Place on a phone, smallest first; those without one follow in the order of reading. */
  readonly phone?: number
  /** Overrides the report's own chart. */
  readonly chart?: { readonly type: string; readonly settings?: Settings }
}

/** `dashboards/<key>.json` on a grid of 24 columns. */
export type DashboardDocument = ElementHead & {
  readonly grid?: number
  /** Pages of the dashboard; one page where this is left out. */
  readonly tabs?: readonly { readonly id: string; readonly label: LocalizedText }[]
  /** Minutes after which the numbers are asked anew. */
  readonly refresh?: number
  readonly filters?: readonly {
    readonly key: string
    readonly label?: LocalizedText
    readonly type: 'dateRange' | 'select' | 'user'
    readonly default?: string
    readonly targets: readonly { readonly widget: string; readonly path: string }[]
  }[]
  readonly widgets: readonly WidgetDocument[]
}
