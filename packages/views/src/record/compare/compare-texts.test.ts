import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clausesOf } from './clauses.ts'
import { compareTexts } from './compare-texts.ts'
import { compareWords, wordsOf } from './words.ts'

const before = `第一条 标的
甲方向乙方购买设备 10 台。
第二条 付款
甲方应于验收后 30 日内
付清合同款。
第三条 违约
逾期每日按万分之三支付违约金。
第四条 争议
由甲方所在地法院管辖。`
const after = `第一条 标的
甲方向乙方购买设备 10 台。
第二条 付款
甲方应于验收后 120 日内付清合同款。
第三条 保密
双方对合同内容保密三年。
第四条 违约
逾期每日按万分之三支付违约金。`

describe('two versions of a contract', () => {
  it('are held against one another clause by clause', () => {
    const pairs = compareTexts(before, after)
    expect(pairs.map(({ kind, before: a, after: b }) => [kind, a?.number, b?.number])).toEqual([
      ['same', '第一条', '第一条'],
      ['changed', '第二条', '第二条'],
      ['added', undefined, '第三条'],
      ['changed', '第三条', '第四条'],
      ['removed', '第四条', undefined],
    ])
    expect(pairs[1]?.runs?.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '30' },
      { kind: 'added', text: '120' },
    ])
    // It got another number, and no other words.
    expect(pairs[3]?.runs?.every(({ kind }) => kind === 'same')).toBe(true)
  })

  it('are one another when put together from their runs, whatever they say', () => {
    const text = fc.string({ unit: fc.constantFrom(...'付款三十日内甲方 a1,.\n第条二'), maxLength: 120 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const runs = compareWords(a, b)
        const without = (kind: string) =>
          runs.flatMap((run) => (run.kind === kind ? [] : [run.text])).join('')
        expect([without('added'), without('removed')]).toEqual([a, b])
        const pairs = compareTexts(a, b)
        expect(pairs.flatMap((pair) => pair.before ?? [])).toEqual(clausesOf(a))
        expect(pairs.flatMap((pair) => pair.after ?? [])).toEqual(clausesOf(b))
        expect(compareTexts(a, a).every(({ kind }) => kind === 'same')).toBe(true)
      }),
    )
  })

  it('take a number as one word', () => {
    expect(wordsOf('共 1,250,000.00 元')).toContain('1,250,000.00')
  })
})
