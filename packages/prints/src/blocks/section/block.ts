import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'
import { defineBlock, type BlockType } from '../../define.ts'
import { flagOf, numberOf, setting, textOf } from '../../settings.ts'

const sizes = [
  ['A4', 'A4'],
  ['A3', 'A3'],
  ['A5', 'A5'],
  ['B5', 'B5'],
  ['LETTER', 'Letter'],
  ['241x280', '241×280 mm'],
  ['241x140', '241×140 mm'],
  ['241x93', '241×93 mm'],
] as const

function changeOf(block: PrintBlockDocument): Partial<PrintDocument['page']> {
  const size = textOf(block, 'size')
  const orientation = block['orientation']
  const margin = numberOf(block, 'margin', 0)
  return {
    ...(size === '' ? {} : { size }),
    ...(orientation === 'portrait' || orientation === 'landscape' ? { orientation } : {}),
    ...(margin > 0 ? { margins: [margin, margin, margin, margin] as const } : {}),
  }
}

/** From here on other paper, or the same lying: an annex, a wide table. What it leaves open stays as in the template. */
export const sectionBlock: BlockType = defineBlock({
  type: 'section',
  version: 1,
  label: { zh: '分节（换纸张）', en: 'Section of other paper' },
  icon: 'file-text',
  group: 'layout',
  places: ['body'],
  settings: [
    setting(
      'size',
      'select',
      { zh: '纸张', en: 'Paper' },
      { settings: { options: sizes.map(([value, label]) => ({ value, label: { zh: label, en: label } })) } },
    ),
    setting(
      'orientation',
      'select',
      { zh: '方向', en: 'Orientation' },
      {
        help: {
          zh: '连续纸只有一个方向，选了也不起作用',
          en: 'Continuous paper has one way up only: this has no effect on it',
        },
        settings: {
          options: [
            { value: 'portrait', label: { zh: '纵向', en: 'Portrait' } },
            { value: 'landscape', label: { zh: '横向', en: 'Landscape' } },
          ],
        },
      },
    ),
    setting('bare', 'boolean', { zh: '不要页眉页脚', en: 'No header and footer' }, { default: false }),
    setting('margin', 'integer', { zh: '四周边距（点）', en: 'Margins (points)' }),
  ],
  describe: ({ size, orientation }) => {
    const paper = sizes.find(([value]) => value === size)?.[1] ?? ''
    const lying = orientation === 'landscape'
    const zh = orientation === undefined ? '' : lying ? '横向' : '纵向'
    const en = orientation === undefined ? '' : lying ? 'landscape' : 'portrait'
    return { zh: `换成 ${paper} ${zh}`.trim(), en: `Now ${paper} ${en}`.trim() }
  },
  reads: () => [],
  page: (block) => ({ page: changeOf(block), bare: flagOf(block, 'bare', false) }),
  toContent: () => null,
})
