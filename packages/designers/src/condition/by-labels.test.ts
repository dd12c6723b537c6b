import { language, makeScope, type Scope, type ScopeName } from '@mortise/expressions'
import { describe, expect, it } from 'vitest'
import { printFormula } from './by-labels.ts'
import { readFormula } from './formula-fault.ts'

const number = (key: string, label: string): ScopeName => ({
  key,
  label,
  type: { kind: 'number' },
  nullable: true,
})
const item = makeScope('item', [number('price', '单价'), number('qty', '数量')])
const account = makeScope('account', [number('level', '级别')])
const scope: Scope = {
  ...makeScope('deal', [
    number('ren_shu', '人数'),
    number('price', '单价(元)'),
    number('other', '备注'),
    number('other_2', '备注'),
    number('odd', 'price'),
    {
      key: 'customer',
      label: '客户',
      type: { kind: 'id', entity: 'account' },
      nullable: true,
      target: () => account,
    },
    {
      key: 'items',
      label: '明细',
      type: { kind: 'rows', entity: 'item' },
      nullable: false,
      rows: () => item,
    },
  ]),
  entities: { find: (key) => (key === 'item' ? item : undefined), keys: () => ['item'] },
}
const rules = { scope, previous: false, expect: undefined, locale: 'zh' as const }
const read = (text: string): unknown => readFormula(text, rules)
const kept = (text: string): unknown => readFormula(text, rules).expression

describe('a formula in the names people see', () => {
  it('is kept by the keys', () => {
    expect(kept('人数 * 2')).toEqual({ '*': [{ var: 'ren_shu' }, 2] })
    expect(kept('{单价(元)} + ren_shu')).toEqual({ '+': [{ var: 'price' }, { var: 'ren_shu' }] })
    expect(kept('客户.级别 + 1')).toEqual({ '+': [{ var: 'customer.level' }, 1] })
    expect(kept('SUMOF(明细, 单价 * 数量)')).toEqual({
      sumOf: [{ var: 'items' }, { '*': [{ var: 'price' }, { var: 'qty' }] }],
    })
  })

  it('is shown by the names, and read back as it was', () => {
    for (const expression of [
      { '*': [{ var: 'ren_shu' }, { var: 'price' }] },
      { '+': [{ var: 'customer.level' }, { var: 'odd' }, { var: 'other_2' }] },
      { sumOf: [{ var: 'items' }, { '*': [{ var: 'price' }, { var: 'qty' }] }] },
    ]) {
      const text = printFormula(expression, scope, 'zh')
      expect(text).not.toMatch(/ren_shu|customer|level|other_2|items|qty/)
      expect(kept(text)).toEqual(expression)
    }
    expect(printFormula({ '*': [{ var: 'ren_shu' }, { var: 'price' }] }, scope, 'zh')).toBe(
      '人数 * {单价(元)}',
    )
  })

  it('tells fields apart that are called the same, or as another is kept', () => {
    expect(printFormula({ var: 'other' }, scope, 'zh')).toBe('备注_1')
    expect(printFormula({ var: 'other_2' }, scope, 'zh')).toBe('备注_2')
    expect(printFormula({ var: 'odd' }, scope, 'zh')).toBe('price_1')
    expect(kept('price_1')).toEqual({ var: 'odd' })
    expect(read('备注')).toMatchObject({ fault: { at: 0, length: 2 } })
  })

  it('has its mistakes where they are, in the same words', () => {
    expect(read('人数 + 级 + 1')).toMatchObject({ fault: { at: 5, length: 1 } })
    expect(read('人数 + 客户.城市')).toMatchObject({ fault: { at: 5, length: 5 } })
    const wrong = readFormula('人数 + 人', rules).fault
    expect(wrong?.message).toContain('人数')
    expect(wrong?.message).not.toContain('ren_shu')
  })

  it('stays in keys where names are not known', () => {
    expect(printFormula({ var: 'x' }, undefined, 'zh')).toBe('x')
    expect(language.parse('{单价(元)}')).toMatchObject({ ok: true, expression: { var: '单价(元)' } })
  })
})
