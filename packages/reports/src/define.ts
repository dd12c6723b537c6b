import type { ErrorDetail } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { EntityModel, ExtensionHead, FieldDocument, ReportDocument, Settings } from '@mortise/schema'
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
  /** How wide the drawing stands on the screen, in pixels, where that is known: names along an axis are laid by it. */
  readonly width?: number
}

/** A chart's drawing as plain JSON in the form of an ECharts option; see `applyFormatters` for its functions. */
export type ChartOption = { readonly [key: string]: Json }

/** What is known of a result when a chart is chosen for it. */
export type ResultShape = {
  readonly kind: ReportPlan['kind']
  readonly dimensions: number
  readonly measures: number
  /** Period of the first dimension, where it is a date. */
  readonly bucket?: string | undefined
  /** Groups there are, and whether a value lies below zero; absent before the numbers are there. */
  readonly groups?: number | undefined
  readonly negative?: boolean | undefined
  /** Whether the groups of the first measure make its total. */
  readonly adds?: boolean | undefined
}

/** How well a chart suits (0 to 100), and why, in the reader's words. */
export type ChartAdvice = {
  readonly rank: number
  readonly why: { readonly zh: string; readonly en: string }
}

/**
 * A chart. `toOption` gives an ECharts option as plain JSON data (formatters are named, not functions), or null where
 * the screen draws it (as `drawn` says) or a result holds nothing that it could show.
 */
export type ChartType = ExtensionHead & {
  readonly needs: {
    readonly dimensions: readonly [number, number]
    readonly measures: readonly [number, number]
    /** The period that the first dimension has to have. */
    readonly bucket?: string
  }
  /** What the screen shows where there is no option; a table where this is left out. */
  readonly drawn?: 'numbers' | 'table' | 'matrix'
  /** A small picture of it, as paths in a box of 40 × 28. */
  readonly picture?: { readonly fill?: string; readonly line?: string }
  /** Whether it is a good choice for a result it can show. */
  readonly suits?: (shape: ResultShape) => ChartAdvice | undefined
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
  /** The question it answers, for whoever chooses a kind. */
  readonly note?: { readonly zh: string; readonly en: string }
  /** A small picture of it, as paths in a box of 40 × 28. */
  readonly picture?: { readonly fill?: string; readonly line?: string }
  /** What the document holds under the kind's name, for the property panel; a kind with none is laid out on shelves. */
  readonly settings?: readonly FieldDocument[]
  /** The chart that a new one is shown as; what suits its numbers best where this is left out. */
  readonly chart?: string
  /** What a new one begins with, found among the fields of its source. */
  readonly start?: (entity: EntityModel, ctx: ReportContext) => Settings
  readonly compile: (report: ReportDocument, ctx: ReportContext) => ReportPlan
  /** The standard report that one of this kind stands for, if it does: all that it reads is in there. */
  readonly means?: (report: ReportDocument, ctx: ReportContext) => ReportDocument
  readonly check: (report: ReportDocument, ctx: ReportContext) => readonly ErrorDetail[]
  readonly shape: (plan: ReportPlan, rows: readonly ReportRow[], ctx: ShapeContext) => ReportResult
  /** Condition that, beside the filter, finds the records behind a row; null means every record. `report` is the plan's. */
  readonly drill: (report: ReportDocument, row: ReportRow, shown: readonly ReportRow[]) => Expression | null
}

/** Makes a report kind; the helper only infers. */
export function defineReportKind(kind: ReportKind): ReportKind {
  return Object.freeze(kind)
}
