import { expect, it } from 'vitest'
import { reading } from '../shared/testing.ts'
import { residentFacts } from './check.ts'
import { idNumber } from './field.ts'

it('checks identity numbers by date, province and check digit', () => {
  const read = reading(idNumber, { kind: 'resident' })
  expect(
    ['11010519491231002x', '110105 19491231 002X', '１１０１０５１９４９１２３１００２Ｘ'].map(read),
  ).toEqual(Array(3).fill('11010519491231002X'))
  expect(['110105194912310021', '99010519491231002X', '11010519490231002X', '123'].map(read)).toEqual(
    Array(4).fill('<FIELD_ID_NUMBER>'),
  )
  expect(residentFacts('11010519491231002X')).toEqual({ birthday: '1949-12-31', sex: 'female' })
})

it('checks credit codes by their check digit', () => {
  const read = reading(idNumber, { kind: 'credit_code' })
  expect(['91350100M000100Y43', '91110000600037341l'].map(read)).toEqual([
    '91350100M000100Y43',
    '91110000600037341L',
  ])
  expect(['91350100M000100Y44', '91350100I000100Y43', '9135'].map(read)).toEqual(
    Array(3).fill('<FIELD_ID_NUMBER>'),
  )
})
