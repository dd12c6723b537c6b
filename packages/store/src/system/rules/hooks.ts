import { bindSql, sql } from '@mortise/expressions/sql'
import type { HookCallRow, HookRow, HookTables } from '../../tables/hooks.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql, uuidSql } from '../values.ts'

const columns = sql`rule, token, secret, created_by as "createdBy", created_at as "createdAt"`
const callColumns = sql`id, rule, message_id as "messageId", signature, state, entity, record_id as "recordId", error, at`

/** Addresses of rules for systems outside, and what came in by them. */
export function hookTables(context: SystemContext): HookTables {
  const { runner } = context
  const [table, calls] = [context.table('hook'), context.table('hook_call')]
  return {
    get: async (rule) =>
      (await runner.first<HookRow>(sql`select ${columns} from ${table} where rule = ${textSql(rule)}`)) ??
      null,
    byToken: async (token) =>
      (await runner.first<HookRow>(sql`select ${columns} from ${table} where token = ${textSql(token)}`)) ??
      null,
    put: async ({ rule, token, secret, createdBy }) => {
      await runner.change(sql`insert into ${table} (rule, token, secret, created_by, created_at)
        values (${textSql(rule)}, ${textSql(token)}, ${textSql(secret)}, ${uuidSql(createdBy)}, ${context.nowSql()})
        on conflict (rule) do update set token = excluded.token, secret = excluded.secret,
          created_by = excluded.created_by, created_at = excluded.created_at`)
    },
    remove: async (rule) => {
      await runner.change(sql`delete from ${table} where rule = ${textSql(rule)}`)
    },
    known: async (rule, { messageId, signature }) =>
      (await runner.first<HookCallRow>(sql`select ${callColumns} from ${calls}
        where rule = ${textSql(rule)} and (message_id = ${textSql(messageId)} or signature = ${textSql(signature)})
        order by id desc limit 1`)) ?? null,
    take: async (row) => {
      const { rule, messageId, signature } = row
      await runner.change(sql`delete from ${calls} where rule = ${textSql(rule)} and state = 'failed'
        and (message_id = ${textSql(messageId)} or signature = ${textSql(signature)})`)
      const taken =
        await runner.change(sql`insert into ${calls} (id, rule, message_id, signature, state, entity,
          record_id, error, at)
        values (${uuidSql(row.id)}, ${textSql(rule)}, ${textSql(messageId)}, ${textSql(signature)},
          ${textSql(row.state)}, ${textSql(row.entity)}, ${uuidSql(row.recordId)},
          ${row.error === null ? sql`null::json` : jsonSql(row.error)}, ${context.nowSql()})
        on conflict do nothing`)
      return taken === 1
    },
    settle: async (id, { state, entity, recordId }) => {
      await runner.change(sql`update ${calls} set state = ${textSql(state)}, entity = ${textSql(entity)},
        record_id = ${uuidSql(recordId)} where id = ${uuidSql(id)}`)
    },
    calls: (rule, limit) =>
      runner.rows<HookCallRow>(sql`select ${callColumns} from ${calls} where rule = ${textSql(rule)}
        order by id desc limit ${bindSql(limit)}`),
  }
}
