import { GaugeChart } from 'echarts/charts'
import type { EChartPart } from '../echart-parts.ts'

/** What such drawings need. */
export const parts: readonly EChartPart[] = [GaugeChart]
