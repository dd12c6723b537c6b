import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { defineBlock, type BlockType, type PrintContext } from '../../define.ts'
import { photoContent } from '../../photos/content.ts'
import { photoPartRoom, photoPartSetting } from '../../photos/settings.ts'
import { flagOf, listOf, numberOf, setting, textOf } from '../../settings.ts'
import { type Item, itemOf, itemReads, itemsSettingWith } from './items.ts'

/** An item, with its pictures in the place of words where it has such. */
type Shown = Item & { readonly photos?: Content | undefined }

/** The room of a name written by hand, in points. */
const handwriting: [number, number] = [120, 32]

/** Pictures of an item where it says nothing of them. */
const photos = { width: 40, height: 30, count: 30 }

function shownItem(entry: unknown, ctx: PrintContext): Shown {
  const item = (typeof entry === 'string' ? { field: entry } : (entry ?? {})) as {
    readonly [key: string]: unknown
  }
  const said = itemOf(entry, ctx)
  const path = textOf(item, 'field')
  if (path === '' || textOf(item, 'format') !== '') return said
  const room = photoPartRoom(item, photos)
  const found = ctx.photos(path, room)
  if (found === undefined) return said
  const content = photoContent(found, { room, align: 'left', ctx })
  return { label: said.label, text: '', ...(content === null ? {} : { photos: content }) }
}

/** Items in rows of n pairs of cells; the last row is filled with empty ones. */
function toRows(items: readonly Shown[], columns: number, colon: string): TableCell[][] {
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
    itemsSettingWith([photoPartSetting(photos, { onCanvas: false })]),
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
    const items = listOf(block, 'items').map((entry) => shownItem(entry, ctx))
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
