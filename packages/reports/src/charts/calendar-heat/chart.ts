import type { Json } from '@mortise/expressions'
import { defineChart, type ChartTheme, type ChartType } from '../../define.ts'
import { extent, ramp } from '../colours.ts'
import { baseOption, dimensionsOf, measuresOf, point } from '../common.ts'
import { rowTip, shortText, tipOf } from '../marks.ts'
import { colourScale } from '../scale.ts'

/** More years than these are no longer days that can be told apart. */
const mostYears = 4

function calendarOf(
  year: string,
  place: { readonly at: number; readonly years: number; readonly days: readonly string[] },
  theme: ChartTheme,
): Json {
  const { at, years, days } = place
  const share = 88 / years
  // A single year begins and ends where its days do, so that a few months are not a thin strip.
  const range = years === 1 ? [days[0] ?? year, days.at(-1) ?? year] : year
  return {
    range: years === 1 && range[0] === range[1] ? (days[0] ?? year).slice(0, 7) : range,
    top: `${4 + at * share + 6}%`,
    height: `${share - 8}%`,
    left: 44,
    right: 8,
    cellSize: ['auto', 'auto'],
    splitLine: { lineStyle: { color: theme.border } },
    itemStyle: { color: 'transparent', borderColor: theme.border, borderWidth: 0.5 },
    yearLabel: { show: years > 1, color: theme.secondary, fontSize: 11, margin: 26 },
    monthLabel: { color: theme.secondary, fontSize: 11, nameMap: theme.locale === 'zh' ? 'ZH' : 'EN' },
    dayLabel: {
      color: theme.secondary,
      fontSize: 10,
      firstDay: 1,
      nameMap: theme.locale === 'zh' ? 'ZH' : 'EN',
    },
  }
}

/** Each day of a year as a field: on which days much happens. */
export const calendarHeatChart: ChartType = defineChart({
  type: 'calendar_heat',
  version: 1,
  label: { zh: '日历热力图', en: 'Calendar heat' },
  icon: 'calendar-days',
  group: 'trend',
  needs: { dimensions: [1, 1], measures: [1, 3], bucket: 'day' },
  settings: [],
  picture: { fill: 'M4 9h6v5H4zM19 9h6v5h-6zM12 16h5v5h-5zM27 16h6v5h-6z', line: 'M4 4h32v20H4zM4 9h32' },
  suits: ({ dimensions, bucket, groups }) =>
    dimensions === 1 && bucket === 'day' && (groups === undefined || groups >= 20)
      ? { rank: 76, why: { zh: '看哪些天忙、哪些天闲', en: 'Shows busy days and quiet ones' } }
      : undefined,
  describe: () => ({ zh: '每天一格的日历', en: 'A calendar with a field for each day' }),
  toOption: (result, _settings, theme) => {
    const [dated] = dimensionsOf(result)
    const measures = measuresOf(result)
    const [column] = measures
    const days = result.rows.flatMap((row, index) => {
      const day = row[dated?.key ?? '']
      const value = point(row[column?.key ?? ''])
      return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && value !== null
        ? [{ day, value, index }]
        : []
    })
    const years = [...new Set(days.map(({ day }) => day.slice(0, 4)))].toSorted()
    if (column === undefined || years.length === 0 || years.length > mostYears) return null
    const range = extent(days.map(({ value }) => value))
    const sorted = days.map(({ day }) => day).toSorted()
    return {
      ...baseOption(theme),
      tooltip: tipOf(theme, 'item'),
      visualMap: colourScale(theme, {
        range,
        colours: ramp(theme),
        say: (value) => shortText(column, value, theme),
      }),
      calendar: years.map((year, at) => calendarOf(year, { at, years: years.length, days: sorted }, theme)),
      series: years.map(
        (year, at): Json => ({
          type: 'heatmap',
          name: year,
          coordinateSystem: 'calendar',
          calendarIndex: at,
          itemStyle: { borderColor: theme.surface, borderWidth: 1, borderRadius: 2 },
          data: days
            .filter(({ day }) => day.startsWith(year))
            .map(({ day, value, index }) => ({
              value: [day, value],
              row: index,
              tip: rowTip(result, index, { measures, locale: theme.locale }),
            })),
        }),
      ),
    }
  },
})
