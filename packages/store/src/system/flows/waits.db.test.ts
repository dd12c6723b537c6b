import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../database/ids.ts'
import type { FlowInstanceRow } from '../../tables/flows.ts'
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

async function started(more: Partial<FlowInstanceRow> = {}): Promise<FlowInstanceRow> {
  const row: FlowInstanceRow = {
    id: newId(),
    flow: 'approval',
    definitionVersion: 'h1',
    entity: 'deal',
    recordId: newId(),
    starter: newId(),
    status: 'running',
    title: '合同审批',
    state: {},
    startedAt: ws.now(),
    endedAt: null,
    ...more,
  }
  await ws.flows.insertInstance(row)
  return row
}

const message = (messageId: string, more: object = {}) => ({
  messageId,
  name: 'paid',
  correlation: 'c1',
  data: { n: 1 },
  at: ws.now(),
  expiresAt: new Date(Date.parse(ws.now()) + 3_600_000).toISOString(),
  ...more,
})

test('a run is found by what it waits for, longest first, until it waits no more', async () => {
  const [one, two] = [await started(), await started()]
  const what = { kind: 'message', name: 'ready', correlation: 'x' } as const
  await ws.flows.putSubscription({ instanceId: two.id, key: 'k', ...what })
  ws.sleep(1)
  await ws.flows.putSubscription({ instanceId: one.id, key: 'k', ...what })
  await ws.flows.putSubscription({
    instanceId: one.id,
    key: 'c',
    kind: 'condition',
    name: '',
    correlation: null,
  })
  expect((await ws.flows.waitingFor(what)).map((row) => row.instanceId)).toEqual([two.id, one.id])
  expect(await ws.flows.waitingFor({ ...what, correlation: 'y' })).toEqual([])
  expect(await ws.flows.waitingForChange(one.recordId)).toEqual([one.id])
  expect(await ws.flows.waitingForChange(two.recordId)).toEqual([])
  await ws.flows.removeSubscription(two.id, 'k')
  expect((await ws.flows.waitingFor(what)).map((row) => row.instanceId)).toEqual([one.id])
  // What is over waits for nothing, whatever it left behind.
  const over = await started({ status: 'completed', endedAt: ws.now() })
  const left = { key: 'c', kind: 'condition', name: '', correlation: null } as const
  await ws.flows.putSubscription({ instanceId: over.id, ...left })
  expect(await ws.flows.waitingForChange(over.recordId)).toEqual([])
})

test('a message counts once, is taken once, and is kept no longer than said', async () => {
  const run = await started()
  const take = { name: 'paid', correlation: 'c1', instanceId: run.id }
  expect(await ws.flows.putMessage(message('a'))).toBe(true)
  expect(await ws.flows.putMessage(message('a', { data: { n: 2 } }))).toBe(false)
  ws.sleep(1)
  await ws.flows.putMessage(message('b'))
  const both = await Promise.all([ws.flows.takeMessage(take), ws.flows.takeMessage(take)])
  expect(both.map((one) => one?.messageId).toSorted()).toEqual(['a', 'b'])
  expect(await ws.flows.takeMessage(take)).toBeNull()
  await ws.flows.giveMessage('a', null)
  expect(await ws.flows.takeMessage(take)).toMatchObject({ messageId: 'a', data: { n: 1 } })
  await ws.flows.giveMessage('a', null)
  ws.sleep(7200)
  expect(await ws.flows.takeMessage(take)).toBeNull()
  await ws.flows.putMessage(message('c'))
  expect(await ws.flows.message('a')).toBeNull()
})

test('a child is known by the name its parent has for it', async () => {
  const [parent, child] = [await started(), await started()]
  await ws.flows.putChild({ instanceId: parent.id, key: 'k', childId: child.id })
  await ws.flows.putChild({ instanceId: parent.id, key: 'k', childId: newId() })
  expect(await ws.flows.child(parent.id, 'k')).toBe(child.id)
  expect(await ws.flows.child(parent.id, 'x')).toBeNull()
})
