import type { MailBlockDocument } from '@mortise/schema'
import { blocksOf, numberOf, objectsOf, setting } from '../../../settings.ts'
import { defineMailBlock, type MailBlockType } from '../../define.ts'
import { frame } from '../../look.ts'
import { el, type MailNode } from '../../node.ts'

/** More columns than these leave no room for words. */
const most = 4

function columnsOf(block: MailBlockDocument): readonly { readonly [key: string]: unknown }[] {
  return objectsOf(block, 'columns').slice(0, most)
}

/** Shares of the width, in hundredths that come to 100; columns that say nothing take what is left. */
function sharesOf(columns: readonly { readonly [key: string]: unknown }[]): readonly number[] {
  const asked = columns.map((one) => Math.min(90, Math.max(0, numberOf(one, 'share', 0))))
  const open = asked.filter((one) => one === 0).length
  const left = Math.max(0, 100 - asked.reduce((sum, one) => sum + one, 0))
  const shares = asked.map((one) => (one === 0 ? Math.max(10, left / open) : one))
  const sum = shares.reduce((all, one) => all + one, 0)
  return shares.map((one) => Math.round((one / sum) * 100))
}

/** Blocks side by side; on a phone one below the other. */
export const columnsBlock: MailBlockType = defineMailBlock({
  type: 'columns',
  version: 1,
  label: { zh: '分栏', en: 'Columns' },
  icon: 'columns-2',
  group: 'layout',
  starts: (locale) => ({
    columns: (locale === 'zh' ? ['左', '右'] : ['Left', 'Right']).map((word) => ({
      blocks: [{ type: 'text', value: `<p>${word}</p>` }],
    })),
  }),
  settings: [
    setting(
      'columns',
      'items',
      { zh: '栏', en: 'Columns' },
      {
        required: true,
        settings: {
          fields: [
            { key: 'share', type: 'integer', label: { zh: '宽（%）', en: 'Width (%)' } },
            {
              key: 'blocks',
              type: 'items',
              label: { zh: '内容', en: 'Content' },
              settings: { editor: 'blocks', fields: [] },
            },
          ],
        },
      },
    ),
    setting(
      'gap',
      'integer',
      { zh: '栏距（像素）', en: 'Gap (pixels)' },
      { default: 16, settings: { min: 0, max: 60 } },
    ),
  ],
  describe: ({ columns }) => {
    const count = Array.isArray(columns) ? columns.length : 0
    return { zh: `${count} 栏`, en: `${count} columns` }
  },
  reads: () => [],
  children: (block) =>
    columnsOf(block).map((column, index) => ({
      at: `/columns/${index}/blocks`,
      blocks: blocksOf(column['blocks']),
    })),
  toMail: (block, _ctx, inside) => {
    const columns = columnsOf(block)
    const shares = sharesOf(columns)
    const half = Math.round(Math.min(60, Math.max(0, numberOf(block, 'gap', 16))) / 2)
    const parts = columns.map((column, index) =>
      inside(`/columns/${index}/blocks`, blocksOf(column['blocks'])),
    )
    if (parts.every(({ nodes, text }) => nodes.length === 0 && text === '')) return null
    const cells = parts.map(({ nodes }, at): MailNode => {
      const [left, right] = [at === 0 ? 0 : half, at === parts.length - 1 ? 0 : half]
      return el(
        'td',
        {
          width: `${shares[at] ?? 0}%`,
          style: { width: `${shares[at] ?? 0}%`, padding: `0 ${right}px 0 ${left}px`, verticalAlign: 'top' },
          narrow: { display: 'block', width: 'auto', padding: '0' },
        },
        nodes,
      )
    })
    return {
      nodes: [frame({}, [el('tr', {}, cells)])],
      text: parts
        .map(({ text }) => text)
        .filter((text) => text !== '')
        .join('\n\n'),
    }
  },
})
