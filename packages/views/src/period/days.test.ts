import { expect, test } from 'vitest'
import {
  addMonths,
  clockText,
  dateOf,
  dayOf,
  instantAt,
  momentOf,
  monthStart,
  weekdayOf,
  weekNumber,
  weekStart,
} from './days.ts'

test('weeks begin on Monday, months on the first, across years', () => {
  const sunday = dayOf('2027-01-03')
  expect(weekdayOf(sunday)).toBe(7)
  expect(dateOf(weekStart(sunday))).toBe('2026-12-28')
  expect(weekNumber(sunday)).toBe(53)
  expect(dateOf(monthStart(dayOf('2026-02-28')))).toBe('2026-02-01')
  expect(dateOf(addMonths(dayOf('2026-01-31'), 1))).toBe('2026-02-01')
  expect(dateOf(addMonths(dayOf('2026-01-31'), -1))).toBe('2025-12-01')
})

test.each(['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'])(
  'a moment of %s comes back from its instant, all year round',
  (zone) => {
    for (let day = dayOf('2026-01-01'); day < dayOf('2027-01-01'); day += 1) {
      const moment = { day, minute: 9 * 60 + 30 }
      expect(momentOf(Date.parse(instantAt(moment, zone)), zone)).toEqual(moment)
    }
  },
)

test('an evening in Shanghai is that day there, not the one in London', () => {
  expect(momentOf(Date.parse('2026-03-05T16:30:00Z'), 'Asia/Shanghai')).toEqual({
    day: dayOf('2026-03-06'),
    minute: 30,
  })
  expect(clockText(570)).toBe('09:30')
})
