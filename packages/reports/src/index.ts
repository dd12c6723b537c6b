export { defineChart, type ChartTheme, type ChartType } from './define.ts'
export type { ReportColumn, ReportResult } from './types.ts'
