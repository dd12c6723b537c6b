import { defineMailBlock, type MailBlockType } from '../../define.ts'
import { frame, ruled } from '../../look.ts'
import { el } from '../../node.ts'

/** A line across. */
export const dividerBlock: MailBlockType = defineMailBlock({
  type: 'divider',
  version: 1,
  label: { zh: '分隔线', en: 'Divider' },
  icon: 'minus',
  group: 'layout',
  settings: [],
  describe: () => ({ zh: '分隔线', en: 'Divider' }),
  reads: () => [],
  toMail: () => {
    const { style, dark } = ruled('Top')
    const cell = el('td', { style: { height: 1, fontSize: 0, lineHeight: 0, ...style }, dark })
    return { nodes: [frame({}, [el('tr', {}, [cell])])], text: '----' }
  },
})
