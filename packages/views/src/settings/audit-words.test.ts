import { expect, test } from 'vitest'
import { detailsOf } from './audit-details.ts'
import { wayOf } from './audit-words.ts'

const known = {
  locale: 'zh',
  labelOf: (kind: string, key: string) => (kind === 'rule' && key === 'hot' ? '热线索' : undefined),
  nameOf: (id: string) => (id.startsWith('0') ? '陈晨' : undefined),
} as const

test('where an entry comes from is said in words, with the name of the rule', () => {
  expect(wayOf('ui', known)).toBe('网页')
  expect(wayOf('rule:hot', known)).toBe('规则 · 热线索')
  expect(wayOf('rule:gone', known)).toBe('规则 · gone')
  expect(wayOf('api', { ...known, locale: 'en' })).toBe('API')
})

test('what an entry says of itself has names and words, and no ids that say nothing', () => {
  const person = '01890000-0000-7000-8000-000000000000'
  const other = '91890000-0000-7000-8000-000000000000'
  expect(detailsOf({ rule: 'hot', reason: 'cascade', depth: 9 }, known)).toEqual(['热线索', '连锁触发过深'])
  expect(detailsOf({ version: 3, note: '', user: person, link: other }, known)).toEqual(['版本 3', '陈晨'])
  expect(detailsOf({ app: 'crm', from: '0.1.0', to: '0.2.0' }, known)).toEqual([
    'crm',
    '从 0.1.0',
    '到 0.2.0',
  ])
  expect(detailsOf(null, known)).toEqual([])
})
