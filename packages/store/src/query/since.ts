import { bindSql, sql } from '@mortise/expressions/sql'
import type { SinceQuery } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
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
  // What the actor may not read compares as nothing and falls out.
  const rows = await runner.rows<{ readonly id: string; readonly since: string | Date }>(
    sql`with base as (
  select ${id} as id, (${value})::text as value from ${fromSql(place)}
  where ${whereSql(place, {})} and ${id} = any(${bindSql(query.ids)}::uuid[])
)
select b.id, i.from_at as since from base b
join ${ownTable(base.schema, 'field_interval')} i on i.record_id = b.id and i.to_at is null and i.value = b.value
where i.entity = ${bindSql(shape.historyKey)} and i.field = ${bindSql(field)}`,
  )
  return Object.fromEntries(rows.map(({ id: record, since }) => [record, new Date(since).toISOString()]))
}
