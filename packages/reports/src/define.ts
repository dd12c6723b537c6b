import type { Json } from '@mortise/expressions'
import type { ExtensionHead, Settings } from '@mortise/schema'
import type { ReportResult } from './types.ts'

/** Colours and words a chart is drawn with. */
export type ChartTheme = {
  readonly series: readonly string[]
  readonly text: string
  readonly secondary: string
  readonly border: string
  readonly surface: string
  readonly fontFamily: string
  readonly locale: 'zh' | 'en'
}

/** A chart. `toOption` gives an ECharts option as plain JSON data (formatters are named, not functions), or null for kinds drawn by React. */
export type ChartType = ExtensionHead & {
  readonly needs: { readonly dimensions: readonly [number, number]; readonly measures: readonly [number, number] }
  readonly toOption: (result: ReportResult, settings: Settings, theme: ChartTheme) => { readonly [key: string]: Json } | null
}

/** Makes a chart; the helper only infers. */
export function defineChart(chart: ChartType): ChartType {
  return Object.freeze(chart)
}
