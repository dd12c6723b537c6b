import type { Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type {
  FlowAgentRow,
  FlowApprovalTables,
  OpenItemRow,
  StandInRow,
} from '../../tables/flow-approvals.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, jsonSql, textSql, textsSql, timeSql, uuidSql } from '../values.ts'

const agentColumns = rawSql(
  `a.id, a.principal, a.agent, a.starts_at as "startsAt", a.ends_at as "endsAt", a.flows, a.note, a.created_by as "createdBy", a.created_at as "createdAt", a.ended_at as "endedAt", a.ended_by as "endedBy"`,
)

/** What is told of a task's run. */
const runHead = rawSql(`i.flow, i.entity, i.record_id as "recordId", i.title, i.state -> 'titles' as titles`)

type AgentTables = Pick<
  FlowApprovalTables,
  'agents' | 'lockAgents' | 'putAgent' | 'endAgent' | 'formerAgents' | 'standInDecisions'
>

function agentTables(context: SystemContext): AgentTables {
  const { runner } = context
  const agent = context.table('flow_agent')
  return {
    agents: (at) =>
      runner.rows<FlowAgentRow & Row>(sql`select ${agentColumns} from ${agent} a
        where a.ends_at > ${timeSql(at)} and a.ended_at is null order by a.starts_at, a.id`),
    lockAgents: async () => {
      await runner.rows(
        sql`select 1 as locked from (select pg_advisory_xact_lock(hashtextextended(${textSql(`${context.schema}:agents`)}, 0))) l`,
      )
    },
    putAgent: async (row) => {
      const flows = row.flows === null ? rawSql('null') : textsSql(row.flows)
      const made = await runner.first<FlowAgentRow & Row>(sql`insert into ${agent} as a
          (id, principal, agent, starts_at, ends_at, flows, note, created_by, created_at)
        values (${uuidSql(row.id)}, ${uuidSql(row.principal)}, ${uuidSql(row.agent)}, ${timeSql(row.startsAt)},
          ${timeSql(row.endsAt)}, ${flows}, ${textSql(row.note)}, ${uuidSql(row.createdBy)}, ${context.nowSql()})
        on conflict (id) do update set agent = excluded.agent, starts_at = excluded.starts_at,
          ends_at = excluded.ends_at, flows = excluded.flows, note = excluded.note
        returning ${agentColumns}`)
      if (made === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'agent' })
      return made
    },
    endAgent: async (id, by) => {
      await runner.change(sql`update ${agent} set ended_at = ${context.nowSql()}, ended_by = ${uuidSql(by)}
        where id = ${uuidSql(id)} and ended_at is null`)
    },
    formerAgents: (at, userId, limit) => {
      const theirs =
        userId === null
          ? rawSql('')
          : sql`and (a.principal = ${uuidSql(userId)} or a.agent = ${uuidSql(userId)})`
      return runner.rows<FlowAgentRow & Row>(sql`select ${agentColumns} from ${agent} a
        where (a.ends_at <= ${timeSql(at)} or a.ended_at is not null) ${theirs}
        order by least(a.ends_at, coalesce(a.ended_at, a.ends_at)) desc, a.id limit ${bindSql(limit)}`)
    },
    standInDecisions: (userId, limit) => {
      const theirs =
        userId === null
          ? rawSql('')
          : sql`and (t.decided_by = ${textSql(userId)} or t.assignee = ${textSql(userId)})`
      return runner.rows<
        StandInRow & Row
      >(sql`select t.id, t.instance_id as "instanceId", t.node_id as "nodeId",
          t.node_name as "nodeName", t.assignee as principal, t.decided_by as agent, t.state,
          t.decided_at as "decidedAt", ${runHead}
        from ${context.table('flow_item')} t join ${context.table('flow_instance')} i on i.id = t.instance_id
        where t.decided_by is not null and t.decided_at is not null ${theirs}
        order by t.decided_at desc, t.id desc limit ${bindSql(limit)}`)
    },
  }
}

type DraftTables = Pick<FlowApprovalTables, 'itemDraft' | 'putItemDraft' | 'removeItemDraft'>

function draftTables(context: SystemContext): DraftTables {
  const { runner } = context
  const draft = context.table('flow_item_draft')
  return {
    itemDraft: async (itemId, userId) => {
      if (!isUuid(itemId)) return null
      const row = await runner.first<{ data: Json; updatedAt: string } & Row>(
        sql`select data, updated_at as "updatedAt" from ${draft}
          where item_id = ${uuidSql(itemId)} and user_id = ${uuidSql(userId)}`,
      )
      return row ?? null
    },
    putItemDraft: async (itemId, userId, data) => {
      await runner.change(sql`insert into ${draft} (item_id, user_id, data, updated_at)
        values (${uuidSql(itemId)}, ${uuidSql(userId)}, ${jsonSql(data)}, ${context.nowSql()})
        on conflict (item_id, user_id) do update set data = excluded.data, updated_at = excluded.updated_at`)
    },
    removeItemDraft: async (itemId, userId) => {
      await runner.post(sql`delete from ${draft}
        where item_id = ${uuidSql(itemId)} and user_id = ${uuidSql(userId)}`)
    },
  }
}

/** What approvals keep beside their runs. */
export function approvalTables(context: SystemContext): FlowApprovalTables {
  const { runner } = context
  const sheet = context.table('flow_sheet')
  return {
    ...agentTables(context),
    ...draftTables(context),
    putSheet: async (instanceId, json, hash) => {
      await runner.post(sql`insert into ${sheet} (instance_id, json, hash, made_at)
        values (${uuidSql(instanceId)}, ${jsonSql(json)}, ${textSql(hash)}, ${context.nowSql()})
        on conflict (instance_id) do update set json = excluded.json, hash = excluded.hash,
          made_at = excluded.made_at`)
    },
    sheet: async (instanceId) => {
      if (!isUuid(instanceId)) return null
      const row = await runner.first<{ json: Json; hash: string; madeAt: string } & Row>(
        sql`select json, hash, made_at as "madeAt" from ${sheet} where instance_id = ${uuidSql(instanceId)}`,
      )
      return row ?? null
    },
    nextNumber: async (flow, period) => {
      const row = await runner.first<{ last: number }>(sql`insert into ${context.table('flow_number')} as n
          (flow, period, last) values (${textSql(flow)}, ${textSql(period)}, 1)
        on conflict (flow, period) do update set last = n.last + 1 returning last`)
      return row?.last ?? 1
    },
    openItemsOf: (userId, limit) =>
      runner.rows<
        OpenItemRow & Row
      >(sql`select t.id, t.instance_id as "instanceId", t.node_name as "nodeName",
          t.created_at as "createdAt", count(*) over ()::int as total, ${runHead}
        from ${context.table('flow_item')} t join ${context.table('flow_instance')} i on i.id = t.instance_id
        where t.assignee = ${textSql(userId)} and t.kind = 'task' and t.state in ('active', 'waiting')
          and i.ended_at is null
        order by t.created_at, t.id ${limit === undefined ? rawSql('') : sql`limit ${bindSql(limit)}`}`),
  }
}
