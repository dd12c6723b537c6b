import { expect, it } from 'vitest'
import { reading } from '../shared/testing.ts'
import { time } from '../time/field.ts'
import { daterange } from '../daterange/field.ts'
import { duration } from './field.ts'

it('reads durations as people write them', () => {
  expect(
    ['1:30', '1小时30分', '1.5h', 'PT1H30M', '90', '90 分钟', '5400s', '1 h 30 min'].map(reading(duration)),
  ).toEqual(Array(8).fill(5400))
  expect(['1天2小时', '36:00:00', 93_600].map(reading(duration, { unit: 'days' }))).toEqual([
    93_600, 129_600, 93_600,
  ])
  expect(['-5', '1.23456秒', 'PT', 'soon', '1:75'].map(reading(duration))).toEqual(
    Array(5).fill('<FIELD_DURATION>'),
  )
})

it('reads times of day, from spreadsheets too', () => {
  expect(['9:30', '9点30分', '09:30:00', '上午9:30', '9:30 am'].map(reading(time))).toEqual(
    Array(5).fill('09:30:00'),
  )
  expect(['下午2:30', '2:30 PM', '14时30分', '12:30 AM', '中午12:00'].map(reading(time))).toEqual([
    '14:30:00',
    '14:30:00',
    '14:30:00',
    '00:30:00',
    '12:00:00',
  ])
  expect(
    ['0.604166666666667', '1899-12-30T14:30:00.000Z'].map(reading(time, {}, { source: 'file' })),
  ).toEqual(['14:30:00', '14:30:00'])
  expect(['24:00', '9:30:00.5', 'noon'].map(reading(time))).toEqual(Array(3).fill('<FIELD_TIME>'))
})

it('reads ranges of days', () => {
  expect(
    [
      '2026-3-5至2026-3-9',
      '2026/3/5-2026/3/9',
      '2026年3月5日—2026年3月9日',
      '2026-03-05/2026-03-09',
      '2026-03-05 ~ 2026-03-09',
    ].map(reading(daterange)),
  ).toEqual(Array(5).fill('2026-03-05/2026-03-09'))
  expect(reading(daterange)({ from: '2026-03-05', to: '2026-03-09' })).toBe('2026-03-05/2026-03-09')
  expect(reading(daterange)('2026-03-09/2026-03-05')).toBe('<FIELD_DATE_RANGE_ORDER>')
})
