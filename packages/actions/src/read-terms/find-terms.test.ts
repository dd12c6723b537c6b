import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTerms, plainText, type Term, termPatternProblem } from './find-terms.ts'
import { chineseNumber, moved } from './numbers.ts'

const term = (field: string, kind: Term['kind'], labels: readonly string[], pattern?: string): Term => ({
  field,
  kind,
  labels,
  ...(pattern === undefined ? {} : { pattern }),
})
const valuesOf = (text: string, terms: readonly Term[]) =>
  Object.fromEntries(findTerms(text, terms).found.map(({ term: { field }, value }) => [field, value]))

const contract = `第五条 付款方式
5.1 甲方应于验收合格后六十日内付清合同
余款。合同总金额：人民币 1,250,000.00 元（大写：壹佰贰拾伍万元整）。
第七条 违约责任
甲方逾期付款的，每逾期一日按未付金额的万分之五支付违约金。
合同期限自2026年3月1日起至 2027 年 2 月 28 日止。`

describe('terms of a contract', () => {
  it('are read by the words beside them, with their passage', () => {
    const { found, missing } = findTerms(contract, [
      term('days', 'days', ['账期', '付清']),
      term('rate', 'percent', ['违约金']),
      term('amount', 'amount', ['合同总金额']),
      term('start', 'date', ['合同期限自']),
      term('end', 'date', [], String.raw`起至\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)`),
      term('warranty', 'days', ['质保期']),
    ])
    expect(found.map(({ value }) => value)).toEqual([60, '0.0005', '1250000', '2026-03-01', '2027-02-28'])
    expect(found[0]?.passage).toBe('5.1 甲方应于验收合格后六十日内付清合同余款。')
    expect(missing.map(({ field }) => field)).toEqual(['warranty'])
  })

  it('are read in English too', () => {
    const text =
      'Payment terms: net 45. Total amount: USD 1.2 million. A late fee of 1.5% per month applies. Effective March 3, 2026.'
    expect(
      valuesOf(text, [
        term('days', 'days', ['payment terms']),
        term('amount', 'amount', ['total amount']),
        term('rate', 'percent', ['late fee']),
        term('start', 'date', ['effective']),
      ]),
    ).toEqual({ days: 45, amount: '1200000', rate: '0.015', start: '2026-03-03' })
  })

  it.each([
    ['金额：１２．５万元', 'amount', '125000'],
    ['金额 人民币叁拾万元整', 'amount', '300000'],
    ['金额面议', 'amount', undefined],
    ['金额：三个月内付 50% 款', 'percent', '0.5'],
    ['金额 百分之三十', 'percent', '0.3'],
    ['金额为千分之 1.5', 'percent', '0.0015'],
    ['金额 3 个月内付清', 'days', 90],
    ['金额 二〇二六年', 'date', undefined],
    ['金额 2026-02-31', 'date', undefined],
    ['金额 2026/2/8', 'date', '2026-02-08'],
    ['金额：按附件一；日期 2026-01-01', 'text', '按附件一'],
  ] as const)('%s as %s', (text, kind, value) => {
    expect(valuesOf(text, [term('x', kind, ['金额'])])['x']).toBe(value)
  })

  it('are not taken from another sentence', () => {
    expect(valuesOf('付款方式另行约定。质保期为 12 个月。', [term('days', 'days', ['付款'])])).toEqual({})
  })

  it('never hang or fail, whatever the text and the labels are', () => {
    const kinds = fc.constantFrom('amount', 'days', 'percent', 'date', 'text')
    const words = fc.string({
      unit: fc.constantFrom(...'付款日月年0123456789,.% ￥元万百分之五\n。:（a'),
      maxLength: 400,
    })
    fc.assert(
      fc.property(words, kinds, fc.string({ maxLength: 3 }), (text, kind, label) => {
        const { found, missing } = findTerms(text, [term('x', kind as Term['kind'], [label, '付款'])])
        expect(found.length + missing.length).toBe(1)
      }),
    )
    const long = '付款 '.repeat(20_000)
    expect(findTerms(long, [term('x', 'days', ['付款']), term('y', 'text', [], '(a+)+$')]).found).toEqual([])
  })

  it('know a pattern that can not be used', () => {
    expect(termPatternProblem('(a')).toBeDefined()
    expect(termPatternProblem(String.raw`付款期限(\d+)日`)).toBeUndefined()
  })
})

describe('a text out of a file', () => {
  it('has its broken lines whole again, its clauses apart', () => {
    expect(plainText('第一条 标的\n甲方向乙方购\n买设备。\nArticle 2 Price\nThe price\nis fixed.')).toBe(
      '第一条 标的\n甲方向乙方购买设备。\nArticle 2 Price\nThe price is fixed.',
    )
  })
})

describe('numbers', () => {
  it.each([
    ['三十', 30],
    ['十五', 15],
    ['一百零五', 105],
    ['壹佰贰拾伍万', 1_250_000],
    ['两亿三千万', 230_000_000],
    ['三个', undefined],
  ])('%s', (text, value) => expect(chineseNumber(text)).toBe(value))

  it('move exactly', () => {
    expect([
      moved('12.5', 4),
      moved('0.05', -2),
      moved('1,200', 0),
      moved('5', -4),
      moved('1.20', 6),
    ]).toEqual(['125000', '0.0005', '1200', '0.0005', '1200000'])
  })
})
