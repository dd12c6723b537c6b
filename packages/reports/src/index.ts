export { checkReport, compileReport, shapeResult } from './engine.ts'
export { dashboardFilter, drillFilter, type DashboardChoice } from './drill.ts'
export { additiveMeasures, toMatrix, type Matrix, type MatrixHead } from './matrix.ts'
export { builtinReportKinds } from './kinds/index.ts'
export { othersValue } from './kinds/standard/hidden.ts'
export { builtinCharts } from './charts/index.ts'
export { chartFits, suggestChart } from './charts/check.ts'
export { darkTheme, lightTheme, printTheme } from './charts/theme.ts'
export { type ChartMark, dimensionsOf, measuresOf, rowAtMark, shownValue } from './charts/common.ts'
export { addPeriods, bucketStart } from './period.ts'
export {
  applyFormatters,
  formatters,
  fullNumber,
  percent,
  shortChinese,
  shortEnglish,
  type Formatter,
  type LiveOption,
} from './charts/formatters.ts'
export {
  defineChart,
  defineReportKind,
  type ChartOption,
  type ChartTheme,
  type ChartType,
  type ReportKind,
} from './define.ts'
export { errors as reportErrors } from './errors.ts'
export type {
  AggregatePlan,
  ReportColumn,
  ReportContext,
  ReportLabels,
  ReportLanguage,
  ReportPlan,
  ReportResult,
  ReportRow,
  ShapeContext,
  StagesPlan,
} from './types.ts'
