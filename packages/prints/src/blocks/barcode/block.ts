import { defineBlock, type BlockType } from '../../define.ts'
import { alignOf, alignSetting, expressionOf, flagOf, numberOf, setting } from '../../settings.ts'
import { plainText } from '../../format/pattern.ts'
import { code128Svg } from './code128.ts'

/** A Code 128 bar code, drawn as vectors so that it stays sharp on every printer. */
export const barcodeBlock: BlockType = defineBlock({
  type: 'barcode',
  version: 1,
  label: { zh: '条形码', en: 'Bar code' },
  icon: 'barcode',
  group: 'code',
  places: ['header', 'body', 'footer'],
  settings: [
    setting('expr', 'expression', { zh: '内容', en: 'Content' }, { required: true }),
    setting('width', 'integer', { zh: '宽（点）', en: 'Width (points)' }, { default: 150 }),
    setting('height', 'integer', { zh: '高（点）', en: 'Height (points)' }, { default: 36 }),
    setting('showText', 'boolean', { zh: '显示文字', en: 'Show the text' }, { default: true }),
    alignSetting,
  ],
  describe: () => ({ zh: 'Code128 条形码', en: 'A Code 128 bar code' }),
  reads: (block) => [{ at: '/expr', expression: expressionOf(block, 'expr') ?? null }],
  toContent: (block, ctx) => {
    const text = plainText(ctx.evaluate(expressionOf(block, 'expr') ?? null), ctx.locale)
    const [width, height] = [numberOf(block, 'width', 150), numberOf(block, 'height', 36)]
    const svg = code128Svg(text, width, height)
    const alignment = alignOf(block)
    if (text === '') return null
    if (svg === undefined) return { text, alignment }
    const picture = { svg, width, height, alignment }
    if (!flagOf(block, 'showText', true)) return picture
    return { stack: [picture, { text, alignment, fontSize: 8, margin: [0, 2, 0, 0] }], unbreakable: true }
  },
})
