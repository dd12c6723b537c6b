import type { ErrorDetail } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { ExtensionHead, ReportDocument, Settings } from '@mortise/schema'
import type { ReportContext, ReportPlan, ReportResult, ReportRow, ShapeContext } from './types.ts'

/** Colours and words a chart is drawn with. */
export type ChartTheme = {
  readonly series: readonly string[]
  readonly text: string
  readonly secondary: string
  readonly border: string
  readonly surface: string
  readonly fontFamily: string
  readonly locale: 'zh' | 'en'
  /** For paper: nothing moves, and values stand beside their marks because there is no pointer. */
  readonly still?: boolean
}

/** A chart's drawing as plain JSON in the form of an ECharts option; see `applyFormatters` for its functions. */
export type ChartOption = { readonly [key: string]: Json }

/** A chart. `toOption` gives an ECharts option as plain JSON data (formatters are named, not functions), or null for kinds drawn by React. */
export type ChartType = ExtensionHead & {
  readonly needs: {
    readonly dimensions: readonly [number, number]
    readonly measures: readonly [number, number]
  }
  readonly toOption: (result: ReportResult, settings: Settings, theme: ChartTheme) => ChartOption | null
}

/** Makes a chart; the helper only infers. */
export function defineChart(chart: ChartType): ChartType {
  return Object.freeze(chart)
}

/**
 * A kind of report: how a definition becomes a query and the answer becomes rows. `type` is the `kind` of the
 * document.
 */
export type ReportKind = {
  readonly type: string
  readonly label: { readonly zh: string; readonly en: string }
  readonly compile: (report: ReportDocument, ctx: ReportContext) => ReportPlan
  readonly check: (report: ReportDocument, ctx: ReportContext) => readonly ErrorDetail[]
  readonly shape: (plan: ReportPlan, rows: readonly ReportRow[], ctx: ShapeContext) => ReportResult
  /** Condition that, beside the report's own filter, finds the records behind a row; null means every record. */
  readonly drill: (report: ReportDocument, row: ReportRow, shown: readonly ReportRow[]) => Expression | null
}

/** Makes a report kind; the helper only infers. */
export function defineReportKind(kind: ReportKind): ReportKind {
  return Object.freeze(kind)
}
