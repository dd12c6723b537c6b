import type { Json } from '@mortise/expressions'
import { defineChart, type ChartType } from '../../define.ts'
import {
  axes,
  baseOption,
  exactFormat,
  flag,
  grid,
  hasPeriods,
  legend,
  seriesOf,
  tooltip,
  valueLabel,
} from '../common.ts'
import { compareSetting, earlierPoints, earlierSeries } from '../compare.ts'
import { analysisLines, lineSettings, roomFor } from '../lines.ts'
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
    compareSetting,
    ...lineSettings,
  ],
  picture: { line: 'M4 20l9-8 8 5 7-10 8 4' },
  suits: ({ dimensions, measures, bucket }) =>
    bucket !== undefined && dimensions <= 2 && (dimensions === 1 || measures === 1)
      ? { rank: 92, why: { zh: '按时间看变化的走势', en: 'Shows how it goes over time' } }
      : undefined,
  describe: ({ area }) =>
    area === true ? { zh: '面积图', en: 'A filled line' } : { zh: '折线图', en: 'A line' },
  toOption: (result, settings, theme) => {
    const { categories, series: own } = seriesOf(result, theme.locale)
    const earlier = earlierSeries(result, settings, { series: own, locale: theme.locale })
    const series = earlier === undefined ? own : [...own, earlier]
    const column = series[0]?.column
    const lines = analysisLines(series[0], settings, { theme, horizontal: false })
    const names = series.map((one) => one.name)
    const marks = series.map(
      (one, at): Json => ({
        type: 'line',
        name: one.name,
        data: one === earlier ? earlierPoints(one) : one.values,
        smooth: flag(settings, 'smooth', false),
        showSymbol: categories.length <= 31,
        symbolSize: 6,
        lineStyle: { width: 2, ...(one === earlier ? { type: 'dashed' } : {}) },
        sampling: 'lttb',
        label: valueLabel(theme, {
          column: one.column,
          show: flag(settings, 'labels', false),
          position: 'top',
        }),
        ...(flag(settings, 'area', false) ? { areaStyle: { opacity: 0.12 } } : {}),
        ...(at === 0 ? lines : {}),
      }),
    )
    return {
      ...baseOption(theme),
      ...legend(theme, names),
      ...axes(theme, {
        periods: hasPeriods(result),
        categories,
        column,
        horizontal: false,
        room: roomFor(
          settings,
          series.flatMap(({ values }) => values),
        ),
      }),
      grid: grid(names.length > 1, {}, lines),
      tooltip: tooltip(theme, 'axis', exactFormat(column)),
      series: marks,
    }
  },
})
