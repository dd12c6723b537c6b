import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { defineBlock, type BlockRead, type BlockType, type PrintContext } from '../../define.ts'
import { variable } from '../../remembered.ts'
import { expressionOf, flagOf, labelText, listOf, numberOf, setting, textOf } from '../../settings.ts'

type Item = { readonly label: string; readonly text: string; readonly image?: string | undefined }

/** The room of a name written by hand, in points. */
const handwriting: [number, number] = [120, 32]

function itemOf(entry: unknown, ctx: PrintContext): Item {
  if (typeof entry === 'string')
    return { label: ctx.labelOf(entry), text: ctx.formatField(entry), image: ctx.handwriting(entry) }
  const item = (entry ?? {}) as { readonly [key: string]: unknown }
  const field = textOf(item, 'field')
  const expr = expressionOf(item, 'expr')
  const label = ctx.say(labelText(item['label'])) || (field === '' ? '' : ctx.labelOf(field))
  const format = textOf(item, 'format')
  if (field !== '' && format === '')
    return { label, text: ctx.formatField(field), image: ctx.handwriting(field) }
  const value = ctx.evaluate(field === '' ? (expr ?? null) : variable(field))
  return { label, text: ctx.format(value, format) }
}

/** Items in rows of n pairs of cells; the last row is filled with empty ones. */
function toRows(items: readonly Item[], columns: number, colon: string): TableCell[][] {
  const rows: TableCell[][] = []
  for (let at = 0; at < items.length; at += columns) {
    const row: TableCell[] = []
    for (let i = 0; i < columns; i += 1) {
      const item = items[at + i]
      row.push({ text: item === undefined ? '' : `${item.label}${colon}`, color: '#555D66', noWrap: false })
      const { text = '', image } = item ?? {}
      row.push(image === undefined ? { text } : { image, fit: handwriting })
    }
    rows.push(row)
  }
  return rows
}

/** Labels and values of fields in a grid. */
export const fieldsBlock: BlockType = defineBlock({
  type: 'fields',
  version: 1,
  label: { zh: '字段', en: 'Fields' },
  icon: 'list',
  group: 'basic',
  places: ['header', 'body', 'footer'],
  settings: [
    setting(
      'items',
      'items',
      { zh: '字段', en: 'Fields' },
      {
        required: true,
        settings: {
          fields: [
            {
              key: 'field',
              type: 'field_ref',
              label: { zh: '字段', en: 'Field' },
              settings: { paths: true },
            },
            { key: 'label', type: 'text', label: { zh: '名称', en: 'Label' }, settings: { editor: 'label' } },
            { key: 'expr', type: 'expression', label: { zh: '公式', en: 'Formula' } },
            { key: 'format', type: 'text', label: { zh: '格式', en: 'Format' } },
          ],
        },
      },
    ),
    setting('columns', 'integer', { zh: '列数', en: 'Columns' }, { default: 2 }),
    setting('labelWidth', 'integer', { zh: '名称宽（点）', en: 'Label width (points)' }, { default: 64 }),
    setting('border', 'boolean', { zh: '框线', en: 'Borders' }, { default: false }),
  ],
  describe: ({ items }) => {
    const count = Array.isArray(items) ? items.length : 0
    return { zh: `${count} 个字段`, en: `${count} fields` }
  },
  reads: (block) =>
    listOf(block, 'items').flatMap((entry, index): readonly BlockRead[] => {
      const at = `/items/${index}`
      if (typeof entry === 'string') return [{ at, path: entry }]
      const item = (entry ?? {}) as { readonly [key: string]: unknown }
      const field = textOf(item, 'field')
      const expr = expressionOf(item, 'expr')
      if (field !== '') return [{ at: `${at}/field`, path: field }]
      return expr === undefined ? [] : [{ at: `${at}/expr`, expression: expr }]
    }),
  toContent: (block, ctx): Content | null => {
    const columns = Math.min(4, Math.max(1, numberOf(block, 'columns', 2)))
    const items = listOf(block, 'items').map((entry) => itemOf(entry, ctx))
    if (items.length === 0) return null
    const labelWidth = numberOf(block, 'labelWidth', 64)
    const widths = Array.from({ length: columns }, () => [labelWidth, '*'] as const).flat()
    const layout = flagOf(block, 'border', false) ? 'mortiseGrid' : 'mortisePlain'
    const body = toRows(items, columns, ctx.locale === 'zh' ? '：' : ':')
    return { table: { widths, body, dontBreakRows: true }, layout, margin: [0, 0, 0, 8] }
  },
})
