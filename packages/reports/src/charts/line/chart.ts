import type { Json } from '@mortise/expressions'
import { defineChart, type ChartType } from '../../define.ts'
import {
  axes,
  baseOption,
  exactFormat,
  flag,
  grid,
  legend,
  seriesOf,
  tooltip,
  valueLabel,
} from '../common.ts'
import { booleanSetting } from '../settings.ts'

/** Shows how values change along a dimension, mostly time. Gaps stay gaps: no record is not zero. */
export const lineChart: ChartType = defineChart({
  type: 'line',
  version: 1,
  label: { zh: '折线图', en: 'Line chart' },
  icon: 'chart-line',
  group: 'trend',
  needs: { dimensions: [1, 2], measures: [1, 6] },
  settings: [
    booleanSetting('area', { zh: '填充面积', en: 'Fill the area' }),
    booleanSetting('smooth', { zh: '平滑', en: 'Smooth' }),
    booleanSetting('labels', { zh: '显示数值', en: 'Show values' }),
  ],
  describe: ({ area }) =>
    area === true ? { zh: '面积图', en: 'A filled line' } : { zh: '折线图', en: 'A line' },
  toOption: (result, settings, theme) => {
    const { categories, series } = seriesOf(result, theme.locale)
    const column = series[0]?.column
    const names = series.map((one) => one.name)
    const marks = series.map(
      (one): Json => ({
        type: 'line',
        name: one.name,
        data: one.values,
        smooth: flag(settings, 'smooth', false),
        showSymbol: categories.length <= 31,
        symbolSize: 6,
        lineStyle: { width: 2 },
        sampling: 'lttb',
        label: valueLabel(theme, {
          column: one.column,
          show: flag(settings, 'labels', false),
          position: 'top',
        }),
        ...(flag(settings, 'area', false) ? { areaStyle: { opacity: 0.12 } } : {}),
      }),
    )
    return {
      ...baseOption(theme),
      ...legend(theme, names),
      ...axes(theme, { categories, column, horizontal: false }),
      grid: grid(names.length > 1),
      tooltip: tooltip(theme, 'axis', exactFormat(column)),
      series: marks,
    }
  },
})
