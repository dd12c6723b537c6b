import type { Json } from '@mortise/expressions'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Item, readCondition, writeCondition } from './terms.ts'

const same: readonly Json[] = [
  { '>=': [{ var: 'score' }, 60] },
  { '==': [{ var: 'status' }, null] },
  { '==': [{ var: 'owner' }, { user: 'id' }] },
  { in: [{ var: 'source' }, ['referral', 'form']] },
  { dateIn: [{ var: 'closed_at' }, 'thisMonth'] },
  { contains: [{ var: 'title' }, '总'] },
  { changed: ['status'] },
  { '<=': [3, { var: 'visits' }, 5] },
  {
    and: [
      { '>': [{ var: 'a' }, 1] },
      { or: [{ '==': [{ var: 'b' }, 'x'] }, { '!=': [{ var: 'c' }, null] }] },
    ],
  },
  { '>': [{ '+': [{ var: 'a' }, 1] }, 5] },
]

test.each(same.map((one) => [JSON.stringify(one), one] as const))(
  '%s is taken apart and put together the same',
  (_, expression) => {
    expect(writeCondition(readCondition(expression))).toEqual(expression)
  },
)

test('what is no comparison stays whole', () => {
  expect(readCondition({ '>': [{ '+': [{ var: 'a' }, 1] }, 5] }).items[0]).toMatchObject({ type: 'raw' })
})

test('a half-filled comparison is left out', () => {
  const term = (value: Json): Item => ({ type: 'term', path: 'a', operator: '>', operand: 'same', value })
  expect(writeCondition({ type: 'group', any: false, items: [term(null)] })).toBeUndefined()
  expect(writeCondition({ type: 'group', any: true, items: [term(1), term(null)] })).toEqual({
    '>': [{ var: 'a' }, 1],
  })
})

test('whatever is built reads back as what was built', () => {
  const term = fc.record({
    type: fc.constant('term' as const),
    path: fc.constantFrom('a', 'b.c'),
    operator: fc.constantFrom('==', '>', '<='),
    operand: fc.constant('same' as const),
    value: fc.oneof(fc.integer(), fc.constantFrom('x', 'y')),
  })
  const group = fc.record({
    type: fc.constant('group' as const),
    any: fc.boolean(),
    items: fc.array(term, { minLength: 2, maxLength: 4 }),
  })
  fc.assert(
    fc.property(group, (given) => {
      expect(readCondition(writeCondition(given))).toEqual(given)
    }),
  )
})
