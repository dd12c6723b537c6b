import type { Localized } from '@mortise/errors'
import { freshId } from '../kit/keys.ts'
import { panelSetting } from '../kit/panel-setting.ts'
import type { LayoutPart } from './layout-part.ts'
import { otherParts } from './other-parts.ts'

const title = panelSetting('label', { zh: '标题', en: 'Title' }, { editor: 'label' })
const text = (zh: string, en: string): Localized => ({ zh, en })

/** Every part, in palette order. One line each. */
export const layoutParts: readonly LayoutPart[] = [
  {
    type: 'section',
    label: text('分组', 'Section'),
    icon: 'layout-list',
    make: () => ({
      type: 'section',
      id: freshId('n'),
      label: text('新分组', 'Section'),
      columns: 12,
      nodes: [],
    }),
    settings: [
      title,
      panelSetting('collapsed', { zh: '默认收起', en: 'Starts folded' }, { type: 'boolean' }),
    ],
  },
  {
    type: 'tabs',
    label: text('标签页', 'Tabs'),
    icon: 'layout-template',
    make: () => ({
      type: 'tabs',
      id: freshId('n'),
      tabs: [
        { id: freshId('n'), label: text('标签 1', 'Tab 1'), nodes: [] },
        { id: freshId('n'), label: text('标签 2', 'Tab 2'), nodes: [] },
      ],
    }),
    settings: [panelSetting('tabs', { zh: '标签', en: 'Tabs' }, { editor: 'parts' })],
  },
  {
    type: 'steps',
    label: text('分步', 'Steps'),
    icon: 'list-ordered',
    make: () => ({
      type: 'steps',
      id: freshId('n'),
      steps: [
        { id: freshId('n'), label: text('第一步', 'First'), nodes: [] },
        { id: freshId('n'), label: text('第二步', 'Second'), nodes: [] },
      ],
    }),
    settings: [
      panelSetting('steps', { zh: '步骤', en: 'Steps' }, { editor: 'parts' }),
      panelSetting(
        'checkEachStep',
        { zh: '每一步都检查后才能往下', en: 'Check each step before the next' },
        { type: 'boolean', settings: { unless: true } },
      ),
    ],
  },
  {
    type: 'divider',
    label: text('分割线', 'Divider'),
    icon: 'minus',
    make: () => ({ type: 'divider', id: freshId('n'), label: text('分割线', 'Divider') }),
    settings: [title],
  },
  {
    type: 'note',
    label: text('说明文字', 'Note'),
    icon: 'info',
    make: () => ({
      type: 'note',
      id: freshId('n'),
      text: text('在这里写说明', 'Write a note here'),
      tone: 'info',
    }),
    settings: [
      panelSetting('text', { zh: '文字', en: 'Text' }, { editor: 'label' }),
      panelSetting(
        'tone',
        { zh: '语气', en: 'Tone' },
        {
          options: [
            ['info', '提示', 'Plain'],
            ['warning', '警告', 'Warning'],
          ],
        },
      ),
    ],
  },
  {
    type: 'html',
    label: text('排版文字', 'Formatted text'),
    icon: 'pilcrow',
    hint: text(
      '带标题、列表、链接的一段文字，可以放进记录的值',
      'Words with headings, lists and links, and values of the record',
    ),
    wide: true,
    make: () => ({
      type: 'html',
      id: freshId('n'),
      html: text('<p>在这里写文字</p>', '<p>Write here</p>'),
      span: 12,
    }),
    settings: [
      panelSetting('html', { zh: '内容', en: 'Content' }, { editor: 'html', required: true }),
      panelSetting('span', text('电脑上的宽度', 'Width on a computer'), { editor: 'width' }),
    ],
  },
  {
    type: 'subtable',
    label: text('明细表', 'Sub-table'),
    icon: 'table',
    palette: false,
    make: () => ({ type: 'subtable', id: freshId('n'), field: '', view: 'grid' }),
    settings: [
      panelSetting(
        'view',
        { zh: '显示方式', en: 'Shown as' },
        {
          options: [
            ['grid', '表格', 'Grid'],
            ['cards', '卡片', 'Cards'],
            ['dialog', '弹窗', 'Dialog'],
          ],
        },
      ),
      panelSetting(
        'minRows',
        { zh: '最少几行', en: 'Rows at least' },
        { type: 'integer', settings: { min: 0 } },
      ),
      panelSetting(
        'maxRows',
        { zh: '最多几行', en: 'Rows at most' },
        { type: 'integer', settings: { min: 1 } },
      ),
    ],
  },
  {
    type: 'related_list',
    label: text('关联列表', 'Related list'),
    icon: 'list-tree',
    make: () => ({ type: 'related_list', id: freshId('n'), entity: '', field: '' }),
    settings: [
      title,
      panelSetting('entity', { zh: '数据表', en: 'Entity' }, { editor: 'entity', required: true }),
      panelSetting(
        'field',
        { zh: '指向本表的字段', en: 'Field that points here' },
        { editor: 'field', of: 'entity', required: true },
      ),
      panelSetting('columns', { zh: '列', en: 'Columns' }, { editor: 'paths', of: 'entity' }),
    ],
  },
  {
    type: 'button',
    label: text('按钮', 'Button'),
    icon: 'play',
    make: () => ({ type: 'button', id: freshId('n'), label: text('按钮', 'Button'), rule: '' }),
    settings: [
      title,
      panelSetting('rule', { zh: '运行的规则', en: 'Rule to run' }, { editor: 'rule', required: true }),
    ],
  },
  ...otherParts,
]

/** The part of a type; undefined for fields. */
export function layoutPart(type: string): LayoutPart | undefined {
  return layoutParts.find((part) => part.type === type)
}
