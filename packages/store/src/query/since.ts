import { bindSql, sql } from '@mortise/expressions/sql'
import type { SinceQuery } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import { trackedFields } from '../records/trail.ts'
import { column, ownTable } from '../sql/names.ts'
import { newContext, type QueryBase } from './context.ts'
import { shapeInReach, whereSql } from './page.ts'
import { fieldSql, fromSql, placeOf } from './place.ts'
import { refuseTooLarge } from './select.ts'

/**
 * Since when each record has the value it has in a tracked field, as ISO instants by id. Records out of reach, values
 * the actor may not read and fields without history have no entry.
 */
export async function valuesSince(
  runner: Runner,
  base: QueryBase,
  query: SinceQuery,
): Promise<{ readonly [id: string]: string }> {
  const shape = shapeInReach(base, query.entity)
  refuseTooLarge('ids', query.ids.length, 500)
  const place = placeOf(newContext(base), query.entity, 'actor')
  const value = fieldSql(place, query.field)
  const id = column(place.alias, 'id')
  const field = shape.fields.get(query.field)?.historyKey ?? query.field
  if (!trackedFields(shape).some(({ key }) => key === query.field)) return {}
  const table = ownTable(base.schema, 'field_interval')
  // What the actor may not read compares as nothing and falls out; a value without an interval has been there from the first.
  const rows = await runner.rows<{ readonly id: string; readonly since: string | Date }>(
    sql`with base as (
  select ${id} as id, (${value})::text as value, ${column(place.alias, 'created_at')} as created_at from ${fromSql(place)}
  where ${whereSql(place, {})} and ${id} = any(${bindSql(query.ids)}::uuid[])
)
select b.id, coalesce(i.from_at, b.created_at) as since from base b
left join ${table} i on i.record_id = b.id and i.to_at is null and i.entity = ${bindSql(shape.historyKey)} and i.field = ${bindSql(field)}
where i.value = b.value or (i.record_id is null and b.value is not null and not exists (select 1 from ${table} o
  where o.entity = ${bindSql(shape.historyKey)} and o.field = ${bindSql(field)} and o.record_id = b.id))`,
  )
  return Object.fromEntries(rows.map(({ id: record, since }) => [record, new Date(since).toISOString()]))
}
