import type { ReportResult } from '@mortise/reports'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { withoutIds } from '../shares/open.ts'
import type { Published } from '../../context/published.ts'
import { nextTime, readAlert, readDelivery, readSchedule } from '../watches/terms.ts'
import { csvOf, sheetNames, xlsxOf } from './sheets.ts'
import { fileTable } from './table.ts'

const person = '0197a000-0000-7000-8000-000000000001'
const result: ReportResult = {
  columns: [
    {
      key: 'who',
      label: { zh: '负责人', en: 'Owner' },
      role: 'dimension',
      type: 'text' as never,
      path: 'owner',
    },
    { key: 'sum', label: { zh: '金额', en: 'Amount' }, role: 'measure', type: 'number' as never },
    {
      key: 'rate',
      label: { zh: '比例', en: 'Rate' },
      role: 'measure',
      type: 'number' as never,
      format: '0.0%',
    },
  ],
  rows: [
    { who: person, sum: '12345678.90', rate: '0.82436260623229461756' },
    { who: '=cmd', sum: '12345678901234567890', rate: null },
  ],
  totals: { sum: '9', rate: 0.5 },
  labels: { who: { [person]: '吴磊' } },
  asOf: '2026-11-23T01:00:00.000Z',
}

describe('files of reports', () => {
  it('numbers are numbers, names are names, formulas are none', async () => {
    const table = fileTable(result, 'zh')
    expect(table.heads).toEqual(['负责人', '金额', '比例'])
    expect(table.rows[0]?.map(({ text }) => text)).toEqual(['吴磊', '12,345,678.9', '82.4%'])
    const read = await readXlsx(await xlsxOf([{ name: '赢/单', table, note: '吴磊 · 2026' }]))
    const rows = read.sheets[0]?.rows ?? []
    expect(rows[1]?.slice(0, 2)).toEqual(['吴磊', 12_345_678.9])
    // More digits than a table program holds stay as they are.
    expect(rows[2]?.slice(0, 2)).toEqual(['=cmd', '12,345,678,901,234,567,890'])
    expect(rows[3]?.slice(0, 3)).toEqual(['合计', 9, 0.5])
    expect(Buffer.from(csvOf(table)).toString()).toContain("'=cmd")
  })
  it('no fen is lost where a sum has more digits than a table program keeps', () => {
    const cellOf = (value: string | number) =>
      fileTable({ ...result, rows: [{ who: null, sum: value, rate: null }] }, 'zh').rows[0]?.[1]
    expect(cellOf('12345678901234.56')).toEqual({ text: '12,345,678,901,234.56' })
    expect(cellOf('1234567890123.45')?.number).toBe(1_234_567_890_123.45)
    expect(cellOf('33.33333333333333333333')?.number).toBeCloseTo(33.333_333)
  })
  it('names of sheets are each there once and hold no signs of addresses', () => {
    expect(sheetNames(['a/b', 'A B', '', "'x'", '长'.repeat(40)])).toEqual([
      'a b',
      'A B 2',
      '3',
      'x',
      '长'.repeat(28),
    ])
  })
  it('strangers get names and no ids or fields', () => {
    const rows = result.rows.map((row) => ({ ...row, $reach: { last: ['2026-01-01', '2026-10-01'] } }))
    const shown = withoutIds({ ...result, rows })
    expect(JSON.stringify(shown)).not.toContain('$reach')
    expect(JSON.stringify(shown)).not.toContain(person)
    expect(shown.columns.some((column) => 'path' in column)).toBe(false)
    expect(fileTable(shown, 'zh').rows).toEqual(fileTable(result, 'zh').rows)
  })
})

const published = { timeZone: 'Asia/Shanghai', model: { documents: () => [] } } as unknown as Published
// Monday, 23 November 2026, 09:30 in Shanghai.
const now = '2026-11-23T01:30:00.000Z'

describe('when something is sent', () => {
  const next = (schedule: object): string | null => nextTime(published, readSchedule(schedule, 'alert'), now)
  it('by the clock of the workspace, on days off as was chosen', () => {
    expect(next({ every: 'hour' })).toBe('2026-11-23T02:00:00.000Z')
    expect(next({ every: 'day', at: '09:30' })).toBe('2026-11-24T01:30:00.000Z')
    expect(next({ every: 'week', weekdays: [6], at: '08:00' })).toBe('2026-11-28T00:00:00.000Z')
    expect(next({ every: 'week', weekdays: [6], at: '08:00', daysOff: 'next' })).toBe(
      '2026-11-30T00:00:00.000Z',
    )
    expect(next({ every: 'week', weekdays: [5, 6], at: '08:00', daysOff: 'skip' })).toBe(
      '2026-11-27T00:00:00.000Z',
    )
    expect(next({ every: 'month', day: -1, at: '18:00' })).toBe('2026-11-30T10:00:00.000Z')
  })
  it('never, where the day is always off', () => {
    expect(next({ every: 'week', weekdays: [6], at: '08:00', daysOff: 'skip' })).toBeNull()
  })
  it('refuses what makes no sense, naming the place', () => {
    const code = (read: () => unknown): string => {
      try {
        read()
        return ''
      } catch (error) {
        return String((error as { readonly message: string }).message)
      }
    }
    expect(code(() => readSchedule({ every: 'hour' }, 'delivery'))).toContain('every')
    expect(code(() => readSchedule({ every: 'week', weekdays: [0], at: '09:00' }, 'delivery'))).toContain(
      'weekdays',
    )
    expect(code(() => readSchedule({ every: 'day', at: '25:00' }, 'delivery'))).toContain('HH:mm')
    expect(code(() => readDelivery({ format: 'exe' }))).toContain('format')
    expect(readDelivery({ format: 'link', filters: { a: ['x', 'y'], b: null } }).filters).toEqual({
      a: ['x', 'y'],
      b: null,
    })
    expect(code(() => readDelivery({ format: 'link', filters: { a: [['x']] } }))).toContain('filters.a')
    expect(code(() => readDelivery({ format: 'csv', filters: { __proto__x: {} } }))).toContain('filters')
    expect(code(() => readAlert({ measure: 'm', row: 'any', op: 'above', value: Number.NaN }))).toContain(
      'value',
    )
  })
})
