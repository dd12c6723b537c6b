import { listed } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { defineChart, type ChartTheme, type ChartType } from '../../define.ts'
import type { ReportColumn, ReportResult } from '../../types.ts'
import { between, extent, mix, ramp, rampAt, readableOn } from '../colours.ts'
import { baseOption, measuresOf } from '../common.ts'
import { rowName, rowTip, shortText, tipOf } from '../marks.ts'
import { colourScale } from '../scale.ts'
import { placed, type Placed } from './placed.ts'
import { provinces } from './provinces.ts'

const notPlaced = { zh: '未放上图：', en: 'Not placed: ' }

/** The line that names the first groups no square stands for, and how many there are. */
function leftOver(
  result: ReportResult,
  others: readonly number[],
  given: { readonly column: ReportColumn; readonly theme: ChartTheme },
): { readonly title?: Json } {
  const { column, theme } = given
  if (others.length === 0) return {}
  const named = others.slice(0, 5).map((index) => {
    const name = rowName(result, index, { dimension: 0, locale: theme.locale })
    return `${name} ${shortText(column, result.rows[index]?.[column.key], theme)}`
  })
  const more = theme.locale === 'zh' ? ` …（${others.length}）` : ` … (${others.length})`
  return {
    title: {
      text: `${notPlaced[theme.locale]}${listed(named, theme.locale)}${others.length > 5 ? more : ''}`,
      bottom: 26,
      left: 'center',
      textStyle: { color: theme.secondary, fontSize: 11, fontWeight: 400, overflow: 'truncate', width: 320 },
    },
  }
}

function tipFor(result: ReportResult, { rows }: Placed, theme: ChartTheme): string {
  const measures = measuresOf(result)
  const lines = rows.map((row) => rowTip(result, row, { measures, locale: theme.locale }))
  return rows.length === 1
    ? (lines[0] ?? '')
    : [...lines.slice(0, 6).map((one) => one.replace('\n', '　')), ...(lines.length > 6 ? ['…'] : [])].join(
        '\n',
      )
}

/** The name of a province as its square has room for it: a word a line. */
function square(province: { readonly zh: string; readonly en: string }, locale: 'zh' | 'en'): string {
  return province[locale].replace(' ', '\n')
}

/**
 * China's provinces as squares at about their places: the stronger the colour, the larger the value. Groups may be
 * provinces or their cities; what is neither is named below, never silently left out.
 */
export const provinceMapChart: ChartType = defineChart({
  type: 'province_map',
  version: 1,
  label: { zh: '省份分布图', en: 'Provinces of China' },
  icon: 'map-pin',
  group: 'relation',
  needs: { dimensions: [1, 1], measures: [1, 3] },
  settings: [],
  picture: {
    fill: 'M28 3h5v5h-5zM12 12h5v5h-5zM18 18h5v5h-5zM24 12h5v5h-5z',
    line: 'M22 8h5v4M6 12h5v5M12 18h5v5',
  },
  describe: () => ({ zh: '按省份的方格地图', en: 'A map of squares by province' }),
  toOption: (result, _settings, theme) => {
    const [column] = measuresOf(result)
    if (column === undefined) return null
    const { found, others } = placed(result, column, theme.locale)
    if (found.length === 0) return null
    const { locale } = theme
    const range = extent(found.map(({ value }) => value))
    const taken = new Set(found.map(({ province }) => province))
    const axis = { type: 'category', show: false }
    const faint = mix(theme.surface, theme.border, 0.6)
    return {
      ...baseOption(theme),
      xAxis: { ...axis, data: Array.from({ length: 9 }, (_, at) => String(at)) },
      yAxis: { ...axis, data: Array.from({ length: 8 }, (_, at) => String(at)), inverse: true },
      grid: { left: 4, right: 4, top: 4, bottom: others.length > 0 ? 48 : 28 },
      visualMap: colourScale(theme, {
        range,
        colours: ramp(theme),
        say: (value) => shortText(column, value, theme),
      }),
      ...leftOver(result, others, { column, theme }),
      tooltip: tipOf(theme, 'item'),
      series: [
        {
          type: 'heatmap',
          name: column.key,
          progressive: 0,
          itemStyle: { borderColor: theme.surface, borderWidth: 2, borderRadius: 4 },
          label: {
            show: true,
            fontSize: locale === 'zh' ? 11 : 9,
            lineHeight: locale === 'zh' ? 14 : 11,
            textBorderWidth: 0,
            formatter: { $read: 'text' },
          },
          data: [
            ...provinces
              .filter((one) => !taken.has(one))
              .map(
                (one): Json => ({
                  // The place has no number; it takes the least one, so that the scale stays that of the others.
                  value: [one.x, one.y, range[0]],
                  visualMap: false,
                  itemStyle: { color: faint },
                  label: { color: theme.secondary },
                  text: square(one, locale),
                  tip: one[locale],
                }),
              ),
            ...found.map(
              (one): Json => ({
                value: [one.province.x, one.province.y, one.value],
                text: `${square(one.province, locale)}\n${shortText(column, one.exact, theme)}`,
                tip: tipFor(result, one, theme),
                label: { color: readableOn(theme, rampAt(theme, between(one.value, range))) },
                ...(one.rows.length === 1 ? { row: one.rows[0] ?? 0 } : {}),
              }),
            ),
          ],
        },
      ],
    }
  },
})
