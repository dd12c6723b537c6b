import type { EntityDocument, FieldDocument, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type DuplicateGroup,
  duplicateGroups,
  duplicateSearch,
  exportCsv,
  keepApart,
  latestDuplicateSearch,
  lookForDuplicates,
  mergeRecords,
  openDuplicateExport,
  rootCause,
  saveRecord,
  startDuplicateSearch,
  systemActor,
  userActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

const text = (key: string): FieldDocument => ({ id: `f_${key}`, key, type: 'text', label: key })
const entity = (key: string, more: Partial<EntityDocument> = {}): EntityDocument => ({
  id: `e_${key}`,
  key,
  label: key,
  title: 'name',
  fields: [text('name'), text('phone'), text('firm'), text('city')],
  ...more,
})

let stage: TestStage
let workspace: Workspace
let boss: Actor
let seller: Actor
let worker: { readonly stop: () => Promise<void> }

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  await installParts(workspace, {
    entity: [
      entity('account', {
        duplicates: [
          {
            key: 'name',
            fields: ['name'],
            normalise: 'text',
            on: 'warn',
            across: [{ entity: 'lead', fields: ['firm'] }],
          },
          { key: 'phone', fields: ['phone'], normalise: 'phone', on: 'warn' },
          { key: 'near', fields: ['name'], normalise: 'fuzzy', on: 'warn' },
          { key: 'both', fields: ['firm', 'city'], on: 'warn' },
        ],
      }),
      entity('lead'),
    ],
    role: [
      {
        id: 'ro_boss',
        key: 'boss',
        label: 'boss',
        entities: {
          account: { create: true, read: true, update: true, delete: true, export: true },
          lead: { read: true, update: true, delete: true },
        },
      },
      {
        id: 'ro_seller',
        key: 'seller',
        label: 'seller',
        entities: {
          account: {
            create: true,
            read: { scope: 'own' },
            update: { scope: 'own' },
            delete: { scope: 'own' },
          },
        },
      },
    ],
  })
  const person = async (role: string): Promise<Actor> => {
    const user = await workspace.store.people.createUser({
      key: null,
      name: role,
      email: `${role}@example.com`,
      title: null,
      departmentId: null,
      managerId: null,
      roles: [role],
      active: true,
      locale: 'zh',
      passwordHash: null,
    })
    workspace.expire()
    return workspace.unit(async (unit) =>
      userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' }),
    )
  }
  boss = await person('boss')
  seller = await person('seller')
  worker = stage.runtime.startWorker('main', { pollMs: 20 })
}, 120_000)
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

const save = (kind: string, values: RecordValues, actor: Actor = systemActor('test')): Promise<string> =>
  workspace.unit(
    async (unit) =>
      (
        await saveRecord(unit, actor, {
          request: { op: 'create', entity: kind, values, ignoreDuplicates: true },
          cause: rootCause(unit.newId()),
        })
      ).record.id,
  )

async function search(actor: Actor, rules?: readonly string[]): Promise<string> {
  const { id } = await startDuplicateSearch(workspace, actor, { entity: 'account', rules })
  await expect
    .poll(() => duplicateSearch(workspace, actor, id), { timeout: 30_000 })
    .toMatchObject({ state: 'done' })
  return id
}
const groups = async (
  actor: Actor,
  id: string,
  page = { after: 0, limit: 20 },
): Promise<readonly DuplicateGroup[]> => (await duplicateGroups(workspace, actor, { id, ...page })).groups
const namesOf = (group: DuplicateGroup | undefined): readonly string[] =>
  (group?.records ?? []).map(({ entity: of, record }) => `${of} ${String(record.values['name'])}`).toSorted()

it('finds what counts as the same by every kind of key, also in other entities, and pages through it', async () => {
  await save('account', { name: '云岭科技有限公司', phone: '139 0000 1111', firm: 'x', city: 'y' })
  await save('account', { name: '雲嶺科技', firm: 'x', city: 'y' })
  await save('account', { name: '云岭科技（昆明）', phone: '+86 13900001111', firm: 'x', city: 'z' })
  await save('account', { name: '孤独的公司' })
  await save('lead', { name: '线索', firm: '云岭科技股份有限公司' })
  const id = await search(boss)
  expect(await duplicateSearch(workspace, boss, id)).toMatchObject({ done: 4 })
  expect(await latestDuplicateSearch(workspace, boss, { entity: 'account' })).toMatchObject({ id })
  const found = await groups(boss, id)
  const byRule = (rule: string) => found.filter((one) => one.rule === rule).map(namesOf)
  expect(byRule('name')).toEqual([['account 云岭科技有限公司', 'account 雲嶺科技', 'lead 线索']])
  expect(byRule('phone')).toEqual([['account 云岭科技有限公司', 'account 云岭科技（昆明）']])
  expect(byRule('near')).toEqual([['account 云岭科技有限公司', 'account 雲嶺科技']])
  expect(byRule('both')).toEqual([['account 云岭科技有限公司', 'account 雲嶺科技']])
  const first = await duplicateGroups(workspace, boss, { id, after: 0, limit: 1 })
  expect(first.groups).toHaveLength(1)
  const rest = await duplicateGroups(workspace, boss, { id, after: first.next ?? 0, limit: 20 })
  expect(first.groups.length + rest.groups.length).toBe(4)
  expect(rest.next).toBeNull()
  await expect(groups(seller, id)).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
})

it('shows nobody a record out of their reach, and offers nothing they may not merge', async () => {
  const own = await save('account', { name: '滇池水务', owner: seller.userId })
  await save('account', { name: '滇池水務公司', owner: seller.userId })
  await save('account', { name: '滇池水务集团', owner: boss.userId })
  const found = await groups(seller, await search(seller, ['name', 'phone']))
  expect(found.map(namesOf)).toEqual([['account 滇池水务', 'account 滇池水務公司']])
  expect(found.flatMap(({ size }) => size)).toEqual([2])
  await workspace.unit(async (unit) =>
    saveRecord(unit, boss, {
      request: {
        op: 'update',
        entity: 'account',
        id: own,
        values: { owner: boss.userId },
        ignoreDuplicates: true,
      },
      cause: rootCause(unit.newId()),
    }),
  )
  const again = await latestDuplicateSearch(workspace, seller, { entity: 'account' })
  expect(await groups(seller, again?.id ?? '')).toEqual([])
})

it('remembers what is not the same, here and while writing, until that is taken back', async () => {
  const one = await save('account', { name: '石林旅游' })
  const two = await save('account', { name: '石林旅遊' })
  const three = await save('account', { name: '石林旅游公司' })
  const id = await search(boss, ['name'])
  const group = async () =>
    (await groups(boss, id)).find(({ records }) => records.some(({ record }) => record.id === two))
  const n = (await group())?.n ?? 0
  const pairs = await keepApart(workspace, boss, { id, n, record: three })
  expect(pairs).toHaveLength(2)
  expect((await group())?.records.map(({ record }) => record.id).toSorted()).toEqual([one, two].toSorted())
  const rest = await keepApart(workspace, boss, { id, n })
  expect(await group()).toBeUndefined()
  const later = await search(boss, ['name'])
  const ids = (await groups(boss, later)).flatMap(({ records }) => records.map(({ record }) => record.id))
  expect(ids).not.toContain(two)
  const hint = () =>
    lookForDuplicates(workspace, boss, { entity: 'account', values: { name: '石林旅游' }, exceptId: one })
  expect((await hint()).found.filter(({ key }) => key === 'name')).toEqual([])
  const again = await search(boss, ['phone'])
  await expect(keepApart(workspace, boss, { id: again, n: 999 })).rejects.toMatchObject({
    code: 'RECORD_NOT_FOUND',
  })
  await workspace.unit(({ tx }) => tx.side.duplicateSearches.unsetApart([...pairs, ...rest]))
  expect((await hint()).found.filter(({ key }) => key === 'name')).toHaveLength(2)
})

it('follows a merge: what was taken in stands for itself no more', async () => {
  const ids = [await save('account', { name: '抚仙湖渔业' }), await save('account', { name: '抚仙湖漁業' })]
  const third = await save('account', { name: '抚仙湖渔业集团' })
  const id = await search(boss, ['name'])
  const group = async () =>
    (await groups(boss, id)).find(({ records }) => records.some(({ record }) => record.id === third))
  expect((await group())?.records).toHaveLength(3)
  const [keep = '', away = ''] = ids
  const merge = (to: string, from: string) =>
    workspace.unit((unit) =>
      mergeRecords(unit, boss, {
        entity: 'account',
        keep: to,
        ids: [from],
        choices: {},
        cause: rootCause(unit.newId()),
      }),
    )
  await merge(keep, away)
  expect((await group())?.records.map(({ record }) => record.id).toSorted()).toEqual([keep, third].toSorted())
  await merge(third, keep)
  expect(await group()).toBeUndefined()
})

it('goes out as a table, harmless to who opens it, to who may export', async () => {
  await save('account', { name: '=1+1 丽江古城', phone: '0888-1' })
  await save('account', { name: '=1+1丽江古城', phone: '0888-2' })
  const id = await search(boss, ['name'])
  let lines = ''
  for await (const part of exportCsv(await openDuplicateExport(workspace, boss, id))) lines += part
  expect(lines.split('\r\n').filter((line) => line.includes('丽江'))).toHaveLength(2)
  expect(lines).toContain("'=1+1")
  const own = await search(seller, ['name'])
  await expect(openDuplicateExport(workspace, seller, own)).rejects.toMatchObject({ code: 'EXPORT_REFUSED' })
})

it('is only begun by rules whose fields can be read', async () => {
  await expect(
    startDuplicateSearch(workspace, boss, { entity: 'account', rules: ['none'] }),
  ).rejects.toMatchObject({ code: 'DUPLICATE_RULES_NONE' })
  await expect(
    startDuplicateSearch(workspace, boss, { entity: 'lead', rules: undefined }),
  ).rejects.toMatchObject({
    code: 'DUPLICATE_RULES_NONE',
  })
})

it('is told as failed with the reason once its job failed for good, and begins anew', async () => {
  await worker.stop()
  try {
    const { id } = await startDuplicateSearch(workspace, boss, { entity: 'account', rules: ['phone'] })
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const now = new Date(Date.now() + attempt * 3_600_000).toISOString()
      const [job] = await workspace.store.jobs.claim({
        limit: 1,
        leaseSeconds: 30,
        kinds: ['duplicate_search'],
        now,
      })
      if (job === undefined) throw new Error('no job')
      expect(await duplicateSearch(workspace, boss, id)).toMatchObject({ state: 'running', error: null })
      const retryAt = attempt === job.maxAttempts ? null : now
      await workspace.store.jobs.fail(job, { error: 'the disk is full', retryAt })
    }
    const failed = { id, state: 'failed', error: 'the disk is full', finishedAt: expect.any(String) }
    expect(await duplicateSearch(workspace, boss, id)).toMatchObject(failed)
    expect(await latestDuplicateSearch(workspace, boss, { entity: 'account' })).toMatchObject(failed)
  } finally {
    worker = stage.runtime.startWorker('main', { pollMs: 20 })
  }
  expect(await duplicateSearch(workspace, boss, await search(boss, ['phone']))).toMatchObject({ error: null })
})
