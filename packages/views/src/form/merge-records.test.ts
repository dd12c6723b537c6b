import { expect, test } from 'vitest'
import { mergeRecords, resolveClashes } from './merge-records.ts'

const tables = new Set(['items'])
const merge = (base: object, mine: object, theirs: object) =>
  mergeRecords({ base: base as never, mine: mine as never, theirs: theirs as never, tables })

test('fields that only one of us changed are not asked', () => {
  const merged = merge({ name: 'a', note: 'x' }, { name: 'b' }, { name: 'a', note: 'y' })
  expect(merged).toEqual({ values: { name: 'b' }, clashes: [] })
})

test('the same field changed to different things is asked; to the same thing it is not', () => {
  expect(merge({ n: 1, m: 1 }, { n: 2, m: 3 }, { n: 5, m: 3 }).clashes).toEqual([
    { path: 'n', field: 'n', base: 1, mine: 2, theirs: 5 },
  ])
})

const row = (id: string, more: object) => ({ id, product: id, qty: 1, ...more })
const base = { items: [row('a', {}), row('b', {}), row('c', {})] }

test('rows changed in different fields are worked into one another; new rows of both stay', () => {
  const mine = { items: [row('a', { qty: 5 }), row('b', {}), row('c', {}), { product: 'mine', qty: 1 }] }
  const theirs = { items: [row('a', { product: 'A' }), row('b', {}), row('c', {}), row('d', {})] }
  const { values, clashes } = merge(base, mine, theirs)
  expect(clashes).toEqual([])
  expect(values['items']).toEqual([
    row('a', { product: 'A', qty: 5 }),
    row('b', {}),
    row('c', {}),
    { product: 'mine', qty: 1 },
    row('d', {}),
  ])
})

test('rows taken away stay away unless the other has worked on them', () => {
  const mine = { items: [row('b', {}), row('c', { qty: 7 })] }
  const theirs = { items: [row('a', {}), row('b', {})] }
  const merged = merge(base, mine, theirs)
  expect(merged.values['items']).toEqual([row('b', {}), row('c', { qty: 7 })])
  expect(merged.clashes).toEqual([
    { path: 'items/c', field: 'items', base: row('c', {}), mine: row('c', { qty: 7 }), theirs: null },
  ])
  expect(resolveClashes(merged, new Set(['items/c']))['items']).toEqual([row('b', {})])
})

test('a row I took away that they changed can be taken back as they have it', () => {
  const merged = merge(
    base,
    { items: [row('a', {}), row('b', {})] },
    {
      items: [row('a', {}), row('b', {}), row('c', { qty: 9 })],
    },
  )
  expect(merged.clashes.map(({ path, mine }) => [path, mine])).toEqual([['items/c', null]])
  expect(resolveClashes(merged, new Set(['items/c']))['items']).toContainEqual(row('c', { qty: 9 }))
  expect(resolveClashes(merged, new Set())['items']).toHaveLength(2)
})

test('taking theirs for a field leaves it as they saved it', () => {
  const merged = merge({ n: 1, m: 1 }, { n: 2, m: 3 }, { n: 5, m: 1 })
  expect(resolveClashes(merged, new Set(['n']))).toEqual({ m: 3 })
})
