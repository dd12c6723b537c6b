import { type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { FlowMessageRow, FlowSubscriptionRow, FlowWaitTables } from '../../tables/flow-waits.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, timeSql, uuidSql } from '../values.ts'

const messageColumns = rawSql(
  `m.message_id as "messageId", m.name, m.correlation, m.data, m.at, m.expires_at as "expiresAt"`,
)

const subscriptionColumns = rawSql(`s.instance_id as "instanceId", s.key, s.kind, s.name, s.correlation`)

/** Ids of the runs on a record that wait for it to change. */
export function waitingSql(context: SystemContext, recordId: string): Fragment {
  return sql`select i.id from ${context.table('flow_instance')} i
    where i.record_id = ${uuidSql(recordId)} and i.ended_at is null and (
      exists (select from ${context.table('flow_subscription')} s where s.instance_id = i.id and s.kind = 'condition')
      or exists (select from ${context.table('flow_promise')} p
        where p.instance_id = i.id and p.state in ('running', 'paused')))`
}

function subscriptionTables(
  context: SystemContext,
): Pick<
  FlowWaitTables,
  'lockMessages' | 'putSubscription' | 'removeSubscription' | 'waitingFor' | 'waitingForChange'
> {
  const { runner } = context
  const subscription = context.table('flow_subscription')
  return {
    lockMessages: async (name) => {
      await runner.rows(
        sql`select 1 as locked from (select pg_advisory_xact_lock(hashtextextended(${textSql(`${context.schema}:message:${name}`)}, 0))) l`,
      )
    },
    putSubscription: async ({ instanceId, key, kind, name, correlation }) => {
      await runner.change(sql`insert into ${subscription} (instance_id, key, kind, name, correlation, created_at)
        values (${uuidSql(instanceId)}, ${textSql(key)}, ${textSql(kind)}, ${textSql(name)}, ${textSql(correlation)},
          ${context.nowSql()})
        on conflict (instance_id, key) do update set
          kind = excluded.kind, name = excluded.name, correlation = excluded.correlation`)
    },
    removeSubscription: async (instanceId, key) => {
      await runner.change(sql`delete from ${subscription}
        where instance_id = ${uuidSql(instanceId)} and key = ${textSql(key)}`)
    },
    waitingFor: ({ kind, name, correlation }) =>
      runner.rows<FlowSubscriptionRow & Row>(sql`select ${subscriptionColumns} from ${subscription} s
        where s.kind <> 'condition' and s.kind = ${textSql(kind)} and s.name = ${textSql(name)}
          and s.correlation is not distinct from ${textSql(correlation)}
        order by s.created_at, s.instance_id, s.key`),
    waitingForChange: async (recordId) => {
      if (!isUuid(recordId)) return []
      const rows = await runner.rows<{ id: string } & Row>(waitingSql(context, recordId))
      return rows.map(({ id }) => id)
    },
  }
}

function messageTables(
  context: SystemContext,
): Pick<FlowWaitTables, 'putMessage' | 'takeMessage' | 'message' | 'giveMessage'> {
  const { runner } = context
  const message = context.table('flow_message')
  const first = async <T extends Row>(query: Fragment): Promise<T | null> =>
    (await runner.first<T>(query)) ?? null
  return {
    putMessage: async ({ messageId, name, correlation, data, at, expiresAt }) => {
      await runner.change(sql`delete from ${message} where message_id in
        (select message_id from ${message} where expires_at < ${timeSql(at)} limit 100 for update skip locked)`)
      const added = await runner.change(sql`insert into ${message}
          (message_id, name, correlation, data, at, expires_at)
        values (${textSql(messageId)}, ${textSql(name)}, ${textSql(correlation)}, ${jsonSql(data)}, ${timeSql(at)},
          ${timeSql(expiresAt)})
        on conflict do nothing`)
      return added > 0
    },
    takeMessage: ({ name, correlation, instanceId }) =>
      first<FlowMessageRow & Row>(sql`update ${message} m set taken_by = ${uuidSql(instanceId)}
        where m.message_id = (select f.message_id from ${message} f
          where f.taken_by is null and f.name = ${textSql(name)} and f.correlation = ${textSql(correlation)}
            and f.expires_at > ${context.nowSql()}
          order by f.at, f.message_id limit 1 for update)
        returning ${messageColumns}`),
    message: (messageId) =>
      first<FlowMessageRow & Row>(sql`select ${messageColumns} from ${message} m
        where m.message_id = ${textSql(messageId)}`),
    giveMessage: async (messageId, instanceId) => {
      await runner.change(sql`update ${message} set taken_by = ${uuidSql(instanceId)}
        where message_id = ${textSql(messageId)}`)
    },
  }
}

/** What runs wait for, and what comes for them. */
export function waitTables(context: SystemContext): FlowWaitTables {
  const { runner } = context
  const child = context.table('flow_child')
  return {
    ...subscriptionTables(context),
    ...messageTables(context),
    putChild: async ({ instanceId, key, childId }) => {
      await runner.change(sql`insert into ${child} (instance_id, key, child_id)
        values (${uuidSql(instanceId)}, ${textSql(key)}, ${uuidSql(childId)}) on conflict do nothing`)
    },
    child: async (instanceId, key) => {
      const row = await runner.first<{ id: string } & Row>(sql`select child_id as id from ${child}
        where instance_id = ${uuidSql(instanceId)} and key = ${textSql(key)}`)
      return row?.id ?? null
    },
  }
}
