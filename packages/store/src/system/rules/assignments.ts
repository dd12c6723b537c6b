import { bindSql, sql } from '@mortise/expressions/sql'
import type { AssignmentRow, AssignmentTables } from '../../tables/assignments.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, timeSql, uuidSql } from '../values.ts'

const columns = sql`id, policy, rule, entity, record_id as "recordId", user_id as "userId", strategy, why, state,
  accept_by as "acceptBy", at, settled_at as "settledAt"`

/** Who got which record, and why. */
export function assignmentTables(context: SystemContext): AssignmentTables {
  const { runner } = context
  const table = context.table('assignment')
  return {
    add: async (row, replaces) => {
      await runner.change(sql`update ${table} set state = 'replaced', settled_at = ${timeSql(row.at)}
        where record_id = ${uuidSql(row.recordId)} and entity = ${textSql(row.entity)} and state = 'open'
          and policy = any(${bindSql([...replaces])}::text[])`)
      await runner.change(sql`insert into ${table} (id, policy, rule, entity, record_id, user_id, strategy, why,
          state, accept_by, at)
        values (${uuidSql(row.id)}, ${textSql(row.policy)}, ${textSql(row.rule)}, ${textSql(row.entity)},
          ${uuidSql(row.recordId)}, ${uuidSql(row.userId)}, ${textSql(row.strategy)}, ${jsonSql(row.why)},
          ${textSql(row.state)}, ${timeSql(row.acceptBy)}, ${timeSql(row.at)})`)
    },
    get: async (id, lock = false) => {
      const locked = lock ? sql` for update` : sql``
      return (
        (await runner.first<AssignmentRow>(
          sql`select ${columns} from ${table} where id = ${uuidSql(id)}${locked}`,
        )) ?? null
      )
    },
    ofRecord: async (recordId, limit) =>
      isUuid(recordId)
        ? runner.rows<AssignmentRow>(
            sql`select ${columns} from ${table} where record_id = ${uuidSql(recordId)} order by id desc limit ${bindSql(limit)}`,
          )
        : [],
    settle: async (id, state) => {
      await runner.change(sql`update ${table} set state = ${textSql(state)}, settled_at = ${context.nowSql()}
        where id = ${uuidSql(id)} and state = 'open'`)
    },
  }
}
