import type { Expression, Json } from '@mortise/expressions'
import { bindRecord, filterOf } from './filters.ts'
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
  const field = program.tables.get(table)?.entity.field(name)
  if (field === undefined) return undefined
  const rows = state.tables[table] ?? []
  const holder = table === '' ? state : (rows.find((one) => one.key === row) ?? rows[Number(row)])
  const read = (where: string): Json => valueAt(holder, where.split('.'))
  const node =
    table === '' ? walkForm(program.form).placements.find((one) => one.node.field === name)?.node : undefined
  const own = [filterOf(field), node?.type === 'field' ? node.optionsFilter : undefined].filter(
    (one) => one !== undefined,
  )
  const bound = own.map((one) => bindRecord(one, read))
  return bound.length < 2 ? bound[0] : { and: bound }
}

type Holder = Pick<FormState, 'row' | 'links'>

function valueAt(holder: Holder | undefined, [head = '', ...rest]: readonly string[]): Json {
  if (rest.length === 0) return holder?.row[head] ?? null
  const next = holder?.links[head]
  return next === undefined || next === null
    ? null
    : valueAt({ row: next.row, links: next.links ?? {} }, rest)
}
