import { bindSql, sql } from '@mortise/expressions/sql'
import type { SlaClockRow, SlaTables } from '../../tables/slas.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql, timeSql, uuidSql } from '../values.ts'

/** Promises of service. */
export function slaTables(context: SystemContext): SlaTables {
  const { runner } = context
  const table = context.table('sla_clock')
  return {
    get: async (sla, recordId) =>
      (await runner.first<SlaClockRow>(sql`select sla, entity, record_id as "recordId", events, state,
          due_at as "dueAt"
        from ${table} where sla = ${textSql(sla)} and record_id = ${uuidSql(recordId)} for update`)) ?? null,
    put: async (row) => {
      await runner.change(sql`insert into ${table} (sla, entity, record_id, events, state, due_at)
        values (${textSql(row.sla)}, ${textSql(row.entity)}, ${uuidSql(row.recordId)}, ${jsonSql(row.events)},
          ${textSql(row.state)}, ${timeSql(row.dueAt)})
        on conflict (sla, record_id) do update set entity = excluded.entity, events = excluded.events,
          state = excluded.state, due_at = excluded.due_at`)
    },
    open: async (sla, after, limit) => {
      const rows = await runner.rows<{ id: string }>(sql`select record_id as id from ${table}
        where sla = ${textSql(sla)} and state in ('running', 'paused')
          and record_id > ${uuidSql(after ?? '00000000-0000-0000-0000-000000000000')}
        order by record_id limit ${bindSql(limit)}`)
      return rows.map(({ id }) => id)
    },
  }
}
