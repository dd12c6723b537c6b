import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { defineChart, type ChartTheme, type ChartType } from '../../define.ts'
import type { ReportColumn } from '../../types.ts'
import { baseOption, dimensionsOf, flag, measuresOf, nameLabel, seriesOf, standingLabel } from '../common.ts'
import { between, extent, ramp, rampAt, readableOn } from '../colours.ts'
import { rowTip, shortText, tipOf } from '../marks.ts'
import { booleanSetting } from '../settings.ts'
import { colourScale } from '../scale.ts'

/** Pixels that a title may take along its axis; a longer one ends with …. */
const longestTitle = 200

/** An axis, with a title that says what it is of: the groups alone (1 to 5, A to D) don't. */
function axisOf(
  column: ReportColumn | undefined,
  names: readonly string[],
  theme: ChartTheme,
): { [key: string]: Json } {
  return {
    type: 'category',
    data: names,
    name: say(column?.label, theme.locale),
    nameLocation: 'middle',
    nameGap: 4,
    nameTextStyle: { color: theme.secondary, fontSize: 11 },
    nameTruncate: { maxWidth: longestTitle },
    axisTick: { show: false },
    axisLine: { show: false },
    splitArea: { show: false },
    axisLabel: nameLabel(theme, names),
  }
}

/** Two dimensions as a grid; the stronger the colour, the larger the value. A cell without records stays empty. */
export const heatMapChart: ChartType = defineChart({
  type: 'heat_map',
  version: 1,
  label: { zh: '热力图', en: 'Heat map' },
  icon: 'grid-3x3',
  group: 'relation',
  needs: { dimensions: [2, 2], measures: [1, 4] },
  settings: [booleanSetting('labels', { zh: '显示数值', en: 'Show values' }, true)],
  picture: {
    fill: 'M4 3h9v6H4zM26 10h10v7H26zM15 10h9v7h-9zM4 19h9v6H4z',
    line: 'M4 3h32v22H4zM14.5 3v22M25.5 3v22M4 10h32M4 17.5h32',
  },
  suits: ({ dimensions, measures }) =>
    dimensions === 2 && measures === 1
      ? {
          rank: 70,
          why: {
            zh: '两个维度交叉，一眼看出哪里最热',
            en: 'Two dimensions crossed: where it is most, at a glance',
          },
        }
      : undefined,
  describe: () => ({ zh: '两个维度的热力图', en: 'A heat map of two dimensions' }),
  toOption: (result, settings, theme) => {
    const { categories, series } = seriesOf(result, theme.locale)
    const measures = measuresOf(result)
    const [column] = measures
    const [across, down] = dimensionsOf(result)
    const range = extent(series.flatMap(({ values }) => values))
    const data = series.flatMap(({ values, rows }, y) =>
      values.flatMap((value, x): readonly Json[] => {
        const row = rows[x]
        if (value === null || row === undefined) return []
        return [
          {
            value: [x, y, value],
            row,
            tip: rowTip(result, row, { measures, locale: theme.locale }),
            text: column === undefined ? '' : shortText(column, result.rows[row]?.[column.key], theme),
            label: { color: readableOn(theme, rampAt(theme, between(value, range))) },
          },
        ]
      }),
    )
    if (data.length === 0) return null
    const names = series.map(({ name }) => name)
    const fitted = standingLabel(theme, categories)
    const crowded = categories.length > 8 || series.length > 24
    return {
      ...baseOption(theme),
      xAxis: {
        ...axisOf(across, categories, theme),
        // Periods follow from each other, so that some may be left out.
        ...(fitted === undefined || across?.bucket !== undefined ? {} : { axisLabel: fitted }),
      },
      yAxis: { ...axisOf(down, names, theme), inverse: true },
      // Within these bounds stand the names of the groups and the titles as well.
      grid: { left: 4, right: 16, top: 8, bottom: 32, outerBoundsMode: 'same', outerBoundsContain: 'all' },
      visualMap: colourScale(theme, {
        range,
        colours: ramp(theme),
        say: (value) => shortText(column, value, theme),
      }),
      tooltip: tipOf(theme, 'item'),
      series: [
        {
          type: 'heatmap',
          name: series[0]?.column.key ?? '',
          data,
          progressive: 0,
          // In narrow cells a long value would stand over the one beside it.
          labelLayout: { hideOverlap: true },
          itemStyle: { borderColor: theme.surface, borderWidth: 2, borderRadius: 3 },
          label: {
            show: flag(settings, 'labels', true) && !crowded,
            fontSize: 11,
            textBorderWidth: 0,
            formatter: { $read: 'text' },
          },
        },
      ],
    }
  },
})
