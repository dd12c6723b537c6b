import { bindSql, sql } from '@mortise/expressions/sql'
import type { RuleSwitchRow, RuleTables } from '../../tables/rules.ts'
import type { SystemContext } from '../context.ts'
import { textSql, uuidSql } from '../values.ts'
import { hookTables } from './hooks.ts'
import { ruleRunTables } from './runs.ts'
import { ruleTimerTables } from './timers.ts'

function switchTables(context: SystemContext): RuleTables['switches'] {
  const { runner } = context
  const table = context.table('rule_switch')
  return {
    list: () =>
      runner.rows<RuleSwitchRow>(sql`select rule, paused_at as "pausedAt", paused_by as "pausedBy", reason, incidents
        from ${table} order by rule`),
    set: async (rule, { paused, by, reason = 'person' }) => {
      const at = paused ? context.nowSql() : sql`null::timestamptz`
      await runner.change(sql`insert into ${table} as s (rule, paused_at, paused_by, reason)
        values (${textSql(rule)}, ${at}, ${uuidSql(by)}, ${textSql(paused ? reason : null)})
        on conflict (rule) do update set paused_at = excluded.paused_at, paused_by = excluded.paused_by,
          reason = excluded.reason, incidents = case when ${bindSql(paused)}::boolean then s.incidents else 0 end`)
    },
    incident: async (rule) => {
      const row = await runner.first<{ incidents: number }>(sql`insert into ${table} as s (rule, incidents)
        values (${textSql(rule)}, 1)
        on conflict (rule) do update set incidents = s.incidents + 1 returning incidents`)
      return row?.incidents ?? 1
    },
  }
}

/** Times of rules, what they did, and which are paused. */
export function ruleTables(context: SystemContext): RuleTables {
  return {
    timers: ruleTimerTables(context),
    runs: ruleRunTables(context),
    switches: switchTables(context),
    hooks: hookTables(context),
  }
}
