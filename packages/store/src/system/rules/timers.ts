import { bindSql, type Fragment, sql } from '@mortise/expressions/sql'
import type { RuleTables, RuleTimerRow } from '../../tables/rules.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { rowsSql, textSql, textsSql, timeSql, uuidSql } from '../values.ts'

const noRecord = '00000000-0000-0000-0000-000000000000'

type Taken = Omit<RuleTimerRow, 'recordId'> & { readonly recordId: string }

/** Sorted, so that two transactions lock rows in the same order. */
function inserted(context: SystemContext, rows: readonly RuleTimerRow[]): Fragment {
  const given = rows
    .map(({ rule, recordId, entity, sign, dueKey, dueAt }) => ({
      rule,
      record_id: recordId ?? noRecord,
      entity,
      sign,
      due_key: dueKey,
      due_at: dueAt,
    }))
    .sort((a, b) => (`${a.rule} ${a.record_id}` < `${b.rule} ${b.record_id}` ? -1 : 1))
  return sql`insert into ${context.table('rule_timer')} (rule, record_id, entity, sign, due_key, due_at)
    select rule, record_id, entity, sign, due_key, due_at from json_to_recordset(${rowsSql(given)})
      as x (rule text, record_id uuid, entity text, sign text, due_key text, due_at timestamptz)`
}

/** Times at which rules run. */
export function ruleTimerTables(context: SystemContext): RuleTables['timers'] {
  const { runner } = context
  const [timer, clock] = [context.table('rule_timer'), context.table('rule_clock')]
  return {
    put: async (rows) => {
      if (rows.length > 0)
        await runner.post(sql`${inserted(context, rows)} on conflict (rule, record_id) do update set
          entity = excluded.entity, sign = excluded.sign, due_key = excluded.due_key, due_at = excluded.due_at`)
    },
    add: async (rows) => {
      if (rows.length > 0)
        await runner.change(sql`${inserted(context, rows)} on conflict (rule, record_id) do update set
          entity = excluded.entity, sign = excluded.sign, due_key = excluded.due_key, due_at = excluded.due_at
          where rule_timer.sign <> excluded.sign`)
    },
    remove: async (rules, recordId) => {
      if (rules.length > 0)
        await runner.post(
          sql`delete from ${timer} where rule = any(${textsSql(rules)}) and record_id = ${uuidSql(recordId)}`,
        )
    },
    removeRule: async (rule, except = '') => {
      await runner.change(
        sql`delete from ${timer} where rule = ${textSql(rule)} and sign <> ${textSql(except)}`,
      )
    },
    take: async (now, limit) => {
      if (!runner.inTransaction) throw systemErrors.SYSTEM_TRANSACTION_NEEDED({ what: 'rule timers' })
      const rows = await runner.rows<Taken>(sql`with due as materialized (
          select rule, record_id from ${timer} where due_at <= ${timeSql(now)}
          order by due_at limit ${bindSql(limit)} for update skip locked)
        delete from ${timer} t using due where t.rule = due.rule and t.record_id = due.record_id
        returning t.rule, t.record_id as "recordId", t.entity, t.sign, t.due_key as "dueKey", t.due_at as "dueAt"`)
      return rows.map((row) => ({ ...row, recordId: row.recordId === noRecord ? null : row.recordId }))
    },
    waiting: async (rules) => {
      if (rules.length === 0) return new Map()
      const rows = await runner.rows<{ rule: string; count: number; nextAt: string | null }>(
        sql`select rule, count(*)::int as count, min(due_at) as "nextAt" from ${timer}
          where rule = any(${textsSql(rules)}) group by rule`,
      )
      return new Map(rows.map(({ rule, ...of }) => [rule, of]))
    },
    signs: () => runner.rows<{ rule: string; sign: string }>(sql`select rule, sign from ${clock}`),
    sign: async (rule, sign) => {
      const changed =
        sign === null
          ? await runner.change(sql`delete from ${clock} where rule = ${textSql(rule)}`)
          : await runner.change(sql`insert into ${clock} as c (rule, sign, made_at)
              values (${textSql(rule)}, ${textSql(sign)}, ${context.nowSql()})
              on conflict (rule) do update set sign = excluded.sign, made_at = excluded.made_at
              where c.sign <> excluded.sign`)
      return changed > 0
    },
  }
}
