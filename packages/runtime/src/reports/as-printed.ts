import { formatPattern, type PrintedReport, printFont } from '@mortise/prints'
import { say } from '@mortise/errors'
import { exactText, printTheme, type ReportResult, shownValue } from '@mortise/reports'
import type { ReportDocument, Settings } from '@mortise/schema'
import type { RuntimeOptions } from '../types.ts'

/** More rows of numbers than this are no page to read any more. */
const mostRows = 300

const total = { zh: '合计', en: 'Total' }

/** A result as a page shows it: its drawing, and its numbers in full. `chart` overrides the report's own; width in points. */
export function asPrinted(
  report: ReportDocument,
  result: ReportResult,
  how: {
    readonly kit: RuntimeOptions['kit']
    readonly locale: 'zh' | 'en'
    readonly width: number
    readonly timeZone: string
    readonly chart?: { readonly type: string; readonly settings?: Settings } | undefined
    /** So many rows of numbers are listed. */
    readonly rows?: number
  },
): PrintedReport {
  const { kit, locale, width, timeZone, chart = report.chart, rows = mostRows } = how
  const type = chart === undefined ? undefined : kit.charts.find(chart.type)
  const theme = { ...printTheme(locale, printFont), width }
  const option =
    result.rows.length === 0 ? null : (type?.toOption(result, chart?.settings ?? {}, theme) ?? null)
  return {
    label: report.label,
    ...(option === null ? {} : { option }),
    table: tableOf(result, locale, rows),
    truncated: result.truncated === true || result.rows.length > rows,
    asOf: formatPattern(result.asOf, 'yyyy-MM-dd HH:mm', { locale, timeZone }),
  }
}

function tableOf(result: ReportResult, locale: 'zh' | 'en', most: number): PrintedReport['table'] {
  const { columns, rows, totals } = result
  const textOf = (row: ReportResult['rows'][number], column: ReportResult['columns'][number]): string => {
    const value = row[column.key] ?? null
    if (column.role === 'dimension') return shownValue(result, column, { value, locale })
    return value === null ? '—' : exactText(column, value) || String(value)
  }
  const sums =
    totals === undefined || rows.length < 2
      ? []
      : [
          columns.map((column, at) =>
            column.role === 'measure' ? textOf(totals, column) : at === 0 ? total[locale] : '',
          ),
        ]
  return {
    head: columns.map((column) => ({
      label: say(column.label, locale),
      number: column.role === 'measure',
    })),
    rows: [...rows.slice(0, most).map((row) => columns.map((column) => textOf(row, column))), ...sums],
  }
}
