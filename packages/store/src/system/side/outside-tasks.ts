import { sql } from '@mortise/expressions/sql'
import type { OutsideTaskRow, OutsideTaskTables } from '../../tables/outside-tasks.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, uuidSql } from '../values.ts'

/** Tasks of flows on lists in systems outside. */
export function outsideTaskTables(context: SystemContext): OutsideTaskTables {
  const { runner } = context
  const table = context.table('outside_task')
  return {
    ofItem: async (itemId) =>
      isUuid(itemId)
        ? runner.rows<OutsideTaskRow>(sql`select item_id as "itemId", connection, user_id as "userId", state, data
            from ${table} where item_id = ${uuidSql(itemId)} order by connection`)
        : [],
    put: async ({ itemId, connection, userId, state, data }) => {
      await runner.change(sql`insert into ${table} (item_id, connection, user_id, state, data, at)
        values (${uuidSql(itemId)}, ${textSql(connection)}, ${uuidSql(userId)}, ${textSql(state)},
          ${data === null ? sql`null::json` : jsonSql(data)}, ${context.nowSql()})
        on conflict (item_id, connection) do update set state = excluded.state, data = excluded.data,
          user_id = excluded.user_id, at = excluded.at`)
    },
    wanted: async () =>
      (await runner.first(sql`select 1 as one from ${context.table('connection')}
        where settings ->> ${textSql('todos')} = 'true' limit 1`)) !== undefined,
  }
}
