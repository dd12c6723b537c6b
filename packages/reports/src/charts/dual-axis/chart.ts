import type { Json } from '@mortise/expressions'
import { defineChart, type ChartType } from '../../define.ts'
import { axes, baseOption, flag, formatOf, grid, hasPeriods, legend, point, seriesOf } from '../common.ts'
import { crowdZoom } from '../crowd.ts'
import { analysisLines, lineSettings, roomFor } from '../lines.ts'
import { exactText, shortText, textLabel, tipOf } from '../marks.ts'
import { booleanSetting, selectSetting } from '../settings.ts'

/** Two kinds of numbers over the same categories: bars by the left axis, lines by the right one. */
export const dualAxisChart: ChartType = defineChart({
  type: 'dual_axis',
  version: 1,
  label: { zh: '双轴图', en: 'Dual axis' },
  icon: 'chart-no-axes-combined',
  group: 'compare',
  needs: { dimensions: [1, 1], measures: [2, 6] },
  settings: [
    selectSetting('bars', { zh: '柱子画几个值', en: 'Values drawn as bars' }, [
      { value: '1', label: { zh: '第一个', en: 'The first' } },
      { value: '2', label: { zh: '前两个', en: 'The first two' } },
      { value: '3', label: { zh: '前三个', en: 'The first three' } },
    ]),
    booleanSetting('smooth', { zh: '折线平滑', en: 'Smooth lines' }),
    booleanSetting('labels', { zh: '显示数值', en: 'Show values' }),
    ...lineSettings,
  ],
  picture: { fill: 'M5 16h6v10H5zM17 12h6v14h-6zM29 18h6v8h-6z', line: 'M4 12l13-5 9 4 11-8' },
  suits: ({ dimensions, measures }) =>
    dimensions === 1 && measures === 2
      ? {
          rank: 74,
          why: {
            zh: '两个值大小差很多时，各用一根轴',
            en: 'Two values of different size, each by its own axis',
          },
        }
      : undefined,
  describe: () => ({ zh: '左轴柱子、右轴折线', en: 'Bars by the left axis, lines by the right' }),
  toOption: (result, settings, theme) => {
    const { categories, series } = seriesOf(result, theme.locale)
    const bars = Math.min(Number(point(settings['bars']) ?? 1) || 1, Math.max(1, series.length - 1))
    const isBar = (at: number): boolean => at < bars
    const names = series.map((one) => one.name)
    const zoom = crowdZoom(theme, categories.length, false)
    const left = series.filter((_, at) => isBar(at)).flatMap(({ values }) => values)
    const { xAxis, yAxis } = axes(theme, {
      periods: hasPeriods(result),
      categories,
      column: series[0]?.column,
      horizontal: false,
      room: roomFor(settings, left),
    })
    const right = {
      type: 'value',
      alignTicks: true,
      splitLine: { show: false },
      axisLabel: { color: theme.secondary, formatter: formatOf(series[bars]?.column, theme) },
    }
    return {
      ...baseOption(theme),
      ...legend(theme, names),
      xAxis: xAxis ?? null,
      yAxis: [yAxis ?? null, right],
      ...zoom,
      grid: grid(true, zoom),
      tooltip: tipOf(theme, 'axis'),
      series: series.map(
        (one, at): Json => ({
          ...(isBar(at)
            ? { type: 'bar', barMaxWidth: 36, itemStyle: { borderRadius: [3, 3, 0, 0] } }
            : {
                type: 'line',
                yAxisIndex: 1,
                smooth: flag(settings, 'smooth', false),
                symbolSize: 6,
                showSymbol: categories.length <= 31,
                lineStyle: { width: 2 },
              }),
          name: one.name,
          data: one.values.map((value, index): Json => {
            const own = result.rows[index]?.[one.column.key]
            if (value === null) return null
            return {
              value,
              row: index,
              tip: exactText(one.column, own),
              text: shortText(one.column, own, theme),
            }
          }),
          label: {
            ...textLabel(theme, 'top'),
            show: flag(settings, 'labels', false) || theme.still === true,
          },
          labelLayout: { hideOverlap: true },
          ...(at === 0 ? analysisLines(one, settings, { theme, horizontal: false, inside: true }) : {}),
        }),
      ),
    }
  },
})
