import type { FlowInstance } from '@mortise/flows'
import type { DocumentByKind, FlowDocument } from '@mortise/schema'
import { systemActor } from '../context/actor.ts'
import type { Actor } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  commandInstance,
  commandItem,
  inbox,
  keptRun,
  keptRuns,
  migrateRun,
  removeRecord,
  rootCause,
  saveRecord,
  sendMessage,
  startFlow,
  tryFlow,
  userActor,
  type Worker,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

let stage: TestStage
let workspace: Workspace
let worker: Worker
let root: Actor
let low: Actor

const text = (key: string) => ({ id: `f_${key}`, key, label: key, type: 'text' })

type Node = { readonly type: string; readonly [setting: string]: unknown }

/** A flow of nodes one after the other, between a start and an end. */
function line(
  key: string,
  nodes: { readonly [id: string]: Node },
  more: Partial<FlowDocument> = {},
): FlowDocument {
  const all = { s: { type: 'start_event' }, ...nodes, e: { type: 'end_event' } }
  const ids = Object.keys(all)
  return {
    id: `fl_${key}`,
    key,
    label: key,
    entity: 'deal',
    start: { type: 'manual', single: false },
    nodes: Object.entries(all).map(([id, node]) => ({ id, name: id, ...node })),
    edges: ids.slice(1).map((target, index) => ({ id: `x${index}`, source: ids[index] ?? '', target })),
    ...more,
  } as FlowDocument
}

const stamp = (state: string): Node => ({
  type: 'service_task',
  action: { type: 'update_record', record: '$record', entity: 'deal', set: { state } },
})

const flows: readonly FlowDocument[] = [
  line('waits', { m: { type: 'receive_task', message: 'paid', into: 'said' }, w: stamp('paid') }),
  line('hears', {
    m: { type: 'intermediate_catch_event', event: { signal: { name: 'bell' } } },
    w: stamp('rung'),
  }),
  line('looks', {
    m: { type: 'intermediate_catch_event', event: { condition: { '==': [{ var: 'note' }, 'go'] } } },
    w: stamp('gone'),
  }),
  line('says', { t: { type: 'send_task', message: { name: 'paid', data: { from: { var: 'name' } } } } }),
  line(
    'begun',
    { w: stamp('begun') },
    { start: { type: 'message', message: 'begin', single: false }, runAs: { type: 'role', role: 'robot' } },
  ),
  line(
    'child',
    { m: { type: 'receive_task', message: 'child' }, v: { type: 'script_task', values: { sum: 7 } } },
    {
      variables: [
        { key: 'sum', type: 'number' },
        { key: 'given', type: 'text' },
      ],
    },
  ),
  line(
    'parent',
    {
      c: { type: 'call_activity', flow: 'child', in: { given: { var: 'name' } }, out: { got: 'sum' } },
      w: stamp('back'),
    },
    { variables: [{ key: 'got', type: 'number' }] },
  ),
  line('stops', {
    m: { type: 'receive_task', message: 'stop' },
    w: {
      type: 'service_task',
      action: { type: 'update_record', record: '$record', entity: 'deal', set: { note: { var: 'name' } } },
    },
  }),
  line('tells', {
    n: {
      type: 'service_task',
      action: { type: 'notify', to: ['role:admin'], title: '{{name}} {{note}}', body: '{{note}}' },
    },
  }),
  line('desk', {
    p: { type: 'delay', duration: 'PT1S' },
    u: {
      type: 'user_task',
      approval: { mode: 'any', assignees: [{ type: 'role', role: 'admin' }], onSelf: 'self' },
    },
    w: stamp('seen'),
  }),
  line('table', {
    b: { type: 'business_rule_task', table: 'grades', set: { grade: 'state' } },
  }),
]

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  await install(flows)
  const rest = {
    key: null,
    title: null,
    departmentId: null,
    managerId: null,
    active: true,
    passwordHash: null,
  }
  await workspace.store.people.createUser({
    ...rest,
    name: 'root',
    email: 'r@example.com',
    roles: ['admin'],
    locale: 'en',
  })
  await workspace.store.people.createUser({
    ...rest,
    name: 'low',
    email: 'l@example.com',
    roles: ['low'],
    locale: 'en',
  })
  await workspace.store.people.createUser({
    ...rest,
    name: 'maker',
    email: 'm@example.com',
    roles: ['maker'],
    locale: 'en',
  })
  workspace.expire()
  ;[root, low] = [await actor('root'), await actor('low')]
  worker = stage.runtime.startWorker('main', { pollMs: 20 })
}, 120_000)
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

const install = (flow: readonly FlowDocument[]): Promise<void> =>
  installParts(workspace, {
    entity: [
      {
        id: 'e1',
        key: 'deal',
        label: 'deal',
        title: 'name',
        fields: [text('name'), text('state'), { ...text('note'), settings: { maxLength: 12 } }],
      },
      { id: 'e2', key: 'log', label: 'log', title: 'name', fields: [text('name')] },
    ] as DocumentByKind['entity'][],
    role: [
      { id: 'r0', key: 'admin', label: 'admin', admin: true },
      { id: 'r1', key: 'low', label: 'low', entities: { log: { create: true, read: true } } },
      {
        id: 'r3',
        key: 'maker',
        label: 'maker',
        design: true,
        entities: { deal: { read: true, fields: { note: 'hidden' } } },
      },
      {
        id: 'r2',
        key: 'robot',
        label: 'robot',
        service: true,
        entities: { deal: { read: true, update: true } },
      },
    ],
    table: [
      {
        id: 't1',
        key: 'grades',
        label: 'grades',
        entity: 'deal',
        hitPolicy: 'first',
        inputs: [{ key: 'name', expr: { var: 'name' } }],
        outputs: [{ key: 'grade', type: 'text' }],
        rows: [
          { when: ['gold'], then: ['A'] },
          { when: [null], then: ['B'] },
        ],
      },
    ] as unknown as DocumentByKind['table'][],
    flow,
  })

const actor = (name: string): Promise<Actor> =>
  workspace.unit(async (unit) => {
    const user = unit.people.users.find((one) => one.name === name)
    if (user === undefined) throw new Error(name)
    return userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' })
  })

const save = (values: { readonly [field: string]: string }, id?: string): Promise<string> =>
  workspace.unit(async (unit) => {
    const request =
      id === undefined
        ? ({ op: 'create', entity: 'deal', values } as const)
        : ({ op: 'update', entity: 'deal', id, values } as const)
    return (await saveRecord(unit, root, { request, cause: rootCause(unit.newId()) })).record.id
  })

const run = (flow: string, recordId: string): Promise<string> =>
  workspace.unit((unit) =>
    startFlow(unit, { flow, entity: 'deal', recordId, actor: root, commandId: unit.newId() }),
  )

const say = (name: string, correlation: string, more: object = {}, by: Actor = root) =>
  workspace.unit((unit) =>
    sendMessage(unit, by, {
      kind: 'message',
      name,
      correlation,
      data: { n: 1 },
      messageId: unit.newId(),
      ...more,
    }),
  )

const stateOf = (id: string) => async (): Promise<unknown> =>
  (await workspace.unit((unit) => unit.door(systemActor('test')).get('deal', id)))?.values['state'] ?? null

const instance = async (id: string): Promise<FlowInstance> =>
  (await workspace.store.flows.instance(id))?.state as unknown as FlowInstance

const soon = { timeout: 30_000 }

describe('messages', () => {
  it('reach the run that waits, once', async () => {
    const id = await save({ name: 'a' })
    const runId = await run('waits', id)
    expect(await say('paid', id, { messageId: 'm-1', data: { sum: 5 } })).toEqual({
      heard: 1,
      kept: false,
      repeated: false,
    })
    expect(await say('paid', id, { messageId: 'm-1' })).toMatchObject({ repeated: true })
    await expect.poll(stateOf(id), soon).toBe('paid')
    expect((await instance(runId)).variables).toMatchObject({ said: { sum: 5 } })
  })

  it('are kept until somebody waits, each for one run', async () => {
    const id = await save({ name: 'b' })
    expect(await say('paid', id)).toEqual({ heard: 0, kept: true, repeated: false })
    const first = await run('waits', id)
    const second = await run('waits', id)
    await expect.poll(async () => (await instance(first)).status, soon).toBe('approved')
    expect((await instance(second)).status).toBe('running')
    await say('paid', id)
    await expect.poll(async () => (await instance(second)).status, soon).toBe('approved')
  })

  it('of a suspended run wait with it', async () => {
    const id = await save({ name: 'c' })
    const runId = await run('waits', id)
    const command = (name: string) =>
      workspace.unit((unit) =>
        commandInstance(unit, root, { instanceId: runId, command: name, commandId: unit.newId() }),
      )
    await command('suspend')
    await say('paid', id)
    await expect
      .poll(
        async () =>
          (await workspace.store.jobs.counts()).waiting + (await workspace.store.jobs.counts()).running,
        soon,
      )
      .toBe(0)
    expect((await instance(runId)).status).toBe('running')
    await command('resume')
    await expect.poll(stateOf(id), soon).toBe('paid')
  })

  it('go from one flow to another', async () => {
    const id = await save({ name: 'd' })
    const runId = await run('waits', id)
    await run('says', id)
    await expect.poll(stateOf(id), soon).toBe('paid')
    expect((await instance(runId)).variables).toMatchObject({ said: { from: 'd' } })
  })

  it('start flows on the record they name', async () => {
    const id = await save({ name: 'e' })
    expect(await say('begin', id)).toMatchObject({ heard: 1 })
    await expect.poll(stateOf(id), soon).toBe('begun')
  })

  it('are for those who may start a flow that listens', async () => {
    await expect(say('paid', 'x', {}, low)).rejects.toMatchObject({ code: 'MESSAGE_NOT_KNOWN' })
    await expect(say('nothing', 'x', {}, low)).rejects.toMatchObject({ code: 'MESSAGE_NOT_KNOWN' })
  })
})

it('a signal reaches all that wait now, and nobody later', async () => {
  const [one, two, three] = [
    await save({ name: 's1' }),
    await save({ name: 's2' }),
    await save({ name: 's3' }),
  ]
  await run('hears', one)
  await run('hears', two)
  expect(await say('bell', '', { kind: 'signal' })).toMatchObject({ heard: 2, kept: false })
  const late = await run('hears', three)
  await expect.poll(stateOf(one), soon).toBe('rung')
  await expect.poll(stateOf(two), soon).toBe('rung')
  expect((await instance(late)).status).toBe('running')
})

it('a condition is looked at when the record changes', async () => {
  const id = await save({ name: 'k' })
  await run('looks', id)
  await save({ note: 'not yet' }, id)
  await save({ note: 'go' }, id)
  await expect.poll(stateOf(id), soon).toBe('gone')
})

it('a decision table is asked', async () => {
  const id = await save({ name: 'gold' })
  await run('table', id)
  expect(await stateOf(id)()).toBe('A')
})

describe('runs that runs start', () => {
  it('get values, give values back, and are waited for', async () => {
    const id = await save({ name: 'p' })
    const parent = await run('parent', id)
    const children = async () =>
      (await workspace.store.flows.instancesOf('deal', id)).filter((row) => row.flow === 'child')
    await expect.poll(async () => (await children()).length, soon).toBe(1)
    const [child] = await children()
    expect((await instance(child?.id ?? '')).variables).toMatchObject({ given: 'p' })
    await say('child', id)
    await expect.poll(stateOf(id), soon).toBe('back')
    expect((await instance(parent)).variables).toMatchObject({ got: 7, outcome: 'approved' })
  })

  it('end with the run that waits for them', async () => {
    const id = await save({ name: 'q' })
    const parent = await run('parent', id)
    const child = async () =>
      (await workspace.store.flows.instancesOf('deal', id)).find((row) => row.flow === 'child')
    await expect.poll(async () => (await child())?.status, soon).toBe('running')
    await workspace.unit((unit) =>
      commandInstance(unit, root, { instanceId: parent, command: 'terminate', commandId: unit.newId() }),
    )
    await expect.poll(async () => (await child())?.status, soon).toBe('terminated')
  })
})

it('a run whose step can not be done stops there, tells who keeps it, and goes on when they say so', async () => {
  const id = await save({ name: 'far too long for it' })
  const runId = await run('stops', id)
  await say('stop', id)
  await expect
    .poll(async () => (await instance(runId)).incidents, soon)
    .toMatchObject([{ nodeId: 'w', code: 'RECORD_INVALID', open: true }])
  const told = await workspace.store.side.notifications(root.userId ?? '', 5)
  expect(told.rows).toMatchObject([
    {
      title: 'A run has stopped: stops · w',
      body: expect.stringContaining('(note)'),
      recordId: id,
    },
  ])
  const list = (by: Actor) => workspace.unit((unit) => keptRuns(unit, by, { show: 'stopped', limit: 1 }))
  expect(await list(root)).toMatchObject({
    stopped: 1,
    rows: [{ id: runId, places: [{ nodeId: 'w', incident: { code: 'RECORD_INVALID' } }] }],
  })
  // Who keeps no flow sees none, and none of its runs.
  expect(await list(low)).toEqual({ flows: [], rows: [], nextCursor: null, stopped: 0 })
  const one = (by: Actor) => workspace.unit((unit) => keptRun(unit, by, runId))
  await expect(one(low)).rejects.toMatchObject({ code: 'WORK_ITEM_NOT_FOUND' })
  expect((await one(root)).steps.map(({ id: step }) => step)).toEqual(['m', 'w', 'e'])
  const [incident] = (await instance(runId)).incidents
  const asked = { instanceId: runId, command: 'skip', incidentId: incident?.id ?? '' }
  await workspace.unit((unit) => commandInstance(unit, root, { ...asked, commandId: unit.newId() }))
  expect(await instance(runId)).toMatchObject({ status: 'approved' })
  expect(await list(root)).toMatchObject({ stopped: 0, rows: [] })
})

it('the runs of a record in the bin sleep, wake when it comes out, and end when it is gone for good', async () => {
  const id = await save({ name: 'bin' })
  const runId = await run('desk', id)
  const remove = (op: 'delete' | 'restore' | 'purge') =>
    workspace.unit((unit) =>
      removeRecord(unit, root, { op, entity: 'deal', id, cause: rootCause(unit.newId()) }),
    )
  const todo = async () =>
    (await workspace.unit((unit) => inbox(unit, root, { box: 'todo', limit: 50 }))).rows.map(
      ({ instanceId }) => instanceId,
    )
  await remove('delete')
  // The alarm rings meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  expect(await todo()).not.toContain(runId)
  await remove('restore')
  await expect.poll(todo, soon).toContain(runId)
  const [item] = (await instance(runId)).items
  const approve = () =>
    workspace.unit((unit) =>
      commandItem(unit, root, { itemId: item?.id ?? '', command: 'approve', commandId: unit.newId() }),
    )
  await remove('delete')
  expect(await todo()).not.toContain(runId)
  await expect(approve()).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
  await remove('restore')
  expect(await todo()).toContain(runId)
  await remove('delete')
  await remove('purge')
  expect(await instance(runId)).toMatchObject({ status: 'terminated', tokens: [] })
  expect(await todo()).not.toContain(runId)
})

it('who tries a flow hears what others are told in words that they may read themselves', async () => {
  const id = await save({ name: 'n', note: 'secret' })
  const heard = async (by: Actor): Promise<unknown> => {
    const ask = { flow: 'tells', record: { id }, starter: root.userId ?? '', seed: 's', steps: [] }
    const tried = await tryFlow(workspace, by, { ...ask, at: workspace.now() })
    return tried.turns.flatMap(({ told }) => told.filter(({ type }) => type === 'notice'))
  }
  const people = [root.userId]
  expect(await heard(root)).toEqual([{ type: 'notice', people, title: 'n secret' }])
  expect(await heard(await actor('maker'))).toEqual([{ type: 'notice', people, title: 'n —' }])
})

it('a run moves to the version published now, after a dry run, or not at all', async () => {
  const id = await save({ name: 'v' })
  const runId = await run('waits', id)
  const changed = line('waits', {
    m: { type: 'receive_task', message: 'paid', into: 'said' },
    n: { type: 'script_task', values: { said: 1 } },
    w: stamp('moved'),
  })
  const others = flows.filter((flow) => flow.key !== 'waits')
  const gone = line('waits', { other: { type: 'receive_task', message: 'paid' }, w: stamp('moved') })
  const move = (more: object = {}) =>
    workspace.unit((unit) => migrateRun(unit, root, { instanceId: runId, commandId: unit.newId(), ...more }))
  await install([...others, gone])
  workspace.expire()
  expect(await move()).toMatchObject({ moved: false, problems: [{ nodeId: 'm', code: 'NODE_UNMAPPED' }] })
  await install([...others, changed])
  workspace.expire()
  expect(await move({ dryRun: true })).toMatchObject({ moved: false, problems: [] })
  expect(await move()).toMatchObject({ moved: true })
  await say('paid', id)
  await expect.poll(stateOf(id), soon).toBe('moved')
})
