import type { LocalizedText } from '@mortise/errors'
import type { FieldType } from '@mortise/fields'
import type { EntityDocument, FieldDocument, FormSubtableNode } from '@mortise/schema'
import { freshId, freshKey } from '../kit/keys.ts'
import { type Edit, type FormDraft, rowsOf } from './draft.ts'
import { newField } from './new-field.ts'
import { nodeAt, patchNode, type Spot, spotOf } from './tree.ts'

/** One column of a sub-table on a form. */
export type Column = NonNullable<FormSubtableNode['columns']>[number]

/** A sub-table on the form: its node, the field that holds its rows, and their entity. */
export type Table = {
  readonly pointer: string
  readonly node: FormSubtableNode
  readonly field: FieldDocument
  readonly child: EntityDocument
  readonly parentField: string
}

/** Pointer of the sub-table whose column or list of columns stands at a pointer. */
export function tablePointer(pointer: string): string | undefined {
  return /^(.*)\/columns(?:\/\d+)?$/.exec(pointer)?.[1]
}

/** Whether a pointer names a column and not a node. */
export function isColumn(pointer: string): boolean {
  return /\/columns\/\d+$/.test(pointer)
}

/** The sub-table at a pointer. */
export function tableAt(draft: FormDraft, pointer: string | undefined): Table | undefined {
  const node = pointer === undefined ? undefined : nodeAt(draft.form, pointer)
  if (pointer === undefined || node?.type !== 'subtable') return undefined
  const field = draft.entity.fields.find(({ key }) => key === node.field)
  const rows = rowsOf(field)
  const child = rows === undefined ? undefined : draft.children[rows.target]
  if (field === undefined || rows === undefined || child === undefined) return undefined
  return { pointer, node, field, child, parentField: rows.parentField }
}

/** The columns a sub-table shows: those it names, else every field of its rows but the way back. */
export function columnsOf({ node, child, parentField }: Table): readonly Column[] {
  return (
    node.columns ?? child.fields.filter(({ key }) => key !== parentField).map(({ key }) => ({ field: key }))
  )
}

/** The column at a pointer, with its table and its field. */
export function columnAt(
  draft: FormDraft,
  pointer: string,
): { readonly table: Table; readonly column: Column; readonly field: FieldDocument | undefined } | undefined {
  const table = isColumn(pointer) ? tableAt(draft, tablePointer(pointer)) : undefined
  const column = table === undefined ? undefined : columnsOf(table)[spotOf(pointer).index]
  if (table === undefined || column === undefined) return undefined
  return { table, column, field: table.child.fields.find(({ key }) => key === column.field) }
}

/** Fields of the rows that are no column. */
export function columnsLeft(table: Table): readonly FieldDocument[] {
  const shown = new Set(columnsOf(table).map(({ field }) => field))
  return table.child.fields.filter(({ key }) => key !== table.parentField && !shown.has(key))
}

function withColumns(draft: FormDraft, { pointer }: Table, columns: readonly Column[]): FormDraft {
  return { ...draft, form: patchNode(draft.form, pointer, { columns }) }
}

function withChild(draft: FormDraft, child: EntityDocument): FormDraft {
  return { ...draft, children: { ...draft.children, [child.key]: child } }
}

/** A new field of the rows, shown as a column at a spot. */
export function addColumn(draft: FormDraft, type: FieldType, { list, index }: Spot): Edit {
  const table = tableAt(draft, tablePointer(list))
  if (table === undefined) return { ...draft, pointer: list }
  const field = newField(type, table.child)
  const grown = withChild(draft, { ...table.child, fields: [...table.child.fields, field] })
  const columns = columnsOf(table).toSpliced(index, 0, { field: field.key })
  return { ...withColumns(grown, table, columns), pointer: `${table.pointer}/columns/${index}` }
}

/** Shows a field of the rows that was no column yet. */
export function showColumn(draft: FormDraft, pointer: string, key: string): Edit {
  const table = tableAt(draft, pointer)
  if (table === undefined) return { ...draft, pointer }
  const columns = [...columnsOf(table), { field: key }]
  return { ...withColumns(draft, table, columns), pointer: `${pointer}/columns/${columns.length - 1}` }
}

/** Moves a column within its table. */
export function moveColumn(draft: FormDraft, from: string, to: Spot): Edit {
  const found = columnAt(draft, from)
  const start = spotOf(from)
  if (found === undefined || to.list !== start.list) return { ...draft, pointer: from }
  const rest = columnsOf(found.table).toSpliced(start.index, 1)
  const index = Math.max(0, Math.min(rest.length, to.index > start.index ? to.index - 1 : to.index))
  if (index === start.index) return { ...draft, pointer: from }
  const moved = withColumns(draft, found.table, rest.toSpliced(index, 0, found.column))
  return { ...moved, pointer: `${start.list}/${index}` }
}

/** Takes a column off; its field stays with the rows. A table always keeps one. */
export function takeOffColumn(draft: FormDraft, pointer: string): FormDraft {
  const found = columnAt(draft, pointer)
  const columns = found === undefined ? [] : columnsOf(found.table)
  if (found === undefined || columns.length < 2) return draft
  const rest = columns.toSpliced(spotOf(pointer).index, 1)
  const { totals } = found.table.node
  const kept = totals?.filter((one) => totalKey(one) !== found.column.field)
  const off = withColumns(draft, found.table, rest)
  return kept === undefined || kept.length === totals?.length
    ? off
    : {
        ...off,
        form: patchNode(off.form, found.table.pointer, { totals: kept.length === 0 ? undefined : kept }),
      }
}

type Total = NonNullable<FormSubtableNode['totals']>[number]
/** How the values of a column become one figure. */
export type TotalKind = Extract<Total, object>['of']

/** Which column a total is of. */
export function totalKey(total: Total): string {
  return typeof total === 'string' ? total : total.field
}

/** The figure below a column; undefined for none. */
export function totalOf({ node }: Table, field: string): TotalKind | undefined {
  const found = node.totals?.find((one) => totalKey(one) === field)
  return typeof found === 'object' ? found.of : found === undefined ? undefined : 'sum'
}

/** Changes properties of a column; undefined takes one away. */
export function editColumn(
  draft: FormDraft,
  pointer: string,
  patch: { readonly [key: string]: unknown },
): FormDraft {
  const found = columnAt(draft, pointer)
  if (found === undefined) return draft
  const next = Object.entries({ ...found.column, ...patch }).filter(([, value]) => value !== undefined)
  const column = Object.fromEntries(next) as Column
  return withColumns(draft, found.table, columnsOf(found.table).with(spotOf(pointer).index, column))
}

const nameLabel: LocalizedText = { zh: '名称', en: 'Name' }

/** Key of the field of rows that leads back to their record. */
const backKey = ({ key }: EntityDocument): string => (key === 'name' ? 'record' : key)

/** The entity for the rows of a new sub-table: the way back to its record, and a first column. */
function newChild(parent: EntityDocument, key: string, label: LocalizedText): EntityDocument {
  return {
    id: freshId('e'),
    key,
    label,
    kind: 'child',
    title: 'name',
    fields: [
      {
        id: freshId('f'),
        key: backKey(parent),
        type: 'link',
        label: parent.label,
        required: true,
        settings: { target: parent.key, onDelete: 'cascade' },
      },
      { id: freshId('f'), key: 'name', type: 'text', label: nameLabel },
    ],
  }
}

/** A new sub-table in one step: the field, an entity for its rows with the way back, and the table on the form. */
export function makeSubtable(
  draft: FormDraft,
  type: FieldType,
  taken: readonly string[],
): { readonly draft: FormDraft; readonly node: FormSubtableNode } {
  const base = newField(type, draft.entity)
  const used = [...taken, draft.entity.key, ...Object.keys(draft.children)]
  const childKey = freshKey(`${draft.entity.key.slice(0, 36)}_rows`, used, 'rows')
  const child = newChild(draft.entity, childKey, base.label)
  const field = {
    ...base,
    settings: { ...base.settings, target: childKey, parentField: backKey(draft.entity) },
  }
  const entity = { ...draft.entity, fields: [...draft.entity.fields, field] }
  return {
    draft: withChild({ ...draft, entity }, child),
    node: {
      type: 'subtable',
      id: freshId('n'),
      field: field.key,
      view: 'grid',
      columns: [{ field: 'name' }],
    },
  }
}

/** Shows a figure of a column below its table; undefined takes it away. */
export function setTotal(draft: FormDraft, pointer: string, wanted: TotalKind | undefined): FormDraft {
  const found = columnAt(draft, pointer)
  if (found === undefined) return draft
  const { field } = found.column
  const others = (found.table.node.totals ?? []).filter((one) => totalKey(one) !== field)
  const own: readonly Total[] = wanted === undefined ? [] : [wanted === 'sum' ? field : { field, of: wanted }]
  const totals = [...others, ...own]
  const form = patchNode(draft.form, found.table.pointer, {
    totals: totals.length === 0 ? undefined : totals,
  })
  return { ...draft, form }
}
