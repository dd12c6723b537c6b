import { cnOffice, compileCalendar, plainTime } from '@mortise/calendars'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Published } from '../context/published.ts'
import { momentsAround, workAfter } from './moments.ts'

const office = compileCalendar(cnOffice)
const withOffice = {
  timeZone: 'Asia/Shanghai',
  model: { documents: () => [{ key: office.key }] },
  calendar: () => office,
} as unknown as Published
const without = {
  timeZone: 'Asia/Shanghai',
  model: { documents: () => [] },
  calendar: () => plainTime,
} as unknown as Published

it('a working day before today has passed at every hour of installation, and is worked on', () => {
  const hours = fc
    .integer({ min: 0, max: 366 * 24 * 4 })
    .map((quarter) => Date.UTC(2026, 0, 1) + quarter * 900_000)
  fc.assert(
    fc.property(hours, fc.integer({ min: 1, max: 90 }), (now, back) => {
      const at = momentsAround(withOffice, now)(`$work-${back}T10:30`) ?? ''
      expect(Date.parse(at)).toBeLessThan(now)
      expect(office.isWorking(at)).toBe(true)
      // What follows in working time lies as many working days back, too.
      const later = workAfter(withOffice)(at, back === 1 ? 'PT6H' : 'PT8H')
      expect(Date.parse(later)).toBeLessThan(now)
    }),
    { numRuns: 200 },
  )
})

it('days are told around today where people are, with and without a calendar', () => {
  // Monday half past one in the morning in Shanghai; still Sunday in Greenwich.
  const now = Date.parse('2026-11-22T17:30:00.000Z')
  const [at, plain] = [momentsAround(withOffice, now), momentsAround(without, now)]
  expect(at('$work-1')).toBe('2026-11-20')
  expect(at('$work-1T10:30')).toBe('2026-11-20T02:30:00.000Z')
  expect(plain('$work-1T10:30')).toBe('2026-11-22T02:30:00.000Z')
  expect([at('$today-1'), at('$now-0.5'), at('$month-1')]).toEqual([
    '2026-11-21',
    '2026-11-22T05:30:00.000Z',
    '2026-10-01',
  ])
  expect([at('$account_1'), at('$todayT10:00'), at('today')]).toEqual([undefined, undefined, undefined])
})
