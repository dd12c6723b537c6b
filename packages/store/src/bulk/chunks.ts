import type { Json } from '@mortise/expressions'
import { bindSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import type { EntityShape } from '../records/shape.ts'
import { ownTable } from '../sql/names.ts'

/** The chunk of a bulk import that a record came with. */
export type Origin = {
  readonly at: string
  readonly actor: string | null
  readonly actorName: string
}

/** Where a record came from, if a bulk import brought it. */
export async function originOf(
  runner: Runner,
  schema: string,
  of: { readonly shape: EntityShape; readonly id: string },
): Promise<Origin | undefined> {
  return runner.first<Origin>(
    sql`select at, actor, actor_name as "actorName" from ${ownTable(schema, 'import_chunk')}
      where tag = right(${bindSql(of.id)}::uuid::text, 12) and entity = ${bindSql(of.shape.historyKey)}
        and ${bindSql(of.id)}::uuid between first_id and last_id limit 1`,
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
