import type { Json } from '@mortise/expressions'
import { sql } from '@mortise/expressions/sql'
import type { SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { jsonSql, textSql } from '../values.ts'

/** Cursors of assignment pools. The row lock is held to the end of the transaction: two records never share a slot. */
export function poolCursorTables(context: SystemContext): Pick<SideTables, 'poolCursor' | 'peekPool'> {
  const { runner } = context
  const table = context.table('pool_cursor')
  const named = (policy: string, rule: string) => sql`policy = ${textSql(policy)} and rule = ${textSql(rule)}`
  return {
    peekPool: async (policy, rule) =>
      (await runner.first<{ cursor: Json }>(sql`select cursor from ${table} where ${named(policy, rule)}`))
        ?.cursor ?? null,
    poolCursor: async (policy, rule) => {
      if (!runner.inTransaction) throw systemErrors.SYSTEM_TRANSACTION_NEEDED({ what: 'poolCursor' })
      const name = named(policy, rule)
      await runner.change(sql`insert into ${table} (policy, rule, cursor)
        values (${textSql(policy)}, ${textSql(rule)}, ${jsonSql(null)}) on conflict do nothing`)
      const row = await runner.first<{ cursor: Json }>(
        sql`select cursor from ${table} where ${name} for update`,
      )
      return {
        cursor: row?.cursor ?? null,
        save: async (next) => {
          await runner.change(sql`update ${table} set cursor = ${jsonSql(next)} where ${name}`)
        },
      }
    },
  }
}
