import { language, makeScope, type Scope } from '@mortise/expressions'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stretchesOf } from './formula-marks.ts'

const customer: Scope = makeScope('customer', [
  { key: '级别', label: '级别', type: { kind: 'text' }, nullable: true },
])
const scope: Scope = makeScope('order', [
  { key: '金额', label: '金额', type: { kind: 'number' }, nullable: true },
  {
    key: '客户',
    label: '客户',
    type: { kind: 'id', entity: 'customer' },
    nullable: true,
    target: () => customer,
  },
])
const marked = (text: string): readonly string[] =>
  stretchesOf(text, { scope, language }).flatMap((one) => (one.field ? [one.text] : []))

it('finds the fields that a formula names, whole or half written, and nothing else', () => {
  expect(marked('如果(金额 > 100, 客户.级别, "金额")')).toEqual(['金额', '客户.级别'])
  expect(marked('金额(1) + 别的 + {金额} + 客户.没有')).toEqual(['{金额}'])
  expect(marked('“金额” + 金额 + "没有结束 金额')).toEqual(['金额'])
  expect(marked('')).toEqual([])
})

it('leaves every letter where it is', () => {
  const bits = fc.constantFrom(
    '金额',
    '客户',
    '.',
    '级别',
    '(',
    ')',
    '"',
    '“',
    '`',
    '{',
    '}',
    ' ',
    '\n',
    '+',
    'x',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(bits, fc.string())), (parts) => {
      const text = parts.join('')
      expect(
        stretchesOf(text, { scope, language })
          .map((one) => one.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
