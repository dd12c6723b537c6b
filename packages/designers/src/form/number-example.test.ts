import { builtinKit } from '@mortise/kit'
import { expect, test } from 'vitest'
import { numberExample } from './number-example.ts'

const at = { now: '2026-03-04T16:30:00.000Z', timeZone: 'Asia/Shanghai' }

function example(type: string, settings: { readonly [key: string]: string | number }) {
  const found = builtinKit.fields.find(type)
  if (found === undefined) throw new Error(type)
  return numberExample(found, { key: 'no', type, label: '编号', settings }, at)
}

test('a pattern is shown as the numbers it gives, its counter at the end where it has none', () => {
  expect(example('autonumber', { pattern: 'XS-{yyyyMMdd}-{0000}', start: 7 })).toEqual({
    first: 'XS-20260305-0007',
    second: 'XS-20260305-0008',
  })
  expect(example('autonumber', { pattern: 'XS-{yy}-' })?.first).toBe('XS-26-1')
  expect(example('text', {})).toBeUndefined()
})
