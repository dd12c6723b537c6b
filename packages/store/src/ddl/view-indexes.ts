import { createHash } from 'node:crypto'
import type { Expression, Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import { parentPlans } from '../records/rollup-plans.ts'
import type { EntityShape, FieldShape, Shapes } from '../records/shape.ts'
import { neverEmpty } from '../query/order.ts'
import { hidden, ownTable, quoted, tableName } from '../sql/names.ts'
import { fieldIndexes } from './columns.ts'

const mark = '_view_'
const mostColumns = 5

/** What a list asks for, as far as an index can serve it. */
type Looked = {
  readonly filter?: Expression | undefined
  readonly sort?: readonly { readonly field: string; readonly dir?: 'asc' | 'desc' | undefined }[] | undefined
  readonly groupBy?: string | undefined
  readonly sums?: readonly string[] | undefined
}

/**
 * Brings the indexes behind views up to what the metadata and people's own views ask for: the fields a filter holds to one
 * value, then the sort key, then the id, over live records; and those that lists ask for by what rights people have. Names carry a hash of the definition, so that only what
 * changed is made, and what no view asks for any more is dropped.
 */
export async function keepViewIndexes(runner: Runner, schema: string, shapes: Shapes): Promise<void> {
  const saved = await runner.rows<{ entity: string; json: Json }>(
    sql`select distinct entity, json::text as json from ${ownTable(schema, 'saved_view')}`,
  )
  const wanted = new Map(
    shapes.model.entities.flatMap(({ key }) => {
      const shape = shapes.entity(key)
      const own = saved.filter((one) => one.entity === key).map(({ json }) => lookedIn(json))
      const views: readonly Looked[] = [...shapes.model.views(key), ...own]
      const asked = [
        ...views.flatMap((view) => viewIndexes(shape, view)),
        ...titleIndex(shape),
        ...ownerIndex(shapes, shape),
        ...edgeIndexes(shapes, shape),
      ]
      return asked.map((one) => named(schema, shape, one))
    }),
  )
  const found = await runner.rows<{ name: string }>(
    sql`select indexname as name from pg_indexes where schemaname = ${bindSql(schema)} and indexname ~ ${bindSql(`^r_.*${mark}[0-9a-f]{12}$`)}`,
  )
  const present = new Set(found.map((row) => row.name))
  for (const name of present)
    if (!wanted.has(name)) await runner.rows(rawSql(`drop index ${quoted(schema)}.${quoted(name)}`))
  for (const [name, definition] of wanted)
    if (!present.has(name)) await runner.rows(rawSql(`create index ${quoted(name)} on ${definition}`))
}

function named(schema: string, shape: EntityShape, definition: string): readonly [string, string] {
  const table = tableName(shape.key)
  const text = `${quoted(schema)}.${quoted(table)} ${definition} where ${quoted(hidden.deletedAt)} is null`
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return [`${table.slice(0, 40)}${mark}${hash}`, text]
}

/** A view that a person keeps is whatever the screen put into it: a view, or the parts of a list's address. */
function lookedIn(text: Json): Looked {
  try {
    const view: unknown = JSON.parse(String(text))
    if (typeof view !== 'object' || view === null) return {}
    const { sort, group, ...looked } = view as Looked & { readonly sort?: unknown; readonly group?: unknown }
    const groupBy = typeof group === 'string' ? group.split(/[,:]/)[0] : looked.groupBy
    return { ...looked, groupBy, sort: typeof sort === 'string' ? sortIn(sort) : (sort as Looked['sort']) }
  } catch {
    return {}
  }
}

/** `-score,name`, as addresses have it. */
function sortIn(text: string): Looked['sort'] {
  return text.split(',').map((one) => {
    const down = one.startsWith('-')
    return { field: down ? one.slice(1) : one, dir: down ? 'desc' : 'asc' }
  })
}

function viewIndexes(shape: EntityShape, view: Looked): readonly string[] {
  const equal = heldFields(view.filter ?? null).filter((key) => indexable(shape, key) !== undefined)
  const sort = sortOf(shape, view)
  const held = [...new Set(equal)].slice(0, mostColumns - 1)
  const keys = sort.filter(({ field }) => !held.includes(field)).slice(0, mostColumns - held.length)
  const columns = [...held, ...keys.map(({ field }) => field)]
  const [alone] = columns.length === 1 ? columns : []
  const needed = columns.length > 0 && !(alone !== undefined && hasIndex(shape, alone, keys.length > 0))
  const composite = needed ? [`(${[...held.map(quoted), ...orderedColumns(shape, keys)].join(', ')})`] : []
  return [...composite, ...groupIndex(shape, view)]
}

type SortKey = { readonly field: string; readonly down: boolean }

/** Sort keys up to the first one that no index can hold. */
function sortOf(shape: EntityShape, { sort }: Looked): readonly SortKey[] {
  const keys = (Array.isArray(sort) ? (sort as NonNullable<Looked['sort']>) : []).map(
    (one): SortKey => ({ field: String(one?.field), down: one?.dir === 'desc' }),
  )
  const end = keys.findIndex(({ field }) => !sortable(shape, field))
  return end < 0 ? keys : keys.slice(0, end)
}

/** One key serves both directions; several only the very order they are read in, where empty values come last. */
function orderedColumns(shape: EntityShape, keys: readonly SortKey[]): readonly string[] {
  const [first, ...rest] = keys
  if (first === undefined || rest.length === 0)
    return [...keys.map(({ field }) => orderedSql(shape, field)), 'id']
  const down = (field: string): string => (neverEmpty.has(field) ? ' desc' : ' desc nulls last')
  // The first key is read in two parts, filled and empty, so nulls of it have no place to keep.
  const head = `${orderedSql(shape, first.field)}${first.down ? ' desc' : ''}`
  const tail = rest.map((key) => `${orderedSql(shape, key.field)}${key.down ? down(key.field) : ''}`)
  return [head, ...tail, `id${keys.at(-1)?.down === true ? ' desc' : ''}`]
}

/** A column as lists are sorted by it: names by the order people expect, which their columns do not have. */
function orderedSql(shape: EntityShape, key: string): string {
  return isNamed(shape, key) ? `${quoted(key)} collate "zh-x-icu"` : quoted(key)
}

/** Whether lists sort a field by the order of names, which an index of the column alone does not serve. */
function isNamed(shape: EntityShape, key: string): boolean {
  const column = shape.fields.get(key)?.column
  return column?.type === 'text' && column.collation === 'zh'
}

function hasIndex(shape: EntityShape, key: string, sorted: boolean): boolean {
  const field = shape.fields.get(key)
  if (field === undefined || (sorted && isNamed(shape, key))) return false
  return fieldIndexes('x', shape, field).some((text) => text.endsWith(', id)'))
}

/** What people sort by most, where the designer says that it is often looked for, though no view begins with it. */
function titleIndex(shape: EntityShape): readonly string[] {
  const { title } = shape.entity.document
  if (title === undefined || shape.fields.get(title)?.model.document.index !== true) return []
  return isNamed(shape, title)
    ? [`(${orderedColumns(shape, [{ field: title, down: false }]).join(', ')})`]
    : []
}

/** The cards of a board's column come out of an index in their order, and so do its counts and sums. */
function groupIndex(shape: EntityShape, view: Looked): readonly string[] {
  const { groupBy, sums = [] } = view
  if (typeof groupBy !== 'string' || indexable(shape, groupBy) === undefined) return []
  const [sort] = sortOf(shape, view).filter(({ field }) => field !== groupBy)
  const columns = sort === undefined ? [groupBy] : [groupBy, sort.field]
  const keys = [quoted(groupBy), ...(sort === undefined ? [] : [orderedSql(shape, sort.field)])]
  const numbers = (Array.isArray(sums) ? sums : []).map(String).filter((key) => indexable(shape, key))
  const more = [...new Set([...numbers, 'owner', 'department'])].filter((key) => !columns.includes(key))
  const include = more.length === 0 ? '' : ` include (${more.map(quoted).join(', ')})`
  return [`(${keys.join(', ')}, id)${include}`]
}

const byDepartment: ReadonlySet<string> = new Set(['department', 'department_below', 'region'])

/** Whose records there are within a department, without passing by people of others. */
function ownerIndex(shapes: Shapes, shape: EntityShape): readonly string[] {
  if (!shape.fields.get('owner')?.column || !shape.fields.get('department')?.column) return []
  const bound = shapes.model.documents('role').some(({ entities }) => {
    const read = entities?.[shape.key]?.read
    return typeof read === 'object' && byDepartment.has(read.scope)
  })
  return bound ? ['("department", "owner", id)'] : []
}

/** Who stands at the edge now, for a parent's smallest or largest value. */
function edgeIndexes(shapes: Shapes, shape: EntityShape): readonly string[] {
  return parentPlans(shapes, shape.key).flatMap(({ relation, rollups }) =>
    rollups.flatMap(({ movement }) => {
      if (relation.many !== undefined || (movement?.by !== 'min' && movement?.by !== 'max')) return []
      const key = variable(movement.value ?? null)
      const field = key === undefined ? undefined : indexable(shape, key)
      return field === undefined ? [] : [`(${quoted(relation.via)}, ${quoted(field.key)})`]
    }),
  )
}

const unsorted = new Set(['jsonb', 'text[]', 'uuid[]'])

function indexable(shape: EntityShape, key: string): FieldShape | undefined {
  const field = shape.fields.get(key)
  return field?.column && !unsorted.has(field.column.type) && field.key !== 'id' ? field : undefined
}

/** Fields in whose order an index can be: links are sorted by what people read of them, which is not in this table. */
function sortable(shape: EntityShape, key: string): boolean {
  return indexable(shape, key)?.target === undefined && indexable(shape, key) !== undefined
}

/** Fields that a condition holds to one value: behind several the order of an index is lost. */
function heldFields(filter: Expression): readonly string[] {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) return []
  const [operator = '', given] = Object.entries(filter as { readonly [name: string]: Json })[0] ?? []
  const parts = (Array.isArray(given) ? given : [given]) as readonly Json[]
  if (operator === 'and') return parts.flatMap(heldFields)
  if (operator !== '==') return []
  const [left, right] = parts.map((part) => variable(part ?? null))
  const key = left ?? right
  return key === undefined || (left !== undefined && right !== undefined) ? [] : [key]
}

function variable(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const name = (value as { readonly var?: Json }).var
  return typeof name === 'string' && !name.includes('.') ? name : undefined
}
