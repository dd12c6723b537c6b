import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { Condition, ElementHead, Settings } from './common.ts'

export type DateBucket = 'day' | 'week' | 'month' | 'quarter' | 'year'

export type DimensionDocument = {
  readonly key: string
  readonly label?: LocalizedText
  readonly expr: Expression
  readonly bucket?: DateBucket
}

export type MeasureDocument = {
  readonly key: string
  readonly label?: LocalizedText
  readonly format?: string
  readonly agg?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'countDistinct'
  readonly expr?: Expression
  readonly filter?: Condition
  /** Formula over the other measures. */
  readonly calc?: Expression
  readonly window?: 'percentOfTotal' | 'rank' | 'running' | 'shift'
  readonly of?: string
  readonly by?: string
}

/** `reports/<key>.json`. `kind` names a report kind; `standard` is dimensions × measures. */
export type ReportDocument = ElementHead & {
  readonly kind?: 'standard' | 'funnel'
  readonly source: { readonly entity: string }
  readonly filter?: Condition
  readonly dimensions?: readonly DimensionDocument[]
  readonly measures?: readonly MeasureDocument[]
  readonly having?: Condition
  readonly sort?: readonly { readonly by: string; readonly dir?: 'asc' | 'desc' }[]
  readonly limit?: { readonly n: number; readonly others?: boolean }
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
    readonly mode?: 'reached' | 'snapshot'
  }
}

export type WidgetDocument = {
  readonly id: string
  readonly report?: string
  readonly title?: LocalizedText
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly crossFilter?: boolean
  /** Overrides the report's own chart. */
  readonly chart?: { readonly type: string; readonly settings?: Settings }
}

/** `dashboards/<key>.json` on a grid of 24 columns. */
export type DashboardDocument = ElementHead & {
  readonly grid?: number
  readonly filters?: readonly {
    readonly key: string
    readonly label?: LocalizedText
    readonly type: 'dateRange' | 'select' | 'user'
    readonly default?: string
    readonly targets: readonly { readonly widget: string; readonly path: string }[]
  }[]
  readonly widgets: readonly WidgetDocument[]
}
