import type { Json } from '@mortise/expressions'
import { sql } from '@mortise/expressions/sql'
import type { SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql } from '../values.ts'

/** Settings of the workspace by key. */
export function settingTables(context: SystemContext): Pick<SideTables, 'settings'> {
  const setting = context.table('setting')
  return {
    settings: {
      get: async (key) => {
        const row = await context.runner.first<{ value: Json }>(
          sql`select value from ${setting} where key = ${textSql(key)}`,
        )
        return row?.value ?? null
      },
      locked: async (key) => {
        await context.runner.change(sql`insert into ${setting} (key, value)
          values (${textSql(key)}, ${jsonSql(null)}) on conflict (key) do nothing`)
        const row = await context.runner.first<{ value: Json }>(
          sql`select value from ${setting} where key = ${textSql(key)} for update`,
        )
        return row?.value ?? null
      },
      put: async (key, value) => {
        await context.runner.change(sql`insert into ${setting} (key, value)
          values (${textSql(key)}, ${jsonSql(value)}) on conflict (key) do update set value = excluded.value`)
      },
      swap: async (key, before, after) =>
        (await context.runner.change(sql`update ${setting} set value = ${jsonSql(after)}
          where key = ${textSql(key)} and value::jsonb = ${jsonSql(before)}::jsonb`)) > 0,
    },
  }
}
