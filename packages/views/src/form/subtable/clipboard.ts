import type { FaceContext } from '@mortise/fields/react'
import type { RowState } from '@mortise/forms'
import { tsv } from '../../list/cell-text.ts'
import type { GridColumn } from './columns.ts'

/** Rows as text that spreadsheets, and this grid, can paste. */
export function rowsText(
  rows: readonly RowState[],
  columns: readonly GridColumn[],
  ctx: FaceContext,
): string {
  return tsv(rows.map((row) => columns.map((column) => cellText(row, column, ctx))))
}

function cellText({ fields }: RowState, { field }: GridColumn, ctx: FaceContext): string {
  const state = fields[field.key]
  if (state?.input !== undefined)
    return typeof state.input === 'string' ? state.input : JSON.stringify(state.input)
  if (state === undefined || state.value === null) return ''
  const type = ctx.types.find(field.type)
  const text = type?.toText(state.value, {
    field: field.document,
    locale: ctx.locale,
    timeZone: ctx.timeZone,
    labelOf: (entity, id) => ctx.labelOf?.(entity, id) ?? undefined,
    shown: ctx.shown?.(field.document),
  })
  return text ?? String(state.value)
}
