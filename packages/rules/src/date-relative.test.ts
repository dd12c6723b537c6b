import { cnOffice, compileCalendar } from '@mortise/calendars'
import type { DateRelativeDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueOf } from './date-relative.ts'

const office = compileCalendar(cnOffice)
const now = '2026-03-05T02:00:00.000Z'
const trigger = (more: Partial<DateRelativeDocument> = {}): DateRelativeDocument => ({
  field: 'end',
  offset: -3,
  unit: 'day',
  ...more,
})
const due = (
  document: DateRelativeDocument,
  values: { readonly [field: string]: string | boolean | null },
  at = now,
) =>
  dueOf(document, values, {
    now: at,
    timeZone: 'Asia/Shanghai',
    calendar: document.calendar === undefined ? undefined : office,
  })

describe('a rule that waits for a date', () => {
  it('comes so many days before or after, at its hour in its zone', () => {
    expect(due(trigger(), { end: '2026-04-10' })).toEqual({
      at: '2026-04-07T01:00:00.000Z',
      key: '2026-04-10',
    })
    expect(due(trigger({ at: '18:30', tz: 'America/New_York' }), { end: '2026-04-10' })?.at).toBe(
      '2026-04-07T22:30:00.000Z',
    )
    expect(due(trigger({ offset: 1, unit: 'month' }), { end: '2026-03-31' })?.at).toBe(
      '2026-04-30T01:00:00.000Z',
    )
    expect(due(trigger({ offset: 2, unit: 'week' }), { end: '2026-03-05' })?.at).toBe(
      '2026-03-19T01:00:00.000Z',
    )
    expect(due(trigger(), { end: null })).toBeNull()
  })

  it('keeps the time of day of a datetime unless it has an hour of its own', () => {
    const end = '2026-04-10T06:15:00.000Z'
    expect(due(trigger(), { end })?.at).toBe('2026-04-07T06:15:00.000Z')
    expect(due(trigger({ at: '09:00' }), { end })?.at).toBe('2026-04-07T01:00:00.000Z')
    expect(due(trigger({ offset: 24, unit: 'hour' }), { end })?.at).toBe('2026-04-11T06:15:00.000Z')
  })

  it('counts working days and hours by its calendar', () => {
    // Monday 9 March: three working days before is Wednesday 4 March.
    expect(due(trigger({ calendar: 'c' }), { end: '2026-03-09' }, '2026-03-01T00:00:00.000Z')?.at).toBe(
      '2026-03-04T01:00:00.000Z',
    )
    expect(
      due(trigger({ calendar: 'c', offset: 4, unit: 'hour' }), { end: '2026-03-06T08:00:00Z' })?.at,
    ).toBe('2026-03-09T03:00:00.000Z')
  })

  it('lets what is over be over: the date before which it warns, the moment after which it comes', () => {
    expect(due(trigger({ offset: -30 }), { end: '2026-03-15' })?.at).toBe('2026-02-13T01:00:00.000Z')
    expect(due(trigger({ offset: -30 }), { end: '2020-03-15' })).toBeNull()
    expect(due(trigger({ offset: 7 }), { end: '2020-03-15' })).toBeNull()
    expect(due(trigger({ offset: -30, misfire: 'skip' }), { end: '2026-03-15' })).toBeNull()
    // Today is not over.
    expect(due(trigger(), { end: '2026-03-05' })).not.toBeNull()
  })

  it('comes every year for birthdays, on 28 February for those of the 29th, and by the moon', () => {
    const birthday = trigger({ field: 'born', offset: 0, repeat: 'yearly' })
    expect(due(birthday, { born: '1990-03-05' })).toEqual({
      at: '2027-03-05T01:00:00.000Z',
      key: '2027-03-05',
    })
    expect(due(birthday, { born: '1990-03-06' })?.key).toBe('2026-03-06')
    expect(due(birthday, { born: '2000-02-29' })?.key).toBe('2027-02-28')
    expect(due(birthday, { born: '2000-02-29' }, '2027-12-01T00:00:00.000Z')?.key).toBe('2028-02-29')
    // Born on the fifteenth of the eighth month: Mid-Autumn, 25 September 2026.
    const moon = trigger({ field: 'born', offset: -1, lunarField: 'moon' })
    expect(due(moon, { born: '1985-09-29', moon: true })).toEqual({
      at: '2026-09-24T01:00:00.000Z',
      key: '2026-09-25',
    })
    expect(due(moon, { born: '1985-09-29', moon: false })?.key).toBe('2026-09-29')
  })

  it('yearly times are always ahead, at most two years, and the next is another', () => {
    const day = fc.integer({ min: -36_500, max: 20_000 }).map((days) => new Date(days * 86_400_000))
    const moment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2090, 0, 1) })
    fc.assert(
      fc.property(day, moment, fc.boolean(), fc.integer({ min: -40, max: 40 }), (born, at, lunar, offset) => {
        const document = trigger({ field: 'born', repeat: 'yearly', lunar, offset })
        const values = { born: born.toISOString().slice(0, 10) }
        fc.pre(!lunar || values.born >= '1900-02-01')
        const first = due(document, values, new Date(at).toISOString())
        expect(Date.parse(first?.at ?? '') - at).toBeGreaterThan(0)
        expect(Date.parse(first?.at ?? '') - at).toBeLessThan(400 * 86_400_000)
        const second = due(document, values, first?.at)
        expect((second?.key ?? '') > (first?.key ?? '')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
