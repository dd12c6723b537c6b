import { bindSql, sql } from '@mortise/expressions/sql'
import type { ScenarioRow, ScenarioTables } from '../../tables/scenarios.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql, uuidSql } from '../values.ts'

/** Plays that people kept. */
export function scenarioTables(context: SystemContext): ScenarioTables {
  const { runner } = context
  const table = context.table('scenario')
  return {
    list: () =>
      runner.rows<ScenarioRow>(
        sql`select key, app, json, author, at, passed, played_at as "playedAt" from ${table} order by key`,
      ),
    put: async ({ key, app, json, author }) => {
      await runner.change(sql`insert into ${table} (key, app, json, author, at)
        values (${textSql(key)}, ${textSql(app)}, ${jsonSql(json)}, ${uuidSql(author)}, ${context.nowSql()})
        on conflict (key) do update set app = excluded.app, json = excluded.json, author = excluded.author,
          at = excluded.at, passed = null, played_at = null`)
    },
    played: async (key, passed) => {
      await runner.change(sql`update ${table} set passed = ${bindSql(passed)}::boolean,
        played_at = ${context.nowSql()} where key = ${textSql(key)}`)
    },
    remove: async (key) => {
      await runner.change(sql`delete from ${table} where key = ${textSql(key)}`)
    },
  }
}
