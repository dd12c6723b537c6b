import type { ReportColumn, ReportResult, ReportRow } from '@mortise/reports'
import { describe, expect, it } from 'vitest'
import { courseOf } from './course.ts'

const won: ReportColumn = { key: 'won', role: 'measure', label: 'won', type: { kind: 'number' } }
const month: ReportColumn = {
  key: 'm',
  role: 'dimension',
  label: 'm',
  type: { kind: 'date' },
  bucket: 'month',
}
const source: ReportColumn = { key: 's', role: 'dimension', label: 's', type: { kind: 'text' } }
const result = (columns: readonly ReportColumn[], rows: readonly ReportRow[]): ReportResult => ({
  columns,
  rows,
  totals: { won: 7 },
  labels: {},
  asOf: '2026-03-05T02:00:00.000Z',
})

describe('a large figure', () => {
  it('is of the latest period, whatever order the rows have and whatever has no period', () => {
    const { row, periods } = courseOf(
      result(
        [month, won],
        [
          { m: '2026-02-01', won: 2 },
          { m: '2026-01-01', won: 1 },
          { m: null, won: 3 },
          { m: '$others', won: 1 },
        ],
      ),
    )
    expect(row).toEqual({ m: '2026-02-01', won: 2 })
    expect(periods.rows.map((one) => one['won'])).toEqual([1, 2])
  })

  it('is of all groups where they are no periods, and of the only row without any', () => {
    const rows = [
      { s: 'a', won: 3 },
      { s: 'b', won: 4 },
    ]
    expect(courseOf(result([source, won], rows)).row).toEqual({ won: 7 })
    expect(courseOf(result([won], [{ won: 5 }])).row).toEqual({ won: 5 })
    expect(courseOf(result([month, won], [{ m: null, won: 3 }])).row).toEqual({})
  })
})
