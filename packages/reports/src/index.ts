export {
  checkReport,
  compileReport,
  possibleSources,
  reportMeaning,
  reportSource,
  shapeResult,
} from './engine.ts'
export {
  atLevels,
  dashboardFilter,
  drillFilter,
  drillGroups,
  finerBucket,
  type DashboardChoice,
} from './drill.ts'
export { narrowedTo, restsOn } from './over/columns.ts'
export { additiveMeasures, toMatrix, type Matrix, type MatrixHead } from './matrix.ts'
export { byPlace, phoneOrder } from './board.ts'
export { fieldAt, optionsOf } from './scope.ts'
export { builtinReportKinds } from './kinds/index.ts'
export { othersValue } from './kinds/standard/hidden.ts'
export { builtinCharts } from './charts/index.ts'
export { chartFits, suggestChart, suggestCharts, type Suggestion } from './charts/check.ts'
export { darkTheme, lightTheme, printTheme } from './charts/theme.ts'
export { type ChartMark, dimensionsOf, measuresOf, point, rowAtMark, shownValue } from './charts/common.ts'
export { type Comparison, comparisonName, earlierRows } from './charts/compare.ts'
export { exactText } from './charts/marks.ts'
export { addPeriods, bucketStart, periodName } from './period.ts'
export {
  applyFormatters,
  fullNumber,
  isShare,
  percent,
  shortChinese,
  shortEnglish,
  type Formatter,
  type LiveOption,
} from './charts/formatters.ts'
export {
  defineChart,
  defineReportKind,
  type ChartAdvice,
  type ChartOption,
  type ChartTheme,
  type ChartType,
  type ReportKind,
  type ResultShape,
} from './define.ts'
export { errors as reportErrors } from './errors.ts'
export type {
  AggregatePlan,
  CreditsPlan,
  ReportColumn,
  ReportContext,
  ReportLabels,
  ReportLanguage,
  ReportPlan,
  ReportResult,
  ReportRow,
  ReportSubtotals,
  ShapeContext,
  StagesPlan,
} from './types.ts'
