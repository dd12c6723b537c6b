import type { Json } from '@mortise/expressions'
import { defineChart, type ChartType } from '../../define.ts'
import { axes, baseOption, flag, grid, hasPeriods, legend, seriesOf } from '../common.ts'
import { crowdZoom } from '../crowd.ts'
import { analysisLines, lineSettings, roomFor } from '../lines.ts'
import { textLabel, tipOf } from '../marks.ts'
import { booleanSetting, selectSetting } from '../settings.ts'
import { percentAxis, shareEnds, stackedData } from '../stacking.ts'

/** Filled lines: how an amount grows and shrinks; stacked, how its parts do. */
export const areaChart: ChartType = defineChart({
  type: 'area',
  version: 1,
  label: { zh: '面积图', en: 'Area chart' },
  icon: 'chart-area',
  group: 'trend',
  needs: { dimensions: [1, 2], measures: [1, 8] },
  settings: [
    selectSetting('stack', { zh: '多个系列', en: 'Several series' }, [
      { value: 'none', label: { zh: '各画各的', en: 'Each by itself' } },
      { value: 'all', label: { zh: '堆叠', en: 'Stacked' } },
      { value: 'percent', label: { zh: '百分比堆叠', en: 'Stacked as percent' } },
    ]),
    booleanSetting('smooth', { zh: '平滑', en: 'Smooth' }),
    booleanSetting('labels', { zh: '显示数值', en: 'Show values' }),
    ...lineSettings,
  ],
  picture: { fill: 'M4 25V17l9-6 9 5 14-11v20z', line: 'M4 17l9-6 9 5 14-11' },
  suits: ({ dimensions, measures, bucket, negative }) =>
    bucket !== undefined && dimensions <= 2 && (dimensions === 1 || measures === 1) && negative !== true
      ? { rank: 62, why: { zh: '按时间看总量的起伏', en: 'Shows how an amount rises and falls over time' } }
      : undefined,
  describe: ({ stack }) =>
    stack === 'all' || stack === 'percent'
      ? { zh: '堆叠面积图', en: 'Stacked areas' }
      : { zh: '面积图', en: 'Areas' },
  toOption: (result, settings, theme) => {
    const { stack } = settings
    const shares = stack === 'percent'
    const stacked = shares || stack === 'all'
    const { categories, series } = seriesOf(result, theme.locale)
    const data = stackedData(result, {
      series,
      categories: categories.length,
      shares,
      closed: stacked,
      theme,
    })
    const names = series.map((one) => one.name)
    const column = series[0]?.column
    const zoom = crowdZoom(theme, categories.length, false)
    const lines = stacked ? {} : analysisLines(series[0], settings, { theme, horizontal: false })
    const room = shares
      ? shareEnds(series)
      : stacked
        ? {}
        : roomFor(
            settings,
            series.flatMap(({ values }) => values),
          )
    return {
      ...baseOption(theme),
      ...legend(theme, names),
      ...axes(theme, {
        periods: hasPeriods(result),
        categories,
        horizontal: false,
        column: shares ? percentAxis(column) : column,
        room,
        edge: categories.length > 1,
      }),
      ...zoom,
      grid: grid(names.length > 1, zoom, lines),
      tooltip: tipOf(theme, 'axis'),
      series: series.map(
        (one, at): Json => ({
          type: 'line',
          name: one.name,
          data: data[at] ?? [],
          smooth: flag(settings, 'smooth', false),
          showSymbol: categories.length <= 31,
          symbolSize: 5,
          lineStyle: { width: 2 },
          areaStyle: { opacity: stacked ? 0.45 : 0.16 },
          emphasis: { focus: 'series' },
          label: {
            ...textLabel(theme, 'top'),
            show: flag(settings, 'labels', false) || theme.still === true,
          },
          labelLayout: { hideOverlap: true },
          ...(stacked ? { stack: 'all' } : {}),
          ...(at === 0 ? lines : {}),
        }),
      ),
    }
  },
})
