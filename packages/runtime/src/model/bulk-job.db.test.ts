import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtinKit } from '@mortise/kit'
import { type Actor, openStore } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  bulkJob,
  cancelBulkJob,
  installApp,
  localFiles,
  openOutbound,
  openRuntime,
  rootCause,
  type Runtime,
  saveRecord,
  startBulkJob,
  systemActor,
  userActor,
  type Workspace,
} from '../index.ts'

let runtime: Runtime
let workspace: Workspace
let actor: Actor
let drop: () => Promise<void>
const folder = mkdtempSync(join(tmpdir(), 'mortise-bulk-'))
const rows = 450

beforeAll(async () => {
  const database = await createTestDatabase()
  drop = database.drop
  const store = openStore({ url: database.url, fields: builtinKit.fields })
  await store.migrate()
  await store.createWorkspace({ key: 'main', name: 'main' })
  runtime = openRuntime({
    store,
    kit: builtinKit,
    files: localFiles(folder),
    outbound: openOutbound({ allow: [] }),
    clock: Date.now,
    url: 'http://localhost',
    log: { info: () => {}, error: console.error },
  })
  workspace = runtime.workspace('main')
  const app = {
    app: { key: 'b', label: 'b', version: '1.0.0' },
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
    role: [{ key: 'boss', label: 'boss', admin: true }],
    ...Object.fromEntries(
      [
        'form',
        'view',
        'rule',
        'flow',
        'score',
        'assignment',
        'table',
        'calendar',
        'report',
        'dashboard',
        'print',
        'mail',
      ].map((kind) => [kind, []]),
    ),
  }
  await installApp(workspace, { app: app as never, demo: false, password: 'x' })
  const user = await store.workspace('main').people.createUser({
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
afterAll(async () => {
  await runtime.close()
  await drop()
  rmSync(folder, { recursive: true, force: true })
})

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
  const worker = runtime.startWorker('main', { pollMs: 20 })
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
