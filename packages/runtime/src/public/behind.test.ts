import { expect, test } from 'vitest'
import { knownPaths, rowsReadBy } from './behind.ts'
import type { PublicOffer } from './surface.ts'
import { readsOnly } from './trim.ts'

const offer = (path: string, many: boolean, ...shown: string[]): readonly [string, PublicOffer] => [
  path,
  { path, many, shown: shown.map((key) => ({ key })) } as unknown as PublicOffer,
]
const offers = new Map([
  offer('partner', false, 'name'),
  offer('partners', true, 'name'),
  offer('items.goods', true, 'name'),
])
const v = (path: string) => ({ var: path })

test('what goes through chosen records row by row is told, however it is written', () => {
  expect(rowsReadBy({ '>': [{ countOf: ['partners'] }, 3] })).toEqual(['partners'])
  expect(rowsReadBy({ and: [{ some: [v('partners'), { '==': [v('note'), 'x'] }] }, true] })).toEqual([
    'partners',
  ])
  expect(rowsReadBy({ '!=': [v('partners'), null] })).toEqual([])
})

test('strangers’ browsers know of one chosen record what is shown, of several that they were chosen', () => {
  const known = knownPaths(new Set(['name', 'partner', 'partners', 'items']), offers)
  expect(readsOnly({ '==': [v('partner.name'), 'x'] }, known)).toBe(true)
  expect(readsOnly({ '==': [v('partner.note'), 'x'] }, known)).toBe(false)
  expect(readsOnly({ '!=': [v('partners'), null] }, known)).toBe(true)
  expect(readsOnly({ some: ['partners', { '==': [v('name'), 'x'] }] }, known)).toBe(false)
  expect(readsOnly({ countOf: ['partners'] }, known)).toBe(false)
})

test('rows of a sub-table name the same by their own way and by their parent', () => {
  const row = { into: 'items', parentField: 'order' }
  const known = knownPaths(new Set(['goods', 'order']), offers, row)
  expect(readsOnly({ '!=': [v('goods'), null] }, known)).toBe(true)
  expect(readsOnly({ countOf: ['goods'] }, known)).toBe(false)
  expect(readsOnly({ countOf: ['order.partners'] }, known)).toBe(false)
  expect(readsOnly({ '==': [v('order.partner.name'), 'x'] }, known)).toBe(true)
  expect(readsOnly({ '==': [v('order.partner.note'), 'x'] }, known)).toBe(false)
})
