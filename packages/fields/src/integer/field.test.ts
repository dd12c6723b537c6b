import { expect, it } from 'vitest'
import { reading } from '../shared/testing.ts'
import { integer } from './field.ts'

it('takes whole numbers only, exactly', () => {
  const read = reading(integer)
  expect(['1,000', '1.0', '3万', 7].map(read)).toEqual([1000, 1, 30000, 7])
  expect(['1.5', 0.5, '9007199254740993', true].map(read)).toEqual([
    '<FIELD_WHOLE_NUMBER>',
    '<FIELD_WHOLE_NUMBER>',
    '<FIELD_TOO_BIG>',
    '<FIELD_KIND>',
  ])
})
