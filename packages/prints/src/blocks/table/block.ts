import { say } from '@mortise/errors'
import type { TableCell } from 'pdfmake/interfaces.js'
import type { PrintBlockDocument } from '@mortise/schema'
import { defineBlock, type BlockRead, type BlockType, type PrintContext } from '../../define.ts'
import {
  expressionOf,
  flagOf,
  labelText,
  namesOf,
  numberOf,
  objectsOf,
  setting,
  textOf,
} from '../../settings.ts'
import { tableColumns, type TableColumn } from './columns.ts'
import { dataRow, fillerRows, groupRows, headRow, tableWords, totalRow } from './rows.ts'

/** A column by its key, or by the field it shows. */
const columnName = {
  key: 'column',
  type: 'text',
  label: { zh: '列', en: 'Column' },
  settings: { editor: 'column', of: 'source' },
} as const

type Group = { readonly by: string; readonly subtotal: readonly string[] }

/** A document has one group; a panel, which knows only lists, may hand it over as the first of them. */
function groupOf(block: PrintBlockDocument): Group | undefined {
  const given = block['group']
  const group = (Array.isArray(given) ? given[0] : given) as { readonly [key: string]: unknown } | undefined
  const by = textOf(group ?? {}, 'by')
  return by === '' ? undefined : { by, subtotal: namesOf(group ?? {}, 'subtotal') }
}

function totalColumns(block: PrintBlockDocument, columns: readonly TableColumn[]): ReadonlySet<TableColumn> {
  const named = namesOf(block, 'totals')
  return new Set(columns.filter((one) => one.total || named.includes(one.key)))
}

/** Data rows, group by group when the block asks for it. */
function bodyRows(
  block: PrintBlockDocument,
  columns: readonly TableColumn[],
  ctx: PrintContext,
): TableCell[][] {
  const rows = ctx.rows(textOf(block, 'source'))
  const group = groupOf(block)
  if (group === undefined) return rows.map((row, index) => dataRow(columns, row, { number: index + 1, ctx }))
  const sums = new Set(columns.filter((one) => group.subtotal.includes(one.key)))
  let number = 0
  return groupRows(rows, group.by, ctx).flatMap(({ shown, rows: inside }) => {
    const written = inside.map((row) => {
      number += 1
      return dataRow(columns, row, { number, ctx })
    })
    if (sums.size === 0) return written
    const label = `${shown} ${tableWords[ctx.locale].subtotal}`.trim()
    return [...written, totalRow(columns, inside, { label, sums, ctx })]
  })
}

function grandTotal(
  block: PrintBlockDocument,
  columns: readonly TableColumn[],
  ctx: PrintContext,
): TableCell[][] {
  const sums = totalColumns(block, columns)
  if (sums.size === 0) return []
  const label = say(labelText(block['totalLabel']), ctx.locale) || tableWords[ctx.locale].total
  return [totalRow(columns, ctx.rows(textOf(block, 'source')), { label, sums, ctx })]
}

function columnReads(block: PrintBlockDocument): readonly BlockRead[] {
  const source = textOf(block, 'source')
  return objectsOf(block, 'columns').flatMap((column, index): readonly BlockRead[] => {
    const at = `/columns/${index}`
    const expression = expressionOf(column, 'expr')
    if (expression !== undefined) return [{ at: `${at}/expr`, source, expression }]
    const path = textOf(column, 'field')
    return path === '' ? [] : [{ at: `${at}/field`, source, path }]
  })
}

/** Rows of a relation with a head on each page, groups, sums and filler rows. Rows never break over pages. */
export const tableBlock: BlockType = defineBlock({
  type: 'table',
  version: 1,
  label: { zh: '明细表', en: 'Table' },
  icon: 'table',
  group: 'basic',
  places: ['body'],
  settings: [
    setting(
      'source',
      'field_ref',
      { zh: '明细', en: 'Rows of' },
      { required: true, settings: { relations: true } },
    ),
    setting(
      'columns',
      'items',
      { zh: '列', en: 'Columns' },
      {
        required: true,
        settings: {
          fields: [
            { key: 'label', type: 'text', label: { zh: '标题', en: 'Head' } },
            {
              key: 'field',
              type: 'field_ref',
              label: { zh: '字段', en: 'Field' },
              settings: { from: 'source', paths: true },
            },
            {
              key: 'expr',
              type: 'expression',
              label: { zh: '公式', en: 'Formula' },
              settings: { scope: 'source' },
            },
            { key: 'format', type: 'text', label: { zh: '格式', en: 'Format' } },
            {
              key: 'width',
              type: 'text',
              label: { zh: '宽', en: 'Width' },
              settings: { editor: 'length' },
            },
            { key: 'align', type: 'text', label: { zh: '对齐', en: 'Alignment' } },
            { key: 'total', type: 'boolean', label: { zh: '合计', en: 'Total' } },
            { key: 'index', type: 'boolean', label: { zh: '序号', en: 'Row number' } },
            { key: 'key', type: 'text', label: { zh: '列名', en: 'Key' } },
          ],
        },
      },
    ),
    setting(
      'group',
      'items',
      { zh: '分组', en: 'Group' },
      {
        help: { zh: '按一个字段分组并小计', en: 'Groups by a field, with subtotals' },
        settings: {
          single: true,
          fields: [
            {
              key: 'by',
              type: 'field_ref',
              label: { zh: '字段', en: 'Field' },
              settings: { from: 'source', paths: true },
            },
            {
              key: 'subtotal',
              type: 'items',
              label: { zh: '小计列', en: 'Subtotals' },
              settings: { fields: [columnName] },
            },
          ],
        },
      },
    ),
    setting('totals', 'items', { zh: '合计列', en: 'Totals' }, { settings: { fields: [columnName] } }),
    setting('totalLabel', 'text', { zh: '合计名称', en: 'Label of totals' }),
    setting('minRows', 'integer', { zh: '至少行数', en: 'Least rows' }, { default: 0 }),
    setting('size', 'integer', { zh: '字号', en: 'Size' }, { default: 9 }),
    setting('border', 'boolean', { zh: '框线', en: 'Borders' }, { default: true }),
  ],
  describe: ({ source, columns }) => {
    const count = Array.isArray(columns) ? columns.length : 0
    const name = typeof source === 'string' ? source : ''
    return { zh: `明细表 ${name}，${count} 列`, en: `Table of ${name} with ${count} columns` }
  },
  reads: (block) => {
    const source = textOf(block, 'source')
    const group = groupOf(block)
    const by = group === undefined ? [] : [{ at: '/group/by', source, path: group.by }]
    return [{ at: '/source', source, rows: true }, ...columnReads(block), ...by]
  },
  toContent: (block, ctx) => {
    const columns = tableColumns(block, ctx)
    if (columns.length === 0) return null
    const data = bodyRows(block, columns, ctx)
    const filler = fillerRows(columns, numberOf(block, 'minRows', 0) - data.length)
    return {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        keepWithHeaderRows: 1,
        widths: columns.map((one) => one.width),
        body: [headRow(columns), ...data, ...filler, ...grandTotal(block, columns, ctx)],
      },
      layout: flagOf(block, 'border', true) ? 'mortiseGrid' : 'mortiseLines',
      fontSize: numberOf(block, 'size', 9),
      margin: [0, 0, 0, 8],
    }
  },
})
