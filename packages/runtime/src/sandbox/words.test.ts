import { expect, it } from 'vitest'
import { keptCall } from './kept-call.ts'
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

it('tells of a call that was kept to whom it would have gone and what it would have said, and nothing that opens a door', () => {
  const row = { id: '1', connector: 'x', action: 'y', idempotencyKey: 'z', at: '2026-03-09T01:00:00.000Z' }
  const nameOf = (id: string): string | undefined => (id === 'u1' ? '陈东' : undefined)
  const mail = {
    to: ['u1@sandbox.invalid', 'user@example.com'],
    subject: '报价已通过',
    text: '请查收',
    html: '<p>',
  }
  expect(keptCall({ ...row, settings: mail }, nameOf)).toMatchObject({
    to: ['陈东', 'user@example.com'],
    title: '报价已通过',
    text: '请查收',
    address: null,
  })
  const hook = {
    url: 'https://me:pass@hooks.example.com:8443/services/0123456789abcdef0123?key=hidden#x',
    payload: { amount: '5' },
    connection: 'own',
  }
  const told = keptCall({ ...row, settings: hook }, nameOf)
  expect(told).toMatchObject({ to: [], title: null, address: 'https://hooks.example.com:8443/services/…' })
  expect(told.text).toContain('"amount": "5"')
  expect(JSON.stringify(told)).not.toMatch(/pass|0123456789abcdef|hidden/)
  const sms = { phones: ['00000000000'], template: 'SMS_1', params: { code: '42' } }
  expect(keptCall({ ...row, settings: sms }, nameOf)).toMatchObject({ to: ['00000000000'] })
  expect(keptCall({ ...row, settings: { text: '长'.repeat(9_000) } }, nameOf).text).toHaveLength(2_000)
})
