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

/** Compares values by length. The second dimension, or several measures, stand beside each other or stacked. */
export const barChart: ChartType = defineChart({
  type: 'bar',
  version: 1,
  label: { zh: '柱状图', en: 'Bar chart' },
  icon: 'chart-column',
  group: 'compare',
  needs: { dimensions: [1, 2], measures: [1, 6] },
  settings: [
    booleanSetting('horizontal', { zh: '横向', en: 'Lying' }),
    booleanSetting('stacked', { zh: '堆叠', en: 'Stacked' }),
    booleanSetting('labels', { zh: '显示数值', en: 'Show values' }),
  ],
  describe: ({ horizontal, stacked }) => ({
    zh: `${stacked === true ? '堆叠' : ''}${horizontal === true ? '条形图' : '柱状图'}`,
    en: `${stacked === true ? 'Stacked' : 'Plain'} ${horizontal === true ? 'lying' : 'standing'} bars`,
  }),
  toOption: (result, settings, theme) => {
    const horizontal = flag(settings, 'horizontal', false)
    const stacked = flag(settings, 'stacked', false)
    const { categories, series } = seriesOf(result, theme.locale)
    const column = series[0]?.column
    const names = series.map((one) => one.name)
    const position = stacked ? 'inside' : horizontal ? 'right' : 'top'
    const marks = series.map(
      (one): Json => ({
        type: 'bar',
        name: one.name,
        data: one.values,
        barMaxWidth: 36,
        itemStyle: { borderRadius: stacked ? 0 : horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0] },
        label: valueLabel(theme, { column: one.column, show: flag(settings, 'labels', false), position }),
        ...(stacked ? { stack: 'all' } : {}),
      }),
    )
    return {
      ...baseOption(theme),
      ...legend(theme, names),
      ...axes(theme, { categories, column, horizontal }),
      grid: grid(names.length > 1),
      tooltip: tooltip(theme, 'axis', exactFormat(column)),
      series: marks,
    }
  },
})
