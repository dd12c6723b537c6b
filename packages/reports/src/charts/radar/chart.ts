import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { defineChart, type ChartTheme, type ChartType } from '../../define.ts'
import type { ReportResult } from '../../types.ts'
import { extent } from '../colours.ts'
import { baseOption, dimensionsOf, flag, legend, measuresOf, point, seriesOf } from '../common.ts'
import { exactText, rowName, tipOf } from '../marks.ts'
import { booleanSetting } from '../settings.ts'

type Spoke = { readonly name: string; readonly values: readonly (number | null)[] }
type Shape = {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly words: readonly string[]
  readonly row?: number | undefined
}

/** Three measures and more: each is a spoke by its own measure, each row a shape. */
function byMeasures(
  result: ReportResult,
  theme: ChartTheme,
): { readonly spokes: readonly Spoke[]; readonly shapes: readonly Shape[] } {
  const { locale } = theme
  const measures = measuresOf(result)
  const valuesOf = (key: string): readonly (number | null)[] => result.rows.map((row) => point(row[key]))
  return {
    spokes: measures.map((one) => ({ name: say(one.label, locale), values: valuesOf(one.key) })),
    shapes: result.rows.map((row, index) => ({
      name: rowName(result, index, { dimension: 0, locale }),
      values: measures.map(({ key }) => point(row[key])),
      words: measures.map((one) => exactText(one, row[one.key])),
      row: index,
    })),
  }
}

/** Fewer measures: the first dimension's values are the spokes, measures or the second dimension the shapes. */
function byCategories(
  result: ReportResult,
  theme: ChartTheme,
): { readonly spokes: readonly Spoke[]; readonly shapes: readonly Shape[] } {
  const { categories, series } = seriesOf(result, theme.locale)
  const all = series.flatMap(({ values }) => values)
  return {
    // One scale for all spokes: they are of one measure and are compared with each other.
    spokes: categories.map((name) => ({ name, values: all })),
    shapes: series.map(({ name, values, rows, column }) => ({
      name,
      values,
      words: rows.map((at) => exactText(column, at === undefined ? null : result.rows[at]?.[column.key])),
    })),
  }
}

/** Several values of one thing on spokes, so that shapes can be compared; between 3 and 24 spokes make one. */
export const radarChart: ChartType = defineChart({
  type: 'radar',
  version: 1,
  label: { zh: '雷达图', en: 'Radar' },
  icon: 'chart-radar',
  group: 'compare',
  needs: { dimensions: [1, 2], measures: [1, 8] },
  settings: [booleanSetting('fill', { zh: '填充', en: 'Fill' }, true)],
  picture: { fill: 'M20 7l7 7-3 7h-9l-2-8z', line: 'M20 3l12 9-4.500 13h-15L8 12z' },
  suits: ({ dimensions, measures, groups }) =>
    dimensions === 1 && measures >= 3 && (groups === undefined || groups <= 6)
      ? {
          rank: 56,
          why: {
            zh: '几个对象、多项指标，比较强弱',
            en: 'A few things by many measures: strong and weak sides',
          },
        }
      : undefined,
  describe: () => ({ zh: '雷达图', en: 'A radar' }),
  toOption: (result, settings, theme) => {
    const many = dimensionsOf(result).length === 1 && measuresOf(result).length >= 3
    const { spokes, shapes } = many ? byMeasures(result, theme) : byCategories(result, theme)
    if (spokes.length < 3 || spokes.length > 24 || shapes.length === 0) return null
    const names = shapes.map(({ name }) => name)
    const indicator = spokes.map(({ name, values }): Json => {
      const [low, high] = extent(values)
      return { name, min: Math.min(0, low), max: high > Math.min(0, low) ? high : Math.min(0, low) + 1 }
    })
    return {
      ...baseOption(theme),
      ...legend(theme, names),
      tooltip: tipOf(theme, 'item'),
      radar: {
        indicator,
        center: ['50%', names.length > 1 ? '56%' : '50%'],
        radius: '64%',
        axisName: { color: theme.secondary, fontSize: 11, width: 84, overflow: 'truncate' },
        splitNumber: 4,
        splitArea: { show: false },
        splitLine: { lineStyle: { color: theme.border } },
        axisLine: { lineStyle: { color: theme.border } },
      },
      series: [
        {
          type: 'radar',
          symbolSize: 5,
          lineStyle: { width: 2 },
          ...(flag(settings, 'fill', true) && shapes.length <= 4 ? { areaStyle: { opacity: 0.14 } } : {}),
          data: shapes.map(
            ({ name, values, words, row }): Json => ({
              name,
              value: values,
              tip: [name, ...spokes.map((spoke, at) => `${spoke.name}　${words[at] ?? '—'}`)].join('\n'),
              ...(row === undefined ? {} : { row }),
            }),
          ),
        },
      ],
    }
  },
})
