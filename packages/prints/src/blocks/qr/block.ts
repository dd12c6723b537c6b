import type { PrintBlockDocument } from '@mortise/schema'
import { defineBlock, type BlockType, type PrintContext } from '../../define.ts'
import { plainText } from '../../format/pattern.ts'
import { alignOf, alignSetting, expressionOf, numberOf, setting } from '../../settings.ts'

/** What a code of this sort holds at its middle level of correction; a longer text would stop the whole print. */
const mostBytes = 2_000
const tooLong = { zh: '（内容太长，放不进二维码）', en: '(too long for a QR code)' }

/** What is to be encoded. */
function textIn(block: PrintBlockDocument, ctx: PrintContext): string {
  return plainText(ctx.evaluate(expressionOf(block, 'expr') ?? null), ctx.locale)
}

const isLong = (text: string): boolean => new TextEncoder().encode(text).byteLength > mostBytes

/** A QR code of any text. */
export const qrBlock: BlockType = defineBlock({
  type: 'qr',
  version: 1,
  label: { zh: '二维码', en: 'QR code' },
  icon: 'qr-code',
  group: 'code',
  handles: { width: 'width' },
  starts: () => ({ expr: { var: 'id' } }),
  wordless: true,
  places: ['header', 'body', 'footer'],
  settings: [
    setting('expr', 'expression', { zh: '内容', en: 'Content' }, { required: true }),
    setting('width', 'integer', { zh: '边长（点）', en: 'Side (points)' }, { default: 72 }),
    alignSetting,
  ],
  describe: () => ({ zh: '二维码', en: 'A QR code' }),
  reads: (block) => [{ at: '/expr', expression: expressionOf(block, 'expr') ?? null }],
  unfit: (block, ctx) => {
    const text = textIn(block, ctx)
    return isLong(text) ? text : undefined
  },
  toContent: (block, ctx) => {
    const text = textIn(block, ctx)
    if (isLong(text)) return { text: ctx.say(tooLong), fontSize: 8 }
    return text === ''
      ? null
      : { qr: text, fit: numberOf(block, 'width', 72), eccLevel: 'M', alignment: alignOf(block) }
  },
})
