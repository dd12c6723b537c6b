import { expect, it } from 'vitest'
import { reading } from '../shared/testing.ts'
import { percent } from './field.ts'

it('takes percentages and fractions for what they say', () => {
  const read = reading(percent)
  expect(['15%', '15％', '0.15', 0.15, '5‰', '1', '-2.5 %'].map(read)).toEqual([
    '0.15',
    '0.15',
    '0.15',
    '0.15',
    '0.005',
    '1',
    '-0.025',
  ])
  expect(read('0.00001')).toBe('<FIELD_TOO_PRECISE>')
})
