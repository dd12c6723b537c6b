import { sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { MergeRow, MergeTables } from '../../tables/merges.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, uuidSql, uuidsSql } from '../values.ts'

const columns = sql`id, at, actor, actor_name as "actorName", entity, kept, merged, journal, undone_at as "undoneAt"`

/** Records that were made one. */
export function mergeTables(context: SystemContext): MergeTables {
  const { runner } = context
  const table = context.table('merge')
  return {
    add: async ({ actor, actorName, entity, kept, merged, journal }) => {
      const id = newId()
      await runner.change(sql`insert into ${table} (id, at, actor, actor_name, entity, kept, merged, journal)
        values (${uuidSql(id)}, ${context.nowSql()}, ${actor === null ? sql`null` : uuidSql(actor)}, ${textSql(actorName)},
          ${textSql(entity)}, ${uuidSql(kept)}, (select array_agg(x::uuid) from json_array_elements_text(${jsonSql(merged)}) as x),
          ${jsonSql(journal)}::jsonb)`)
      return id
    },
    get: async (id) =>
      isUuid(id)
        ? ((await runner.first<MergeRow>(
            sql`select ${columns} from ${table} where id = ${uuidSql(id)} for update`,
          )) ?? null)
        : null,
    of: (kept) =>
      isUuid(kept)
        ? runner.rows<MergeRow>(
            sql`select ${columns} from ${table} where kept = ${uuidSql(kept)} and undone_at is null order by at desc`,
          )
        : Promise.resolve([]),
    into: async (ids) => {
      const rows = await runner.rows<{ id: string; kept: string }>(
        sql`with recursive way(id, kept, depth) as (
          select x.id, m.kept, 1 from unnest(${uuidsSql(ids.filter(isUuid))}) as x(id) join ${table} m on m.merged @> array[x.id] and m.undone_at is null
          union all select way.id, m.kept, way.depth + 1 from way join ${table} m on m.merged @> array[way.kept] and m.undone_at is null where way.depth < 20)
        select distinct on (id) id, kept from way order by id, depth desc`,
      )
      return new Map(rows.map(({ id, kept }) => [id, kept]))
    },
    undone: async (id) => {
      await runner.change(sql`update ${table} set undone_at = ${context.nowSql()} where id = ${uuidSql(id)}`)
    },
  }
}
