import { listed, say } from '@mortise/errors'
import { decimalToNumber, type Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import type { ChartTheme } from '../define.ts'
import { sumColumn } from '../kinds/standard/derive.ts'
import type { ReportColumn, ReportResult, ReportRow } from '../types.ts'
import { palette } from './colours.ts'
import { exactName, formatterName } from './formatters.ts'

/** Dimensions of a result, in order. */
export function dimensionsOf(result: ReportResult): readonly ReportColumn[] {
  return result.columns.filter((one) => one.role === 'dimension')
}

/** Whether the groups of a result are periods. */
export function hasPeriods(result: ReportResult): boolean {
  return dimensionsOf(result)[0]?.bucket !== undefined
}

/** Measures of a result, in order. */
export function measuresOf(result: ReportResult): readonly ReportColumn[] {
  return result.columns.filter((one) => one.role === 'measure')
}

const emptyName = { zh: '（空）', en: '(empty)' }
const booleanNames = { zh: { true: '是', false: '否' }, en: { true: 'Yes', false: 'No' } }

/** What a reader calls a dimension's value. */
export function shownValue(
  result: ReportResult,
  column: Pick<ReportColumn, 'key'>,
  given: { readonly value: Json; readonly locale: 'zh' | 'en' },
): string {
  const { value, locale } = given
  if (value === null) return emptyName[locale]
  if (typeof value === 'boolean') return booleanNames[locale][value ? 'true' : 'false']
  if (Array.isArray(value))
    return listed(
      value.map((one: Json) => shownValue(result, column, { value: one, locale })),
      locale,
    )
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return result.labels[column.key]?.[text] ?? text
}

/** A measure's value as a point of a drawing; null leaves a gap. */
export function point(value: Json | undefined): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? decimalToNumber(value) : null
}

/**
 * Whether a measure's rows may be added up: their sum is then what the result has as total. Averages, rates and counts of
 * different values are not; the last digits of a quotient don't matter.
 */
export function addsUp(
  { rows, totals }: Pick<ReportResult, 'rows' | 'totals'>,
  { key }: Pick<ReportColumn, 'key'>,
): boolean {
  const total = point(totals?.[key])
  if (total === null) return false
  const sum = decimalToNumber(sumColumn(rows, key))
  return Math.abs(total - sum) <= 1e-9 * Math.max(1, Math.abs(total))
}

/** A measure's value with its named formatter. */
export function formatOf(column: ReportColumn | undefined, theme: ChartTheme): Json {
  return { $format: formatterName(column?.format, theme.locale) }
}

/** A line of marks: one measure, or one value of the second dimension. */
export type Series = {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** The place in the result of the row behind each point; undefined where there is none. */
  readonly rows: readonly (number | undefined)[]
  readonly column: ReportColumn
}

function seriesOfMeasure(rows: readonly ReportRow[], column: ReportColumn, locale: 'zh' | 'en'): Series {
  return {
    name: say(column.label, locale),
    values: rows.map((row) => point(row[column.key])),
    rows: [...rows.keys()],
    column,
  }
}

function uniqueValues(rows: readonly ReportRow[], key: string): readonly Json[] {
  const seen = new Map<string, Json>()
  for (const row of rows) seen.set(JSON.stringify(row[key] ?? null), row[key] ?? null)
  return [...seen.values()]
}

/** Values of the dimension that gives the series, options as they were designed: a filter doesn't shuffle the colours. */
function seriesValues(result: ReportResult, { key, bucket }: ReportColumn): readonly Json[] {
  const values = uniqueValues(result.rows, key)
  if (bucket !== undefined) return values
  const places = new Map(Object.keys(result.labels[key] ?? {}).map((value, index) => [value, index]))
  const place = (value: Json): number =>
    value === null ? places.size + 1 : (places.get(String(value)) ?? places.size)
  return values.toSorted((a, b) => place(a) - place(b))
}

/** Whether there is anything to share out: where every part is nothing, a drawing of parts would show equal ones. */
export function hasParts(series: readonly Series[]): boolean {
  return series.some(({ values }) => values.some((value) => value !== null && value !== 0))
}

/**
 * Categories and series of a result. One dimension: every measure is a series. Two: the first dimension gives the
 * categories, each value of the second is a series of the first measure.
 */
export function seriesOf(
  result: ReportResult,
  locale: 'zh' | 'en',
): { readonly categories: readonly string[]; readonly series: readonly Series[] } {
  const [first, second] = dimensionsOf(result)
  const measures = measuresOf(result)
  if (first === undefined) {
    return { categories: [''], series: measures.map((one) => seriesOfMeasure(result.rows, one, locale)) }
  }
  const named = (column: ReportColumn, value: Json): string => shownValue(result, column, { value, locale })
  const [measure] = measures
  if (second === undefined || measure === undefined) {
    const categories = result.rows.map((row) => named(first, row[first.key] ?? null))
    return { categories, series: measures.map((one) => seriesOfMeasure(result.rows, one, locale)) }
  }
  const values = uniqueValues(result.rows, first.key)
  const pair = (x: Json, y: Json): string => JSON.stringify([x, y])
  const places = new Map<string, number>()
  for (const [index, row] of result.rows.entries()) {
    const at = pair(row[first.key] ?? null, row[second.key] ?? null)
    if (!places.has(at)) places.set(at, index)
  }
  const series = seriesValues(result, second).map((value): Series => {
    const rows = values.map((x) => places.get(pair(x, value)))
    return {
      name: named(second, value),
      values: rows.map((at) => (at === undefined ? null : point(result.rows[at]?.[measure.key]))),
      rows,
      column: measure,
    }
  })
  return { categories: values.map((value) => named(first, value)), series }
}

/** A mark a reader pointed at: which series, which point of it, and what it is called. */
export type ChartMark = {
  readonly seriesIndex: number
  readonly dataIndex: number
  readonly name?: string | undefined
  /** The row itself, where the mark's data carries its place in the result. */
  readonly row?: number | undefined
}

/**
 * The row behind a mark. With two dimensions a series is a value of the second one; with one a row stands at the place
 * of its point, or, where a drawing left some out (parts below zero), under its name.
 */
export function rowAtMark(result: ReportResult, mark: ChartMark, locale: 'zh' | 'en'): ReportRow | undefined {
  if (mark.row !== undefined) return result.rows[mark.row]
  const [first, second] = dimensionsOf(result)
  if (first !== undefined && second !== undefined) {
    const at = seriesOf(result, locale).series[mark.seriesIndex]?.rows[mark.dataIndex]
    return at === undefined ? undefined : result.rows[at]
  }
  const placed = result.rows[mark.dataIndex]
  if (first === undefined || mark.name === undefined || mark.name === '') return placed
  const called = (row: ReportRow): boolean =>
    shownValue(result, first, { value: row[first.key] ?? null, locale }) === mark.name
  return placed !== undefined && called(placed) ? placed : result.rows.find(called)
}

/** A yes/no setting. */
export function flag(settings: Settings, key: string, otherwise: boolean): boolean {
  const value = settings[key]
  return typeof value === 'boolean' ? value : otherwise
}

/** What every drawing shares: colours, type, a tooltip, and stillness on paper. */
export function baseOption(theme: ChartTheme): { [key: string]: Json } {
  return {
    animation: theme.still !== true,
    animationDuration: 180,
    color: palette(theme),
    textStyle: { fontFamily: theme.fontFamily, color: theme.text, fontSize: 12 },
    aria: { enabled: true },
  }
}

/** The legend, only where there is more than one series to tell apart. */
export function legend(theme: ChartTheme, names: readonly string[]): { [key: string]: Json } {
  if (names.length < 2) return {}
  return {
    legend: {
      data: names,
      top: 0,
      type: 'scroll',
      icon: 'roundRect',
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: theme.secondary },
      pageIconColor: theme.secondary,
      pageIconInactiveColor: theme.border,
      pageIconSize: 10,
      pageTextStyle: { color: theme.secondary },
    },
  }
}

/** The panel at the pointer; values in it are never shortened. */
export function tooltip(theme: ChartTheme, trigger: 'axis' | 'item', format: Json): Json {
  return {
    trigger,
    confine: true,
    backgroundColor: theme.surface,
    borderColor: theme.border,
    textStyle: { color: theme.text, fontSize: 12 },
    valueFormatter: format,
  }
}

/** Formatter of values that must be exact to the reader: full numbers as their format asks, or percent. */
export function exactFormat(column: ReportColumn | undefined): Json {
  return { $format: exactName(column?.format) }
}

/** Names along an axis: long ones end with …, and as many stand as have room. */
export function nameLabel(theme: ChartTheme, names: readonly string[]): { [key: string]: Json } {
  const long = names.some((name) => name.length > 7)
  return {
    color: theme.secondary,
    hideOverlap: true,
    // A width of its own would be reserved for short names too, and every second one would go.
    ...(long ? { width: 96, overflow: 'truncate' } : {}),
    ...(names.length <= 12 && !long ? { interval: 0 } : {}),
  }
}

/** About how wide words are at the size of an axis. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 12 : 7), 0)
}

/**
 * Names under a drawing as wide as the theme says: none is left out as long as there is room for it in one line, in up to
 * three, or aslant. Undefined where there is none, or where nobody knows how wide it is.
 */
export function standingLabel(
  theme: ChartTheme,
  names: readonly string[],
): { [key: string]: Json } | undefined {
  const { width } = theme
  if (width === undefined) return undefined
  // What the numbers of the other axis take.
  const room = Math.floor((width - 76) / Math.max(1, names.length)) - 4
  const longest = Math.max(0, ...names.map(widthOf))
  const shared = { color: theme.secondary, interval: 0 }
  if (longest <= room) return shared
  if (room >= 28 && longest <= 3 * room - 24)
    return { ...shared, width: room, overflow: 'break', lineHeight: 14 }
  return room >= 14 ? { ...shared, rotate: 40, width: 84, overflow: 'truncate' } : undefined
}

/** The two axes of a bar or line chart. */
export function axes(
  theme: ChartTheme,
  given: {
    readonly categories: readonly string[]
    readonly column: ReportColumn | undefined
    readonly horizontal: boolean
    /** Ends of the value axis that are not the data's own. */
    readonly room?: { readonly [end: string]: Json }
    /** Whether the drawing begins at the axis itself, as areas do. */
    readonly edge?: boolean
    /** Names of periods follow from each other, so that some may be left out. */
    readonly periods?: boolean
  },
): { [key: string]: Json } {
  const fitted =
    given.horizontal || given.periods === true ? undefined : standingLabel(theme, given.categories)
  const category: Json = {
    type: 'category',
    data: given.categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.border } },
    axisLabel: fitted ?? { ...nameLabel(theme, given.categories) },
    ...(given.horizontal ? { inverse: true } : {}),
    ...(given.edge === true ? { boundaryGap: false } : {}),
  }
  const value: Json = {
    type: 'value',
    ...given.room,
    splitLine: { lineStyle: { color: theme.border } },
    axisLabel: { color: theme.secondary, formatter: formatOf(given.column, theme) },
  }
  return given.horizontal ? { xAxis: value, yAxis: category } : { xAxis: category, yAxis: value }
}

/** Room around the drawing: labels are kept inside, so are the window over many categories and the names of lines. */
export function grid(
  hasLegend: boolean,
  zoom: { readonly [key: string]: Json } = {},
  lines: { readonly markLine?: Json; readonly lying?: boolean } = {},
): Json {
  const named = lines.markLine !== undefined
  const lying = lines.lying === true
  return {
    left: 8,
    right: named && !lying ? 76 : 16,
    top: (hasLegend ? 36 : 16) + (named && lying ? 14 : 0),
    bottom: zoom['dataZoom'] === undefined ? 8 : 18,
    containLabel: true,
  }
}

/** Label beside a mark. Its colour is set, because a print has no outline that would make it readable. */
export function valueLabel(
  theme: ChartTheme,
  given: { readonly column: ReportColumn | undefined; readonly show: boolean; readonly position: string },
): Json {
  return {
    show: given.show || theme.still === true,
    position: given.position,
    // Inside a mark the words stand on its colour, outside on the page.
    color: given.position === 'inside' ? theme.surface : theme.text,
    fontSize: 11,
    textBorderWidth: 0,
    formatter: formatOf(given.column, theme),
  }
}
