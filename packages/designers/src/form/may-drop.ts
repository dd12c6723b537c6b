import type { FormPayload } from './editor-types.ts'
import { isColumn, tablePointer } from './subtable.ts'
import { liesInside, spotOf } from './tree.ts'

/** Whether something may go into a list: columns stay in their table, and new fields alone become columns. */
export function mayDrop(payload: FormPayload, list: string): boolean {
  const toTable = tablePointer(list) !== undefined
  if (!('move' in payload)) return !toTable || payload.add === 'field'
  if (isColumn(payload.move)) return spotOf(payload.move).list === list
  return !toTable && !liesInside(list, payload.move)
}
