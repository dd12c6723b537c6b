import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawSql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import { migrateSchema, readMigrations } from '../../database/migrate.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { FlowInstanceRow, FlowItemRow, FlowTables } from '../../tables/flows.ts'
import { type SystemWorkspace, systemWorkspace } from '../testing/workspace.ts'

let database: TestDatabase
let ws: SystemWorkspace

beforeAll(async () => {
  database = await createTestDatabase()
  ws = await systemWorkspace(database.url)
})
afterAll(async () => {
  await ws.close()
  await database.drop()
})

const run = (more: Partial<FlowInstanceRow> = {}): FlowInstanceRow => ({
  id: newId(),
  flow: 'approval',
  definitionVersion: 'h1',
  entity: 'deal',
  recordId: newId(),
  starter: newId(),
  status: 'running',
  title: '合同审批',
  state: { tokens: [] },
  startedAt: '2026-03-02T01:00:00.000Z',
  endedAt: null,
  ...more,
})

const task = (instance: FlowInstanceRow, assignee: string, more: Partial<FlowItemRow> = {}): FlowItemRow => ({
  id: newId(),
  instanceId: instance.id,
  nodeId: 'legal',
  nodeName: '法务',
  assignee,
  state: 'active',
  kind: 'task',
  rev: 1,
  createdAt: '2026-03-02T02:00:00.000Z',
  decidedAt: null,
  dueAt: null,
  ...more,
})

async function started(more: Partial<FlowInstanceRow> = {}): Promise<FlowInstanceRow> {
  const row = run(more)
  await ws.flows.insertInstance(row)
  return row
}

test('an instance, its items and events come back as they were saved', async () => {
  const row = await started()
  const item = task(row, newId(), { dueAt: '2026-03-03T00:00:00.000Z' })
  await ws.flows.saveInstance(row, {
    items: [item],
    events: [
      { seq: 1, type: 'started' },
      { seq: 2, type: 'entered' },
    ],
  })
  const ended: FlowInstanceRow = {
    ...row,
    status: 'approved',
    state: { tokens: [1] },
    endedAt: '2026-03-04T00:00:00.000Z',
  }
  const decided = { ...item, state: 'approved', rev: 2, decidedAt: '2026-03-04T00:00:00.000Z' }
  expect(await ws.flows.runningOf('deal', row.recordId)).toEqual([row])
  await ws.flows.saveInstance(ended, { items: [decided], events: [{ seq: 3, type: 'ended' }] })
  expect(await ws.flows.instance(row.id)).toEqual(ended)
  expect(await ws.flows.item(item.id)).toEqual(decided)
  expect(await ws.flows.events(row.id)).toEqual([
    { seq: 1, type: 'started' },
    { seq: 2, type: 'entered' },
    { seq: 3, type: 'ended' },
  ])
  // As earlier versions kept them: one row each.
  await ws.pool.query(`insert into ws_test.flow_event values ($1, 4, '{"seq": 4, "type": "read"}')`, [row.id])
  expect((await ws.flows.events(row.id)).map((event) => (event as { seq: number }).seq)).toEqual([1, 2, 3, 4])
  expect(await ws.flows.runningOf('deal', row.recordId)).toEqual([])
  expect(await ws.flows.instancesOf('deal', row.recordId)).toEqual([ended])
  await expect(ws.flows.saveInstance(ended, { items: [], events: [{ seq: 3 }] })).rejects.toThrow()
  expect(await ws.flows.instance('x')).toBeNull()
})

test('a command counts once, also when it arrives twice at the same moment', async () => {
  const row = await started()
  const command = (): Promise<boolean> =>
    ws.transaction(async (tx) => {
      await tx.flows.instance(row.id, { lock: true })
      return tx.flows.recordCommand(row.id, 'c1')
    })
  expect(
    (await Promise.all([command(), command(), command()])).toSorted((a, b) => Number(a) - Number(b)),
  ).toEqual([false, false, true])
  expect(await ws.flows.recordCommand(row.id, 'c1')).toBe(false)
  expect(await ws.flows.recordCommand((await started()).id, 'c1')).toBe(true)
  await expect(ws.flows.instance(row.id, { lock: true })).rejects.toMatchObject({
    code: 'SYSTEM_TRANSACTION_NEEDED',
  })
})

async function pages(
  query: Parameters<FlowTables['inbox']>[0],
  between?: () => Promise<void>,
): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await ws.flows.inbox(cursor === undefined ? query : { ...query, cursor })
    seen.push(...page.rows.map((row) => row.id))
    cursor = page.nextCursor ?? undefined
    await between?.()
  } while (cursor !== undefined)
  return seen
}

test('paging through the inbox neither skips nor repeats while tasks come in', async () => {
  const [row, me] = [await started(), newId()]
  const at = (n: number): string => `2026-03-02T02:00:00.00${Math.floor(n / 3)}Z`
  const items = Array.from({ length: 11 }, (_, n) => task(row, me, { createdAt: at(n) }))
  await ws.flows.saveInstance(row, { items, events: [] })
  const seen = await pages({ userId: me, entities: ['deal'], box: 'todo', limit: 3 }, () =>
    ws.flows.saveInstance(row, { items: [task(row, me, { createdAt: at(27) })], events: [] }),
  )
  expect(seen).toEqual(items.map((item) => item.id).toReversed())
  expect(await ws.flows.todoCount(me, ['deal'])).toBe(15)
})

test('each task is in the box it belongs to', async () => {
  const me = newId()
  const [row, other] = [
    await started({ starter: me }),
    await started({ starter: me, startedAt: '2026-03-03T00:00:00.000Z' }),
  ]
  const decidedAt = '2026-03-02T03:00:00.000Z'
  const todo = task(row, me)
  const done = task(row, me, { state: 'approved', decidedAt })
  const copy = task(row, me, { kind: 'cc' })
  const others = [
    task(row, me, { state: 'waiting' }),
    task(row, me, { state: 'canceled', decidedAt }),
    task(row, newId(), { createdAt: '2026-03-02T09:00:00.000Z', state: 'canceled' }),
  ]
  await ws.flows.saveInstance(row, { items: [todo, done, copy, ...others], events: [] })
  expect(await pages({ userId: me, entities: ['deal'], box: 'todo', limit: 5 })).toEqual([todo.id])
  expect(await pages({ userId: me, entities: ['deal'], box: 'done', limit: 5 })).toEqual([done.id])
  expect(await pages({ userId: me, entities: ['deal'], box: 'cc', limit: 5 })).toEqual([copy.id])
  expect(await pages({ userId: me, entities: ['deal'], box: 'started', limit: 1 })).toEqual([
    other.id,
    todo.id,
  ])
  const [first] = (await ws.flows.inbox({ userId: me, entities: ['deal'], box: 'todo', limit: 1 })).rows
  expect(first?.instance).toEqual(row)
  // While the entity lies in the bin its tasks wait unseen.
  for (const box of ['todo', 'done', 'cc', 'started'] as const)
    expect(await pages({ userId: me, entities: ['lead'], box, limit: 5 })).toEqual([])
  expect(await ws.flows.todoCount(me, ['lead'])).toBe(0)
  await expect(
    ws.flows.inbox({ userId: me, entities: ['deal'], box: 'todo', limit: 1, cursor: 'zzz' }),
  ).rejects.toMatchObject({
    code: 'RECORD_CURSOR_INVALID',
  })
})

test('a definition stays what it was under its hash', async () => {
  await ws.flows.putDefinition('approval', 'h1', { b: 1, a: 2 })
  await ws.flows.putDefinition('approval', 'h1', { b: 9 })
  expect(JSON.stringify(await ws.flows.definition('approval', 'h1'))).toBe('{"b":1,"a":2}')
  expect(await ws.flows.definition('approval', 'h2')).toBeNull()
})

test('runs of a version or a department are looked for as such, not among the latest of all', async () => {
  const [dept, person] = [newId(), newId()]
  const of = (more: Partial<FlowInstanceRow>) => started({ flow: 'measured', ...more })
  const kept = await of({ startedAt: '2026-03-01T01:00:00.000Z', state: { department: dept } })
  const before = await of({ startedAt: '2026-03-01T02:00:00.000Z', starter: person })
  const moved = await of({
    startedAt: '2026-03-01T03:00:00.000Z',
    starter: person,
    state: { department: 'x' },
  })
  const other = await of({ startedAt: '2026-03-01T04:00:00.000Z', definitionVersion: 'h2' })
  const found = async (more: Partial<Parameters<typeof ws.flows.runsBetween>[0]>) => {
    const span = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' }
    const rows = await ws.flows.runsBetween({ flow: 'measured', by: 'started', ...span, limit: 2, ...more })
    return rows.map(({ id }) => id)
  }
  expect(await found({})).toEqual([other.id, moved.id])
  expect(await found({ version: 'h1' })).toEqual([moved.id, before.id])
  expect(await found({ of: { departments: [dept], starters: [person] } })).toEqual([before.id, kept.id])
})

test('tasks from before say what they are about, whatever most of them are about', async () => {
  const all = readMigrations('workspace')
  const before = all.filter(({ name }) => name < '0228')
  const found = await inTransaction(ws.pool, async (runner) => {
    await migrateSchema(runner, 'ws_before', before)
    for (const [n, entity] of ['deal', 'deal', 'leave'].entries()) {
      const id = `00000000-0000-7000-8000-00000000000${n}`
      await runner.rows(
        rawSql(`insert into ws_before.flow_instance (id, flow, definition_version, entity, record_id,
        starter, status, title, state, started_at) values ('${id}', 'f', 'v', '${entity}', '${id}', 's', 'running', '',
        '{}', now())`),
      )
      await runner.rows(
        rawSql(`insert into ws_before.flow_item (id, instance_id, node_id, node_name, assignee, state, kind,
        rev, created_at) values ('${id}', '${id}', 'n', 'n', 'ann', 'active', 'task', 1, now())`),
      )
    }
    await migrateSchema(runner, 'ws_before', all)
    return runner.rows(rawSql('select entity from ws_before.flow_item order by id'))
  })
  expect(found).toEqual([{ entity: 'deal' }, { entity: 'deal' }, { entity: 'leave' }])
  // Nobody writes a task without saying it.
  const wanting = `insert into ws_before.flow_item (id, instance_id, node_id, node_name, assignee, state, kind, rev, created_at)
    select gen_random_uuid(), instance_id, 'n', 'n', 'ann', 'active', 'task', 1, now() from ws_before.flow_item limit 1`
  await expect(ws.pool.query(wanting)).rejects.toMatchObject({ code: '23502' })
})
