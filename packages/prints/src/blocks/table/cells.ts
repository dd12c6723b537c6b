import type { FieldDocument } from '@mortise/schema'
import type { BlockCells, CellSetting } from '../../define.ts'
import { cellParts } from './cell-settings.ts'
import { footSetting } from './foot.ts'
import { tableSettings } from './settings.ts'

type Holder = { readonly settings?: FieldDocument['settings'] } | undefined

function fieldsIn(holder: Holder): readonly FieldDocument[] {
  return (holder?.settings?.['fields'] ?? []) as unknown as readonly FieldDocument[]
}

const columnFields = fieldsIn(tableSettings.find(({ key }) => key === 'columns'))
const footFields = fieldsIn(footSetting)

const named = (from: readonly FieldDocument[], keys: readonly string[]): readonly FieldDocument[] =>
  keys.flatMap((key) => from.filter((one) => one.key === key))

const ofColumn = (...keys: readonly string[]): readonly CellSetting[] =>
  named(columnFields, keys).map((field) => ({ field, home: 'column' }))

const ofPart = (part: 'above' | 'head' | 'cell' | 'photos' | 'sum'): readonly CellSetting[] =>
  fieldsIn(cellParts[part]).map((field) => ({ field, home: 'column', part }))

/** What can be set of each cell of a table. */
export const tableCells: BlockCells = {
  columns: 'columns',
  rows: 'foot',
  over: 'over',
  kinds: [
    {
      kind: 'over',
      label: { zh: '上层表头', en: 'Head above' },
      settings: [...ofColumn('over'), ...ofPart('above')],
    },
    {
      kind: 'head',
      label: { zh: '表头', en: 'Head' },
      settings: [...ofColumn('label', 'over', 'width'), ...ofPart('head')],
    },
    {
      kind: 'data',
      label: { zh: '数据行', en: 'Rows' },
      settings: [
        ...ofColumn('field', 'expr', 'format', 'align', 'width', 'index', 'running', 'total'),
        ...ofPart('photos'),
        ...ofPart('cell'),
      ],
    },
    {
      kind: 'total',
      label: { zh: '合计行', en: 'Totals' },
      settings: [
        ...ofColumn('total'),
        ...ofPart('sum'),
        ...named(tableSettings, ['totalLabel']).map((field): CellSetting => ({ field, home: 'block' })),
      ],
    },
    {
      kind: 'foot',
      label: { zh: '表尾行', en: 'Row at the end' },
      settings: [
        ...fieldsIn(named(footFields, ['cells'])[0]).map((field): CellSetting => ({ field, home: 'cell' })),
        ...named(footFields, ['visible']).map((field): CellSetting => ({ field, home: 'row' })),
      ],
    },
  ],
}
