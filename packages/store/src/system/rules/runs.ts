import { bindSql, type Fragment, joinSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import type { RuleRunAsk, RuleRunRow, RuleTables } from '../../tables/rules.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, timeSql, uuidSql, uuidsSql } from '../values.ts'

const columns = sql`id, rule, version, entity, record_id as "recordId", event, event_id as "eventId", root, depth,
  path, mark, phase, state, attempts, actions, error, origin, replay_of as "replayOf", ended_at as "endedAt"`

const asJson = (value: unknown): Fragment => jsonSql(value as Json)

function wanted(ask: RuleRunAsk): Fragment {
  const parts = [sql`true`]
  if (ask.rule !== undefined) parts.push(sql`rule = ${textSql(ask.rule)}`)
  if (ask.recordId !== undefined) parts.push(sql`record_id = ${uuidSql(ask.recordId)}`)
  if (ask.state !== undefined) parts.push(sql`state = ${textSql(ask.state)}`)
  if (ask.before !== undefined) parts.push(sql`id < ${uuidSql(ask.before)}`)
  return joinSql(parts, ' and ')
}

/** What rules did. */
export function ruleRunTables(context: SystemContext): RuleTables['runs'] {
  const { runner } = context
  const table = context.table('rule_run')
  const ofRun = (rule: string, recordId: string): Fragment =>
    sql`rule = ${textSql(rule)} and record_id = ${uuidSql(recordId)}`
  return {
    add: async (row) =>
      (await runner.change(sql`insert into ${table} (id, rule, version, entity, record_id, event, event_id, root,
          depth, path, mark, phase, state, attempts, actions, error, origin, replay_of, ended_at)
        values (${uuidSql(row.id)}, ${textSql(row.rule)}, ${bindSql(row.version)}::int, ${textSql(row.entity)},
          ${uuidSql(row.recordId)}, ${textSql(row.event)}, ${textSql(row.eventId)}, ${textSql(row.root)},
          ${bindSql(row.depth)}::int, ${asJson(row.path)}, ${textSql(row.mark)}, ${textSql(row.phase)},
          ${textSql(row.state)}, ${bindSql(row.attempts)}::int, ${asJson(row.actions)},
          ${row.error === null ? sql`null::json` : jsonSql(row.error)}, ${jsonSql(row.origin)},
          ${uuidSql(row.replayOf)}, ${timeSql(row.endedAt)})
        on conflict (rule, event_id, record_id) do nothing`)) === 1,
    get: async (id, lock = false) => {
      if (!isUuid(id)) return null
      const locked = lock ? sql` for update` : sql``
      return (
        (await runner.first<RuleRunRow>(
          sql`select ${columns} from ${table} where id = ${uuidSql(id)}${locked}`,
        )) ?? null
      )
    },
    has: async (rule, eventId, recordId) =>
      (await runner.first(
        sql`select 1 as one from ${table} where ${ofRun(rule, recordId)} and event_id = ${textSql(eventId)}`,
      )) !== undefined,
    update: async (id, { state, attempts, actions, error }) => {
      await runner.change(sql`update ${table} set state = ${textSql(state)}, attempts = ${bindSql(attempts)}::int,
        actions = ${asJson(actions)}, error = ${error === null ? sql`null::json` : jsonSql(error)},
        ended_at = ${context.nowSql()} where id = ${uuidSql(id)}`)
    },
    list: async (ask) =>
      [ask.before, ask.recordId].some((one) => one !== undefined && !isUuid(one))
        ? []
        : runner.rows<RuleRunRow>(
            sql`select ${columns} from ${table} where ${wanted(ask)} order by id desc limit ${bindSql(ask.limit)}`,
          ),
    ofRoot: async (root, { rule, recordId }) => {
      const row = await runner.first<{ runs: number; marks: string[] }>(sql`select count(*)::int as runs,
          coalesce(array_agg(mark) filter (where ${ofRun(rule, recordId)}), '{}') as marks
        from ${table} where root = ${textSql(root)}`)
      return row ?? { runs: 0, marks: [] }
    },
    ranOn: async (rule, version, recordIds) => {
      const rows = await runner.rows<{ id: string }>(sql`select distinct record_id as id from ${table}
        where record_id = any(${uuidsSql(recordIds)}) and rule = ${textSql(rule)}
          and version >= ${bindSql(version)}::int and state <> 'stopped'`)
      return rows.map(({ id }) => id)
    },
    countSince: async (rule, recordId, since) => {
      const row = await runner.first<{ count: number }>(sql`select count(*)::int as count from ${table}
        where ${ofRun(rule, recordId)} and ended_at > ${timeSql(since)} and state <> 'stopped'`)
      return row?.count ?? 0
    },
    summary: (since) =>
      runner.rows<{ rule: string; runs: number; failed: number; lastAt: string }>(sql`select rule,
          count(*)::int as runs, (count(*) filter (where state in ('failed', 'stopped')))::int as failed,
          max(ended_at) as "lastAt"
        from ${table} where ended_at > ${timeSql(since)} group by rule`),
  }
}
