import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { remarkable, renderTemplate } from '../index.ts'
import { printKit, quoteData, template } from '../testing/quote.ts'
import { drawnText, isDrawn } from './letters.ts'
import { glyphProblems } from './literal-text.ts'

describe('letters that the fonts do not have', () => {
  it.each([
    ['甲方：□ 是 √ 否，㎡ ℃ ①', '甲方：□ 是 √ 否，㎡ ℃ ①', []],
    ['☑是 ☐否 ❌', '✓是 □否 ×', []],
    ['𝐀 𝟙', 'A 1', []],
    ['贴来\u200b的\ufeff字\u0007\u2028次行', '贴来的字\n次行', []],
    ['好👍🏽👨‍👩‍👧!', '好👍👨!', ['👍', '👨👩👧']],
    ['𡃁𡃁公司한', '𡃁𡃁公司한', ['𡃁', '한']],
    ['\ud800', '\ud800', ['\ud800']],
  ] as const)('%j is printed as %j', (text, printed, missing) => {
    expect(drawnText(text)).toEqual({ text: printed, missing })
  })

  it('leaves what is drawn as it is, and only boxes for what it names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const drawn = drawnText(text)
        const codes = [...text].map((one) => one.codePointAt(0) ?? 0)
        if (codes.every(isDrawn)) expect(drawn).toEqual({ text, missing: [] })
        const boxes = [...drawn.text].filter(
          (one) => !/[\t\n\r]/.test(one) && !isDrawn(one.codePointAt(0) ?? 0),
        )
        expect(boxes.length === 0).toBe(drawn.missing.length === 0)
      }),
      { numRuns: 300 },
    )
  })

  it('are told with the block they stand in, as pictures are that there are none of', () => {
    const remarks = remarkable()
    const body = [
      { type: 'text', value: '客户 {{customer.name}} ☑' },
      { type: 'columns', columns: [{ blocks: [{ type: 'text', value: '祝好 🎉' }] }] },
      { type: 'table', source: 'items', pageTotals: true, columns: [{ field: 'product' }] },
      { type: 'qr', value: '🎉' },
      { type: 'image', asset: 'logo' },
      { type: 'barcode', kind: 'ean13', expr: { var: 'no' } },
      { type: 'text', value: '🙈', visible: { '==': [1, 2] } },
    ]
    const shape = template(body, { watermark: { text: '💧{{no}}' } })
    const data = { ...quoteData([['桌𡃁', 'a', '1']]), remarks }
    const text = JSON.stringify(renderTemplate(shape, data, printKit))
    expect(remarks.all()).toEqual([
      { at: '/body/1/columns/0/blocks/0', letters: ['🎉'] },
      { at: '/body/2', letters: ['𡃁'] },
      { at: '/watermark/text', letters: ['💧'] },
      { at: '/body/4', picture: 'logo' },
      { at: '/body/5', unfit: 'BJ-202603-0001' },
    ])
    expect(text).toContain('甲公司 ✓')
    expect(glyphProblems(shape, printKit).map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/body/1/columns/0/blocks/0/value PRINT_LETTERS_MISSING',
      '/body/6/value PRINT_LETTERS_MISSING',
      '/watermark/text PRINT_LETTERS_MISSING',
    ])
  })
})
