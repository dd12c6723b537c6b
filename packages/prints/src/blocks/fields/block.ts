import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { defineBlock, type BlockRead, type BlockType, type PrintContext } from '../../define.ts'
import { photoContent } from '../../photos/content.ts'
import { asPhotosSetting, besideOthers, photoRoomOf, photoSettings } from '../../photos/settings.ts'
import { variable } from '../../remembered.ts'
import { expressionOf, flagOf, labelText, listOf, numberOf, setting, textOf } from '../../settings.ts'

type Item = {
  readonly label: string
  readonly text: string
  readonly image?: string | undefined
  /** Pictures in the place of words. */
  readonly photos?: Content | undefined
}
import { defineBlock, type BlockType } from '../../define.ts'
import { flagOf, listOf, numberOf, setting } from '../../settings.ts'
import { type Item, itemOf, itemReads, itemsSetting } from './items.ts'

/** The room of a name written by hand, in points. */
const handwriting: [number, number] = [120, 32]

/** Pictures of an item where it says nothing of them. */
const photos = { width: 40, height: 30, count: 30 }

/** What a field says: its pictures where it has such, else what was written by hand, else its words. */
function shownField(
  path: string,
  item: { readonly [key: string]: unknown },
  ctx: PrintContext,
): Omit<Item, 'label'> {
  const room = photoRoomOf(item, besideOthers, photos)
  const found = ctx.photos(path, room)
  if (found !== undefined) {
    const content = photoContent(found, { room, align: 'left', ctx })
    return content === null ? { text: '' } : { text: '', photos: content }
  }
  return { text: ctx.formatField(path), image: ctx.handwriting(path) }
}

function itemOf(entry: unknown, ctx: PrintContext): Item {
  if (typeof entry === 'string') return { label: ctx.labelOf(entry), ...shownField(entry, {}, ctx) }
  const item = (entry ?? {}) as { readonly [key: string]: unknown }
  const field = textOf(item, 'field')
  const expr = expressionOf(item, 'expr')
  const label = ctx.say(labelText(item['label'])) || (field === '' ? '' : ctx.labelOf(field))
  const format = textOf(item, 'format')
  if (field !== '' && format === '') return { label, ...shownField(field, item, ctx) }
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
      const { text = '', image, photos: pictures } = item ?? {}
      row.push(pictures ?? (image === undefined ? { text } : { image, fit: handwriting }))
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
            asPhotosSetting,
            ...photoSettings(besideOthers, photos),
          ] as never,
        },
      },
    ),
    itemsSetting,
    setting('columns', 'integer', { zh: '列数', en: 'Columns' }, { default: 2 }),
    setting('labelWidth', 'integer', { zh: '名称宽（点）', en: 'Label width (points)' }, { default: 64 }),
    setting('border', 'boolean', { zh: '框线', en: 'Borders' }, { default: false }),
  ],
  describe: ({ items }) => {
    const count = Array.isArray(items) ? items.length : 0
    return { zh: `${count} 个字段`, en: `${count} fields` }
  },
  reads: itemReads,
  toContent: (block, ctx): Content | null => {
    const columns = Math.min(4, Math.max(1, numberOf(block, 'columns', 2)))
    const items = listOf(block, 'items').map((entry) => itemOf(entry, ctx))
    if (items.length === 0) return null
    const labelWidth = numberOf(block, 'labelWidth', 64)
    const widths = Array.from({ length: columns }, () => [labelWidth, '*'] as const).flat()
    const layout = flagOf(block, 'border', false) ? 'mortiseGrid' : 'mortisePlain'
    const body = toRows(items, columns, ctx.locale === 'zh' ? '：' : ':')
    // Many pictures may go over pages.
    const dontBreakRows = items.every((one) => one.photos === undefined)
    return { table: { widths, body, dontBreakRows }, layout, margin: [0, 0, 0, 8] }
  },
})
