import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { ReportWatchTables, WatchRunRow } from '../../tables/report-watches.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, rowsSql, textSql, textsSql, timeSql, uuidSql, uuidsSql } from '../values.ts'

const columns = rawSql(
  `id, watch_id as "watchId", user_id as "userId", due_at as "dueAt", state, detail, file_id as "fileId", at`,
)

/** What became of times at which people were to be sent reports. */
export function watchRunTables(
  context: SystemContext,
): Pick<ReportWatchTables, 'begin' | 'run' | 'settle' | 'note' | 'runs' | 'lastRuns'> {
  const { runner } = context
  const table = context.table('report_watch_run')
  return {
    begin: async (watchId, dueAt, userIds) => {
      if (userIds.length === 0) return []
      const rows = userIds.map((userId) => ({ id: newId(), user_id: userId }))
      return runner.rows<{ id: string; userId: string }>(sql`insert into ${table}
          (id, watch_id, user_id, due_at, state, detail, at)
        select x.id, ${uuidSql(watchId)}, x.user_id, ${timeSql(dueAt)}, 'waiting', '{}', ${context.nowSql()}
        from json_to_recordset(${rowsSql(rows)}) as x (id uuid, user_id uuid)
        on conflict (watch_id, user_id, due_at) do nothing returning id, user_id as "userId"`)
    },
    run: async (id) =>
      isUuid(id)
        ? ((await runner.first<WatchRunRow>(
            sql`select ${columns} from ${table} where id = ${uuidSql(id)}`,
          )) ?? null)
        : null,
    settle: async (id, { state, detail, fileId }) =>
      (await runner.change(sql`update ${table} set state = ${textSql(state)}, detail = ${jsonSql(detail)},
        file_id = ${uuidSql(fileId)}, at = ${context.nowSql()}
        where id = ${uuidSql(id)} and state = 'waiting'`)) === 1,
    note: async (id, detail) => {
      await runner.change(sql`update ${table} set detail = (detail::jsonb || ${jsonSql(detail)}::jsonb)::json
        where id = ${uuidSql(id)}`)
    },
    runs: (watchId, { userId, states, limit }) => {
      const who = userId === undefined ? rawSql('') : sql`and user_id = ${uuidSql(userId)}`
      const how = states === undefined ? rawSql('') : sql`and state = any(${textsSql(states)})`
      return runner.rows<WatchRunRow>(sql`select ${columns} from ${table}
        where watch_id = ${uuidSql(watchId)} ${who} ${how}
        order by due_at desc, id desc limit ${bindSql(limit)}::int`)
    },
    lastRuns: async (watchIds, userId) =>
      watchIds.length === 0
        ? []
        : runner.rows<WatchRunRow>(sql`select distinct on (watch_id) ${columns} from ${table}
            where watch_id = any(${uuidsSql(watchIds)}) and user_id = ${uuidSql(userId)}
            order by watch_id, due_at desc, id desc`),
  }
}
