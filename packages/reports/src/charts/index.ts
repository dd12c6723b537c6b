import { extensionList, type ExtensionList } from '@mortise/schema'
import type { ChartType } from '../define.ts'
import { barChart } from './bar/chart.ts'
import { funnelChart } from './funnel/chart.ts'
import { lineChart } from './line/chart.ts'
import { numberChart } from './number/chart.ts'
import { pieChart } from './pie/chart.ts'
import { tableChart } from './table/chart.ts'

/** Every built-in chart. A new chart is one folder and one line here. */
export const builtinCharts: ExtensionList<ChartType> = extensionList([
  numberChart,
  barChart,
  lineChart,
  pieChart,
  funnelChart,
  tableChart,
])
