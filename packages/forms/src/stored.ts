import type { Json } from '@mortise/expressions'
import { type Draft, previousRow, same, storedInput } from './draft.ts'
import { valuePath } from './graph.ts'
import type { Cell, RowState, TablePlan } from './types.ts'

/** The record itself or one row, as it is now. */
type Now = Pick<RowState, 'row'>

/** What is stored of the record or of a row; undefined while it is new. */
export function storedOf(
  draft: Draft,
  plan: TablePlan,
  { row }: Now,
): { readonly [key: string]: Json } | undefined {
  return plan.table === '' ? draft.around.previous : previousRow(draft.around, plan.table, row['id'])
}

/**
 * Whether a value path differs from what is stored; of something new, whether it holds anything at all. `path` is one of
 * the record, or of the rows that `now` is one of.
 */
export function hasMoved(
  draft: Draft,
  path: string,
  at: { readonly plan: TablePlan; readonly now: Now },
): boolean {
  const { plan, now } = at
  const prefix = valuePath(plan.table, '')
  const own = plan.table === '' || !path.startsWith(prefix) ? undefined : path.slice(prefix.length)
  if (own !== undefined) return differs(storedOf(draft, plan, now)?.[own], now.row[own])
  const [head = '', inner] = path.split('.')
  return draft.program.tables.has(head) && head !== ''
    ? rowsMoved(draft, head, inner)
    : differs(draft.around.previous?.[path], draft.row[path])
}

const differs = (before: Json | undefined, after: Json | undefined): boolean =>
  !same(before ?? null, after ?? null)

/** Whether rows differ from those stored: in one field, or in anything that people write. */
function rowsMoved(draft: Draft, table: string, field: string | undefined): boolean {
  const plan = draft.program.tables.get(table)
  const before = draft.around.previous?.[table]
  const stored = Array.isArray(before) ? (before as readonly { readonly [key: string]: Json }[]) : []
  const rows = draft.tables[table] ?? []
  if (plan === undefined || rows.length !== stored.length) return true
  const keys = field === undefined ? writtenKeys(plan) : [field]
  return rows.some(({ row }, at) => {
    const other = stored[at]
    return row['id'] !== other?.['id'] || keys.some((key) => differs(other?.[key], row[key]))
  })
}

const writtenKeys = (plan: TablePlan): readonly string[] =>
  [...plan.fields.values()].filter((field) => field.stored && !field.computed).map(({ key }) => key)

/**
 * Whether the form keeps people from writing a field: it is read-only now, and it was so on what is stored. What became
 * read-only by this very change may still be part of it. Where the condition reads behind a link, only now counts.
 */
export function isGuarded(
  draft: Draft,
  cell: Cell,
  at: { readonly plan: TablePlan; readonly now: Now; readonly input: Parameters<Cell['run']>[0] },
): boolean {
  if (cell.run(at.input) !== true) return false
  const before = cell.awaits.length > 0 ? undefined : storedInput(draft, at.plan, at.now)
  return before === undefined || cell.run(before) === true
}
