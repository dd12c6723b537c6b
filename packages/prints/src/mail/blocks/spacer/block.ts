import { numberOf, setting } from '../../../settings.ts'
import { defineMailBlock, type MailBlockType } from '../../define.ts'
import { el } from '../../node.ts'

/** Room between two blocks. */
export const spacerBlock: MailBlockType = defineMailBlock({
  type: 'spacer',
  version: 1,
  label: { zh: '空白', en: 'Space' },
  icon: 'move-vertical',
  group: 'layout',
  settings: [
    setting(
      'height',
      'integer',
      { zh: '高（像素）', en: 'Height (pixels)' },
      { default: 16, settings: { min: 0, max: 200 } },
    ),
  ],
  describe: ({ height }) => {
    const size = typeof height === 'number' ? height : 16
    return { zh: `空白 ${size}`, en: `Space of ${size}` }
  },
  reads: () => [],
  toMail: (block) => {
    const height = Math.round(Math.min(200, Math.max(0, numberOf(block, 'height', 16))))
    if (height === 0) return null
    return { nodes: [el('div', { style: { height, fontSize: 0, lineHeight: 0 } })], text: '' }
  },
})
