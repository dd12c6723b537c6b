import { expect, test } from 'vitest'
import { triesPatterns } from './bring-patterns.ts'

test('documents with a pattern of a field or the operator matches are told from others', () => {
  const entity = (field: object): object => ({ entity: [{ key: 'lead', fields: [field] }] })
  expect(triesPatterns(entity({ key: 'code', type: 'text', settings: { pattern: '\\d+' } }))).toBe(true)
  expect(
    triesPatterns(entity({ key: 'code', type: 'text', required: { matches: [{ var: 'a' }, 'b'] } })),
  ).toBe(true)
  expect(triesPatterns(entity({ key: 'code', type: 'text', settings: { pattern: '' } }))).toBe(false)
  expect(triesPatterns(entity({ key: 'no', type: 'autonumber', settings: { pattern: '{000}' } }))).toBe(false)
})
