import { extensionList, type ExtensionList } from '@mortise/schema'
import type { ChartType } from '../define.ts'
import { areaChart } from './area/chart.ts'
import { barChart } from './bar/chart.ts'
import { boxPlotChart } from './box-plot/chart.ts'
import { calendarHeatChart } from './calendar-heat/chart.ts'
import { dualAxisChart } from './dual-axis/chart.ts'
import { funnelChart } from './funnel/chart.ts'
import { gaugeChart } from './gauge/chart.ts'
import { heatMapChart } from './heat-map/chart.ts'
import { lineChart } from './line/chart.ts'
import { numberChart } from './number/chart.ts'
import { pieChart } from './pie/chart.ts'
import { pivotChart } from './pivot/chart.ts'
import { progressChart } from './progress/chart.ts'
import { provinceMapChart } from './province-map/chart.ts'
import { radarChart } from './radar/chart.ts'
import { sankeyChart } from './sankey/chart.ts'
import { scatterChart } from './scatter/chart.ts'
import { stackedBarChart } from './stacked-bar/chart.ts'
import { tableChart } from './table/chart.ts'
import { treemapChart } from './treemap/chart.ts'
import { waterfallChart } from './waterfall/chart.ts'

/** Every built-in chart. A new chart is one folder and one line here. */
export const builtinCharts: ExtensionList<ChartType> = extensionList([
  numberChart,
  progressChart,
  gaugeChart,
  barChart,
  stackedBarChart,
  lineChart,
  areaChart,
  dualAxisChart,
  waterfallChart,
  pieChart,
  treemapChart,
  funnelChart,
  radarChart,
  scatterChart,
  heatMapChart,
  sankeyChart,
  boxPlotChart,
  calendarHeatChart,
  provinceMapChart,
  pivotChart,
  tableChart,
])
