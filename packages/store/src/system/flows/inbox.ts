import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { FlowInstanceRow, FlowItemRow, FlowTables } from '../../tables/flows.ts'
import type { SystemContext } from '../context.ts'
import { decodeCursor, encodeCursor, textsSql, textSql, timeSql, uuidSql } from '../values.ts'
import { instanceColumns, itemColumns } from './rows.ts'

type InboxQuery = Parameters<FlowTables['inbox']>[0]
type InboxPage = Awaited<ReturnType<FlowTables['inbox']>>
type InboxRow = FlowItemRow & { readonly instance: FlowInstanceRow }

/** Conditions are letter by letter those of the partial indexes. `at`: the column a box is sorted by. */
const boxes = {
  todo: { at: 'created_at', where: `t.kind = 'task' and t.state = 'active'` },
  done: {
    at: 'decided_at',
    where: `t.kind = 'task' and t.decided_at is not null and t.state not in ('waiting', 'active', 'canceled', 'skipped')`,
  },
  cc: { at: 'created_at', where: `t.kind = 'cc'` },
} as const

const mostCounted = 1_000

function after(query: InboxQuery, columns: string): Fragment {
  if (query.cursor === undefined) return rawSql('')
  const { at, id } = decodeCursor(query.cursor, query.box)
  return sql`and (${rawSql(columns)}) < (${timeSql(at)}, ${uuidSql(id)})`
}

/** Tasks of entities that lie in the bin are not shown. */
function ofEntities(entities: readonly string[]): Fragment {
  return sql`and t.entity = any(${textsSql(entities)})`
}

/** Tasks of a person, those of whom they stand in for, and (when done) those they decided in somebody's place. */
function theirs(
  context: SystemContext,
  query: Pick<InboxQuery, 'userId' | 'standsFor'>,
  box: string,
): Fragment {
  const own = sql`t.assignee = ${textSql(query.userId)}`
  if (box === 'done') return sql`(${own} or t.decided_by = ${textSql(query.userId)})`
  if (box !== 'todo' || query.standsFor === undefined || query.standsFor.length === 0) return own
  const others = query.standsFor.map(({ userId, flows }) =>
    flows === null
      ? sql`t.assignee = ${textSql(userId)}`
      : sql`(t.assignee = ${textSql(userId)} and exists (select from ${context.table('flow_instance')} f
          where f.id = t.instance_id and f.flow = any(${textsSql(flows)})))`,
  )
  return sql`(${joinSql([own, ...others], ' or ')})`
}

/** Items of a person, newest first. */
function itemsOf(context: SystemContext, query: InboxQuery, box: keyof typeof boxes): Fragment {
  const { at, where } = boxes[box]
  return sql`select ${itemColumns} from ${context.table('flow_item')} t
    where ${theirs(context, query, box)} and ${rawSql(where)} ${ofEntities(query.entities)}
      ${after(query, `t.${at}, t.id`)}
    order by t.${rawSql(at)} desc, t.id desc limit ${bindSql(query.limit + 1)}`
}

async function itemPage(
  context: SystemContext,
  query: InboxQuery,
  box: keyof typeof boxes,
): Promise<InboxPage> {
  const { runner } = context
  const found = await runner.rows<FlowItemRow>(itemsOf(context, query, box))
  const page = found.slice(0, query.limit)
  const ids = [...new Set(page.map((item) => item.instanceId))]
  const instances = await runner.rows<FlowInstanceRow>(sql`select ${instanceColumns}
    from ${context.table('flow_instance')} i where id = any(${bindSql(ids)}::uuid[])`)
  const byId = new Map(instances.map((row) => [row.id, row]))
  const rows = page.flatMap((item): readonly InboxRow[] => {
    const instance = byId.get(item.instanceId)
    return instance === undefined ? [] : [{ ...item, instance }]
  })
  const last = found.length > query.limit ? page.at(-1) : undefined
  const at = last === undefined ? null : boxes[box].at === 'decided_at' ? last.decidedAt : last.createdAt
  return {
    rows,
    nextCursor: last === undefined || at === null ? null : encodeCursor([query.box, at, last.id]),
  }
}

/** A run that has no task (yet) is shown by a row that stands for the run itself. */
function standIn(instance: FlowInstanceRow): FlowItemRow {
  return {
    id: instance.id,
    instanceId: instance.id,
    nodeId: '',
    nodeName: '',
    assignee: instance.starter,
    state: instance.status,
    kind: 'task',
    rev: 0,
    createdAt: instance.startedAt,
    decidedAt: instance.endedAt,
    dueAt: null,
  }
}

/** Runs a person started, newest first, each with the task it waits for, else its last one. */
async function startedPage(context: SystemContext, query: InboxQuery): Promise<InboxPage> {
  const { runner } = context
  const found = await runner.rows<FlowInstanceRow>(sql`select ${instanceColumns}
    from ${context.table('flow_instance')} i
    where i.starter = ${textSql(query.userId)} and i.entity = any(${textsSql(query.entities)})
      ${after(query, 'i.started_at, i.id')}
    order by i.started_at desc, i.id desc limit ${bindSql(query.limit + 1)}`)
  const page = found.slice(0, query.limit)
  const items = await runner.rows<FlowItemRow>(sql`select distinct on (t.instance_id) ${itemColumns}
    from ${context.table('flow_item')} t
    where t.kind = 'task' and t.instance_id = any(${bindSql(page.map((row) => row.id))}::uuid[])
    order by t.instance_id, (t.state = 'active') desc, t.created_at desc, t.id desc`)
  const byInstance = new Map(items.map((item) => [item.instanceId, item]))
  const last = found.length > query.limit ? page.at(-1) : undefined
  return {
    rows: page.map((instance) => ({ ...(byInstance.get(instance.id) ?? standIn(instance)), instance })),
    nextCursor: last === undefined ? null : encodeCursor([query.box, last.startedAt, last.id]),
  }
}

/** The four boxes of a person. Pages are stable: what comes in meanwhile stands before the first one. */
export function inboxTables(context: SystemContext): Pick<FlowTables, 'inbox' | 'todoCount'> {
  return {
    inbox: (query) =>
      query.box === 'started' ? startedPage(context, query) : itemPage(context, query, query.box),
    todoCount: async (userId, entities, standsFor) => {
      // Asked with every page of every person: it must not cost the more the more lies there.
      const row = await context.runner.first<{ count: number }>(sql`select count(*)::int as count from (
        select from ${context.table('flow_item')} t
        where ${theirs(context, standsFor === undefined ? { userId } : { userId, standsFor }, 'todo')}
          and ${rawSql(boxes.todo.where)} ${ofEntities(entities)} limit ${bindSql(mostCounted)}) x`)
      return row?.count ?? 0
    },
  }
}
