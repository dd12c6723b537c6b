import type { Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { FlowInstanceRow, FlowItemRow, FlowTables } from '../../tables/flows.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, jsonSql, rowsSql, textSql, timeSql, uuidSql } from '../values.ts'
import { instanceColumns, itemColumns } from './rows.ts'

type InstanceTables = Pick<
  FlowTables,
  | 'insertInstance'
  | 'instance'
  | 'saveInstance'
  | 'recordCommand'
  | 'runningOf'
  | 'instancesOf'
  | 'events'
  | 'item'
>

async function insertInstance(context: SystemContext, row: FlowInstanceRow): Promise<void> {
  await context.runner.change(sql`insert into ${context.table('flow_instance')}
    (id, flow, definition_version, entity, record_id, starter, status, title, state, started_at, ended_at)
    values (${uuidSql(row.id)}, ${textSql(row.flow)}, ${textSql(row.definitionVersion)}, ${textSql(row.entity)},
      ${uuidSql(row.recordId)}, ${textSql(row.starter)}, ${textSql(row.status)}, ${textSql(row.title)},
      ${jsonSql(row.state)}, ${timeSql(row.startedAt)}, ${timeSql(row.endedAt)})`)
}

async function updateInstance(context: SystemContext, row: FlowInstanceRow): Promise<void> {
  const changed = await context.runner.change(sql`update ${context.table('flow_instance')} set
    definition_version = ${textSql(row.definitionVersion)}, status = ${textSql(row.status)},
    title = ${textSql(row.title)}, state = ${jsonSql(row.state)}, ended_at = ${timeSql(row.endedAt)}
    where id = ${uuidSql(row.id)}`)
  if (changed === 0) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'flow instance' })
}

async function upsertItems(context: SystemContext, items: readonly FlowItemRow[]): Promise<void> {
  if (items.length === 0) return
  // Only what changed is written: a long flow saves its whole list each time.
  await context.runner.change(sql`insert into ${context.table('flow_item')} as t
      (id, instance_id, node_id, node_name, assignee, state, kind, rev, created_at, decided_at, due_at,
        decided_by)
    select x."id", x."instanceId", x."nodeId", x."nodeName", x."assignee", x."state", x."kind", x."rev",
      x."createdAt", x."decidedAt", x."dueAt", x."decidedBy"
    from json_to_recordset(${rowsSql(items)}) as x ("id" uuid, "instanceId" uuid, "nodeId" text, "nodeName" text,
      "assignee" text, "state" text, "kind" text, "rev" int, "createdAt" timestamptz, "decidedAt" timestamptz,
      "dueAt" timestamptz, "decidedBy" text)
    on conflict (id) do update set node_id = excluded.node_id, node_name = excluded.node_name, assignee = excluded.assignee,
      state = excluded.state, rev = excluded.rev, decided_at = excluded.decided_at, due_at = excluded.due_at,
      decided_by = excluded.decided_by
    where (t.node_id, t.node_name, t.assignee, t.state, t.rev, t.decided_at, t.due_at, t.decided_by) is distinct from
      (excluded.node_id, excluded.node_name, excluded.assignee, excluded.state, excluded.rev, excluded.decided_at,
       excluded.due_at, excluded.decided_by)`)
}

/** An event brings its own number; the primary key refuses two writers that both think they are next. */
async function appendEvents(context: SystemContext, id: string, events: readonly Json[]): Promise<void> {
  if (events.length === 0) return
  const event = context.table('flow_event')
  await context.runner.change(sql`insert into ${event} (instance_id, seq, json)
    select ${uuidSql(id)}, coalesce((x.json ->> 'seq')::int, x.n::int +
      (select coalesce(max(seq), 0) from ${event} where instance_id = ${uuidSql(id)})), x.json
    from json_array_elements(${jsonSql(events)}) with ordinality as x (json, n)`)
}

function saveInstance(
  context: SystemContext,
  row: FlowInstanceRow,
  change: { readonly items: readonly FlowItemRow[]; readonly events: readonly Json[] },
): Promise<void> {
  return context.atomically('saveInstance', async (inner) => {
    await updateInstance(inner, row)
    await upsertItems(inner, change.items)
    await appendEvents(inner, row.id, change.events)
  })
}

/** Instances with their items and events. */
export function instanceTables(context: SystemContext): InstanceTables {
  const { runner } = context
  const instance = context.table('flow_instance')
  const of = (entity: string, recordId: string, more: string): Promise<readonly FlowInstanceRow[]> =>
    runner.rows<FlowInstanceRow & Row>(sql`select ${instanceColumns} from ${instance} i
      where record_id = ${uuidSql(recordId)} and entity = ${textSql(entity)} ${rawSql(more)}`)
  return {
    insertInstance: (row) => insertInstance(context, row),
    instance: async (id, options) => {
      if (!isUuid(id)) return null
      if (options?.lock === true && !runner.inTransaction)
        throw systemErrors.SYSTEM_TRANSACTION_NEEDED({ what: 'instance lock' })
      const row = await runner.first<FlowInstanceRow & Row>(sql`select ${instanceColumns} from ${instance} i
        where id = ${uuidSql(id)} ${rawSql(options?.lock === true ? 'for update' : '')}`)
      return row ?? null
    },
    saveInstance: (row, change) => saveInstance(context, row, change),
    recordCommand: async (instanceId, commandId) =>
      (await runner.change(sql`insert into ${context.table('command_log')} (instance_id, command_id, at)
        values (${uuidSql(instanceId)}, ${textSql(commandId)}, ${context.nowSql()}) on conflict do nothing`)) ===
      1,
    runningOf: (entity, recordId) => of(entity, recordId, 'and ended_at is null order by started_at, id'),
    instancesOf: (entity, recordId) => of(entity, recordId, 'order by started_at desc, id desc'),
    events: async (instanceId) => {
      const rows = await runner.rows<{ json: Json }>(sql`select json from ${context.table('flow_event')}
        where instance_id = ${uuidSql(instanceId)} order by seq`)
      return rows.map((row) => row.json)
    },
    item: async (id) =>
      isUuid(id)
        ? ((await runner.first<FlowItemRow & Row>(
            sql`select ${itemColumns} from ${context.table('flow_item')} t where id = ${bindSql(id)}::uuid`,
          )) ?? null)
        : null,
  }
}
