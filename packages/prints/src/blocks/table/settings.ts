import type { FieldDocument } from '@mortise/schema'
import { setting } from '../../settings.ts'
import { cellParts } from './cell-settings.ts'
import { footSetting } from './foot.ts'

/** A column by its key, or by the field it shows. */
const columnName = {
  key: 'column',
  type: 'text',
  label: { zh: '列', en: 'Column' },
  settings: { editor: 'column', of: 'source' },
} as const

/** Names that may be in both languages. */
const label = { editor: 'label' } as const

const fieldOfRows = { from: 'source', paths: true } as const

const columns: FieldDocument = setting(
  'columns',
  'items',
  { zh: '列', en: 'Columns' },
  {
    required: true,
    settings: {
      fields: [
        { key: 'label', type: 'text', label: { zh: '标题', en: 'Head' }, settings: label },
        { key: 'over', type: 'text', label: { zh: '上层标题', en: 'Head above' }, settings: label },
        { key: 'field', type: 'field_ref', label: { zh: '字段', en: 'Field' }, settings: fieldOfRows },
        {
          key: 'expr',
          type: 'expression',
          label: { zh: '公式', en: 'Formula' },
          settings: { scope: 'source' },
        },
        { key: 'format', type: 'text', label: { zh: '格式', en: 'Format' } },
        { key: 'width', type: 'text', label: { zh: '宽', en: 'Width' }, settings: { editor: 'length' } },
        {
          key: 'align',
          type: 'select',
          label: { zh: '对齐', en: 'Alignment' },
          settings: {
            options: [
              { value: 'left', label: { zh: '左', en: 'Left' } },
              { value: 'center', label: { zh: '居中', en: 'Centre' } },
              { value: 'right', label: { zh: '右', en: 'Right' } },
            ],
          },
        },
        { key: 'total', type: 'boolean', label: { zh: '合计', en: 'Total' } },
        { key: 'running', type: 'boolean', label: { zh: '逐行累计', en: 'Running total' } },
        { key: 'index', type: 'boolean', label: { zh: '序号', en: 'Row number' } },
        { key: 'key', type: 'text', label: { zh: '列名', en: 'Key' } },
        cellParts.above,
        cellParts.head,
        cellParts.cell,
        cellParts.photos,
        cellParts.sum,
      ],
    },
  },
)

const group: FieldDocument = setting(
  'group',
  'items',
  { zh: '分组', en: 'Group' },
  {
    help: { zh: '按一个字段分组并小计', en: 'Groups by a field, with subtotals' },
    settings: {
      single: true,
      fields: [
        { key: 'by', type: 'field_ref', label: { zh: '字段', en: 'Field' }, settings: fieldOfRows },
        {
          key: 'subtotal',
          type: 'items',
          label: { zh: '小计列', en: 'Subtotals' },
          settings: { fields: [columnName] },
        },
        {
          key: 'head',
          type: 'boolean',
          label: { zh: '每组前加一行组名', en: 'A row with its name above each' },
        },
      ],
    },
  },
)

/** What can be set of a table. */
export const tableSettings: readonly FieldDocument[] = [
  setting(
    'source',
    'field_ref',
    { zh: '明细', en: 'Rows of' },
    { required: true, settings: { relations: true } },
  ),
  columns,
  setting(
    'rowVisible',
    'expression',
    { zh: '只打印符合条件的行', en: 'Only rows where' },
    { settings: { expect: 'boolean', scope: 'source' } },
  ),
  setting('sortBy', 'field_ref', { zh: '排序字段', en: 'Sorted by' }, { settings: fieldOfRows }),
  setting('descending', 'boolean', { zh: '倒序', en: 'Greatest first' }, { default: false }),
  group,
  setting('totals', 'items', { zh: '合计列', en: 'Totals' }, { settings: { fields: [columnName] } }),
  setting('totalLabel', 'text', { zh: '合计名称', en: 'Label of totals' }, { settings: label }),
  footSetting,
  setting(
    'pageTotals',
    'boolean',
    { zh: '每页小计', en: 'Subtotal on each page' },
    {
      default: false,
      help: {
        zh: '明细超过一页时，每页末尾加一行本页小计',
        en: 'Where rows go over several pages, each ends with a sum of its own',
      },
    },
  ),
  setting(
    'carried',
    'boolean',
    { zh: '承前页', en: 'Carried forward' },
    {
      default: false,
      help: {
        zh: '从第二页起，第一行写出前面各页的累计',
        en: 'From the second page on, the first row has the sum of the pages before',
      },
    },
  ),
  setting(
    'rowsPerPage',
    'integer',
    { zh: '每页行数', en: 'Rows on each page' },
    {
      default: 0,
      help: {
        zh: '0 表示能放多少放多少；连续纸、套打填固定行数，不足的补空行',
        en: '0 for as many as fit; forms take a fixed number, filled up with empty rows',
      },
    },
  ),
  setting('minRows', 'integer', { zh: '至少行数', en: 'Least rows' }, { default: 0 }),
  setting('rowHeight', 'integer', { zh: '行高（点）', en: 'Height of rows (points)' }, { default: 0 }),
  setting('size', 'integer', { zh: '字号', en: 'Size' }, { default: 9 }),
  setting('border', 'boolean', { zh: '框线', en: 'Borders' }, { default: true }),
]
