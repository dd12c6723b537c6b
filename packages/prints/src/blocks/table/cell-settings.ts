import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { photoPartSetting } from '../../photos/settings.ts'
import { alignSetting, colourSetting, setting } from '../../settings.ts'

/** Pictures of a column where it says nothing of them: one, as wide as a thumb. */
export const columnPhotos = { width: 18, height: 18, count: 1 } as const

const { default: _left, ...align } = alignSetting

/** How a cell looks, as its panel asks for it. As plain data, so that it can stand inside of other settings. */
export const lookSettings: readonly (FieldDocument & { readonly [key: string]: Json })[] = [
  align,
  setting('bold', 'boolean', { zh: '加粗', en: 'Bold' }),
  colourSetting('color', { zh: '文字颜色', en: 'Colour' }),
  colourSetting('fill', { zh: '底色', en: 'Ground' }),
  setting('size', 'integer', { zh: '字号', en: 'Size' }),
] as never

/** What belongs to one cell of a column: drawn where the cell is selected, and not in the list of columns. */
function cellPart(
  key: string,
  label: { readonly zh: string; readonly en: string },
  fields: readonly FieldDocument[],
): FieldDocument & { readonly [key: string]: Json } {
  const inner = fields as unknown as readonly Json[]
  return { key, type: 'items', label, settings: { single: true, onCanvas: true, fields: inner } } as never
}

/** The same for cells that are bold unless they are set otherwise. */
const boldLook = lookSettings.map((one) => (one.key === 'bold' ? { ...one, default: true } : one))

const ofRows = { expect: 'boolean', scope: 'source' } as const

/** The settings of the cell of a column in the head, in each row of data, and in the rows of sums. */
export const cellParts: {
  readonly [part in 'above' | 'head' | 'cell' | 'photos' | 'sum']: FieldDocument & {
    readonly [key: string]: Json
  }
} = {
  above: cellPart('above', { zh: '上层表头单元格', en: 'Cell of the head above' }, boldLook),
  head: cellPart('head', { zh: '表头单元格', en: 'Cell of the head' }, boldLook),
  cell: cellPart('cell', { zh: '数据单元格', en: 'Cell of the rows' }, [
    ...lookSettings.filter(({ key }) => key !== 'align'),
    setting(
      'once',
      'boolean',
      { zh: '相同内容只写一次', en: 'Say the same only once' },
      {
        help: {
          zh: '和上一行相同就留空并合并边框；换页后第一行重新写出',
          en: 'Left empty where the row above says the same, in one frame with it; each page says it again',
        },
      },
    ),
    setting('when', 'expression', { zh: '什么时候写内容', en: 'Written where' }, { settings: ofRows }),
    setting('mark', 'expression', { zh: '什么时候突出', en: 'Marked where' }, { settings: ofRows }),
    colourSetting('markColor', { zh: '突出时文字颜色', en: 'Colour where marked' }),
    colourSetting('markFill', { zh: '突出时底色', en: 'Ground where marked' }),
    setting('markBold', 'boolean', { zh: '突出时加粗', en: 'Bold where marked' }),
  ]),
  photos: photoPartSetting(columnPhotos, { onCanvas: true }),
  sum: cellPart('sum', { zh: '合计单元格', en: 'Cell of the totals' }, [
    setting('value', 'longtext', { zh: '内容', en: 'Text' }, { settings: { editor: 'template' } }),
    ...boldLook,
  ]),
}
