import type { CalendarDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cnOffice, compileCalendar, formatDuration, plainTime } from './index.ts'

const office = compileCalendar(cnOffice)
const hour = 3_600_000
const holidays = compileCalendar({
  ...cnOffice,
  key: 'cn_2026',
  exceptions: [
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((date) => ({
      date,
      kind: 'off' as const,
    })),
    { date: '2026-10-10', kind: 'work' as const },
    { date: '2026-09-20', kind: 'work' as const, intervals: [['09:00', '12:00']] as const },
  ],
})
const night: CalendarDocument = {
  key: 'night',
  label: 'Night',
  timeZone: 'America/New_York',
  week: {
    '1': [['00:00', '24:00']],
    '3': [
      ['01:00', '03:30'],
      ['22:00', '24:00'],
    ],
    '7': [
      ['00:30', '05:00'],
      ['05:00', '09:00'],
    ],
  },
}
const calendars = [office, holidays, compileCalendar(night), plainTime]

describe('office hours', () => {
  it('adds hours over lunch, evening and weekend', () => {
    // Friday 6 March 2026, 16:00 in Shanghai.
    expect(office.addWork('2026-03-06T08:00:00Z', 'PT1H')).toBe('2026-03-06T09:00:00.000Z')
    expect(office.addWork('2026-03-06T08:00:00Z', 'PT2H')).toBe('2026-03-06T10:00:00.000Z')
    expect(office.addWork('2026-03-06T08:00:00Z', 'PT4H')).toBe('2026-03-09T03:00:00.000Z')
    expect(office.addWork('2026-03-07T08:00:00Z', 'PT0S')).toBe('2026-03-07T08:00:00.000Z')
  })

  it('counts a day as seven and a half hours and a week as five of them', () => {
    expect(office.dayLength).toBe(7.5 * hour)
    expect(office.addWork('2026-03-05T02:00:00Z', 'P1D')).toBe('2026-03-06T02:00:00.000Z')
    expect(office.addWork('2026-03-05T02:00:00Z', 'P1W')).toBe('2026-03-12T02:00:00.000Z')
  })

  it('knows holidays and make-up days', () => {
    // Wednesday before the National Day holiday, 17:00.
    expect(holidays.addWork('2026-09-30T09:00:00Z', 'PT2H')).toBe('2026-10-08T02:00:00.000Z')
    expect(holidays.isWorking('2026-10-10T02:00:00Z')).toBe(true)
    expect(office.isWorking('2026-10-10T02:00:00Z')).toBe(false)
    expect(holidays.workBetween('2026-09-19T16:00:00Z', '2026-09-20T16:00:00Z')).toBe(3 * hour)
    expect(holidays.nextWorking('2026-10-01T02:00:00Z')).toBe('2026-10-08T01:00:00.000Z')
  })

  it('counts what really passes when clocks change', () => {
    const calendar = compileCalendar(night)
    // 8 March 2026 loses the hour from 2 to 3, 1 November has the hour from 1 to 2 twice.
    expect(calendar.workBetween('2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z')).toBe(7.5 * hour)
    expect(calendar.workBetween('2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z')).toBe(9.5 * hour)
  })

  it('is plain time where there is no calendar', () => {
    expect(plainTime.addWork('2026-03-06T08:00:00Z', 'P1DT2H')).toBe('2026-03-07T10:00:00.000Z')
  })
})

describe('laws', () => {
  const instant = fc
    .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) })
    .map((ms) => new Date(ms).toISOString())
  const length = fc.integer({ min: 0, max: 60 * hour })
  const calendar = fc.constantFrom(...calendars)
  const check = <T>(property: fc.IProperty<T>): void => fc.assert(property, { numRuns: 300 })

  it('workBetween(a, addWork(a, d)) = d', () => {
    check(
      fc.property(calendar, instant, length, (c, a, d) => {
        expect(c.workBetween(a, c.addWork(a, d))).toBe(d)
      }),
    )
  })

  it('addWork(a, d1 + d2) = addWork(addWork(a, d1), d2)', () => {
    check(
      fc.property(calendar, instant, fc.integer({ min: 1, max: 60 * hour }), length, (c, a, d1, d2) => {
        expect(c.addWork(a, d1 + d2)).toBe(c.addWork(c.addWork(a, d1), d2))
      }),
    )
  })

  it('addWork grows with both arguments', () => {
    check(
      fc.property(calendar, instant, instant, length, length, (c, a, b, d1, d2) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        const [short, long] = d1 < d2 ? [d1, d2] : [d2, d1]
        expect(c.addWork(early, short) <= c.addWork(late, short)).toBe(true)
        expect(c.addWork(early, short) <= c.addWork(early, long)).toBe(true)
      }),
    )
  })

  it('a pause of p working time moves the due time by exactly p', () => {
    check(
      fc.property(calendar, instant, length, length, (c, a, target, pause) => {
        const due = c.addWork(a, target + pause)
        expect(c.workBetween(c.addWork(a, target), due)).toBe(pause)
      }),
    )
  })

  it('workBetween turns its sign with its direction', () => {
    check(
      fc.property(calendar, instant, instant, (c, a, b) => {
        expect(c.workBetween(a, b) + c.workBetween(b, a)).toBe(0)
      }),
    )
  })

  it('isWorking agrees with the work of the next millisecond', () => {
    check(
      fc.property(calendar, instant, (c, a) => {
        const next = new Date(Date.parse(a) + 1).toISOString()
        expect(c.workBetween(a, next)).toBe(c.isWorking(a) ? 1 : 0)
        expect(c.isWorking(c.nextWorking(a))).toBe(true)
      }),
    )
  })
})

describe('refusals', () => {
  const off = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      date: new Date(from + i * 86_400_000).toISOString().slice(0, 10),
      kind: 'off' as const,
    }))

  it('a calendar without working time in 14 days', () => {
    expect(() => compileCalendar({ ...cnOffice, week: {} })).toThrow('CALENDAR_NO_WORK')
    // Days off from a Monday to the Friday after next make 14 idle days with the weekend before.
    expect(() => compileCalendar({ ...cnOffice, exceptions: off(Date.UTC(2026, 1, 9), 12) })).toThrow(
      'CALENDAR_NO_WORK',
    )
    expect(() => compileCalendar({ ...cnOffice, exceptions: off(Date.UTC(2026, 1, 16), 7) })).not.toThrow()
  })

  it('wrong zones, dates, hours and lengths, by name', () => {
    expect(() => compileCalendar({ ...cnOffice, timeZone: 'Mars/Base' })).toThrow('CALENDAR_ZONE')
    expect(() => compileCalendar({ ...cnOffice, exceptions: [{ date: '2026-02-30', kind: 'off' }] })).toThrow(
      'CALENDAR_DATE',
    )
    expect(() => compileCalendar({ ...cnOffice, week: { '1': [['12:00', '09:00']] } })).toThrow(
      'CALENDAR_INTERVAL',
    )
    expect(() =>
      compileCalendar({
        ...cnOffice,
        week: {
          '1': [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      }),
    ).toThrow('CALENDAR_OVERLAP')
    expect(() => office.addWork('2026-03-06T08:00:00Z', 'P1M')).toThrow('CALENDAR_DURATION')
    expect(() => office.addWork('yesterday', 'P1D')).toThrow('CALENDAR_INSTANT')
  })
})

describe('durations', () => {
  it('are written short', () => {
    expect([0, 1500, 26.5 * hour, 60_000].map(formatDuration)).toEqual([
      'PT0S',
      'PT1.500S',
      'PT26H30M',
      'PT1M',
    ])
  })
})
