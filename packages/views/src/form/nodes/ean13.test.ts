import { expect, test } from 'vitest'
import { ean13Bars } from './ean13.ts'

test('bars of a known number, with its check digit added', () => {
  // The example of the standard's own tables.
  const { bars, digits } = ean13Bars('590123412345') ?? {}
  expect(digits).toBe('5901234123457')
  expect(bars).toBe(
    '10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101',
  )
})

test('what is no such number has no bars', () => {
  expect(ean13Bars('5901234123458')).toBeUndefined()
  expect(ean13Bars('12345')).toBeUndefined()
  expect(ean13Bars('59012341234a')).toBeUndefined()
})
