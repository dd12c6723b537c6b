import type { Localized } from '@mortise/errors'
import { freshId } from '../kit/keys.ts'
import { panelSetting } from '../kit/panel-setting.ts'
import type { LayoutPart } from './layout-part.ts'

const text = (zh: string, en: string): Localized => ({ zh, en })
const title = panelSetting('label', text('标题', 'Title'), { editor: 'label', required: true })
const entity = panelSetting('entity', text('从哪张表', 'Data from'), { editor: 'entity', required: true })
const columns = panelSetting('columns', text('显示哪些字段', 'Fields shown'), {
  editor: 'paths',
  of: 'entity',
  required: true,
})
const sort = panelSetting('sort', text('排序', 'Order'), { editor: 'sort', of: 'entity' })
const span = panelSetting('span', text('电脑上的宽度', 'Width on a computer'), { editor: 'width' })

/** Parts that bring data of other records to the form, or show it another way. */
export const otherParts: readonly LayoutPart[] = [
  {
    type: 'pick',
    label: text('选择数据', 'Pick data'),
    icon: 'list-plus',
    group: 'linking',
    hint: text(
      '从另一张表里选记录，把需要的字段填到这里',
      'Pick records elsewhere and fill fields from them',
    ),
    wide: true,
    make: () => ({
      type: 'pick',
      id: freshId('n'),
      label: text('选择数据', 'Pick data'),
      entity: '',
      columns: [],
      fill: {},
      span: 12,
    }),
    settings: [
      title,
      entity,
      panelSetting('filter', text('只能选符合这些条件的', 'Only those that fit'), {
        editor: 'match',
        of: 'entity',
      }),
      columns,
      sort,
      panelSetting('into', text('选中的填到', 'Fill into'), {
        editor: 'rows_field',
        help: text(
          '不选就填到本表；选一个明细表，每选一条加一行',
          'none: this record; a sub-table: a row each',
        ),
      }),
      panelSetting('multiple', text('可以一次选多条', 'Several at once'), { type: 'boolean' }),
      panelSetting('fill', text('填充字段', 'Fields to fill'), { editor: 'fill', required: true }),
      span,
    ],
  },
  {
    type: 'query',
    label: text('查询', 'Query'),
    icon: 'search',
    group: 'linking',
    hint: text(
      '实时显示另一张表里符合条件的数据，不保存',
      'Shows what fits elsewhere, live; nothing is stored',
    ),
    wide: true,
    make: () => ({
      type: 'query',
      id: freshId('n'),
      label: text('查询', 'Query'),
      entity: '',
      filter: true,
      columns: [],
      span: 12,
    }),
    settings: [
      title,
      entity,
      panelSetting('filter', text('查询条件', 'Condition'), {
        editor: 'match',
        of: 'entity',
        required: true,
      }),
      columns,
      panelSetting('show', text('显示为', 'Shown as'), {
        options: [
          ['list', '列表', 'List'],
          ['value', '单个值', 'One value'],
        ],
      }),
      sort,
      panelSetting('limit', text('最多几条', 'At most'), { type: 'integer', settings: { min: 1, max: 200 } }),
      span,
    ],
  },
  {
    type: 'code',
    label: text('二维码 / 条码', 'QR or barcode'),
    icon: 'qr-code',
    group: 'layout',
    wide: true,
    make: () => ({
      type: 'code',
      id: freshId('n'),
      kind: 'qr',
      label: text('二维码', 'QR code'),
      value: { var: 'id' },
      span: 6,
    }),
    settings: [
      panelSetting('label', text('标题', 'Title'), { editor: 'label' }),
      panelSetting('kind', text('种类', 'Kind'), {
        options: [
          ['qr', '二维码', 'QR code'],
          ['code128', '条形码（Code 128）', 'Code 128'],
          ['ean13', '商品条码（EAN-13）', 'EAN-13'],
        ],
      }),
      panelSetting('value', text('内容', 'Content'), { editor: 'expression', required: true }),
      panelSetting('size', text('宽度（像素）', 'Width in pixels'), {
        type: 'integer',
        settings: { min: 40, max: 600 },
      }),
      span,
    ],
  },
  {
    type: 'embed',
    label: text('网页嵌入', 'Embedded page'),
    icon: 'globe',
    group: 'layout',
    hint: text(
      '显示另一个网站的网页，比如看板、地图、帮助文档',
      'Shows a page of another site, as a dashboard, a map or a guide',
    ),
    wide: true,
    make: () => ({
      type: 'embed',
      id: freshId('n'),
      label: text('网页', 'Page'),
      url: '',
      height: 360,
      span: 12,
    }),
    settings: [
      panelSetting('label', text('标题', 'Title'), { editor: 'label' }),
      panelSetting('url', text('网页地址', 'Address'), {
        editor: 'page_address',
        required: true,
        help: text(
          '以 https:// 开头；记录的值可以放在网站名后面',
          'Begins with https://; values of the record may stand behind the site',
        ),
      }),
      panelSetting('height', text('高度（像素）', 'Height in pixels'), {
        type: 'integer',
        settings: { min: 120, max: 2000 },
      }),
      span,
    ],
  },
]
