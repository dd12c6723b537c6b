import type { Column } from 'pdfmake/interfaces.js'
import { defineBlock, type BlockType } from '../../define.ts'
import { blocksOf, numberOf, objectsOf, setting, widthOf } from '../../settings.ts'

/** Blocks side by side, such as buyer and seller. */
export const columnsBlock: BlockType = defineBlock({
  type: 'columns',
  version: 1,
  label: { zh: '分栏', en: 'Columns' },
  icon: 'columns-2',
  group: 'layout',
  starts: (locale) => ({
    columns: (locale === 'zh' ? ['左', '右'] : ['Left', 'Right']).map((value) => ({
      width: '*',
      blocks: [{ type: 'text', value }],
    })),
  }),
  places: ['header', 'body', 'footer'],
  settings: [
    setting(
      'columns',
      'items',
      { zh: '栏', en: 'Columns' },
      {
        required: true,
        settings: {
          fields: [
            {
              key: 'width',
              type: 'text',
              label: { zh: '宽', en: 'Width' },
              settings: { editor: 'length' },
            },
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
    setting('gap', 'integer', { zh: '栏距（点）', en: 'Gap (points)' }, { default: 16 }),
  ],
  describe: ({ columns }) => {
    const count = Array.isArray(columns) ? columns.length : 0
    return { zh: `${count} 栏`, en: `${count} columns` }
  },
  reads: () => [],
  children: (block) =>
    objectsOf(block, 'columns').map((column, index) => ({
      at: `/columns/${index}/blocks`,
      blocks: blocksOf(column['blocks']),
    })),
  toContent: (block, ctx) => {
    const columns = objectsOf(block, 'columns').flatMap((column): Column[] => {
      const stack = ctx.render(blocksOf(column['blocks']))
      const width = widthOf(column)
      // A column as wide as what it holds is not there when it holds nothing: no gap before the name without a logo.
      return stack.length === 0 && width === 'auto' ? [] : [{ stack, width }]
    })
    return columns.length === 0 ? null : { columns, columnGap: numberOf(block, 'gap', 16) }
  },
})
