import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { FlowPromiseRow, FlowPromiseTables } from '../../tables/flow-promises.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql, timeSql, uuidSql } from '../values.ts'

/** Promises about steps of runs. */
export function promiseTables(context: SystemContext): FlowPromiseTables {
  const { runner } = context
  const table = context.table('flow_promise')
  return {
    promises: {
      openOf: (instanceId) =>
        runner.rows<FlowPromiseRow & Row>(sql`select token_id as "tokenId", instance_id as "instanceId",
            node_id as "nodeId", sla, events, state, due_at as "dueAt", told
          from ${table} where instance_id = ${uuidSql(instanceId)} and state in ('running', 'paused')
          order by token_id`),
      put: async ({ tokenId, instanceId, nodeId, sla, events, state, dueAt, told }) => {
        const due = timeSql(dueAt)
        await runner.post(sql`with kept as (
            insert into ${table} as p (token_id, instance_id, node_id, sla, events, state, due_at, told)
            values (${textSql(tokenId)}, ${uuidSql(instanceId)}, ${textSql(nodeId)}, ${textSql(sla)},
              ${jsonSql(events)}, ${textSql(state)}, ${due}, ${bindSql(told)}::int)
            on conflict (token_id) do update set node_id = excluded.node_id, sla = excluded.sla,
              events = excluded.events, state = excluded.state, due_at = excluded.due_at, told = excluded.told
          ), stay as (
            update ${context.table('flow_visit')} v set deadline = ${due}
            where v.instance_id = ${uuidSql(instanceId)} and v.token_id = ${textSql(tokenId)}
          )
          update ${context.table('flow_item')} t set due_at = ${due}
          where t.instance_id = ${uuidSql(instanceId)} and t.token_id = ${textSql(tokenId)} and t.decided_at is null`)
      },
      runsWith: async (sla, after, limit) => {
        const rows = await runner.rows<{ id: string }>(sql`select distinct instance_id as id from ${table}
          where sla = ${textSql(sla)} and state in ('running', 'paused')
            ${after === null ? rawSql('') : sql`and instance_id > ${uuidSql(after)}`}
          order by 1 limit ${bindSql(limit)}`)
        return rows.map(({ id }) => id)
      },
    },
  }
}
