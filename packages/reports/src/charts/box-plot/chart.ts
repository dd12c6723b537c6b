import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { defineChart, type ChartTheme, type ChartType } from '../../define.ts'
import type { ReportResult } from '../../types.ts'
import { axes, baseOption, dimensionsOf, grid, hasPeriods, measuresOf, point } from '../common.ts'
import { crowdZoom } from '../crowd.ts'
import { exactText, rowName, tipOf } from '../marks.ts'

const words = {
  zh: ['最小', '下四分位', '中位数', '上四分位', '最大'],
  en: ['Least', 'Lower quartile', 'Median', 'Upper quartile', 'Most'],
} as const

/**
 * The five figures of values: least, quartiles, most. A quartile is always a value that is there (the first with at
 * least that share of the values at or below it), never one between two.
 */
function fiveFigures(values: readonly number[]): readonly number[] | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  return [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const at = Math.max(0, Math.ceil(share * sorted.length) - 1)
    return sorted[at] ?? 0
  })
}

type Box = {
  readonly name: string
  readonly figures: readonly number[]
  readonly count?: number
  readonly row?: number
}

/** Five measures are the figures as they are; else the figures are those of the groups themselves. */
function boxesOf(result: ReportResult, theme: ChartTheme): readonly Box[] {
  const { locale } = theme
  const measures = measuresOf(result)
  const dimensions = dimensionsOf(result)
  const named = (row: number): string => rowName(result, row, { dimension: 0, locale })
  if (dimensions.length === 1 && measures.length === 5) {
    return result.rows.flatMap((row, index): readonly Box[] => {
      const figures = measures.flatMap(({ key }) => point(row[key]) ?? [])
      return figures.length === 5 ? [{ name: named(index), figures, row: index }] : []
    })
  }
  const groups = new Map<string, number[]>()
  const put = (name: string, value: number | null): void => {
    const list = groups.get(name) ?? []
    if (value !== null) list.push(value)
    groups.set(name, list)
  }
  for (const [index, row] of result.rows.entries()) {
    if (dimensions.length > 1) put(named(index), point(row[measures[0]?.key ?? '']))
    else for (const one of measures) put(say(one.label, locale), point(row[one.key]))
  }
  return [...groups].flatMap(([name, values]) => {
    const figures = fiveFigures(values)
    return figures === null ? [] : [{ name, figures, count: values.length }]
  })
}

/** How values are spread: by two dimensions the groups of the second within each of the first. */
export const boxPlotChart: ChartType = defineChart({
  type: 'box_plot',
  version: 1,
  label: { zh: '箱线图', en: 'Box plot' },
  icon: 'chart-candlestick',
  group: 'relation',
  needs: { dimensions: [1, 2], measures: [1, 5] },
  settings: [],
  picture: {
    fill: 'M8 9h8v9H8zM24 12h8v8h-8z',
    line: 'M12 4v5M12 18v6M28 6v6M28 20v5M8 13h8M24 15h8M9 4h6M9 24h6M25 6h6M25 25h6',
  },
  suits: ({ dimensions, measures, groups }) =>
    dimensions === 2 && measures === 1 && (groups ?? 0) >= 12
      ? { rank: 40, why: { zh: '看数值分布得散不散', en: 'Shows how widely values are spread' } }
      : undefined,
  describe: () => ({ zh: '数值的分布', en: 'How values are spread' }),
  toOption: (result, _settings, theme) => {
    const boxes = boxesOf(result, theme)
    if (boxes.length === 0) return null
    const [column] = measuresOf(result)
    const { locale } = theme
    const zoom = crowdZoom(theme, boxes.length, false)
    const count = (n: number | undefined): readonly string[] => (n === undefined ? [] : [`n = ${n}`])
    return {
      ...baseOption(theme),
      ...axes(theme, {
        periods: hasPeriods(result),
        categories: boxes.map(({ name }) => name),
        column,
        horizontal: false,
      }),
      ...zoom,
      grid: grid(false, zoom),
      tooltip: tipOf(theme, 'item'),
      series: [
        {
          type: 'boxplot',
          name: say(column?.label, locale),
          itemStyle: { color: theme.surface, borderColor: theme.series[0] ?? theme.text, borderWidth: 1.5 },
          boxWidth: [8, 40],
          data: boxes.map(
            ({ name, figures, count: n, row }): Json => ({
              name,
              value: figures,
              tip: [
                name,
                ...figures
                  .map((one, at) => `${words[locale][at] ?? ''}　${exactText(column, one)}`)
                  .toReversed(),
                ...count(n),
              ].join('\n'),
              ...(row === undefined ? {} : { row }),
            }),
          ),
        },
      ],
    }
  },
})
