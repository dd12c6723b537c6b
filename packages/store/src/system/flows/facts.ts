import { bindSql, type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type {
  FlowFactTables,
  FlowRunFactRow,
  FlowTaskFactRow,
  FlowVisitFactRow,
  FlowVisitRow,
} from '../../tables/flow-facts.ts'
import type { SystemContext } from '../context.ts'
import { rowsSql, textsSql, textSql, timeSql, uuidSql, uuidsSql } from '../values.ts'

/** Milliseconds since 1970 of a column. */
const ms = (column: string): Fragment => rawSql(`(extract(epoch from ${column}) * 1000)::float8`)

/** Writes what became of stays: new ones are added, the others are ended or moved. */
export async function keepVisits(
  context: SystemContext,
  instanceId: string,
  visits: readonly FlowVisitRow[],
): Promise<void> {
  if (visits.length === 0) return
  const table = context.table('flow_visit')
  await context.runner.post(sql`with x as (
      select * from json_to_recordset(${rowsSql(visits)}) as x ("tokenId" text, "nodeId" text, "round" int,
        "enteredAt" timestamptz, "leftAt" timestamptz, "how" text, "deadline" timestamptz)
    ), changed as (
      update ${table} v set node_id = coalesce(nullif(x."nodeId", ''), v.node_id),
        left_at = coalesce(x."leftAt", v.left_at), how = coalesce(x."how", v.how),
        deadline = coalesce(x."deadline", v.deadline)
      from x where v.instance_id = ${uuidSql(instanceId)} and v.token_id = x."tokenId" and x."enteredAt" is null
    )
    insert into ${table} as v (instance_id, token_id, node_id, round, entered_at, left_at, how, deadline)
    select ${uuidSql(instanceId)}, x."tokenId", x."nodeId", x."round", x."enteredAt", x."leftAt", x."how", x."deadline"
    from x where x."enteredAt" is not null
    on conflict (instance_id, token_id) do update set left_at = excluded.left_at, how = excluded.how`)
}

/** What runs of flows are measured by. */
export function factTables(context: SystemContext): FlowFactTables {
  const { runner } = context
  const instance = context.table('flow_instance')
  return {
    runsBetween: ({ flow, by, from, to, version, of, limit }) => {
      const ofVersion =
        version === undefined ? rawSql('') : sql`and i.definition_version = ${textSql(version)}`
      const ofDepartment =
        of === undefined
          ? rawSql('')
          : sql`and (i.state ->> 'department' = any(${textsSql(of.departments)})
              or i.state ->> 'department' is null and i.starter::text = any(${textsSql(of.starters)}))`
      const at = rawSql(by === 'started' ? 'i.started_at' : 'i.ended_at')
      return runner.rows<
        FlowRunFactRow & Row
      >(sql`select i.id, i.definition_version as version, i.status, i.entity,
          i.record_id as "recordId", i.starter, i.state ->> 'department' as department,
          i.state ->> 'number' as number,
          ${ms('i.started_at')} as "startedAt", ${ms('i.ended_at')} as "endedAt"
        from ${instance} i where i.flow = ${textSql(flow)} and ${at} >= ${timeSql(from)} and ${at} < ${timeSql(to)}
          ${ofVersion} ${ofDepartment}
        order by ${at} desc, i.id desc limit ${bindSql(limit)}`)
    },
    visitsOf: (runs) =>
      runner.rows<FlowVisitFactRow & Row>(sql`select v.instance_id as "runId", v.token_id as "tokenId",
          v.node_id as "nodeId", v.round, ${ms('v.entered_at')} as "enteredAt", ${ms('v.left_at')} as "leftAt",
          v.how, ${ms('v.deadline')} as deadline
        from ${context.table('flow_visit')} v where v.instance_id = any(${uuidsSql(runs)})
        order by v.instance_id, v.entered_at, v.token_id`),
    tasksOf: (runs) =>
      runner.rows<
        FlowTaskFactRow & Row
      >(sql`select t.id, t.instance_id as "runId", coalesce(t.token_id, '') as "tokenId",
          t.node_id as "nodeId", coalesce(t.decided_by, t.assignee) as person, t.assignee,
          case when t.kind = 'cc' then 'read' else coalesce(t.task, 'decide') end as kind, t.state,
          ${ms('t.read_at')} as "readAt", ${ms('t.decided_at')} as "decidedAt",
          array(select (extract(epoch from h) * 1000)::float8 from unnest(t.held) h) as held
        from ${context.table('flow_item')} t where t.instance_id = any(${uuidsSql(runs)})
        order by t.instance_id, t.created_at, t.id`),
    runCounts: () =>
      runner.rows<{ flow: string; count: number } & Row>(
        sql`select flow, count(*)::int as count from ${instance} i group by flow order by flow`,
      ),
    versionsOf: (flow) =>
      runner.rows<{ hash: string; at: string } & Row>(sql`select hash, created_at as at
        from ${context.table('flow_definition')} d where flow = ${textSql(flow)} order by created_at, hash`),
  }
}
