import { defineBlock, type BlockType } from '../../define.ts'
import { alignOf, alignSetting, flagOf, numberOf, setting } from '../../settings.ts'

const words = {
  title: {
    zh: '扫码或输入验证码，可核对本文件真伪',
    en: 'Scan it, or enter the code, to check this document',
  },
  code: { zh: '验证码', en: 'Code' },
  by: { zh: '留存', en: 'Kept' },
} as const

/**
 * The code by which anybody can check a kept document, as QR code and in letters. A print that is not kept can't be checked,
 * and has none.
 */
export const verifyBlock: BlockType = defineBlock({
  type: 'verify',
  version: 1,
  label: { zh: '验真码', en: 'Verification code' },
  icon: 'shield-check',
  group: 'code',
  places: ['header', 'body', 'footer'],
  keepTogether: true,
  verifies: true,
  settings: [
    setting(
      'width',
      'integer',
      { zh: '二维码边长（点）', en: 'Side of the QR code (points)' },
      {
        default: 80,
        help: {
          zh: '只有“打印并留存”的文档才有验真码；普通打印不出现',
          en: 'Only documents that are printed and kept have one; other prints leave it out',
        },
      },
    ),
    setting('words', 'boolean', { zh: '旁边写说明', en: 'With an explanation' }, { default: true }),
    alignSetting,
  ],
  describe: () => ({ zh: '留存文档的验真二维码', en: 'The QR code of a kept document' }),
  reads: () => [],
  toContent: (block, ctx) => {
    const { verification } = ctx
    if (verification === undefined) return null
    const width = Math.min(200, Math.max(64, numberOf(block, 'width', 80)))
    const align = alignOf(block)
    const qr = { qr: verification.url, fit: width, eccLevel: 'M' as const }
    const code = `${ctx.say(words.code)} ${verification.code}`
    if (!flagOf(block, 'words', true))
      return {
        stack: [
          { ...qr, alignment: align },
          { text: code, fontSize: 7, alignment: align },
        ],
        margin: [0, 4, 0, 4],
      }
    const told = {
      width: 'auto' as const,
      stack: [
        { text: ctx.say(words.title), fontSize: 8 },
        { text: code, fontSize: 10, bold: true, margin: [0, 3, 0, 3] as [number, number, number, number] },
        { text: verification.url, fontSize: 7, color: '#555D66' },
        { text: `${ctx.say(words.by)} ${verification.at}`, fontSize: 7, color: '#555D66' },
      ],
    }
    const room = { width: '*' as const, text: '' }
    return {
      columns: [
        ...(align === 'left' ? [] : [room]),
        { width, ...qr },
        told,
        ...(align === 'right' ? [] : [room]),
      ],
      columnGap: 8,
      margin: [0, 6, 0, 6],
    }
  },
})
