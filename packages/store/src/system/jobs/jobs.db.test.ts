import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ClaimedJob } from '../../types.ts'
import { type SystemWorkspace, systemWorkspace } from '../testing/workspace.ts'

let database: TestDatabase
let ws: SystemWorkspace

beforeAll(async () => {
  database = await createTestDatabase()
  ws = await systemWorkspace(database.url)
})
beforeEach(async () => {
  await ws.pool.query('truncate ws_test.job')
})
afterAll(async () => {
  await ws.close()
  await database.drop()
})

const take = (limit = 10): Promise<readonly ClaimedJob[]> =>
  ws.jobs.claim({ limit, leaseSeconds: 30, now: ws.now() })

async function takeOne(): Promise<ClaimedJob> {
  const [job] = await take(1)
  if (job === undefined) throw new Error('no job was due')
  return job
}

test('eight workers do each job once', async () => {
  await ws.jobs.add(Array.from({ length: 200 }, (_, n) => ({ kind: 'mail', payload: { n } })))
  const done: number[] = []
  const worker = async (): Promise<void> => {
    for (;;) {
      const jobs = await take(5)
      if (jobs.length === 0) return
      for (const job of jobs) if (await ws.jobs.complete(job)) done.push((job.payload as { n: number }).n)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n))
  expect(await ws.jobs.counts()).toEqual({ waiting: 0, running: 0, failed: 0 })
})

test('a worker that lost its lease can neither complete nor fail the job', async () => {
  await ws.jobs.add([{ kind: 'mail', payload: null }])
  const slow = await takeOne()
  expect(await take()).toEqual([])
  ws.sleep(31)
  const quick = await takeOne()
  expect(quick).toMatchObject({ id: slow.id, attempts: 2, payload: null })
  expect(await ws.jobs.complete(slow)).toBe(false)
  expect(await ws.jobs.fail(slow, { error: 'late', retryAt: null })).toBe(false)
  expect(await ws.jobs.complete(quick)).toBe(true)
})

test('a worker that is still at work keeps its lease; one that lost it does not get it back', async () => {
  await ws.jobs.add([{ kind: 'import', payload: null }])
  const slow = await takeOne()
  ws.sleep(20)
  expect(await ws.jobs.extend(slow, { leaseSeconds: 30, now: ws.now() })).toBe(true)
  ws.sleep(20)
  expect(await take()).toEqual([])
  ws.sleep(11)
  const quick = await takeOne()
  expect(quick.id).toBe(slow.id)
  expect(await ws.jobs.extend(slow, { leaseSeconds: 30, now: ws.now() })).toBe(false)
})

test('completing in a transaction is undone with it', async () => {
  await ws.jobs.add([{ kind: 'mail', payload: {} }])
  const job = await takeOne()
  const work = ws.transaction(async (tx) => {
    expect(await tx.jobs.complete(job)).toBe(true)
    throw new Error('the work failed')
  })
  await expect(work).rejects.toThrow('the work failed')
  expect(await ws.jobs.complete(job)).toBe(true)
})

test('jobs that are not due wait, and the same key moves the waiting one', async () => {
  const at = (hour: number): string => `2030-01-01T0${hour}:00:00.000Z`
  await ws.jobs.add([{ kind: 'remind', payload: { n: 1 }, key: 'r', runAt: at(1) }])
  await ws.jobs.add([
    { kind: 'remind', payload: { n: 2 }, key: 'r', runAt: at(2) },
    { kind: 'remind', payload: { n: 3 }, key: 'r', runAt: at(3) },
  ])
  const claimAt = (now: string): Promise<readonly ClaimedJob[]> =>
    ws.jobs.claim({ limit: 9, leaseSeconds: 9, now })
  expect(await claimAt(at(2))).toEqual([])
  expect(await claimAt(at(3))).toMatchObject([{ payload: { n: 3 }, key: 'r' }])
  await ws.jobs.add([{ kind: 'remind', payload: {}, key: 'gone', runAt: at(1) }])
  await ws.jobs.remove('gone')
  expect(await claimAt(at(1))).toEqual([])
})

test('a job that fails comes back, unless a newer one has its key', async () => {
  await ws.jobs.add([{ kind: 'a', payload: { n: 1 }, key: 'k' }])
  const first = await takeOne()
  expect(await ws.jobs.fail(first, { error: 'x', retryAt: ws.now() })).toBe(true)
  const again = await takeOne()
  expect(again).toMatchObject({ id: first.id, attempts: 2, key: 'k', createdAt: first.createdAt })
  await ws.jobs.add([{ kind: 'a', payload: { n: 2 }, key: 'k' }])
  expect(await ws.jobs.fail(again, { error: 'x', retryAt: ws.now() })).toBe(true)
  expect(await take()).toMatchObject([{ payload: { n: 2 }, attempts: 1 }])
})

test('the last failure stays to be looked at', async () => {
  await ws.jobs.add([
    { kind: 'told', payload: {}, maxAttempts: 3 },
    { kind: 'silent', payload: {}, maxAttempts: 1 },
  ])
  const jobs = await take()
  const told = jobs.find((job) => job.kind === 'told')
  if (told === undefined) throw new Error('not claimed')
  await ws.jobs.fail(told, { error: 'no such address', retryAt: null })
  ws.sleep(60)
  expect(await take()).toEqual([])
  expect(await ws.jobs.counts()).toEqual({ waiting: 0, running: 0, failed: 2 })
  const rows = await ws.pool.query('select kind, attempts, last_error from ws_test.job order by kind')
  expect(rows.rows).toEqual([
    { kind: 'silent', attempts: 1, last_error: 'the worker stopped without finishing the job' },
    { kind: 'told', attempts: 3, last_error: 'no such address' },
  ])
})

test('a worker takes only the kinds it knows', async () => {
  await ws.jobs.add([
    { kind: 'a', payload: {} },
    { kind: 'b', payload: {} },
  ])
  const jobs = await ws.jobs.claim({ limit: 9, leaseSeconds: 9, now: ws.now(), kinds: ['b'] })
  expect(jobs.map((job) => job.kind)).toEqual(['b'])
})
