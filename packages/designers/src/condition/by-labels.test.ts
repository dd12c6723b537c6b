import type { Scope } from '@mortise/expressions'
import { describe, expect, it } from 'vitest'
import { withKeys } from './by-labels.ts'

type Names = { readonly [key: string]: { readonly label: string; readonly target?: () => Scope } }

const scopeOf = (names: Names): Scope =>
  ({ keys: () => Object.keys(names), find: (key: string) => names[key] }) as unknown as Scope
const account = scopeOf({ level: { label: '级别' } })
const scope = scopeOf({
  ren_shu: { label: '人数' },
  price: { label: '单价' },
  other: { label: '备注' },
  other_2: { label: '备注' },
  customer: { label: '客户', target: () => account },
})
const keys = (text: string): string => withKeys(text, scope, 'zh')

describe('a formula in the names people see', () => {
  it('is read by the keys', () => {
    expect(keys('人数 * 单价')).toBe('ren_shu * price')
    expect(keys('(人数+1)*price')).toBe('(ren_shu+1)*price')
    expect(keys('客户.级别')).toBe('customer.level')
  })

  it('leaves texts, functions and what means nothing or two things', () => {
    expect(keys('如果(人数 > 3, "人数", “单价”)')).toBe('如果(ren_shu > 3, "人数", “单价”)')
    expect(keys('备注')).toBe('备注')
    expect(keys('客户.城市')).toBe('客户.城市')
  })
})
