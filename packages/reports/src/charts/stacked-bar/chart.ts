import type { Json } from '@mortise/expressions'
import { defineChart, type ChartType } from '../../define.ts'
import { axes, baseOption, flag, grid, hasPeriods, legend, seriesOf } from '../common.ts'
import { readableOn, seriesColour } from '../colours.ts'
import { crowdZoom } from '../crowd.ts'
import { textLabel, tipOf } from '../marks.ts'
import { booleanSetting } from '../settings.ts'
import { percentAxis, shareEnds, stackedData } from '../stacking.ts'

/** Bars made of parts, one on the other; or all of one length, so that the shares can be compared. */
export const stackedBarChart: ChartType = defineChart({
  type: 'stacked_bar',
  version: 1,
  label: { zh: '堆叠柱图', en: 'Stacked bars' },
  icon: 'chart-column-stacked',
  group: 'compare',
  needs: { dimensions: [1, 2], measures: [1, 8] },
  settings: [
    booleanSetting('percent', { zh: '按百分比', en: 'As percent' }),
    booleanSetting('horizontal', { zh: '横向', en: 'Lying' }),
    booleanSetting('labels', { zh: '显示数值', en: 'Show values' }),
  ],
  picture: {
    fill: 'M5 18h6v8H5zM17 13h6v13h-6zM29 16h6v10h-6z',
    line: 'M5 18v-6h6v6M17 13V5h6v8M29 16v-7h6v7',
  },
  suits: ({ dimensions, measures, negative, bucket }) =>
    dimensions === 2 && measures === 1 && negative !== true
      ? {
          rank: bucket === undefined ? 82 : 78,
          why: { zh: '既看总量，又看每一部分占多少', en: 'Shows the whole and what it is made of' },
        }
      : undefined,
  describe: ({ percent }) =>
    percent === true
      ? { zh: '百分比堆叠柱图', en: 'Stacked bars of shares' }
      : { zh: '堆叠柱图', en: 'Stacked bars' },
  toOption: (result, settings, theme) => {
    const horizontal = flag(settings, 'horizontal', false)
    const shares = flag(settings, 'percent', false)
    const { categories, series } = seriesOf(result, theme.locale)
    const data = stackedData(result, { series, categories: categories.length, shares, theme })
    const names = series.map((one) => one.name)
    const zoom = crowdZoom(theme, categories.length, horizontal)
    return {
      ...baseOption(theme),
      ...legend(theme, names),
      ...axes(theme, {
        periods: hasPeriods(result),
        categories,
        horizontal,
        room: shares ? shareEnds(series) : {},
        column: shares ? percentAxis(series[0]?.column) : series[0]?.column,
      }),
      ...zoom,
      grid: grid(names.length > 1, zoom),
      tooltip: tipOf(theme, 'axis'),
      series: series.map(
        (one, at): Json => ({
          type: 'bar',
          name: one.name,
          stack: 'all',
          data: data[at] ?? [],
          barMaxWidth: 36,
          itemStyle: { borderColor: theme.surface, borderWidth: 0.5 },
          label: {
            ...textLabel(theme, 'inside'),
            color: readableOn(theme, seriesColour(theme, at)),
            show: flag(settings, 'labels', false) || theme.still === true,
          },
          labelLayout: { hideOverlap: true },
          emphasis: { focus: 'series' },
        }),
      ),
    }
  },
})
