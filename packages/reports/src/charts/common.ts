import { say } from '@mortise/errors'
import { decimalToNumber, type Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import type { ChartTheme } from '../define.ts'
import type { ReportColumn, ReportResult, ReportRow } from '../types.ts'
import { formatterName } from './formatters.ts'

/** Dimensions of a result, in order. */
export function dimensionsOf(result: ReportResult): readonly ReportColumn[] {
  return result.columns.filter((one) => one.role === 'dimension')
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
    return value.map((one: Json) => shownValue(result, column, { value: one, locale })).join('、')
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return result.labels[column.key]?.[text] ?? text
}

/** A measure's value as a point of a drawing; null leaves a gap. */
export function point(value: Json | undefined): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? decimalToNumber(value) : null
}

/** A measure's value with its named formatter. */
export function formatOf(column: ReportColumn | undefined, theme: ChartTheme): Json {
  return { $format: formatterName(column?.format, theme.locale) }
}

/** A line of marks: one measure, or one value of the second dimension. */
export type Series = {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly column: ReportColumn
}

function seriesOfMeasure(rows: readonly ReportRow[], column: ReportColumn, locale: 'zh' | 'en'): Series {
  return { name: say(column.label, locale), values: rows.map((row) => point(row[column.key])), column }
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
  const find = (x: Json, y: Json): ReportRow | undefined =>
    result.rows.find((row) => same(row[first.key], x) && same(row[second.key], y))
  const series = seriesValues(result, second).map((value) => ({
    name: named(second, value),
    values: values.map((x) => point(find(x, value)?.[measure.key])),
    column: measure,
  }))
  return { categories: values.map((value) => named(first, value)), series }
}

function same(a: Json | undefined, b: Json): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b)
}

/** A mark a reader pointed at: which series, which point of it, and what it is called. */
export type ChartMark = {
  readonly seriesIndex: number
  readonly dataIndex: number
  readonly name?: string | undefined
}

/**
 * The row behind a mark. With two dimensions a series is a value of the second one; with one a row stands at the place
 * of its point, or, where a drawing left some out (parts below zero), under its name.
 */
export function rowAtMark(result: ReportResult, mark: ChartMark, locale: 'zh' | 'en'): ReportRow | undefined {
  const [first, second] = dimensionsOf(result)
  if (first !== undefined && second !== undefined) {
    const x = uniqueValues(result.rows, first.key)[mark.dataIndex]
    const y = seriesValues(result, second)[mark.seriesIndex]
    if (x === undefined || y === undefined) return undefined
    return result.rows.find((row) => same(row[first.key], x) && same(row[second.key], y))
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
    color: theme.series,
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

/** Formatter of values that must be exact to the reader: full numbers, or percent. */
export function exactFormat(column: ReportColumn | undefined): Json {
  return { $format: column?.format?.includes('%') === true ? 'percent' : 'full' }
}

/** The two axes of a bar or line chart. */
export function axes(
  theme: ChartTheme,
  given: {
    readonly categories: readonly string[]
    readonly column: ReportColumn | undefined
    readonly horizontal: boolean
  },
): { [key: string]: Json } {
  const category: Json = {
    type: 'category',
    data: given.categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.border } },
    axisLabel: { color: theme.secondary, width: 96, overflow: 'truncate', hideOverlap: true },
    ...(given.horizontal ? { inverse: true } : {}),
  }
  const value: Json = {
    type: 'value',
    splitLine: { lineStyle: { color: theme.border } },
    axisLabel: { color: theme.secondary, formatter: formatOf(given.column, theme) },
  }
  return given.horizontal ? { xAxis: value, yAxis: category } : { xAxis: category, yAxis: value }
}

/** Room around the drawing; labels are kept inside. */
export function grid(hasLegend: boolean): Json {
  return { left: 8, right: 16, top: hasLegend ? 36 : 16, bottom: 8, containLabel: true }
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
