import { expect, test } from 'vitest'
import { createMessages, translate } from './create-messages.ts'

const messages = createMessages({
  found: { zh: '找到 {n} 条', en: '{n} {n|record|records} found' },
})

test('English says one record and two records; Chinese needs no such thing', () => {
  const en = translate(messages, 'en')
  expect(en('found', { n: 1 })).toBe('1 record found')
  expect(en('found', { n: '1,000' })).toBe('1,000 records found')
  expect(en('found', { n: 0 })).toBe('0 records found')
  expect(translate(messages, 'zh')('found', { n: 1 })).toBe('找到 1 条')
})

test('a place without a value stays, so that it is seen', () => {
  expect(translate(messages, 'en')('found', {})).toBe('{n} {n|record|records} found')
})
