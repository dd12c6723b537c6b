import type { CalendarDocument } from '@mortise/schema'
import { describe, expect, test } from 'vitest'
import { dayState, nextInterval, setException, setHours, workedDays, wrongHours } from './commands.ts'
import { readPlanText } from './read-plan.ts'

const calendar: CalendarDocument = {
  key: 'office',
  label: '办公',
  timeZone: 'Asia/Shanghai',
  week: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '18:00']]])),
}

test('a day is like its weekday until something else is said of it, and again when that is taken back', () => {
  expect(dayState(calendar, '2026-10-01').works).toBe(true)
  const off = setException(calendar, '2026-10-01', { kind: 'off', label: { zh: '国庆节' } })
  expect(dayState(off, '2026-10-01').works).toBe(false)
  expect(workedDays(off, 2026, 10)).toBe(workedDays(calendar, 2026, 10) - 1)
  expect(setException(off, '2026-10-01', undefined)).toEqual(calendar)
})

test('hours are kept in order, and such that overlap are known', () => {
  const two = setHours(
    calendar,
    ['6'],
    [
      ['13:30', '17:00'],
      ['09:00', '12:00'],
    ],
  )
  expect(two.week['6']).toEqual([
    ['09:00', '12:00'],
    ['13:30', '17:00'],
  ])
  expect(wrongHours(two.week['6'] as never)).toBe(false)
  expect(
    wrongHours([
      ['09:00', '12:00'],
      ['11:00', '13:00'],
    ]),
  ).toBe(true)
  expect(nextInterval([['09:00', '12:00']])).toEqual(['13:00', '15:00'])
})

describe('a plan as people paste it', () => {
  test('lines of a table', () => {
    const { plan, unread } = readPlanText('2027-01-01\t元旦\t休\n2027/1/3 元旦 班\n随便写的', 2027)
    expect(plan.days).toEqual([
      { date: '2027-01-01', name: '元旦', isOffDay: true },
      { date: '2027-01-03', name: '元旦', isOffDay: false },
    ])
    expect(unread).toEqual(['随便写的'])
  })

  test('stretches of a notice', () => {
    const { plan } = readPlanText('国庆节 10月1日至7日 放假\n9月26日 上班', 2027)
    expect(plan.days).toHaveLength(8)
    expect(plan.days.at(-1)).toEqual({ date: '2027-09-26', name: '', isOffDay: false })
  })
})
