import { expect, it } from 'vitest'
import { fieldOf, reading } from '../shared/testing.ts'
import { datetime } from './field.ts'

it('reads local time in the zone of the workspace, and keeps an instant', () => {
  const read = reading(datetime)
  const same = [
    '2026-03-05 14:30',
    '2026/3/5 14:30:00',
    '2026年3月5日 14:30',
    '2026年3月5日14时30分',
    '2026-03-05T14:30',
    '2026-03-05T06:30:00Z',
    '2026-03-05T14:30:00+08:00',
  ]
  expect(new Set(same.map(read))).toEqual(new Set(['2026-03-05T06:30:00.000Z']))
  expect(['2026-03-05', '2026-03-05 9点'].map(read)).toEqual([
    '2026-03-04T16:00:00.000Z',
    '2026-03-05T01:00:00.000Z',
  ])
  expect(['2026-03-05 25:00', '2026-02-30T00:00:00Z', 'soon', 46086.5].map(read)).toEqual(
    Array(4).fill('<FIELD_DATETIME>'),
  )
  expect(reading(datetime, {}, { source: 'file' })(46086.604166666664)).toBe('2026-03-05T06:30:00.000Z')
})

it('tells the two equal hours of autumn apart in files', () => {
  const ctx = { field: fieldOf(datetime), locale: 'en', timeZone: 'America/New_York' } as const
  const written = ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'].map((value) =>
    datetime.toText(value, ctx),
  )
  expect(new Set(written).size).toBe(2)
})
