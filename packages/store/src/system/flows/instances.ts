import { bindSql, type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { FlowChange, FlowInstanceRow, FlowItemRow, FlowTables } from '../../tables/flows.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, jsonSql, rowsSql, textSql, timeSql, uuidSql } from '../values.ts'
import { appendEvents, eventsOf } from './events.ts'
import { keepVisits } from './facts.ts'
import { insertRun } from './new-run.ts'
import { instanceColumns, itemColumns } from './rows.ts'
import { waitingSql } from './waits.ts'

type InstanceTables = Pick<
  FlowTables,
  | 'insertInstance'
  | 'instance'
  | 'saveInstance'
  | 'recordCommand'
  | 'runningOf'
  | 'atStart'
  | 'instancesOf'
  | 'layAside'
  | 'events'
  | 'item'
  | 'itemAndRun'
>

type AtStart = Awaited<ReturnType<FlowTables['atStart']>>

// What a run writes is not waited for: it goes out together with the next question, and its failure fails the commit.

function insertInstance(context: SystemContext, row: FlowInstanceRow): Promise<void> {
  return context.runner.post(sql`insert into ${context.table('flow_instance')}
    (id, flow, definition_version, entity, record_id, starter, status, title, state, started_at, ended_at, stopped)
    values (${uuidSql(row.id)}, ${textSql(row.flow)}, ${textSql(row.definitionVersion)}, ${textSql(row.entity)},
      ${uuidSql(row.recordId)}, ${textSql(row.starter)}, ${textSql(row.status)}, ${textSql(row.title)},
      ${jsonSql(row.state)}, ${timeSql(row.startedAt)}, ${timeSql(row.endedAt)}, ${bindSql(row.stopped === true)}::boolean)`)
}

function updateInstance(context: SystemContext, row: FlowInstanceRow): Promise<void> {
  return context.runner.post(sql`update ${context.table('flow_instance')} set
    definition_version = ${textSql(row.definitionVersion)}, status = ${textSql(row.status)},
    title = ${textSql(row.title)}, state = ${jsonSql(row.state)}, ended_at = ${timeSql(row.endedAt)},
    stopped = ${bindSql(row.stopped === true)}::boolean
    where id = ${uuidSql(row.id)}`)
}

async function upsertItems(
  context: SystemContext,
  entity: string,
  items: readonly FlowItemRow[],
): Promise<void> {
  if (items.length === 0) return
  const rows = items.map(({ measure, ...row }) => ({
    ...row,
    decidedBy: row.decidedBy ?? null,
    tokenId: measure?.tokenId ?? null,
    task: measure?.task ?? null,
    readAt: measure?.readAt ?? null,
    held: measure?.held ?? [],
  }))
  // Only what changed is written: a long flow saves its whole list each time.
  await context.runner.post(sql`insert into ${context.table('flow_item')} as t
      (id, instance_id, node_id, node_name, assignee, state, kind, rev, created_at, decided_at, due_at,
        decided_by, token_id, task, read_at, held, entity)
    select x."id", x."instanceId", x."nodeId", x."nodeName", x."assignee", x."state", x."kind", x."rev",
      x."createdAt", x."decidedAt", x."dueAt", x."decidedBy", x."tokenId", x."task", x."readAt", x."held", ${textSql(entity)}
    from json_to_recordset(${rowsSql(rows)}) as x ("id" uuid, "instanceId" uuid, "nodeId" text, "nodeName" text,
      "assignee" text, "state" text, "kind" text, "rev" int, "createdAt" timestamptz, "decidedAt" timestamptz,
      "dueAt" timestamptz, "decidedBy" text, "tokenId" text, "task" text, "readAt" timestamptz, "held" timestamptz[])
    on conflict (id) do update set node_id = excluded.node_id, node_name = excluded.node_name, assignee = excluded.assignee,
      state = excluded.state, rev = excluded.rev, decided_at = excluded.decided_at, due_at = excluded.due_at,
      decided_by = excluded.decided_by, token_id = coalesce(excluded.token_id, t.token_id),
      task = coalesce(excluded.task, t.task), read_at = coalesce(t.read_at, excluded.read_at),
      held = t.held || excluded.held
    where (t.node_id, t.node_name, t.assignee, t.state, t.rev, t.decided_at, t.due_at, t.decided_by, t.token_id) is distinct from
      (excluded.node_id, excluded.node_name, excluded.assignee, excluded.state, excluded.rev, excluded.decided_at,
       excluded.due_at, excluded.decided_by, excluded.token_id)
      or t.read_at is distinct from coalesce(excluded.read_at, t.read_at) or excluded.held <> '{}'`)
}

async function saveBeside(context: SystemContext, row: FlowInstanceRow, change: FlowChange): Promise<void> {
  await upsertItems(context, row.entity, change.items)
  await appendEvents(context, row.id, change.events)
  await keepVisits(context, row.id, change.visits ?? [])
}

function saveInstance(context: SystemContext, row: FlowInstanceRow, change: FlowChange): Promise<void> {
  return context.atomically('saveInstance', async (inner) => {
    await updateInstance(inner, row)
    await saveBeside(inner, row, change)
  })
}

/** A row for a command of a run; the same once more is none. */
const commandRow = (context: SystemContext, instanceId: string, commandId: string): Fragment =>
  sql`insert into ${context.table('command_log')} (instance_id, command_id, at)
    values (${uuidSql(instanceId)}, ${textSql(commandId)}, ${context.nowSql()}) on conflict do nothing`

/** Instances with their items and events. */
export function instanceTables(context: SystemContext): InstanceTables {
  const { runner } = context
  const instance = context.table('flow_instance')
  const of = (entity: string, recordId: string, more: string): Promise<readonly FlowInstanceRow[]> =>
    runner.rows<FlowInstanceRow & Row>(sql`select ${instanceColumns} from ${instance} i
      where record_id = ${uuidSql(recordId)} and entity = ${textSql(entity)} ${rawSql(more)}`)
  const runWhere = async (
    id: Fragment,
    options: { readonly lock?: boolean } = {},
  ): Promise<FlowInstanceRow | null> => {
    if (options.lock === true && !runner.inTransaction)
      throw systemErrors.SYSTEM_TRANSACTION_NEEDED({ what: 'instance lock' })
    const row = await runner.first<FlowInstanceRow & Row>(sql`select ${instanceColumns} from ${instance} i
      where id = ${id} ${rawSql(options.lock === true ? 'for update' : '')}`)
    return row ?? null
  }
  const itemOf = async (id: string): Promise<FlowItemRow | null> =>
    (await runner.first<FlowItemRow & Row>(
      sql`select ${itemColumns} from ${context.table('flow_item')} t where id = ${uuidSql(id)}`,
    )) ?? null
  return {
    insertInstance: (row, change) =>
      context.atomically('insertInstance', async (inner) => {
        if (change === undefined) return insertInstance(inner, row)
        await insertRun(inner, row, change)
        await upsertItems(inner, row.entity, change.items)
      }),
    instance: async (id, options) => (isUuid(id) ? runWhere(uuidSql(id), options) : null),
    saveInstance: (row, change) => saveInstance(context, row, change),
    recordCommand: async (instanceId, commandId) =>
      (await runner.change(commandRow(context, instanceId, commandId))) === 1,
    runningOf: (entity, recordId) => of(entity, recordId, 'and ended_at is null order by started_at, id'),
    atStart: async ({ recordId, entity, flow, version }) => {
      const found = await runner.first<AtStart & Row>(sql`select
          array(${waitingSql(context, recordId)}) as waiting,
          array(select i.flow from ${instance} i where i.record_id = ${uuidSql(recordId)}
            and i.entity = ${textSql(entity)} and i.ended_at is null) as running,
          exists (select from ${context.table('flow_definition')} d
            where d.flow = ${textSql(flow)} and d.hash = ${textSql(version)}) as known`)
      return found ?? { running: [], waiting: [], known: false }
    },
    instancesOf: (entity, recordId) => of(entity, recordId, 'order by started_at desc, id desc'),
    layAside: (entity, recordId, aside) => {
      const [from, to] = aside ? ['active', 'aside'] : ['aside', 'active']
      return runner.post(sql`update ${context.table('flow_item')} t set state = ${textSql(to)} from ${instance} i
        where i.id = t.instance_id and i.record_id = ${uuidSql(recordId)} and i.entity = ${textSql(entity)}
          and i.ended_at is null and t.kind = 'task' and t.state = ${textSql(from)}`)
    },
    events: (instanceId) => eventsOf(context, instanceId),
    item: async (id) => (isUuid(id) ? itemOf(id) : null),
    itemAndRun: async (id, options) => {
      if (!isUuid(id)) return null
      const its = sql`(select t.instance_id from ${context.table('flow_item')} t where t.id = ${uuidSql(id)})`
      const [run, item] = await Promise.all([runWhere(its, options), itemOf(id)])
      return run === null || item === null ? null : { item, run }
    },
  }
}
