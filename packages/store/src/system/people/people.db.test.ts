import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../database/ids.ts'
import type { UserRow } from '../../tables/people.ts'
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

const addUser = (email: string, more: Partial<UserRow> = {}): Promise<UserRow> =>
  ws.people.createUser({
    key: null,
    name: '王小明',
    email,
    title: null,
    departmentId: null,
    managerId: null,
    roles: ['sales', 'a,"b'],
    active: true,
    locale: 'zh',
    passwordHash: 'hash',
    ...more,
  })

const session = (userId: string, tokenHash: string): Promise<{ readonly id: string }> =>
  ws.people.createSession({
    tokenHash,
    userId,
    expiresAt: new Date(Date.parse(ws.now()) + 14 * 86_400_000).toISOString(),
    ip: '10.0.0.1',
    agent: null,
  })

test('users come back as they went in, without the hash', async () => {
  const user = await addUser('Wang@Example.com')
  expect(await ws.people.user(user.id)).toEqual({
    id: user.id,
    key: null,
    name: '王小明',
    email: 'Wang@Example.com',
    title: null,
    departmentId: null,
    managerId: null,
    regionId: null,
    roles: ['sales', 'a,"b'],
    active: true,
    locale: 'zh',
    groupIds: [],
    otherDepartmentIds: [],
    preferences: {},
  })
  expect(await ws.people.credentials('wang@example.com')).toEqual({
    userId: user.id,
    passwordHash: 'hash',
    active: true,
  })
  expect(await ws.people.user('not an id')).toBeNull()
})

test('an e-mail address is one account, however it is written', async () => {
  await addUser('li@example.com')
  await expect(addUser('LI@example.com')).rejects.toMatchObject({ code: 'PEOPLE_EMAIL_TAKEN' })
  await expect(addUser('ＬＩ@example.com ')).rejects.toMatchObject({ code: 'PEOPLE_EMAIL_TAKEN' })
})

test('preferences changed at once by two windows are all kept; null takes one away', async () => {
  const { id } = await addUser('gao@example.com')
  await ws.people.updateUser(id, { preferences: { theme: 'dark', home: ['todo'] } })
  await Promise.all([
    ws.people.updateUser(id, { preferences: { mail: { how: 'daily' } } }),
    ws.people.updateUser(id, { preferences: { theme: 'light' } }),
    ws.people.updateUser(id, { preferences: { home: null } }),
  ])
  expect((await ws.people.user(id))?.preferences).toEqual({ theme: 'light', mail: { how: 'daily' } })
})

test('the revision rises with each change, and only with those that are committed', async () => {
  const before = await ws.people.revision()
  const user = await addUser('zhao@example.com')
  await ws.people.updateUser(user.id, { title: '经理', preferences: { theme: 'dark' } })
  const department = await ws.people.createDepartment({
    key: 'd',
    name: '销售',
    parentId: null,
    headId: user.id,
  })
  await ws.people.updateDepartment(department.id, { name: '销售部' })
  expect(await ws.people.revision()).toBe(before + 4)
  const undone = ws.transaction(async (tx) => {
    await tx.people.updateUser(user.id, { active: false })
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  expect(await ws.people.revision()).toBe(before + 4)
  expect(await ws.people.user(user.id)).toMatchObject({ title: '经理', active: true })
})

test('people load in any order within one transaction', async () => {
  const [head, below] = [newId(), newId()]
  await ws.transaction(async (tx) => {
    await tx.people.createDepartment({ id: below, key: 'below', name: '华东', parentId: head, headId: null })
    await tx.people.createDepartment({ id: head, key: 'head', name: '总部', parentId: null, headId: null })
  })
  expect((await ws.people.departments()).find((one) => one.id === below)?.parentId).toBe(head)
})

test('a session ends by itself, by idling and with its person', async () => {
  const user = await addUser('sun@example.com')
  await session(user.id, 'one')
  ws.sleep(30)
  const seen = await ws.people.sessionByToken('one')
  expect(seen).toMatchObject({ userId: user.id, user: { email: 'sun@example.com' }, ip: '10.0.0.1' })
  ws.sleep(60)
  await ws.people.sessionByToken('one')
  expect((await ws.people.sessionByToken('one'))?.lastSeenAt).toBe(ws.now())
  ws.sleep(4 * 86_400)
  expect(await ws.people.sessionByToken('one')).toBeNull()

  const kept = await session(user.id, 'two')
  await session(user.id, 'three')
  await ws.people.endSessionsOf(user.id, kept.id)
  expect(await ws.people.sessionByToken('three')).toBeNull()
  for (let day = 0; day < 13; day += 1) {
    ws.sleep(86_400)
    expect(await ws.people.sessionByToken('two')).not.toBeNull()
  }
  ws.sleep(86_400)
  expect(await ws.people.sessionByToken('two')).toBeNull()

  await session(user.id, 'four')
  await ws.people.updateUser(user.id, { active: false })
  await ws.people.updateUser(user.id, { active: true })
  expect(await ws.people.sessionByToken('four')).toBeNull()
})

test('attempts count within their window', async () => {
  for (const count of [1, 2, 3]) expect(await ws.people.countAttempt('account:x', 300)).toBe(count)
  ws.sleep(301)
  expect(await ws.people.countAttempt('account:x', 300)).toBe(1)
  const at = await Promise.all(Array.from({ length: 8 }, () => ws.people.countAttempt('address:y', 300)))
  expect(at.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  await ws.people.clearAttempts('account:x')
  expect(await ws.people.countAttempt('account:x', 300)).toBe(1)
})

test('an API key dies with its time and its maker', async () => {
  const user = await addUser('key@example.com')
  const expiresAt = new Date(Date.parse(ws.now()) + 60_000).toISOString()
  const facts = { name: 'ERP', prefix: 'mk_1', role: 'api', createdBy: user.id }
  await ws.people.createApiKey({ ...facts, tokenHash: 'short', expiresAt })
  const long = await ws.people.createApiKey({ ...facts, tokenHash: 'long', expiresAt: null })
  expect(await ws.people.apiKeyByToken('short')).toMatchObject({ name: 'ERP', lastUsedAt: null })
  ws.sleep(61)
  expect(await ws.people.apiKeyByToken('short')).toBeNull()
  expect(await ws.people.apiKeyByToken('long')).toMatchObject({ id: long.id })
  await ws.people.updateUser(user.id, { active: false })
  expect(await ws.people.apiKeyByToken('long')).toBeNull()
  await ws.people.deleteApiKey(long.id)
  expect(await ws.people.apiKeys()).toHaveLength(1)
})
