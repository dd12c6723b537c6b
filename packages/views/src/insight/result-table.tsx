import { say } from '@mortise/errors'
import { exactText, type ReportColumn, type ReportResult, type ReportRow, shownValue } from '@mortise/reports'
import { useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** A measure as tables write it: in full, or as percent where its format says so. */
export function measureText(column: ReportColumn, value: ReportRow[string]): string {
  if (value === null || value === undefined) return '—'
  return exactText(column, value) || String(value)
}

/** A result as a table; a click on a row leads to its records. */
export function ResultTable({
  result,
  label,
  onPick,
  totals: withTotals = true,
}: {
  readonly result: ReportResult
  readonly label: string
  readonly onPick?: ((row: ReportRow) => void) | undefined
  /** Whether a last line sums up. */
  readonly totals?: boolean
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { columns, rows, totals } = result
  return (
    <div className="m-result">
      <table className="m-simple-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-end={column.role === 'measure'}>
                {say(column.label, locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map((column, index) => {
                const value = row[column.key] ?? null
                const text =
                  column.role === 'measure'
                    ? measureText(column, value)
                    : shownValue(result, column, { value, locale })
                return (
                  <td key={column.key} data-end={column.role === 'measure'}>
                    {index === 0 && onPick !== undefined ? (
                      <button
                        type="button"
                        className="m-plain-link"
                        title={t('drill', { name: text })}
                        onClick={() => onPick(row)}
                      >
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        {totals === undefined || !withTotals || rows.length < 2 ? null : (
          <tfoot>
            <tr>
              {columns.map((column, index) => (
                <td key={column.key} data-end={column.role === 'measure'}>
                  {column.role === 'measure'
                    ? measureText(column, totals[column.key] ?? null)
                    : index === 0
                      ? t('total')
                      : ''}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}
