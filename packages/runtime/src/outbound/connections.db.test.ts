import type { DocumentByKind, RecordValues } from '@mortise/schema'
import { createTestDatabase } from '@mortise/testkit'
import {
  dingtalkSecrets,
  feishuSecrets,
  type Outside,
  startOutside,
  wecomSecrets,
} from '@mortise/testkit/outside'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accountList,
  commandItem,
  connectionList,
  inbox,
  matchPeople,
  rootCause,
  saveAccount,
  saveConnection,
  saveRecord,
  setTestMode,
  startFlow,
  systemActor,
  tryConnection,
  userActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

const text = (key: string) => ({ id: `f_${key}`, key, label: key, type: 'text' })
const telling = (key: string, action: object): DocumentByKind['rule'] => ({
  id: `ru_${key}`,
  key,
  label: key,
  entity: 'deal',
  phase: 'async',
  trigger: { on: ['create'] },
  condition: { '==': [{ var: 'name' }, key] },
  actions: [{ title: '{{name}}', ...action } as unknown as DocumentByKind['rule']['actions'][number]],
})

let outside: Outside
let stage: TestStage
let workspace: Workspace
let zhou = ''
let now = Date.parse('2026-03-02T00:00:00.000Z')
const system = systemActor('test')

beforeAll(async () => {
  outside = await startOutside(() => now)
  stage = await openTestStage(await createTestDatabase(), () => now, [outside.host])
  ;({ workspace } = stage)
  await installParts(workspace, {
    entity: [{ id: 'e1', key: 'deal', label: 'deal', title: 'name', fields: [text('name')] }],
    role: [
      { id: 'r1', key: 'low', label: 'low', entities: { deal: { create: true, read: true, update: true } } },
    ],
    rule: [
      telling('notice', { type: 'send_dingtalk', to: ['role:low'] }),
      telling('quiet', { type: 'send_dingtalk', to: ['role:low'] }),
      telling('group', { type: 'send_feishu', channel: 'group' }),
    ],
    flow: [
      {
        id: 'fl1',
        key: 'check',
        label: { zh: '审批', en: 'Check' },
        entity: 'deal',
        start: { type: 'manual' },
        nodes: [
          { id: 'a', type: 'start_event', name: 'a' },
          {
            id: 'b',
            type: 'user_task',
            name: { zh: '主管审批', en: 'Lead' },
            approval: { mode: 'any', assignees: [{ type: 'role', role: 'low' }], onSelf: 'self' },
          },
          { id: 'c', type: 'end_event', name: 'c' },
        ],
        edges: [
          { id: '1', source: 'a', target: 'b' },
          { id: '2', source: 'b', target: 'c' },
        ],
      },
    ],
  })
  const user = await workspace.store.people.createUser({
    key: null,
    name: 'zhou',
    email: 'zhou@example.com',
    title: null,
    departmentId: null,
    managerId: null,
    roles: ['low'],
    active: true,
    locale: 'zh',
    passwordHash: null,
  })
  zhou = user.id
  workspace.expire()
}, 120_000)
afterAll(async () => {
  await stage.close()
  await outside.close()
})

const work = async (): Promise<void> => {
  // One job leaves another behind, and a round of the worker's own may hold one of them.
  for (let round = 0; round < 4; round += 1) {
    const worker = stage.runtime.startWorker('main', { pollMs: 5 })
    await worker.drain()
    await worker.stop()
  }
}
const create = (values: RecordValues): Promise<string> =>
  workspace.unit(
    async (unit) =>
      (
        await saveRecord(unit, system, {
          request: { op: 'create', entity: 'deal', values },
          cause: rootCause(unit.newId()),
        })
      ).record.id,
  )
const keep = (type: string, values: object, key?: string) =>
  workspace.unit((unit) =>
    saveConnection(unit, system, {
      key,
      type,
      name: type,
      values: { ...values, ...(type === 'dingtalk' ? { apiBase: outside.url } : {}), base: outside.url },
    }),
  )

describe('an account at a system outside', () => {
  it('is kept with its secrets out of sight, tried out, and not sent to another address', async () => {
    const made = await keep('dingtalk', { ...dingtalkSecrets, appSecret: 'wrong', todos: true })
    expect(JSON.stringify(await connectionList(workspace))).not.toContain('wrong')
    expect(made.secretsSet).toContain('appSecret')
    const wrong = await tryConnection(workspace, { key: made.key, values: {} })
    expect(wrong).toMatchObject({ works: false, why: { zh: expect.stringContaining('钉钉') } })
    const { appSecret, robotSecret: _robot, robotToken: _token, ...plain } = dingtalkSecrets
    await keep('dingtalk', { ...plain, appSecret, todos: true }, made.key)
    expect(await tryConnection(workspace, { key: made.key, values: {} })).toEqual({ works: true })
    await expect(
      workspace.unit((unit) =>
        saveConnection(unit, system, {
          key: made.key,
          type: 'dingtalk',
          name: 'x',
          values: { ...plain, base: 'https://evil.example', apiBase: outside.url },
        }),
      ),
    ).rejects.toThrow('CONNECTION_SECRETS_AGAIN')
    await expect(keep('tencent_sms', { secretId: 'x' })).rejects.toThrow('CONNECTION_INCOMPLETE')
  })

  it('knows people by their numbers, addresses or ids', async () => {
    const wecom = await keep('wecom', wecomSecrets)
    expect(await matchPeople(workspace, wecom.key)).toEqual({ found: 1, left: 0 })
    expect((await accountList(workspace, wecom.key))[0]).toMatchObject({ userId: zhou, account: 'w2' })
    const given = { key: 'dingtalk', userId: zhou }
    expect(await saveAccount(workspace, { ...given, account: '13999999999' })).toMatchObject({
      account: null,
    })
    expect(await saveAccount(workspace, { ...given, account: '13800000001' })).toEqual({ account: 'd1' })
  })

  it('carries what rules say to people and groups', async () => {
    await keep('feishu', feishuSecrets)
    await create({ name: 'notice' })
    await create({ name: 'group' })
    await work()
    await work()
    const { dingtalk, feishu } = outside.systems
    expect(dingtalk.taken.filter(({ what }) => what === 'notice').map(({ to }) => to)).toEqual([['d1']])
    expect(feishu.taken.filter(({ what }) => what === 'group')).toHaveLength(1)
  })

  it('gets nothing in test mode: it is listed instead, and not sent later', async () => {
    await workspace.unit((unit) => setTestMode(unit, system, true))
    const before = outside.calls.length
    await create({ name: 'quiet' })
    await work()
    expect(outside.calls.length).toBe(before)
    const [kept, ...more] = await workspace.store.side.connections.captured(10)
    expect([kept?.connector, kept?.settings['title'], more.length]).toEqual(['dingtalk', 'quiet', 0])
    await workspace.unit((unit) => setTestMode(unit, system, false))
    await work()
    expect(outside.calls.length).toBe(before)
  })
})

describe('a task of a flow', () => {
  it('stands on the list of its person there, once, and is ticked off when it is done here', async () => {
    const id = await create({ name: 'task' })
    await workspace.unit((unit) =>
      startFlow(unit, {
        flow: 'check',
        entity: 'deal',
        recordId: id,
        actor: system,
        commandId: unit.newId(),
      }),
    )
    // The first time the system is away: what was asked for comes later, and once.
    outside.breakDown(503)
    await work()
    outside.breakDown(undefined)
    now += 600_000
    await work()
    const told = (what: string) => outside.systems.dingtalk.taken.filter((one) => one.what === what)
    expect(told('todo').map(({ to }) => to)).toEqual([['u1']])
    expect(JSON.stringify(told('todo')[0]?.data)).toContain('/inbox?item=')
    expect(JSON.stringify(told('todo')[0]?.data)).toContain('主管审批')
    const people = await workspace.people()
    const user = people.users.find((one) => one.id === zhou)
    if (user === undefined) throw new Error('nobody')
    const actor = userActor(user, people, (await workspace.published()).roleFacts, { via: 'ui' })
    await workspace.unit(async (unit) => {
      const [line] = (await inbox(unit, actor, { box: 'todo', limit: 5 })).rows
      if (line === undefined) throw new Error('no task')
      await commandItem(unit, actor, {
        itemId: line.id,
        rev: line.rev,
        command: 'approve',
        commandId: unit.newId(),
      } as Parameters<typeof commandItem>[2])
    })
    await work()
    await work()
    expect(told('done').map(({ data }) => data)).toEqual([{ id: expect.any(String), done: true }])
  })
})
