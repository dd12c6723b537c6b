import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { defineChart, type ChartTheme, type ChartType } from '../../define.ts'
import type { ReportColumn, ReportResult } from '../../types.ts'
import { between, extent } from '../colours.ts'
import { baseOption, dimensionsOf, flag, formatOf, legend, measuresOf, point } from '../common.ts'
import { averageOf } from '../lines.ts'
import { rowName, rowTip, shortText, textLabel, tipOf } from '../marks.ts'
import { booleanSetting } from '../settings.ts'

const average = { zh: '平均', en: 'Average' }

type Spots = ReadonlyMap<string, readonly Json[]>

/** One spot for each row that has both numbers, by the second dimension if there is one. */
function spotsOf(
  result: ReportResult,
  theme: ChartTheme,
): { readonly groups: Spots; readonly rows: readonly number[] } {
  const { locale } = theme
  const measures = measuresOf(result)
  const [x, y, size] = measures
  const sizes = extent(size === undefined ? [] : result.rows.map((row) => point(row[size.key])))
  const grouped = dimensionsOf(result).length > 1
  const groups = new Map<string, Json[]>()
  const rows: number[] = []
  for (const [index, row] of result.rows.entries()) {
    const [a, b] = [point(row[x?.key ?? '']), point(row[y?.key ?? ''])]
    if (a === null || b === null) continue
    const weight = size === undefined ? null : point(row[size.key])
    const group = grouped ? rowName(result, index, { dimension: 1, locale }) : ''
    const list = groups.get(group) ?? []
    list.push({
      value: [a, b],
      row: index,
      name: rowName(result, index, { dimension: 0, locale }),
      text: rowName(result, index, { dimension: 0, locale }),
      tip: rowTip(result, index, { measures, locale }),
      symbolSize: size === undefined ? 12 : 8 + 28 * Math.sqrt(weight === null ? 0 : between(weight, sizes)),
    })
    groups.set(group, list)
    rows.push(index)
  }
  return { groups, rows }
}

/** The two lines that part the field in four, each at the average of its measure. */
function quadrants(
  result: ReportResult,
  rows: readonly number[],
  theme: ChartTheme,
): { readonly markLine?: Json } {
  const [x, y] = measuresOf(result)
  const middle = (column: ReportColumn | undefined): number | null =>
    averageOf(rows.map((row) => point(result.rows[row]?.[column?.key ?? ''])))
  const [across, up] = [middle(x), middle(y)]
  if (across === null || up === null || rows.length < 2) return {}
  const named = (column: ReportColumn | undefined, value: number): Json => ({
    show: true,
    position: 'insideEndTop',
    color: theme.secondary,
    fontSize: 11,
    formatter: `${average[theme.locale]} ${shortText(column, value, theme)}`,
  })
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: theme.secondary, type: 'dashed', width: 1 },
      data: [
        { xAxis: across, label: { ...(named(x, across) as object), position: 'end' } },
        { yAxis: up, label: named(y, up) },
      ],
    },
  }
}

function axisOf(column: ReportColumn | undefined, theme: ChartTheme): { [key: string]: Json } {
  return {
    type: 'value',
    name: say(column?.label, theme.locale),
    nameTextStyle: { color: theme.secondary, fontSize: 11 },
    scale: true,
    splitLine: { lineStyle: { color: theme.border } },
    axisLabel: { color: theme.secondary, formatter: formatOf(column, theme), hideOverlap: true },
  }
}

/** Two measures against each other, a third as size; lines at the averages part the field in four. */
export const scatterChart: ChartType = defineChart({
  type: 'scatter',
  version: 1,
  label: { zh: '散点图', en: 'Scatter' },
  icon: 'chart-scatter',
  group: 'relation',
  needs: { dimensions: [1, 2], measures: [2, 3] },
  settings: [
    booleanSetting('quadrants', { zh: '四象限', en: 'Quadrants' }, true),
    booleanSetting('names', { zh: '显示名称', en: 'Show names' }, true),
  ],
  picture: {
    fill: 'M9 18a2 2 0 1 0 .1 0zM15 11a2.500 2.500 0 1 0 .1 0zM24 14a2 2 0 1 0 .1 0zM30 6a3 3 0 1 0 .1 0z',
    line: 'M4 3v22h32',
  },
  suits: ({ dimensions, measures, bucket }) =>
    dimensions <= 2 && measures >= 2 && bucket === undefined
      ? { rank: 60, why: { zh: '看两个值之间有没有关系', en: 'Shows whether two values go together' } }
      : undefined,
  describe: ({ quadrants: parted }) =>
    parted === false
      ? { zh: '散点图', en: 'A scatter' }
      : { zh: '四象限散点图', en: 'A scatter in four quadrants' },
  toOption: (result, settings, theme) => {
    const measures = measuresOf(result)
    const { groups, rows } = spotsOf(result, theme)
    if (rows.length === 0) return null
    const names = [...groups.keys()]
    const lines = flag(settings, 'quadrants', true) ? quadrants(result, rows, theme) : {}
    const right = axisOf(measures[0], theme)
    return {
      ...baseOption(theme),
      ...legend(theme, names),
      xAxis: { ...right, nameLocation: 'middle', nameGap: 26 },
      yAxis: axisOf(measures[1], theme),
      grid: { left: 12, right: 40, top: names.length > 1 ? 60 : 36, bottom: 28, containLabel: true },
      tooltip: tipOf(theme, 'item'),
      series: names.map(
        (name, at): Json => ({
          type: 'scatter',
          name,
          data: groups.get(name) ?? [],
          itemStyle: { opacity: 0.78 },
          label: { ...textLabel(theme, 'right'), show: flag(settings, 'names', true) && rows.length <= 40 },
          labelLayout: { hideOverlap: true },
          emphasis: { focus: 'series' },
          ...(at === 0 ? lines : {}),
        }),
      ),
    }
  },
})
