import type { Actor } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  bulkJob,
  cancelBulkJob,
  rootCause,
  saveRecord,
  startBulkJob,
  systemActor,
  userActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

let stage: TestStage
let workspace: Workspace
let actor: Actor
const rows = 450

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  await installParts(workspace, {
    entity: [
      {
        id: 'e_thing',
        key: 'thing',
        label: 'thing',
        title: 'name',
        fields: [
          { id: 'f_name', key: 'name', label: 'n', type: 'text' },
          { id: 'f_state', key: 'state', label: 's', type: 'text' },
          { id: 'f_n', key: 'n', label: 'n', type: 'integer' },
        ],
        checks: [
          {
            key: 'odd',
            when: { and: [{ '==': [{ var: 'state' }, 'closed'] }, { '==': [{ var: 'n' }, 13] }] },
            message: { zh: '13 不能关闭', en: '13 stays open' },
            fields: ['state'],
            level: 'block',
          },
        ],
      },
    ],
    role: [{ id: 'ro_boss', key: 'boss', label: 'boss', admin: true, entities: {} }],
  })
  const user = await workspace.store.people.createUser({
    key: null,
    name: '主管',
    email: 'boss@example.com',
    title: null,
    departmentId: null,
    managerId: null,
    roles: ['boss'],
    active: true,
    locale: 'zh',
    passwordHash: null,
  })
  workspace.expire()
  actor = await workspace.unit(async (unit) =>
    userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' }),
  )
  await workspace.unit(async (unit) => {
    for (let n = 0; n < rows; n += 1)
      await saveRecord(unit, systemActor('test'), {
        request: { op: 'create', entity: 'thing', values: { name: `T${n}`, state: 'open', n } },
        cause: rootCause(unit.newId()),
      })
  })
}, 120_000)
afterAll(() => stage.close())

const count = (state: string): Promise<number> =>
  workspace.unit((unit) =>
    unit.door(actor).count({ entity: 'thing', filter: { '==': [{ var: 'state' }, state] } }, 'exact'),
  )

it('changes all that match in the background, leaves out what cannot be, and tells', async () => {
  const filter = { '==': [{ var: 'state' }, 'open'] }
  const begun = await startBulkJob(workspace, actor, {
    entity: 'thing',
    filter,
    change: { set: { state: 'closed' } },
  })
  expect(begun).toMatchObject({ state: 'running', total: rows, done: 0 })
  const worker = stage.runtime.startWorker('main', { pollMs: 20 })
  await expect
    .poll(() => bulkJob(workspace, actor, begun.id), { timeout: 60_000 })
    .toMatchObject({
      state: 'done',
      done: rows - 1,
      failed: 1,
      problems: [{ code: 'RECORD_INVALID' }],
    })
  expect(await count('closed')).toBe(rows - 1)
  expect(await count('open')).toBe(1)
  const stopped = await startBulkJob(workspace, actor, {
    entity: 'thing',
    filter: true,
    change: { delete: true },
  })
  expect(await cancelBulkJob(workspace, actor, stopped.id)).toMatchObject({ state: 'canceled' })
  await expect(bulkJob(workspace, { ...actor, userId: begun.id }, stopped.id)).rejects.toMatchObject({
    code: 'RECORD_NOT_FOUND',
  })
  await worker.stop()
}, 120_000)

it('is told as failed when its work was given up, and goes on when that is tried again', async () => {
  const begun = await startBulkJob(workspace, actor, {
    entity: 'thing',
    filter: true,
    change: { delete: true },
  })
  const { jobs } = workspace.store
  const now = new Date(Date.now() + 1000).toISOString()
  const claimed = await jobs.claim({ limit: 9, leaseSeconds: 60, now, kinds: ['bulk_change'] })
  for (const job of claimed) await jobs.fail(job, { error: 'no space left', retryAt: null })
  expect(await bulkJob(workspace, actor, begun.id)).toMatchObject({ state: 'failed', done: 0 })
  await jobs.again({ kind: 'bulk_change', limit: 9 }, now)
  expect(await bulkJob(workspace, actor, begun.id)).toMatchObject({ state: 'running' })
  await cancelBulkJob(workspace, actor, begun.id)
})
