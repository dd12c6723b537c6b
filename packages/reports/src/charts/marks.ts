import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ChartTheme } from '../define.ts'
import type { ReportColumn, ReportResult } from '../types.ts'
import { dimensionsOf, exactFormat, formatOf, shownValue } from './common.ts'
import { formatters } from './formatters.ts'

function by(format: Json, value: Json): string {
  const { $format: name } = format as { readonly $format: string }
  return value === null ? '—' : (formatters[name]?.(value) ?? '')
}

/** A measure's value in full, as tables write it. */
export function exactText(column: ReportColumn | undefined, value: Json | undefined): string {
  return by(exactFormat(column), value ?? null)
}

/** A measure's value as short as people write it: 1.2万, 12K. */
export function shortText(
  column: ReportColumn | undefined,
  value: Json | undefined,
  theme: ChartTheme,
): string {
  return by(formatOf(column, theme), value ?? null)
}

/** What one row says at the pointer: its dimensions, then every given measure in full. */
export function rowTip(
  result: ReportResult,
  index: number,
  given: { readonly measures: readonly ReportColumn[]; readonly locale: 'zh' | 'en' },
): string {
  const { locale, measures } = given
  const row = result.rows[index] ?? {}
  const names = dimensionsOf(result).map((column) =>
    shownValue(result, column, { value: row[column.key] ?? null, locale }),
  )
  const lines = measures.map((one) => `${say(one.label, locale)}　${exactText(one, row[one.key])}`)
  return [...(names.length === 0 ? [] : [names.join(' · ')]), ...lines].join('\n')
}

/** Name of a row by one of its dimensions. */
export function rowName(
  result: ReportResult,
  index: number,
  given: { readonly dimension: number; readonly locale: 'zh' | 'en' },
): string {
  const column = dimensionsOf(result)[given.dimension]
  if (column === undefined) return ''
  return shownValue(result, column, {
    value: result.rows[index]?.[column.key] ?? null,
    locale: given.locale,
  })
}

/** The panel at the pointer where marks carry their own words. */
export function tipOf(theme: ChartTheme, trigger: 'axis' | 'item'): Json {
  return {
    trigger,
    confine: true,
    backgroundColor: theme.surface,
    borderColor: theme.border,
    textStyle: { color: theme.text, fontSize: 12 },
    formatter: { $read: 'tip' },
    ...(trigger === 'axis' ? { axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.12 } } } : {}),
  }
}

/** Words inside or beside a mark, carried by its data. */
export function textLabel(theme: ChartTheme, position: string): { [key: string]: Json } {
  return {
    show: true,
    position,
    color: position.startsWith('inside') ? theme.surface : theme.text,
    fontSize: 11,
    textBorderWidth: 0,
    formatter: { $read: 'text' },
  }
}
