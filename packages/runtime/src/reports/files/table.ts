import { say } from '@mortise/errors'
import { exactText, point, type ReportColumn, type ReportResult, shownValue } from '@mortise/reports'
import type { Json } from '@mortise/expressions'

/** One cell as people read it; `number` where a table program should calculate with it. */
export type FileCell = { readonly text: string; readonly number?: number }

/** A result as a plain table: heads, rows, and totals where there are any. */
export type FileTable = {
  readonly columns: readonly ReportColumn[]
  readonly heads: readonly string[]
  readonly rows: readonly (readonly FileCell[])[]
  readonly totals?: readonly FileCell[]
}

const totalName = { zh: '合计', en: 'Total' }

/** Numbers with more digits than this a table program changes without a word: they stay text. */
const exactDigits = 15
/** So many decimals count; those of a quotient never end, and nobody misses the last of them. */
const keptDecimals = 2

function measureCell(column: ReportColumn, value: Json): FileCell {
  if (value === null) return { text: '' }
  const text = exactText(column, value) || String(value)
  const number = point(value)
  const [whole = '', decimals = ''] = String(value).replace(/^-?0*/, '').split('.')
  const digits = whole.length + Math.min(keptDecimals, decimals.replace(/0+$/, '').length)
  return number === null || digits > exactDigits ? { text } : { text, number }
}

/** Lays a result out as a table, with the names a reader of that language sees. */
export function fileTable(result: ReportResult, locale: 'zh' | 'en'): FileTable {
  const { columns, rows, totals } = result
  const cells = (row: ReportResult['rows'][number]): readonly FileCell[] =>
    columns.map((column) => {
      const value = row[column.key] ?? null
      return column.role === 'measure'
        ? measureCell(column, value)
        : { text: shownValue(result, column, { value, locale }) }
    })
  const first = columns.findIndex(({ role }) => role === 'dimension')
  return {
    columns,
    heads: columns.map(({ label, key }) => say(label, locale) || key),
    rows: rows.map(cells),
    ...(totals === undefined || rows.length < 2
      ? {}
      : {
          totals: columns.map((column, at) =>
            column.role === 'measure'
              ? measureCell(column, totals[column.key] ?? null)
              : { text: at === first ? totalName[locale] : '' },
          ),
        }),
  }
}
