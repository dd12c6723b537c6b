import type { DocumentByKind } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  commandItem,
  handOver,
  historyOf,
  inbox,
  keyActor,
  rootCause,
  saveRecord,
  startFlow,
  systemActor,
  userActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

type Rule = DocumentByKind['rule']

const text = (key: string) => ({ id: `f_${key}`, key, label: key, type: 'text' })
const stamping = (key: string, more: Partial<Rule>): Rule => ({
  id: `ru_${key}`,
  key,
  label: { zh: '盖章', en: 'Stamp' },
  entity: 'deal',
  phase: 'afterSave',
  trigger: { on: ['create'], fire: 'everyMatch' },
  condition: { '==': [{ var: 'name' }, key] },
  actions: [{ type: 'update_record', record: '$record', entity: 'deal', set: { state: 'stamped' } }],
  ...more,
})
const robot = { type: 'role', role: 'robot' } as const
const writing = (fields: object): Rule['actions'] => [
  { type: 'create_record', entity: 'log', values: fields },
]

let stage: TestStage
let workspace: Workspace
const people = new Map<string, string>()

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  await installParts(workspace, {
    entity: [
      {
        id: 'e1',
        key: 'deal',
        label: 'deal',
        title: 'name',
        fields: [text('name'), text('state'), text('note')],
      },
      { id: 'e2', key: 'log', label: 'log', title: 'name', fields: [text('name'), text('state')] },
    ],
    role: [
      {
        id: 'r1',
        key: 'low',
        label: 'low',
        entities: {
          deal: { create: true, read: { scope: 'own' }, update: { scope: 'own' }, fields: { state: 'read' } },
        },
      },
      {
        id: 'r2',
        key: 'robot',
        label: 'robot',
        service: true,
        entities: {
          deal: { read: true, update: true, fields: { '*': 'read', state: 'write', note: 'write' } },
          log: { create: true, read: true },
        },
      },
      {
        id: 'r3',
        key: 'clerk',
        label: 'clerk',
        entities: { log: { create: true, read: true, update: true } },
      },
      { id: 'r4', key: 'root', label: 'root', admin: true },
    ],
    rule: [
      stamping('robot', { runAs: robot }),
      stamping('starter', {}),
      stamping('sticky', {
        trigger: { on: ['update'], fire: 'everyMatch' },
        limits: { depth: 1 },
        actions: [
          { type: 'update_record', record: '$record', entity: 'deal', set: { owner: { var: 'created_by' } } },
        ],
      }),
      stamping('later', { phase: 'async', actions: writing({ name: 'later' }) }),
      stamping('chain', { runAs: robot, actions: writing({ name: 'again' }) }),
      stamping('loud', {
        entity: 'log',
        condition: { '==': [{ var: 'name' }, 'again'] },
        actions: [{ type: 'update_record', record: '$record', entity: 'log', set: { state: 'end' } }],
      }),
    ],
    flow: [approving('with_role', robot), approving('with_starter', undefined)],
  })
  for (const [name, roles] of [
    ['low', ['low']],
    ['clerk', ['low', 'clerk']],
    ['climber', ['low', 'robot']],
    ['root', ['root']],
    ['leaver', ['low']],
  ] as const)
    people.set(name, await hire(name, roles))
  workspace.expire()
}, 120_000)
afterAll(() => stage.close())

function approving(key: string, runAs: Rule['runAs']): DocumentByKind['flow'] {
  const approval = {
    mode: 'any',
    assignees: [{ type: 'starter' }],
    onSelf: 'self',
    fields: { note: 'write' },
  }
  return {
    id: `fl_${key}`,
    key,
    label: key,
    entity: 'deal',
    start: { type: 'manual', single: false },
    ...(runAs === undefined ? {} : { runAs }),
    nodes: [
      { id: 'a', type: 'start_event', name: 'a' },
      { id: 'b', type: 'user_task', name: 'b', approval },
      {
        id: 'c',
        type: 'service_task',
        name: 'c',
        action: { type: 'update_record', record: '$record', entity: 'deal', set: { state: 'flown' } },
      },
      { id: 'd', type: 'end_event', name: 'd' },
    ],
    edges: [
      { id: '1', source: 'a', target: 'b' },
      { id: '2', source: 'b', target: 'c' },
      { id: '3', source: 'c', target: 'd' },
    ],
  }
}

async function hire(name: string, roles: readonly string[]): Promise<string> {
  const rest = {
    key: null,
    title: null,
    departmentId: null,
    managerId: null,
    active: true,
    passwordHash: null,
  }
  const email = `${name}@example.com`
  return (await workspace.store.people.createUser({ ...rest, name, email, roles, locale: 'en' })).id
}

const actor = (name: string): Promise<Actor> =>
  workspace.unit(async (unit) => {
    const user = unit.people.users.find((one) => one.name === name)
    if (user === undefined) throw new Error(name)
    return userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' })
  })

const create = (by: Actor, name: string): Promise<string> =>
  workspace.unit(async (unit) => {
    const request = { op: 'create', entity: 'deal', values: { name } } as const
    return (await saveRecord(unit, by, { request, cause: rootCause(unit.newId()) })).record.id
  })

const stored = (entity: string, id: string) =>
  workspace.unit((unit) => unit.door(systemActor('test')).get(entity, id))

const logs = async (): Promise<readonly unknown[]> =>
  workspace.unit(async (unit) => {
    const query = {
      entity: 'log',
      fields: ['name', 'state', 'created_by'],
      sort: [{ field: 'name', dir: 'asc' }],
    } as const
    return (await unit.door(systemActor('test')).query({ ...query, limit: 50 })).records.map(({ values }) =>
      [
        values['name'],
        values['state'] ?? 'null',
        values['created_by'] === people.get('clerk') ? 'clerk' : 'other',
      ].join(' '),
    )
  })

describe('a rule', () => {
  it('does with its role what the person it acts for may not, and is named together with that person', async () => {
    const low = await actor('low')
    const id = await create(low, 'robot')
    expect((await stored('deal', id))?.values).toMatchObject({ state: 'stamped' })
    const story = await historyOf(workspace, systemActor('test'), { entity: 'deal', id, limit: 5 })
    expect(story.map((one) => one.actorName)).toEqual(['Stamp (for low)', 'low'])
    const [line] = await workspace.store.side.auditLog({ recordId: id, limit: 1 })
    expect(line).toMatchObject({ actor: low.userId, actorName: 'Stamp (for low)', via: 'rule:robot' })
  })

  it('without a role may do no more than who set it going; nothing at all happens then', async () => {
    await expect(create(await actor('low'), 'starter')).rejects.toMatchObject({ code: 'AUTOMATION_REFUSED' })
    const page = await workspace.unit((unit) =>
      unit.door(systemActor('test')).query({ entity: 'deal', fields: ['name'], limit: 50 }),
    )
    expect(page.records.map(({ values }) => values['name'])).not.toContain('starter')
  })

  it('gives its role to nothing that it sets off in turn', async () => {
    // `chain` may write logs by its role; `loud` follows from it, and has only the rights of the person at the root.
    await expect(create(await actor('low'), 'chain')).rejects.toMatchObject({ code: 'AUTOMATION_REFUSED' })
    await create(await actor('clerk'), 'chain')
    expect(await logs()).toEqual(['again end clerk'])
  })

  it('that runs later runs with the rights that are left by then, for a program with those of its key', async () => {
    const low = await actor('low')
    await create(await actor('clerk'), 'later')
    await create(low, 'later')
    const facts = (await workspace.published()).roleFacts
    const key = { id: workspace.newId(), name: 'key', role: 'low', createdBy: low.userId ?? '' }
    await create(keyActor(key, facts, {}), 'later')
    const worker = stage.runtime.startWorker('main', { pollMs: 20 })
    await expect.poll(logs, { timeout: 20_000 }).toContain('later null clerk')
    await worker.stop()
    expect((await logs()).filter((one) => String(one).startsWith('later'))).toEqual(['later null clerk'])
  })
})

describe('a role made for flows and rules', () => {
  it('gives a person nothing who holds it nevertheless', async () => {
    const climber = await actor('climber')
    const other = await create(await actor('low'), 'plain')
    const seen = await workspace.unit((unit) => unit.door(climber).get('deal', other))
    expect(seen).toBeNull()
  })
})

describe('a flow', () => {
  const run = async (flow: string, by: Actor): Promise<string> => {
    const recordId = await create(by, 'plain')
    await workspace.unit((unit) =>
      startFlow(unit, { flow, entity: 'deal', recordId, actor: by, commandId: unit.newId() }),
    )
    return recordId
  }
  const approve = (by: Actor, recordId: string, values = {}): Promise<unknown> =>
    workspace.unit(async (unit) => {
      const { rows } = await inbox(unit, by, { box: 'todo', limit: 50 })
      const item = rows.find((row) => row.recordId === recordId)
      const ask = { itemId: item?.id ?? '', command: 'approve', commandId: unit.newId(), values }
      return commandItem(unit, by, ask)
    })

  it('writes with its role, and says in the log whose rights it has', async () => {
    const low = await actor('low')
    const id = await run('with_role', low)
    await approve(low, id, { note: 'seen' })
    expect((await stored('deal', id))?.values).toMatchObject({ state: 'flown', note: 'seen' })
    const lines = await workspace.store.side.auditLog({ recordId: id, limit: 9 })
    expect(lines.find((one) => one.action === 'flow_started')).toMatchObject({
      actor: low.userId,
      via: 'flow:with_role',
      data: { runAs: robot },
    })
    expect(lines[0]).toMatchObject({ actorName: 'with_role (for low)', via: 'flow:with_role' })
  })

  it('without one stops at what its starter may not', async () => {
    const low = await actor('low')
    const id = await run('with_starter', low)
    await expect(approve(low, id)).rejects.toMatchObject({ code: 'AUTOMATION_REFUSED' })
    expect((await stored('deal', id))?.values).toMatchObject({ state: null })
  })

  it('lets an approver fill in what its step opens and nothing else', async () => {
    const low = await actor('low')
    const id = await run('with_role', low)
    await expect(approve(low, id, { state: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('a hand-over', () => {
  it('ends and says so where a rule gives records back, and hands over nothing then', async () => {
    const [root, leaver] = [await actor('root'), await actor('leaver')]
    for (const name of ['plain', 'sticky', 'sticky']) await create(leaver, name)
    const from = leaver.userId ?? ''
    const none = { tasks: null, fields: null, documents: null, agents: null, organization: null }
    const give = () =>
      handOver(workspace, root, {
        from,
        to: { ...none, records: people.get('clerk') ?? '' },
        commandId: workspace.newId(),
      })
    await expect(give()).rejects.toMatchObject({
      code: 'HAND_OVER_CAME_BACK',
      details: [{ path: '/records/deal', message: { en: 'deal: 2' } }],
    })
  })
})
