import type { Json } from '@mortise/expressions'
import { expect, it } from 'vitest'
import { matrix } from './field.ts'

const field = { key: 'f', label: 'f', type: 'matrix', settings: matrix.defaults ?? {} }
const ctx = { field, locale: 'zh', timeZone: 'UTC' } as const
const read = (input: Json): Json => {
  const result = matrix.parse(input, ctx)
  return result.ok ? result.value : result.code
}

it('reads answers by key or label, from JSON and from a line of a file', () => {
  const whole = { row_1: 'good', row_2: 'bad' }
  expect(read({ row_2: 'bad', row_1: 'good' })).toEqual(whole)
  expect(JSON.stringify(read({ row_2: 'bad', row_1: 'good' }))).toBe(JSON.stringify(whole))
  expect(read('题目一：满意；题目二：不满意')).toEqual(whole)
  expect(read('Question 1: Satisfied; Question 2: Not satisfied')).toEqual(whole)
  expect(matrix.toText(whole, ctx)).toBe('题目一：满意；题目二：不满意')
  expect(matrix.format(whole, { ...ctx, locale: 'en' })).toBe(
    'Question 1: Satisfied; Question 2: Not satisfied',
  )
})

it('keeps what is answered only, and refuses what is no question or no answer', () => {
  expect(read({ row_1: 'good', row_2: null })).toEqual({ row_1: 'good' })
  expect(read({ row_1: null })).toBeNull()
  expect(read({ row_3: 'good' })).toBe('FIELD_OPTION')
  expect(read({ row_1: 'best' })).toBe('FIELD_OPTION')
  expect(read({ row_1: ['good'] })).toBe('FIELD_OPTION')
  for (const wrong of [5, true, [], 'nothing of it', '{']) expect(typeof read(wrong)).toBe('string')
})

it('has questions whose keys look like parts of the language', () => {
  const odd = {
    ...field,
    settings: {
      rows: [
        { value: '__proto__', label: 'P' },
        { value: 'constructor', label: 'C' },
      ],
      columns: [{ value: 'a', label: 'A' }],
    },
  }
  const result = matrix.parse(JSON.parse('{"__proto__":"a","constructor":"a"}') as Json, {
    ...ctx,
    field: odd,
  })
  expect(result.ok && JSON.stringify(result.value)).toBe('{"__proto__":"a","constructor":"a"}')
})
