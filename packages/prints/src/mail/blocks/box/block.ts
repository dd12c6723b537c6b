import { blocksOf, setting } from '../../../settings.ts'
import { defineMailBlock, type MailBlockType } from '../../define.ts'
import { frame, looks, ruled, together } from '../../look.ts'
import { el } from '../../node.ts'

/** Blocks that belong together, on a ground of their own or on none: one condition shows or hides them all. */
export const boxBlock: MailBlockType = defineMailBlock({
  type: 'box',
  version: 1,
  label: { zh: '一组内容', en: 'Group' },
  icon: 'square',
  group: 'layout',
  starts: (locale) => ({
    look: 'tint',
    blocks: [
      { type: 'text', value: locale === 'zh' ? '<p>放在一起的内容</p>' : '<p>What belongs together</p>' },
    ],
  }),
  settings: [
    setting(
      'look',
      'select',
      { zh: '样式', en: 'Style' },
      {
        default: 'tint',
        settings: {
          options: [
            { value: 'tint', label: { zh: '浅底', en: 'Tinted' } },
            { value: 'outline', label: { zh: '边框', en: 'Outlined' } },
            { value: 'plain', label: { zh: '无', en: 'None' } },
          ],
        },
      },
    ),
    setting('blocks', 'items', { zh: '内容', en: 'Content' }, { settings: { editor: 'blocks', fields: [] } }),
  ],
  describe: ({ blocks }) => {
    const count = Array.isArray(blocks) ? blocks.length : 0
    return { zh: `${count} 块内容`, en: `${count} blocks` }
  },
  reads: () => [],
  children: (block) => [{ at: '/blocks', blocks: blocksOf(block['blocks']) }],
  toMail: (block, _ctx, inside) => {
    const { nodes, text } = inside('/blocks', blocksOf(block['blocks']))
    if (nodes.length === 0 && text === '') return null
    if (block['look'] === 'plain') return { nodes, text }
    const look = block['look'] === 'outline' ? ruled('') : together(looks.tint)
    const style = { padding: '8px 16px', borderRadius: 8, ...look.style }
    return { nodes: [frame({}, [el('tr', {}, [el('td', { style, dark: look.dark }, nodes)])])], text }
  },
})
