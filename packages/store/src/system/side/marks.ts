import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { FavouriteRow, MarkTables, VisitedRow } from '../../tables/marks.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, textSql, uuidSql } from '../values.ts'

const mostFavourites = 200
const mostVisits = 100
const columns = rawSql('id, kind, entity, record_id as "recordId", view, report, dashboard')

/** Favourites and visits. */
export function markTables(context: SystemContext): MarkTables {
  const { runner } = context
  const favourite = context.table('favourite')
  const visited = context.table('visited')
  return {
    favourites: (userId) =>
      runner.rows<FavouriteRow>(
        sql`select ${columns} from ${favourite} where user_id = ${uuidSql(userId)} order by id`,
      ),
    addFavourite: async (userId, { kind, entity, recordId, view, report, dashboard }) => {
      await runner.change(sql`insert into ${favourite}
          (id, user_id, kind, entity, record_id, view, report, dashboard, created_at)
        select ${uuidSql(newId())}, ${uuidSql(userId)}, ${textSql(kind)}, ${textSql(entity)}, ${uuidSql(recordId)},
          ${textSql(view)}, ${textSql(report)}, ${textSql(dashboard)}, ${context.nowSql()}
        where (select count(*) from ${favourite} where user_id = ${uuidSql(userId)}) < ${bindSql(mostFavourites)}
        on conflict do nothing`)
    },
    removeFavourite: async (userId, id) => {
      if (isUuid(id))
        await runner.change(
          sql`delete from ${favourite} where id = ${uuidSql(id)} and user_id = ${uuidSql(userId)}`,
        )
    },
    visited: (userId, limit) =>
      runner.rows<VisitedRow>(sql`select entity, record_id as "recordId", at from ${visited}
        where user_id = ${uuidSql(userId)} order by at desc limit ${bindSql(limit)}`),
    visit: async (userId, { entity, recordId }) => {
      await runner.change(sql`insert into ${visited} (user_id, entity, record_id, at)
        values (${uuidSql(userId)}, ${textSql(entity)}, ${uuidSql(recordId)}, ${context.nowSql()})
        on conflict (user_id, entity, record_id) do update set at = excluded.at`)
      await runner.change(sql`delete from ${visited} v where v.user_id = ${uuidSql(userId)} and v.at <
        (select o.at from ${visited} o where o.user_id = ${uuidSql(userId)}
          order by o.at desc offset ${bindSql(mostVisits - 1)} limit 1)`)
    },
  }
}
