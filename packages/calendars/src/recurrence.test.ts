import { fromDayNumber, formatDate, dayNumber, lunarOf, solarOf } from '@mortise/expressions'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cnOffice, compileCalendar, compileRecurrence, yearlyOn } from './index.ts'

const shanghai = { timeZone: 'Asia/Shanghai' }
/** The first few times after an instant, in Shanghai's clock. */
function times(
  document: Parameters<typeof compileRecurrence>[0],
  after: string,
  count = 3,
): readonly string[] {
  const recurrence = compileRecurrence(document, { ...shanghai, calendar: undefined })
  const found: string[] = []
  for (let at = recurrence.next(after); at !== null && found.length < count; at = recurrence.next(at))
    found.push(new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16))
  return found
}
const start = '2026-03-05T00:00:00.000Z'

describe('schedules', () => {
  it('come daily, weekly, monthly and yearly at their hours', () => {
    expect(times({ every: 'day', at: ['18:00', '09:00'] }, start)).toEqual([
      '2026-03-05T09:00',
      '2026-03-05T18:00',
      '2026-03-06T09:00',
    ])
    expect(times({ every: 'week', weekdays: [1, 5], at: '08:30' }, start)).toEqual([
      '2026-03-06T08:30',
      '2026-03-09T08:30',
      '2026-03-13T08:30',
    ])
    expect(times({ every: 'month', days: [-1, 1], at: '00:00' }, start)).toEqual([
      '2026-03-31T00:00',
      '2026-04-01T00:00',
      '2026-04-30T00:00',
    ])
    expect(times({ every: 'year', from: '2024-02-29', at: '10:00' }, start)).toEqual([
      '2027-02-28T10:00',
      '2028-02-29T10:00',
      '2029-02-28T10:00',
    ])
  })

  it('count intervals from where they began', () => {
    expect(times({ every: 'week', interval: 2, from: '2026-03-02', weekdays: [3] }, start)).toEqual([
      '2026-03-18T00:00',
      '2026-04-01T00:00',
      '2026-04-15T00:00',
    ])
    expect(times({ every: 'minute', interval: 30 }, start, 2)).toEqual([
      '2026-03-05T08:30',
      '2026-03-05T09:00',
    ])
  })

  it('go around days off, or leave them out', () => {
    const calendar = compileCalendar({
      ...cnOffice,
      exceptions: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((date) => ({
        date,
        kind: 'off' as const,
      })),
    })
    const on = (onDayOff: 'skip' | 'next' | 'previous' | 'run'): string | null =>
      compileRecurrence({ every: 'month', days: [1], at: '09:00', onDayOff }, { ...shanghai, calendar }).next(
        '2026-09-15T00:00:00Z',
      )
    expect(on('run')).toBe('2026-10-01T01:00:00.000Z')
    expect(on('next')).toBe('2026-10-08T01:00:00.000Z')
    expect(on('previous')).toBe('2026-09-30T01:00:00.000Z')
    // The first of November 2026 is a Sunday, that of December a Tuesday.
    expect(on('skip')).toBe('2026-12-01T01:00:00.000Z')
  })

  it('read cron texts', () => {
    expect(times('0 9 * * 1-5', start)).toEqual(['2026-03-05T09:00', '2026-03-06T09:00', '2026-03-09T09:00'])
    expect(times('*/20 8 L * *', start, 2)).toEqual(['2026-03-31T08:00', '2026-03-31T08:20'])
    expect(times('0 0 13 * FRI', start, 2)).toEqual(['2026-03-06T00:00', '2026-03-13T00:00'])
    expect(times('0 0 29 2 *', start, 1)).toEqual(['2028-02-29T00:00'])
    for (const wrong of ['', '* * * *', '60 * * * *', '0 0 0 * *', '0 0 * * 8', '5-1 * * * *', '*/0 * * * *'])
      expect(() => compileRecurrence(wrong, shanghai)).toThrow('CALENDAR_CRON')
    expect(() => compileRecurrence('0 0 31 2 *', shanghai)).toThrow('CALENDAR_NEVER')
  })

  it('never stand still, and leave nothing out', () => {
    const document = fc.record({
      every: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
      interval: fc.integer({ min: 1, max: 4 }),
      at: fc.constantFrom('00:00', '09:00', '23:59'),
    })
    const instant = fc
      .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) })
      .map((ms) => new Date(ms).toISOString())
    fc.assert(
      fc.property(document, instant, fc.integer({ min: 1, max: 40 * 86_400_000 }), (one, after, gap) => {
        const { next } = compileRecurrence(one, { timeZone: 'America/New_York' })
        const first = next(after) ?? ''
        expect(first > after).toBe(true)
        // Whoever looks a little earlier or just before finds the same time, or one in between.
        const earlier = next(new Date(Date.parse(after) - gap).toISOString()) ?? ''
        expect(earlier <= after || earlier === first).toBe(true)
        expect(next(new Date(Date.parse(first) - 1).toISOString())).toBe(first)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the lunar calendar', () => {
  const solar = (year: number, month: number, day: number, leap = false): string | null => {
    const date = solarOf({ year, month, day, leap })
    return date === undefined ? null : formatDate(date)
  }

  it('knows new years and doubled months', () => {
    expect([1949, 1985, 2020, 2026, 2033].map((year) => solar(year, 1, 1))).toEqual([
      '1949-01-29',
      '1985-02-20',
      '2020-01-25',
      '2026-02-17',
      '2033-01-31',
    ])
    // 2025 had a second sixth month.
    expect([solar(2025, 6, 1), solar(2025, 6, 1, true)]).toEqual(['2025-06-25', '2025-07-25'])
    expect(solar(2026, 6, 1, true)).toBe(solar(2026, 6, 1))
    expect(solar(2026, 8, 15)).toBe('2026-09-25')
    expect([solar(1899, 1, 1), solar(2101, 1, 1)]).toEqual([null, null])
  })

  it('comes back to every day it came from', () => {
    const first = dayNumber({ year: 1900, month: 1, day: 31 })
    fc.assert(
      fc.property(fc.integer({ min: first, max: first + 73_000 }), (day) => {
        const lunar = lunarOf(fromDayNumber(day))
        expect(lunar && dayNumber(solarOf(lunar) ?? { year: 0, month: 1, day: 1 })).toBe(day)
      }),
    )
  })

  it('keeps 29 February on the 28th', () => {
    expect(yearlyOn({ year: 2000, month: 2, day: 29 }, 2027)).toEqual({ year: 2027, month: 2, day: 28 })
    expect(yearlyOn({ year: 2000, month: 2, day: 29 }, 2028)).toEqual({ year: 2028, month: 2, day: 29 })
  })
})
