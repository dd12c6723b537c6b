import { HeatmapChart } from 'echarts/charts'
import { VisualMapComponent } from 'echarts/components'
import type { EChartPart } from '../echart-parts.ts'

/** What such drawings need. */
export const parts: readonly EChartPart[] = [HeatmapChart, VisualMapComponent]
