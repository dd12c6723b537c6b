import type { Json } from '@mortise/expressions'
import { bindSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import type { EntityShape } from '../records/shape.ts'
import { ownTable } from '../sql/names.ts'

/** What a record came with: a chunk of a bulk import, or a request that made many. */
export type Origin = {
  readonly at: string
  readonly actor: string | null
  readonly actorName: string
  readonly via: string
}

/** Where a record came from, if it came with many others. */
export async function originOf(
  runner: Runner,
  schema: string,
  of: { readonly shape: EntityShape; readonly id: string },
): Promise<Origin | undefined> {
  return runner.first<Origin>(
    sql`select c.at, c.actor, c.actor_name as "actorName", c.via from (
        select at, actor, actor_name, 'import' as via, tag, entity, first_id, last_id from ${ownTable(schema, 'import_chunk')}
        union all
        select at, actor, actor_name, via, tag, entity, first_id, last_id from ${ownTable(schema, 'record_chunk')}) as c
      where c.tag = right(${bindSql(of.id)}::uuid::text, 12) and c.entity = ${bindSql(of.shape.historyKey)}
        and ${bindSql(of.id)}::uuid between c.first_id and c.last_id limit 1`,
  )
}

type Change = { readonly field: string; readonly from: Json; readonly to: Json }

/** The values a record began with, out of those it has now and all that was changed since, oldest first. */
export function firstChanges(
  shape: EntityShape,
  now: RecordValues,
  since: readonly (readonly Change[])[],
): readonly Change[] {
  const first = new Map<string, Json>(
    shape.stored
      .filter((field) => !field.model.system || field.key === 'owner' || field.key === 'department')
      .map((field) => [field.historyKey, now[field.key] ?? null]),
  )
  for (const changes of since.toReversed())
    for (const { field, from } of changes) if (first.has(field)) first.set(field, from)
  return [...first].flatMap(([field, to]) => (to === null ? [] : [{ field, from: null, to }]))
}
