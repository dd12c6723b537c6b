import { bindSql, sql } from '@mortise/expressions/sql'
import type { BehaviourRow, BehaviourTables } from '../../tables/behaviours.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, timeSql, uuidSql } from '../values.ts'

/** What was done with records, and what it is worth. */
export function behaviourTables(context: SystemContext): BehaviourTables {
  const { runner } = context
  const [table, states] = [context.table('behaviour'), context.table('score_state')]
  return {
    add: async (row) =>
      (await runner.change(sql`insert into ${table} (id, entity, record_id, kind, at, key, points)
        values (${uuidSql(row.id)}, ${textSql(row.entity)}, ${uuidSql(row.recordId)}, ${textSql(row.kind)},
          ${timeSql(row.at)}, ${textSql(row.key)}, ${jsonSql(row.points)})
        on conflict (key) do nothing`)) === 1,
    ofRecord: async (recordId, limit) =>
      isUuid(recordId)
        ? runner.rows<BehaviourRow>(sql`select id, entity, record_id as "recordId", kind, at, points from ${table}
            where record_id = ${uuidSql(recordId)} order by at desc, id desc limit ${bindSql(limit)}`)
        : [],
    pointsSince: async ({ score, recordId, kind, since }) => {
      const row = await runner.first<{ points: number }>(sql`select
          coalesce(sum((points ->> ${textSql(score)})::double precision), 0)::double precision as points
        from ${table} where record_id = ${uuidSql(recordId)} and kind = ${textSql(kind)} and at >= ${timeSql(since)}`)
      return row?.points ?? 0
    },
    state: async (score, recordId, lock = false) => {
      const locked = lock ? sql` for update` : sql``
      return (
        (await runner.first<{ points: number; at: string }>(sql`select points, at from ${states}
          where score = ${textSql(score)} and record_id = ${uuidSql(recordId)}${locked}`)) ?? null
      )
    },
    putState: async (score, recordId, { points, at }) => {
      await runner.change(sql`insert into ${states} (score, record_id, points, at)
        values (${textSql(score)}, ${uuidSql(recordId)}, ${bindSql(points)}::double precision, ${timeSql(at)})
        on conflict (score, record_id) do update set points = excluded.points, at = excluded.at`)
    },
  }
}
