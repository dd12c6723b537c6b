import { type BlockCells, fieldAt, filesOf } from '@mortise/prints'
import type { PrintBlockDocument } from '@mortise/schema'
import { useWorkbench } from '../workbench/context.tsx'
import { entriesOf } from './cells.ts'

/** The field that a column shows: by its name, or by a formula that is nothing but one. */
function pathOf(column: { readonly [key: string]: unknown } | undefined): string {
  const { field, expr } = column ?? {}
  if (typeof field === 'string' && field !== '') return field
  const path = (expr as { readonly var?: unknown } | null | undefined)?.var
  return typeof path === 'string' ? path : ''
}

/** Tells of each column of a table whether files stand in its field: only then something can be said of its pictures. */
export function useFileColumns(
  home: string,
  block: PrintBlockDocument,
  cells: BlockCells,
): (column: number) => boolean {
  const { model, kit } = useWorkbench()
  const given = { model, fields: kit.fields }
  const source = typeof block['source'] === 'string' ? block['source'] : ''
  const entity = model.entity(model.entity(home)?.relation(source)?.target ?? '')
  const columns = entriesOf(block, cells.columns)
  return (at) => {
    const path = pathOf(columns[at])
    return path !== '' && filesOf(entity, fieldAt(entity, path, given), given) !== undefined
  }
}
