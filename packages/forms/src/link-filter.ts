import type { Expression, Json } from '@mortise/expressions'
import type { Condition } from '@mortise/schema'
import { bindRecord, filterOf, writtenOut } from './filters.ts'
import { walkForm } from './layout.ts'
import type { FormProgram, FormState } from './types.ts'

/**
 * The filter that a link's picker sends to the server: the field's own and the form's, with the record's values put in.
 * Undefined when every record may be chosen. `path` is a place such as `customer` or `items/0/product`.
 */
export function linkFilter(program: FormProgram, state: FormState, path: string): Expression | undefined {
  const [first = '', row, key] = path.split('/')
  const table = key === undefined ? '' : first
  const name = key ?? first
  const entity = program.tables.get(table)?.entity
  const field = entity?.field(name)
  if (entity === undefined || field === undefined) return undefined
  const parentField = program.tables.get(table)?.parentField
  const read = (where: string): Json => {
    const [head, ...rest] = where.split('.')
    return head === parentField && rest.length > 0
      ? readRecord(state, rest.join('.'))
      : readRecord(state, where, { table, row })
  }
  const written = (where: string): Expression =>
    writtenOut(program, entity.scope, { path: where, value: read(where) })
  const own = [filterOf(field), formFilter(program, table, name)].filter((one) => one !== undefined)
  const bound = own.map((one) => bindRecord(one, written))
  return bound.length < 2 ? bound[0] : { and: bound }
}

/** What the form adds to a field's own filter. */
function formFilter(program: FormProgram, table: string, key: string): Condition | undefined {
  const { placements } = walkForm(program.form)
  const node = placements.find((one) => one.node.field === (table === '' ? key : table))?.node
  if (node?.type === 'subtable') return node.columns?.find(({ field }) => field === key)?.optionsFilter
  return node?.type === 'field' && table === '' ? node.optionsFilter : undefined
}

type Holder = Pick<FormState, 'row' | 'links'>

/** What a path reads of the record, or of one of its rows (by key or number). */
export function readRecord(
  state: FormState,
  path: string,
  at: { readonly table: string; readonly row: string | undefined } = { table: '', row: undefined },
): Json {
  const { table, row } = at
  const rows = state.tables[table] ?? []
  const holder = table === '' ? state : (rows.find((one) => one.key === row) ?? rows[Number(row)])
  return valueAt(holder, path.split('.'))
}

function valueAt(holder: Holder | undefined, [head = '', ...rest]: readonly string[]): Json {
  if (rest.length === 0) return holder?.row[head] ?? null
  const next = holder?.links[head]
  return next === undefined || next === null
    ? null
    : valueAt({ row: next.row, links: next.links ?? {} }, rest)
}
