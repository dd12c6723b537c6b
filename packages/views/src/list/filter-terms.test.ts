import { expect, test } from 'vitest'
import { filterExpression, termExpression } from './filter-terms.ts'
import { readListSearch, readSort, readTerms, writeSort, writeTerms } from './search.ts'

test('each kind of operand becomes the condition it says', () => {
  expect(termExpression({ field: 'a', operator: '==', operand: 'none', value: null })).toEqual({
    '==': [{ var: 'a' }, null],
  })
  expect(termExpression({ field: 'a', operator: '<=', operand: 'range', value: ['1', '9'] })).toEqual({
    '<=': ['1', { var: 'a' }, '9'],
  })
  expect(termExpression({ field: 'a', operator: '<=', operand: 'range', value: ['1', null] })).toEqual({
    '>=': [{ var: 'a' }, '1'],
  })
  expect(termExpression({ field: 'a', operator: 'dateIn', operand: 'period', value: 'thisMonth' })).toEqual({
    dateIn: [{ var: 'a' }, 'thisMonth'],
  })
})

test('a condition without its value filters nothing yet', () => {
  expect(termExpression({ field: 'a', operator: '==', operand: 'same', value: null })).toBeUndefined()
  expect(termExpression({ field: 'a', operator: 'in', operand: 'list', value: [] })).toBeUndefined()
})

test('any joins only what the person chose; the view holds always', () => {
  const terms = [
    { field: 'a', operator: '==', operand: 'same', value: 1 },
    { field: 'b', operator: '==', operand: 'same', value: 2 },
  ] as const
  const view = { '==': [{ var: 'owner' }, { user: 'id' }] }
  expect(filterExpression(terms, { any: true, always: [view, undefined] })).toEqual({
    and: [view, { or: [{ '==': [{ var: 'a' }, 1] }, { '==': [{ var: 'b' }, 2] }] }],
  })
})

test('an address gives back what was put in, and forgives nonsense', () => {
  const terms = [{ field: 'a', operator: '==', operand: 'same', value: '甲&乙' }] as const
  expect(readTerms(writeTerms(terms))).toEqual(terms)
  expect(readTerms('{broken')).toEqual([])
  const sort = [
    { field: 'amount', dir: 'desc' },
    { field: 'name', dir: 'asc' },
  ] as const
  expect(readSort(writeSort(sort))).toEqual(sort)
  expect(readListSearch({ view: 7, q: '', any: 'true' })).toEqual({ any: true })
})
