import type { PrintBlockDocument } from '@mortise/schema'
import { defineBlock, type BlockType, type PrintContext } from '../../define.ts'
import { alignOf, alignSetting, expressionOf, flagOf, numberOf, setting, textOf } from '../../settings.ts'
import { plainText } from '../../format/pattern.ts'
import { type Bars, barsSvg } from './bars.ts'
import { code128Bars } from './code128.ts'
import { code39Bars } from './code39.ts'
import { ean13Bars, ean13Digits } from './ean13.ts'

type Kind = {
  readonly bars: (text: string) => Bars | undefined
  /** What is written below. */
  readonly shown: (text: string) => string
}

const kinds: { readonly [kind: string]: Kind } = {
  code128: { bars: code128Bars, shown: (text) => text },
  ean13: { bars: ean13Bars, shown: (text) => ean13Digits(text)?.join('') ?? text },
  code39: { bars: code39Bars, shown: (text) => text.toUpperCase() },
}

const kindNames: { readonly [kind: string]: string } = {
  code128: 'Code 128',
  ean13: 'EAN-13',
  code39: 'Code 39',
}

function kindOf(block: { readonly [key: string]: unknown }): string {
  const kind = textOf(block, 'kind')
  return Object.hasOwn(kinds, kind) ? kind : 'code128'
}

/** What is to be encoded. */
function textIn(block: PrintBlockDocument, ctx: PrintContext): string {
  return plainText(ctx.evaluate(expressionOf(block, 'expr') ?? null), ctx.locale)
}

/** A bar code of one of three kinds. What its kind does not carry is written as text instead. */
export const barcodeBlock: BlockType = defineBlock({
  type: 'barcode',
  version: 1,
  label: { zh: '条形码', en: 'Bar code' },
  icon: 'barcode',
  group: 'code',
  handles: { width: 'width', height: 'height' },
  starts: () => ({ expr: { var: 'id' } }),
  wordless: true,
  places: ['header', 'body', 'footer'],
  settings: [
    setting('expr', 'expression', { zh: '内容', en: 'Content' }, { required: true }),
    setting(
      'kind',
      'select',
      { zh: '码制', en: 'Kind' },
      {
        default: 'code128',
        settings: {
          options: Object.entries(kindNames).map(([value, label]) => ({
            value,
            label: { zh: label, en: label },
          })),
        },
      },
    ),
    setting('width', 'integer', { zh: '宽（点）', en: 'Width (points)' }, { default: 150 }),
    setting('height', 'integer', { zh: '高（点）', en: 'Height (points)' }, { default: 36 }),
    setting('showText', 'boolean', { zh: '显示文字', en: 'Show the text' }, { default: true }),
    alignSetting,
  ],
  describe: (settings) => {
    const name = kindNames[kindOf(settings)] ?? ''
    return { zh: `${name} 条形码`, en: `A bar code, ${name}` }
  },
  reads: (block) => [{ at: '/expr', expression: expressionOf(block, 'expr') ?? null }],
  unfit: (block, ctx) => {
    const text = textIn(block, ctx)
    return text === '' || kinds[kindOf(block)]?.bars(text) !== undefined ? undefined : text
  },
  toContent: (block, ctx) => {
    const text = textIn(block, ctx)
    const [width, height] = [numberOf(block, 'width', 150), numberOf(block, 'height', 36)]
    const kind = kinds[kindOf(block)]
    const bars = kind?.bars(text)
    const alignment = alignOf(block)
    if (text === '') return null
    if (bars === undefined || kind === undefined) return { text, alignment }
    const picture = { svg: barsSvg(bars, width, height), width, height, alignment }
    if (!flagOf(block, 'showText', true)) return picture
    const shown = kind.shown(text)
    return {
      stack: [picture, { text: shown, alignment, fontSize: 8, margin: [0, 2, 0, 0] }],
      unbreakable: true,
    }
  },
})
