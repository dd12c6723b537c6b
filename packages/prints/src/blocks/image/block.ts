import type { Content } from 'pdfmake/interfaces.js'
import { defineBlock, type BlockType } from '../../define.ts'
import { alignOf, alignSetting, numberOf, setting, textOf } from '../../settings.ts'

/** A picture of the workspace's own, such as the logo. Nothing is fetched from anywhere. */
export const imageBlock: BlockType = defineBlock({
  type: 'image',
  version: 1,
  label: { zh: '图片', en: 'Picture' },
  icon: 'image',
  group: 'basic',
  handles: { width: 'width', height: 'height' },
  starts: () => ({ asset: 'logo' }),
  places: ['header', 'body', 'footer'],
  settings: [
    setting(
      'asset',
      'text',
      { zh: '图片', en: 'Picture' },
      {
        required: true,
        placeholder: 'logo',
        help: {
          zh: '设置 → 公司信息里图片的名字，如 logo、seal；记录里的照片用“照片”块',
          en: 'Name of a picture under Settings → Company, such as logo or seal; for pictures of a record take the block “Photos”',
        },
      },
    ),
    setting('width', 'integer', { zh: '最宽（点）', en: 'Greatest width (points)' }, { default: 120 }),
    setting('height', 'integer', { zh: '最高（点）', en: 'Greatest height (points)' }, { default: 60 }),
    alignSetting,
  ],
  describe: ({ asset }) => {
    const name = typeof asset === 'string' ? asset : ''
    return { zh: `图片 ${name}`, en: `Picture ${name}` }
  },
  reads: () => [],
  toContent: (block, ctx) => {
    const image = ctx.image(textOf(block, 'asset'))
    if (image === undefined) return null
    const fit: [number, number] = [numberOf(block, 'width', 120), numberOf(block, 'height', 60)]
    // It gives way to its place and to its paper, whatever was asked.
    return { image, fit, alignment: alignOf(block), gives: true } as unknown as Content
  },
})
