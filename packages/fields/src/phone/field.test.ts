import { describe, expect, it } from 'vitest'
import { reading } from '../shared/testing.ts'
import { phone } from './field.ts'

describe('phone', () => {
  const read = reading(phone)

  it.each([
    ['13812345678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['0086 13812345678', '13812345678'],
    ['86 138 1234 5678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['(010) 6234 5678', '010-62345678'],
    ['01062345678', '010-62345678'],
    ['+86 10 6234 5678', '010-62345678'],
    ['0571-88889999 转 801', '0571-88889999-801'],
    ['021—62345678', '021-62345678'],
    ['400-812-3123', '4008123123'],
    ['+1 415 555 0100', '+14155550100'],
    [13812345678, '13812345678'],
  ])('reads %j as %j', (input, value) => expect(read(input)).toBe(value))

  it.each(['12812345678', '1381234567', '138123456789', '62345678', '010-123', 'call me', '+86 123', true])(
    'refuses %j',
    (input) => expect(read(input)).toBe('<FIELD_PHONE>'),
  )

  it('may be held to mobile numbers', () => {
    expect(reading(phone, { kind: 'mobile' })('010-62345678')).toBe('<FIELD_PHONE>')
  })
})
