import { language, makeScope, type Scope } from '@mortise/expressions'
import { expect, test } from 'vitest'
import { callAt, completions, functionOf, scopeAt, wordAt } from './completion.ts'
import { readFormula } from './formula-fault.ts'
import { nested } from './sample.ts'
import { daysFromToday, readCondition, todayPlus, writeCondition } from './terms.ts'

const item = makeScope('item', [{ key: 'price', label: '单价', type: { kind: 'number' }, nullable: true }])
const scope: Scope = {
  ...makeScope('deal', [
    { key: 'amount', label: '金额', type: { kind: 'number' }, nullable: true },
    {
      key: 'items',
      label: '明细',
      type: { kind: 'rows', entity: 'item' },
      nullable: false,
      rows: () => item,
    },
  ]),
  entities: { find: (key) => (key === 'item' ? item : undefined), keys: () => ['item'] },
}

test('the function around the caret is known, quotes and closed calls left out', () => {
  const at = (text: string): string | undefined => functionOf(callAt(text, text.length), language)?.name
  expect(at('IF(amount > ROUND(amount, 2), ')).toBe('if')
  expect(at('IF(amount > ROUND(amount, ')).toBe('round')
  expect(at('如果（amount > 1，')).toBe('if')
  expect(at('CONCAT("(a", ')).toBe('concat')
  expect(at('(amount + ')).toBeUndefined()
})

test('names of rows are offered inside a function over rows, and of the entity inside a lookup', () => {
  const offered = (text: string): readonly string[] => {
    const { word } = wordAt(text, text.length)
    const here = scopeAt(scope, callAt(text, text.length), language)
    return completions(word, { scope: here, language, locale: 'zh' })
      .filter(({ kind }) => kind === 'field')
      .map(({ insert }) => insert)
  }
  expect(offered('SUMOF(items, pri')).toEqual(['price'])
  expect(offered('LOOKUP("item", pri')).toEqual(['price'])
  expect(offered('金')).toEqual(['amount'])
})

test('what the checker complains about has a place in the text', () => {
  const rules = { scope, previous: false, expect: undefined, locale: 'zh' as const }
  expect(readFormula('amount + amout', rules).fault).toMatchObject({ at: 9, length: 5 })
  expect(readFormula('amount + 1', rules).fault).toBeUndefined()
})

test('dates some days from today and own people fit the list', () => {
  const due = { '<': [{ var: 'due' }, todayPlus(-3)] }
  expect(daysFromToday(todayPlus(-3))).toBe(-3)
  const team = { in: [{ var: 'owner' }, { user: 'subordinates' }] }
  for (const one of [due, team]) {
    const group = readCondition(one)
    expect(group.items[0]?.type).toBe('term')
    expect(writeCondition(group)).toEqual(one)
  }
})

test('values of paths become rows behind links', () => {
  expect(nested({ name: 'a', 'customer.name': 'b', 'customer.owner.name': 'c' })).toEqual({
    row: { name: 'a' },
    links: { customer: { row: { name: 'b' }, links: { owner: { row: { name: 'c' } } } } },
  })
})
