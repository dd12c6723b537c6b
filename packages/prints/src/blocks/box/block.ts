import type { Content } from 'pdfmake/interfaces.js'
import { defineBlock, type BlockType } from '../../define.ts'
import { blocksOf, numberOf, setting, textOf } from '../../settings.ts'

const point = 72 / 25.4

/**
 * Blocks at a place of the paper, in millimetres from its top left corner, whatever else stands on the page: for forms that
 * are printed already, and for stamps and addresses that windows of envelopes show.
 */
export const boxBlock: BlockType = defineBlock({
  type: 'box',
  version: 1,
  label: { zh: '固定位置框', en: 'Fixed box' },
  icon: 'scan-line',
  group: 'layout',
  places: ['body'],
  free: (block) => (textOf(block, 'pages') === 'every' ? 'every' : 'first'),
  handles: { unit: 'mm', x: 'x', y: 'y', width: 'width', height: 'height' },
  starts: (locale) => ({
    x: 20,
    y: 40,
    width: 60,
    height: 12,
    blocks: [{ type: 'text', value: locale === 'zh' ? '文字' : 'Text' }],
  }),
  settings: [
    setting('x', 'decimal', { zh: '距左（毫米）', en: 'From the left (mm)' }, { required: true }),
    setting('y', 'decimal', { zh: '距上（毫米）', en: 'From the top (mm)' }, { required: true }),
    setting('width', 'decimal', { zh: '宽（毫米）', en: 'Width (mm)' }, { required: true }),
    setting('height', 'decimal', { zh: '高（毫米）', en: 'Height (mm)' }, { default: 10 }),
    setting(
      'pages',
      'select',
      { zh: '印在哪些页', en: 'On which pages' },
      {
        default: 'first',
        help: {
          zh: '每一页都印时，框里“每页行数”“每页小计”“承前页”的明细表一页接一页印完，每页不超出框高',
          en: 'On every page, a table in it with rows, subtotals or sums carried for each page goes on from page to page, as high as the box',
        },
        settings: {
          options: [
            { value: 'first', label: { zh: '第一页', en: 'The first' } },
            { value: 'every', label: { zh: '每一页', en: 'Every page' } },
          ],
        },
      },
    ),
    setting(
      'blocks',
      'items',
      { zh: '内容', en: 'Content' },
      { settings: { editor: 'blocks', fields: [] }, required: true },
    ),
  ],
  describe: ({ x, y }) => ({
    zh: `距左 ${Number(x ?? 0)} 毫米、距上 ${Number(y ?? 0)} 毫米`,
    en: `${Number(x ?? 0)} mm from the left, ${Number(y ?? 0)} mm from the top`,
  }),
  reads: () => [],
  children: (block) => [{ at: '/blocks', blocks: blocksOf(block['blocks']) }],
  toContent: (block, ctx) => {
    const length = (key: string, otherwise: number): number => numberOf(block, key, otherwise) * point
    const width = Math.max(1, length('width', 60))
    const node = {
      columns: [{ width, stack: ctx.render(blocksOf(block['blocks'])) }],
      absolutePosition: { x: length('x', 0), y: length('y', 0) },
      // The room it was given, for whoever asks where it stands: what is in it may need less or more.
      frame: { width, height: length('height', 10) },
    }
    return node as unknown as Content
  },
})
