import type { WireRecord } from '@mortise/client'
import { expect, test } from 'vitest'
import type { Span } from '../period/spans.ts'
import { piecesOf, slotsOf, uncrowded } from './layout.ts'

const span = (id: string, from: number, to = from): Span => ({
  record: { id, version: 1 } as unknown as WireRecord,
  from: { day: from, minute: undefined },
  to: { day: to, minute: undefined },
})

const timed = (id: string, from: number, to: number): Span => ({
  record: { id, version: 1 } as unknown as WireRecord,
  from: { day: 0, minute: from },
  to: { day: 0, minute: to },
})

test('what crosses weeks is cut there and says that it goes on', () => {
  const pieces = piecesOf([span('a', -2, 3), span('b', 2), span('c', 4, 9)], { first: 0 })
  expect(pieces.map(({ span: { record }, lane, column, days }) => [record.id, lane, column, days])).toEqual([
    ['a', 0, 0, 4],
    ['c', 0, 4, 3],
    ['b', 1, 2, 1],
  ])
  expect(pieces[0]).toMatchObject({ before: true, after: false })
  expect(pieces[1]).toMatchObject({ before: false, after: true })
})

test('what overlaps in a day stands side by side, what follows has the whole width again', () => {
  const slots = slotsOf([timed('a', 540, 660), timed('b', 600, 630), timed('c', 720, 780)], 0)
  expect(slots.map(({ span: { record }, column, columns }) => [record.id, column, columns])).toEqual([
    ['a', 0, 2],
    ['b', 1, 2],
    ['c', 0, 1],
  ])
})

test('what does not fit side by side becomes a number', () => {
  const slots = slotsOf(
    [1, 2, 3, 4, 5].map((n) => timed(`${n}`, 540, 600)),
    0,
  )
  const { shown, crowds } = uncrowded(slots, 3)
  expect(shown.map(({ span: { record } }) => record.id)).toEqual(['1', '2'])
  expect(crowds).toEqual([{ top: 540, left: 2 / 3, count: 3 }])
})
