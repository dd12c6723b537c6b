import type { Json } from '@mortise/expressions'
import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import { castType } from '../ddl/columns.ts'
import { newContext, type QueryBase } from '../query/context.ts'
import { shapeInReach } from '../query/page.ts'
import { fieldSql, fromSql, placeOf, rowsInReach } from '../query/place.ts'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import { column, hidden, quoted, recordTable } from '../sql/names.ts'

type Asked = { readonly entity: string; readonly rows: readonly RecordValues[] }

const isText = (field: FieldShape): boolean => (field.column?.type ?? 'text') === 'text'

/** Groups of fields that no two live records may share. Running numbers are given out once anyway. */
export function uniqueGroups(shape: EntityShape): readonly (readonly string[])[] {
  const single = shape.stored
    .filter((field) => field.source === undefined)
    .filter((field) => field.model.document.unique === true || field.column?.unique === true)
    .map(({ key }) => [key])
  return [...single, ...(shape.entity.document.uniques ?? []).map(({ fields }) => fields)]
}

/** Places of rows whose unique values some live record has already, each with the fields. One statement a group. */
export async function takenValues(
  runner: Runner,
  base: QueryBase,
  asked: Asked,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const shape = shapeInReach(base, asked.entity)
  const taken = new Map<number, readonly string[]>()
  const table = recordTable(base.schema, shape.key)
  for (const group of uniqueGroups(shape)) {
    const list = listOf(shape, group, asked.rows)
    if (list === undefined) continue
    const same = joinSql(
      group.map((key, at) => sql`t.${rawSql(quoted(key))} = ${list.column(at)}`),
      ' and ',
    )
    const found = await runner.rows<{ n: number | string }>(
      sql`select x.n from ${list.from} where exists (select 1 from ${table} t where ${same} and t.${rawSql(quoted(hidden.deletedAt))} is null)`,
    )
    for (const { n } of found) taken.set(list.places[Number(n) - 1] ?? 0, group)
  }
  return taken
}

/** The oldest record in the actor's reach with the same values in `fields`, by place of the row; one statement. */
export async function matchingRecords(
  runner: Runner,
  base: QueryBase,
  asked: Asked & { readonly fields: readonly string[] },
): Promise<ReadonlyMap<number, string>> {
  const shape = shapeInReach(base, asked.entity)
  const list = listOf(shape, asked.fields, asked.rows)
  if (list === undefined) return new Map()
  const place = placeOf(newContext(base), shape.key, 'actor')
  const same = joinSql(
    asked.fields.map((key, at) => sql`${fieldSql(place, key)} = ${list.column(at)}`),
    ' and ',
  )
  const live = rowsInReach(place)
  const id = column(place.alias, 'id')
  const found = await runner.rows<{ n: number | string; id: string }>(
    sql`select x.n, m.id from ${list.from} cross join lateral (select d.id from (select ${id} as id from ${fromSql(place)} where ${live} and ${same} offset 0) as d order by d.id limit 1) as m`,
  )
  return new Map(found.map(({ n, id: match }) => [list.places[Number(n) - 1] ?? 0, match]))
}

type Listed = {
  readonly from: Fragment
  readonly column: (at: number) => Fragment
  /** Place of each listed row among all. */
  readonly places: readonly number[]
}

/** Rows that have all of some values, as a table of SQL; undefined when there is none, or a field has no column. */
function listOf(
  shape: EntityShape,
  keys: readonly string[],
  rows: readonly RecordValues[],
): Listed | undefined {
  const fields = keys.map((key) => shape.fields.get(key))
  if (fields.some((field) => !field?.column)) return undefined
  const places = [...rows.keys()].filter((place) =>
    keys.every((key) => (rows[place]?.[key] ?? null) !== null),
  )
  if (places.length === 0) return undefined
  const lists = keys.map((key, at) => {
    const values = places.map((place): Json => {
      const value = rows[place]?.[key] ?? null
      return typeof value === 'object' ? JSON.stringify(value) : value
    })
    const type = fields[at]?.column ? castType(fields[at].column) : 'text'
    return sql`${bindSql(values)}::${rawSql(type)}[]`
  })
  const names = keys.map((_, at) => `v${at}`)
  return {
    from: sql`unnest(${joinSql(lists, ', ')}) with ordinality as x(${rawSql(names.join(', '))}, n)`,
    column: (at) =>
      rawSql(fields[at] !== undefined && isText(fields[at]) ? `x.v${at} collate "C"` : `x.v${at}`),
    places,
  }
}
