import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../database/ids.ts'
import type { Json } from '@mortise/expressions'
import type { ImportLine } from '../../tables/imports.ts'
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

test('a request with a key is answered once, and again with the same answer', async () => {
  const answer = { status: 201, body: { b: 1, a: null } }
  expect(await ws.side.idempotency('k', 'u1')).toBeNull()
  await expect(ws.side.idempotency('k', 'u1')).rejects.toMatchObject({
    code: 'IDEMPOTENCY_IN_PROGRESS',
    status: 409,
  })
  await ws.side.saveIdempotency('k', 'u1', answer)
  expect(await ws.side.idempotency('k', 'u1')).toEqual(answer)
  expect(await ws.side.idempotency('k', 'u2')).toBeNull()
  ws.sleep(48 * 3600)
  expect(await ws.side.idempotency('k', 'u1')).toBeNull()
})

test('of two requests at the same moment one works and the other hears its answer', async () => {
  let made = 0
  const request = (): Promise<Json> =>
    ws.transaction(async (tx) => {
      const known = await tx.side.idempotency('race', 'u')
      if (known !== null) return known.body
      made += 1
      await tx.side.saveIdempotency('race', 'u', { status: 201, body: 'first' })
      return 'first'
    })
  expect(await Promise.all([request(), request(), request()])).toEqual(['first', 'first', 'first'])
  expect(made).toBe(1)
})

test('a key of a request that died can be taken again, and old ones are swept', async () => {
  await ws.side.idempotency('died', 'u')
  ws.sleep(121)
  expect(await ws.side.idempotency('died', 'u')).toBeNull()
  ws.sleep(48 * 3600)
  expect(await ws.side.sweep()).toBeGreaterThan(0)
  expect(await ws.side.sweep()).toBe(0)
})

test('what must happen once happens once', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => ws.side.once('rule:1:event:1:0')))
  expect(all.filter(Boolean)).toHaveLength(1)
})

test('records never share a slot of a pool', async () => {
  const slots = await Promise.all(
    Array.from({ length: 8 }, () =>
      ws.transaction(async (tx) => {
        const { cursor, save } = await tx.side.poolCursor('leads', 'east')
        const slot = typeof cursor === 'number' ? cursor + 1 : 0
        await save(slot)
        return slot
      }),
    ),
  )
  expect(slots.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  await expect(ws.side.poolCursor('leads', 'east')).rejects.toMatchObject({
    code: 'SYSTEM_TRANSACTION_NEEDED',
  })
})

test('a notice with a key reaches a person once; pages follow on each other', async () => {
  const [me, other] = [newId(), newId()]
  const notice = (userId: string, n: number) =>
    ({ userId, title: `第 ${n} 条`, body: null, entity: null, recordId: null, key: `n${n}` }) as const
  await ws.side.addNotifications([1, 2, 3, 4, 5].map((n) => notice(me, n)))
  await ws.side.addNotifications([notice(me, 5), notice(other, 5)])
  const first = await ws.side.notifications(me, 3)
  expect(first).toMatchObject({
    unread: 5,
    rows: [{ title: '第 5 条' }, { title: '第 4 条' }, { title: '第 3 条' }],
  })
  const rest = await ws.side.notifications(me, 3, first.nextCursor ?? '')
  expect(rest.rows.map((row) => row.title)).toEqual(['第 2 条', '第 1 条'])
  expect(rest.nextCursor).toBeNull()
  await ws.side.markRead(other, [first.rows[0]?.id ?? ''])
  await ws.side.markRead(me, [first.rows[1]?.id ?? ''])
  expect((await ws.side.notifications(me, 1)).unread).toBe(4)
  await ws.side.markRead(me, 'all')
  expect((await ws.side.notifications(me, 1)).unread).toBe(0)
})

test('notices wait to be mailed until a batch takes them up, and are not taken by two', async () => {
  const [me, first, second] = [newId(), newId(), newId()]
  const notice = (n: number, topic: 'task' | 'share' = 'task') =>
    ({ userId: me, title: `${n}`, body: null, entity: null, recordId: null, mail: true, topic }) as const
  await ws.side.addNotifications([notice(1), notice(2), notice(3, 'share'), { ...notice(4), mail: false }])
  ws.sleep(1)
  const [read] = (await ws.side.notifications(me, 9)).rows.filter((row) => row.title === '2')
  await ws.side.markRead(me, [read?.id ?? ''])
  const take = async (batch: string): Promise<readonly string[]> =>
    (await ws.side.noticesToMail({ userId: me, batch, topics: ['task', 'mention'] })).map((row) => row.title)
  expect(await take(first)).toEqual(['1'])
  await ws.side.addNotifications([notice(5)])
  expect(await take(second)).toEqual(['5'])
  expect(await take(first)).toEqual(['1'])
  await ws.side.noticesMailed(first, 'sent')
  expect(await take(first)).toEqual([])
  await ws.side.noticesMailed(second, 'failed')
  expect(await take(second)).toEqual([])
})

test('comments, files, settings and saved views come back as they were', async () => {
  const [me, recordId] = [newId(), newId()]
  const one = await ws.side.addComment({ entity: 'deal', recordId, author: me, body: '好', mentions: [me] })
  const two = await ws.side.addComment({ entity: 'deal', recordId, author: me, body: '行', mentions: [] })
  expect(await ws.side.comments('deal', recordId, 9)).toEqual([two, one])
  expect(await ws.side.comments('lead', recordId, 9)).toEqual([])
  const file = await ws.side.addFile({
    id: newId(),
    hash: 'ab',
    name: '合同.pdf',
    type: 'application/pdf',
    size: 5e9,
    createdBy: me,
  })
  expect(await ws.side.file(file.id)).toEqual(file)
  expect(await ws.side.file('../etc')).toBeNull()
  expect(await ws.side.settings.get('smtp')).toBeNull()
  await ws.side.settings.put('smtp', { host: 'a' })
  await ws.side.settings.put('smtp', 'off')
  expect(await ws.side.settings.get('smtp')).toBe('off')
})

const people = {
  key: null,
  name: 'A',
  title: null,
  departmentId: null,
  managerId: null,
  roles: [],
  active: true,
  locale: 'en',
  passwordHash: null,
} as const

test('nobody changes a view of another person', async () => {
  const [a, b] = [
    await ws.people.createUser({ ...people, email: 'a@example.com' }),
    await ws.people.createUser({ ...people, email: 'b@example.com' }),
  ]
  const id = await ws.side.putSavedView(a.id, 'deal', { name: '大单', json: { x: 1 } })
  await expect(ws.side.putSavedView(b.id, 'deal', { id, name: '!', json: {} })).rejects.toMatchObject({
    code: 'SYSTEM_ROW_MISSING',
  })
  await ws.side.deleteSavedView(b.id, id)
  await ws.side.putSavedView(a.id, 'deal', { id, name: '大单', json: { x: 2 } })
  expect(await ws.side.savedViews(a.id, 'deal')).toEqual([
    { id, name: '大单', json: { x: 2 }, shared: 'me', default: false, mine: true },
  ])
  await ws.side.deleteSavedView(a.id, id)
  expect(await ws.side.savedViews(a.id, 'deal')).toEqual([])
})

test('an import keeps its lines; a line run again replaces its outcome', async () => {
  const made = await ws.side.imports.create({
    entity: 'deal',
    fileId: newId(),
    fileName: 'a.csv',
    createdBy: newId(),
  })
  expect(await ws.side.imports.get(made.id)).toEqual(made)
  const line = (n: number, outcome: ImportLine['outcome']): ImportLine => ({
    line: n,
    outcome,
    recordId: outcome === 'created' ? newId() : null,
    message: outcome === 'failed' ? { zh: '金额不是数字' } : null,
    cells: { z: '1', a: null },
  })
  const lines = [line(1, 'created'), line(2, 'failed'), line(3, 'failed')]
  await ws.side.imports.addLines(made.id, lines)
  const fixed = line(3, 'created')
  await ws.side.imports.addLines(made.id, [fixed])
  await ws.side.imports.update(made.id, { state: 'running', cursor: 3, mapping: { columns: [] } })
  expect(await ws.side.imports.lines(made.id, { after: 1, limit: 9 })).toEqual([lines[1], fixed])
  expect(await ws.side.imports.lines(made.id, { outcome: 'failed', after: 0, limit: 9 })).toEqual([lines[1]])
  expect(await ws.side.imports.list(1)).toMatchObject([{ id: made.id, state: 'running', cursor: 3 }])
  await ws.transaction(async (tx) => {
    expect(await tx.side.imports.get(made.id, true)).toMatchObject({ mapping: { columns: [] } })
  })
})

test('a draft of a form is let go after 90 days', async () => {
  const made = await ws.people.createUser({ ...people, email: 'draft@example.com' })
  const place = { entity: 'deal', form: 'edit', recordId: null }
  await ws.side.formDrafts.put(
    made.id,
    { ...place, data: { a: 1 }, schemaVersion: 1, recordVersion: null },
    9,
  )
  ws.sleep(89 * 86_400)
  await ws.side.sweep()
  expect(await ws.side.formDrafts.list(made.id)).toHaveLength(1)
  ws.sleep(2 * 86_400)
  await ws.side.sweep()
  expect(await ws.side.formDrafts.list(made.id)).toEqual([])
})
