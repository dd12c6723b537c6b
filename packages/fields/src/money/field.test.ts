import { describe, expect, it } from 'vitest'
import { fieldOf, reading } from '../shared/testing.ts'
import { money } from './field.ts'

describe('money', () => {
  const read = reading(money)

  it.each([
    ['1,234.56', '1234.56'],
    ['￥1,234.56', '1234.56'],
    ['¥ 1234.5', '1234.5'],
    ['1.2万', '12000'],
    ['3.45亿', '345000000'],
    ['１２３４．５０', '1234.5'],
    ['100元', '100'],
    ['-¥50', '-50'],
    ['¥-50', '-50'],
    ['(1,234.00)', '-1234'],
    ['-0.00', '0'],
    ['.5', '0.5'],
    [0.1, '0.1'],
    [1e15, '1000000000000000'],
    ['  ', null],
  ])('reads %j as %j', (input, value) => expect(read(input)).toBe(value))

  it.each(['1,5', '12,34', '1.2.3', '12abc', '--5', 'Infinity', '0x10', '1 万 2', '%'])(
    'refuses %j',
    (input) => expect(read(input)).toBe('<FIELD_NUMBER>'),
  )

  it('never rounds what people write, and says how much fits', () => {
    expect(read('0.001')).toBe('<FIELD_TOO_PRECISE>')
    expect(read(0.1 + 0.2)).toBe('<FIELD_TOO_PRECISE>')
    expect(read('12345678901234567')).toBe('<FIELD_TOO_BIG>')
    expect(reading(money, { min: '0', max: 100 })('-0.01')).toBe('<FIELD_BELOW_MIN>')
    expect(reading(money, { min: '0', max: 100 })(100.01)).toBe('<FIELD_ABOVE_MAX>')
  })

  it('rounds what is computed half away from zero', () => {
    expect(['2.345', '-2.345', '2.344'].map((value) => money.fit?.(value, fieldOf(money)))).toEqual([
      '2.35',
      '-2.35',
      '2.34',
    ])
  })

  it('shows symbol, thousands and places', () => {
    const show = (value: string, settings = {}): string =>
      money.format(value, { field: fieldOf(money, settings), locale: 'zh', timeZone: 'UTC' })
    expect(show('-1234567.5')).toBe('-¥1,234,567.50')
    expect(show('5', { currency: 'USD', scale: 0 })).toBe('$5')
  })

  it('has a column of its scale', () => {
    expect(money.column(fieldOf(money))).toEqual({ type: 'numeric', precision: 18, scale: 2 })
  })
})
