import type { WireRecord } from '@mortise/client'
import { expect, test } from 'vitest'
import { rowsOf } from './rows.ts'
import { axisOf, shifted, type Span, spanOf, valuesOf } from './spans.ts'

const span = (id: string, from: number, to: number, stage: string | null): Span => ({
  record: { id, version: 1, stage } as unknown as WireRecord,
  from: { day: from, minute: undefined },
  to: { day: to, minute: undefined },
})

const spans = [
  span('a', 0, 2, 'won'),
  span('b', 1, 3, 'won'),
  span('c', 3, 4, 'won'),
  span('d', 0, 0, null),
  span('e', 5, 5, 'new'),
]

const given = {
  groupBy: 'stage',
  order: ['new', 'won'],
  folded: new Set<string>(),
  endOf: (one: Span) => one.to.day,
}

test('groups follow the order of their choices, what has none comes last; lanes are shared', () => {
  const rows = rowsOf(spans, { ...given, packed: true })
  expect(
    rows.map((row) => (row.type === 'group' ? row.value : row.spans.map(({ record }) => record.id))),
  ).toEqual(['new', ['e'], 'won', ['a', 'c'], ['b'], null, ['d']])
})

test('without packing each record has a line; what is folded shows its head only', () => {
  const rows = rowsOf(spans, { ...given, packed: false, folded: new Set(['group won']) })
  expect(rows.filter(({ type }) => type === 'lane')).toHaveLength(2)
  expect(rows.find((row) => row.type === 'group' && row.value === 'won')).toMatchObject({ count: 3 })
})

test('a shifted record writes only what changed, in the terms of its fields', () => {
  const field = (key: string) => ({ key, document: {} })
  const entity = {
    field: (key: string) => (key === 'due' || key === 'until' ? field(key) : undefined),
    scope: { find: (key: string) => ({ type: { kind: key === 'due' ? 'datetime' : 'date' } }) },
  } as unknown as Parameters<typeof axisOf>[0]
  const axis = axisOf(entity, { startField: 'due', endField: 'until' }, 'Asia/Shanghai')
  if (axis === undefined) throw new Error('no axis')
  const record = {
    id: 'x',
    version: 1,
    due: '2026-03-05T16:30:12.183Z',
    until: '2026-03-08',
  } as unknown as WireRecord
  const now = spanOf(record, axis)
  if (now === undefined) throw new Error('no span')
  expect(valuesOf(shifted(now, { from: { days: 1 }, to: { days: 1 } }), axis)).toEqual({
    due: '2026-03-06T16:30:12.183Z',
    until: '2026-03-09',
  })
  expect(valuesOf(shifted(now, { to: { days: 1 } }), axis)).toEqual({ until: '2026-03-09' })
  // An end drawn before the start stays with it.
  expect(shifted(now, { to: { days: -9 } }).to).toEqual(now.from)
})
