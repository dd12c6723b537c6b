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
import { crowdZoom } from '../crowd.ts'
import { analysisLines, lineSettings, roomFor } from '../lines.ts'
import { booleanSetting } from '../settings.ts'
import { stackEnds } from '../stacking.ts'

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
    compareSetting,
    ...lineSettings,
  ],
  picture: { fill: 'M6 14h6v12H6zM17 6h6v20h-6zM28 18h6v8h-6z' },
  suits: ({ dimensions, measures, bucket }) =>
    dimensions === 0 || (dimensions === 2 && measures > 1)
      ? undefined
      : bucket === undefined
        ? { rank: 90, why: { zh: '比较各项的大小，最直接', en: 'Compares sizes most directly' } }
        : { rank: 80, why: { zh: '逐期比较大小', en: 'Compares one period with the next' } },
  describe: ({ horizontal, stacked }) => ({
    zh: `${stacked === true ? '堆叠' : ''}${horizontal === true ? '条形图' : '柱状图'}`,
    en: `${stacked === true ? 'Stacked' : 'Plain'} ${horizontal === true ? 'lying' : 'standing'} bars`,
  }),
  toOption: (result, settings, theme) => {
    const horizontal = flag(settings, 'horizontal', false)
    const stacked = flag(settings, 'stacked', false)
    const { categories, series: own } = seriesOf(result, theme.locale)
    const earlier = earlierSeries(result, settings, { series: own, locale: theme.locale })
    const series = earlier === undefined ? own : [...own, earlier]
    const zoom = crowdZoom(theme, categories.length, horizontal)
    const column = series[0]?.column
    const ends = stacked ? stackEnds(own, categories.length) : undefined
    // Lines judge what the eye sees: the whole bars where they are made of parts.
    const whole = ends?.above.map((value, at) => (value === null ? null : value + (ends.below[at] ?? 0)))
    const judged = whole === undefined || column === undefined ? series[0] : { values: whole, column }
    const lines = analysisLines(judged, settings, { theme, horizontal })
    const names = series.map((one) => one.name)
    const position = stacked ? 'inside' : horizontal ? 'right' : 'top'
    const marks = series.map(
      (one, at): Json => ({
        type: 'bar',
        name: one.name,
        data: one === earlier ? earlierPoints(one) : one.values,
        barMaxWidth: 36,
        itemStyle: { borderRadius: stacked ? 0 : horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0] },
        label: valueLabel(theme, { column: one.column, show: flag(settings, 'labels', false), position }),
        ...(stacked && one !== earlier ? { stack: 'all' } : {}),
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
        horizontal,
        room: roomFor(settings, [
          ...(ends === undefined ? [] : [...ends.above, ...ends.below]),
          ...series.flatMap(({ values }) => values),
        ]),
      }),
      ...zoom,
      grid: grid(names.length > 1, zoom, { ...lines, lying: horizontal }),
      tooltip: tooltip(theme, 'axis', exactFormat(column)),
      series: marks,
    }
  },
})
