import type { FaceContext } from '@mortise/fields/react'
import type { RowState } from '@mortise/forms'
import type { LocalizedText } from '@mortise/errors'
import type { EntityModel, FieldModel, FormSubtableNode } from '@mortise/schema'

/** A column of a sub-table on the screen. */
export type GridColumn = {
  readonly field: FieldModel
  /** Instead of the field's own name. */
  readonly label?: LocalizedText | undefined
  /** In pixels. */
  readonly width: number
  /** Numbers stand at the right. */
  readonly end: boolean
}

/** The columns a sub-table shows: those of its node, else every field of the rows that is a plain value. */
export function columnsOf(
  node: FormSubtableNode,
  entity: EntityModel | undefined,
  ctx: FaceContext,
): readonly GridColumn[] {
  const plain = (field: FieldModel): boolean =>
    !field.system && ctx.types.find(field.type)?.parentField === undefined
  const fields =
    node.columns?.flatMap((column) => entity?.field(column.field) ?? []) ?? entity?.fields.filter(plain) ?? []
  return fields.map((field) => {
    const face = ctx.faces.find(field.type)
    const own = node.columns?.find((column) => column.field === field.key)
    return { field, label: own?.label, width: own?.width ?? face?.width ?? 140, end: face?.align === 'end' }
  })
}

/** Columns that at least one row shows: a column whose condition holds in no row is left out, head and all. */
export function shownColumns(
  columns: readonly GridColumn[],
  rows: readonly RowState[],
): readonly GridColumn[] {
  if (rows.length === 0) return columns
  return columns.filter(({ field }) => rows.some((row) => row.fields[field.key]?.visible !== false))
}
