import { expect, it } from 'vitest'
import { namesOf } from './names.ts'
import { shifted } from './shifted.ts'
import { withoutContacts } from './without-contacts.ts'

it('leaves nothing in words by which anybody could be reached, and the rest as it is', () => {
  expect(withoutContacts('电话138-1234-5678，bob@corp.com，(0755) 8888 9999；见www.corp.com/a')).toBe(
    '电话000-0000-0000，user@example.com，(0000) 0000 0000；见https://example.com',
  )
  const plain = '2026-11 第 3 批 1,234,567.00 元，24 V，型号 GW-2040'
  expect(withoutContacts(plain)).toBe(plain)
})

it('calls nobody by name, of two that begin alike the longer one first', () => {
  const { replaced } = namesOf([
    ['明珠', '明某1'],
    ['明珠精密', '明某2'],
    ['李', '李某3'],
  ])
  expect(replaced('李总说明珠精密和明珠是两家，明天再谈')).toBe('李总说明某2和明某1是两家，明天再谈')
})

it('moves numbers and days by a good deal, and others not at all', () => {
  const roll = (): number => 0
  expect(shifted('number', '5000.00', roll)).toEqual(['5500.00', '4500.00'])
  expect(shifted('date', '1983-07-19', roll)).toEqual(['1983-07-20'])
  expect(shifted('text', 'x', roll)).toEqual([])
})
