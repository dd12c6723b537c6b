import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { JobState } from '../../tables/jobs.ts'
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

test('the last failure stays to be looked at; what its workers left every time is not done once more', async () => {
  await ws.jobs.add([
    { kind: 'told', payload: {}, maxAttempts: 3 },
    { kind: 'silent', payload: {}, maxAttempts: 1 },
  ])
  const jobs = await take()
  const told = jobs.find((job) => job.kind === 'told')
  if (told === undefined) throw new Error('not claimed')
  const words = { zh: '没有这个地址', en: 'no such address' }
  await ws.jobs.fail(told, { error: 'no such address', words, retryAt: null })
  expect(jobs.map(({ spent }) => spent)).toEqual([false, false])
  ws.sleep(60)
  const left = await takeOne()
  expect(left).toMatchObject({ kind: 'silent', spent: true, attempts: 1 })
  await ws.jobs.fail(left, { error: 'left', retryAt: null })
  expect(await take()).toEqual([])
  expect(await ws.jobs.counts()).toEqual({ waiting: 0, running: 0, failed: 2 })
  const { rows } = await ws.jobs.page({ state: 'gaveUp', limit: 9 })
  expect(rows).toMatchObject([
    { kind: 'silent', attempts: 1, lastError: 'left', lastWords: null },
    { kind: 'told', attempts: 3, lastError: 'no such address', lastWords: words },
  ])
})

test('pages of a state, by kind, and how many there are of each', async () => {
  const at = (minute: number): string => `2020-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`
  await ws.jobs.add(
    Array.from({ length: 7 }, (_, n) => ({ kind: n < 5 ? 'a' : 'b', payload: { n }, runAt: at(n) })),
  )
  await ws.jobs.add([{ kind: 'c', payload: { n: 9 }, runAt: '2099-01-01T00:00:00.000Z' }])
  const [first, second, third, ...rest] = await take(7)
  if (first === undefined || second === undefined || third === undefined) throw new Error('not claimed')
  for (const job of rest) {
    await ws.jobs.fail(job, { error: 'x', retryAt: null })
    ws.sleep(1)
  }
  await ws.jobs.fail(first, { error: 'x', retryAt: ws.now() })
  await ws.jobs.fail(second, { error: 'x', retryAt: at(59) })
  const numbers = async (state: JobState, kind?: string): Promise<readonly unknown[]> => {
    const all: unknown[] = []
    let cursor: string | null | undefined
    do {
      const page = await ws.jobs.page({
        state,
        limit: 1,
        ...(kind ? { kind } : {}),
        ...(cursor ? { cursor } : {}),
      })
      all.push(...page.rows.map(({ payload }) => (payload as { n: number }).n))
      cursor = page.nextCursor
    } while (cursor !== null)
    return all
  }
  expect(await numbers('gaveUp')).toEqual([6, 5, 4, 3])
  expect(await numbers('gaveUp', 'b')).toEqual([6, 5])
  expect(await numbers('retrying')).toEqual([1, 0])
  expect(await numbers('running')).toEqual([2])
  expect(await numbers('waiting')).toEqual([9])
  const other = await ws.jobs.page({ state: 'gaveUp', limit: 1 })
  await expect(ws.jobs.page({ state: 'waiting', limit: 1, cursor: other.nextCursor ?? '' })).rejects.toThrow(
    'RECORD_CURSOR_INVALID',
  )
  expect(
    (await ws.jobs.tally()).map(({ state, kind, count }) => `${state} ${kind} ${count}`).toSorted(),
  ).toEqual(['gaveUp a 2', 'gaveUp b 2', 'retrying a 2', 'running a 1', 'waiting c 1'])
})

test('what failed is begun anew with its tries counted, or thrown away; what waits or runs is left alone', async () => {
  const failing = async (key?: string): Promise<ClaimedJob> => {
    await ws.jobs.add([{ kind: 'a', payload: {}, maxAttempts: 1, ...(key === undefined ? {} : { key }) }])
    const job = await takeOne()
    await ws.jobs.fail(job, { error: 'x', retryAt: null })
    return job
  }
  const [one, two, keyed] = [await failing(), await failing(), await failing('k')]
  const more = [await failing(), await failing()]
  expect(await ws.jobs.again({ id: one.id }, ws.now())).toBe(1)
  expect(await ws.jobs.again({ id: one.id }, ws.now())).toBe(1)
  const taken = await takeOne()
  expect(taken).toMatchObject({ id: one.id, attempts: 2, maxAttempts: 4 })
  // At work now: neither.
  expect(await ws.jobs.again({ id: one.id }, ws.now())).toBe(0)
  expect(await ws.jobs.discard(one.id)).toBeNull()
  await ws.jobs.complete(taken)
  expect(await ws.jobs.discard(two.id)).toMatchObject({ kind: 'a', state: 'gaveUp' })
  expect(await ws.jobs.discard(two.id)).toBeNull()
  expect(await ws.jobs.discard('nonsense')).toBeNull()
  await ws.jobs.add([{ kind: 'b', payload: {}, maxAttempts: 1 }])
  const other = await takeOne()
  await ws.jobs.fail(other, { error: 'x', retryAt: null })
  expect(await ws.jobs.discardAll('b', 100)).toBe(1)
  // A newer job has the key: the one that failed is left to it.
  await ws.jobs.add([{ kind: 'a', payload: { newer: true }, key: 'k' }])
  expect(await ws.jobs.again({ kind: 'a', limit: 100 }, ws.now())).toBe(3)
  const again = await take()
  expect(again.map(({ id }) => id)).toEqual(expect.arrayContaining(more.map(({ id }) => id)))
  expect(again.map(({ id }) => id)).not.toContain(keyed.id)
  expect(again.filter(({ key }) => key === 'k')).toMatchObject([{ payload: { newer: true }, attempts: 1 }])
})

test('what nobody here can do is given up once it is overdue, and only that', async () => {
  const [past, words] = [ws.now(), { zh: '不认识', en: 'unknown' }]
  await ws.jobs.add([
    { kind: 'old', payload: {}, runAt: past },
    { kind: 'new', payload: {}, runAt: past },
    { kind: 'new', payload: {}, runAt: '2099-01-01T00:00:00.000Z' },
  ])
  const given = { kinds: ['old'], dueBefore: past, limit: 9, error: 'no handler', words }
  expect(await ws.jobs.strand(given)).toMatchObject([{ kind: 'new', state: 'gaveUp', lastWords: words }])
  expect(await ws.jobs.counts()).toEqual({ waiting: 2, running: 0, failed: 1 })
})

test('a worker takes only the kinds it knows', async () => {
  await ws.jobs.add([
    { kind: 'a', payload: {} },
    { kind: 'b', payload: {} },
  ])
  const jobs = await ws.jobs.claim({ limit: 9, leaseSeconds: 9, now: ws.now(), kinds: ['b'] })
  expect(jobs.map((job) => job.kind)).toEqual(['b'])
})
