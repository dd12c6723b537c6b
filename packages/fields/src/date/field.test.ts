import { expect, it } from 'vitest'
import { reading } from '../shared/testing.ts'
import { date } from './field.ts'

it('reads the ways people write a day', () => {
  const read = reading(date)
  const same = [
    '2026-03-05',
    '2026/3/5',
    '2026.3.5',
    '2026年3月5日',
    '20260305',
    '２０２６－０３－０５',
    '2026-03-05 00:00:00',
    '2026-03-05T00:00:00',
  ]
  expect(new Set(same.map(read))).toEqual(new Set(['2026-03-05']))
  const bad = ['2026-02-30', '5/3/2026', '26-3-5', '2026-03-05 14:30', 46086, 'today', '2026/3-5']
  expect(new Set(bad.map(read))).toEqual(new Set(['<FIELD_DATE>']))
})

it('takes serial numbers of spreadsheets from files only', () => {
  const read = reading(date, {}, { source: 'file' })
  expect([46086, 46086.75, 61].map(read)).toEqual(['2026-03-05', '2026-03-05', '1900-03-01'])
  expect([0, 60, -1, 3_000_000].map(read)).toEqual(Array(4).fill('<FIELD_DATE>'))
})
