import type { DocumentByKind } from '@mortise/schema'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  commandItem,
  draftYearPlan,
  rootCause,
  saveRecord,
  startFlow,
  systemActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

const field = (key: string, type = 'text') => ({ id: `f_${key}`, key, label: key, type })
const is = (state: string) => ({ '==': [{ var: 'state' }, state] })
const system = systemActor('test')
let stage: TestStage
let workspace: Workspace
// Monday 7 January 2030, 09:00 in Shanghai.
let now = Date.parse('2030-01-07T01:00:00.000Z')

const calendar = (exceptions: DocumentByKind['calendar']['exceptions'] = []): DocumentByKind['calendar'] => ({
  id: 'c',
  key: 'office',
  label: 'office',
  timeZone: 'Asia/Shanghai',
  week: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]])) as never,
  exceptions,
})
const install = (
  exceptions?: DocumentByKind['calendar']['exceptions'],
  promising: boolean = true,
): Promise<void> =>
  installParts(workspace, {
    calendar: [calendar(exceptions)],
    entity: [
      {
        id: 'e1',
        key: 'ticket',
        label: 'ticket',
        title: 'name',
        fields: [
          field('name'),
          field('state'),
          field('level'),
          field('due', 'datetime'),
          field('light'),
          field('step', 'integer'),
          field('told'),
        ],
        slas: [
          {
            key: 'resolve',
            label: { zh: '解决时限', en: 'Resolution' },
            start: is('open'),
            stop: is('solved'),
            pause: is('waiting'),
            targets: [{ when: { '==': [{ var: 'level' }, 'vip'] }, within: 'PT4H' }, { within: 'P1D' }],
            calendar: 'office',
            escalateEvery: 'PT30M',
            dueField: 'due',
            stateField: 'light',
            stepField: 'step',
            values: { overdue: '已超时' },
          },
        ].filter(() => promising),
      },
    ],
    role: [
      { id: 'r2', key: 'agent', label: 'agent', entities: { ticket: { read: true } } },
      {
        id: 'r1',
        key: 'robot',
        label: 'robot',
        service: true,
        entities: { ticket: { read: true, update: true, fields: { '*': 'write' } } },
      },
    ],
    flow: [
      {
        id: 'fl1',
        key: 'handle',
        label: { zh: '处理', en: 'Handle' },
        entity: 'ticket',
        start: { type: 'manual' },
        nodes: [
          { id: 'a', type: 'start_event', name: 'a' },
          {
            id: 'b',
            type: 'user_task',
            name: { zh: '答复', en: 'Answer' },
            approval: {
              mode: 'any',
              assignees: [{ type: 'role', role: 'agent' }],
              onSelf: 'self',
              ...(promising ? { sla: 'resolve' } : {}),
              operations: { transfer: true },
            },
          },
          { id: 'c', type: 'end_event', name: 'c' },
        ],
        edges: [
          { id: 'e1', source: 'a', target: 'b' },
          { id: 'e2', source: 'b', target: 'c' },
        ],
      },
    ],
    rule: [
      {
        id: 'ru1',
        key: 'ladder',
        label: 'ladder',
        entity: 'ticket',
        phase: 'afterSave',
        runAs: { type: 'role', role: 'robot' },
        trigger: { on: ['update'], watch: ['step'], fire: 'everyMatch' },
        condition: { '>': [{ var: 'step' }, 0] },
        actions: [{ type: 'set_fields', set: { told: '{{step}}' } }],
      },
    ],
  })

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase(), () => now)
  ;({ workspace } = stage)
  await install()
}, 120_000)
afterAll(() => stage.close())

const save = (values: { readonly [field: string]: string }, id?: string) =>
  workspace.unit(async (unit) => {
    const entity = 'ticket'
    const request =
      id === undefined
        ? ({ op: 'create', entity, values } as const)
        : ({ op: 'update', entity, id, values } as const)
    return (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id
  })
async function at(clock: string): Promise<void> {
  now = Date.parse(clock)
  workspace.expire()
  for (let round = 0; round < 3; round += 1) {
    const worker = stage.runtime.startWorker('main', { pollMs: 5 })
    await worker.drain()
    // What its own round has taken meanwhile is done as well by then.
    await worker.stop()
  }
}
const seen = async (id: string) => {
  const values = (await workspace.unit((unit) => unit.door(system).get('ticket', id)))?.values ?? {}
  return [values['due'], values['light'], values['step'], values['told']]
}

it('a promise turns yellow, goes over, climbs its ladder by rules, pauses, and is kept or missed', async () => {
  await at('2030-01-07T01:00:00.000Z')
  const id = await save({ name: 'a', state: 'open', level: 'vip' })
  expect(await seen(id)).toEqual(['2030-01-07T05:00:00.000Z', 'green', 0, null])
  await at('2030-01-07T04:12:00.000Z')
  expect((await seen(id))[1]).toBe('yellow')
  // An hour of waiting for the customer does not count, and ends at 14:12 in Shanghai.
  await save({ state: 'waiting' }, id)
  expect((await seen(id))[1]).toBe('paused')
  await at('2030-01-07T05:12:00.000Z')
  await save({ state: 'open' }, id)
  expect(await seen(id)).toEqual(['2030-01-07T06:00:00.000Z', 'yellow', 0, null])
  await at('2030-01-07T06:00:00.000Z')
  expect((await seen(id)).slice(1)).toEqual(['已超时', 1, '1'])
  await at('2030-01-07T07:05:00.000Z')
  expect((await seen(id)).slice(1)).toEqual(['已超时', 3, '3'])
  await save({ state: 'solved' }, id)
  expect((await seen(id))[1]).toBe('missed')
  const quick = await save({ name: 'b', state: 'open' })
  await save({ state: 'solved' }, quick)
  expect((await seen(quick))[1]).toBe('met')
}, 60_000)

it('a calendar that changes moves what is open, and nothing else', async () => {
  await at('2030-01-07T07:30:00.000Z')
  const open = await save({ name: 'c', state: 'open' })
  const done = await save({ name: 'd', state: 'open' })
  await save({ state: 'solved' }, done)
  // One working day of eight hours.
  expect((await seen(open))[0]).toBe('2030-01-08T07:30:00.000Z')
  const before = (await seen(done))[0]
  await install([{ date: '2030-01-08', kind: 'off' }])
  await at('2030-01-07T07:31:00.000Z')
  expect((await seen(open))[0]).toBe('2030-01-09T07:30:00.000Z')
  expect((await seen(done))[0]).toBe(before)
}, 60_000)

it("a year's plan becomes a draft of the calendar, from the product or from a file", async () => {
  const draft = (given: { readonly year?: number; readonly plan?: unknown }) =>
    workspace.unit((unit) => draftYearPlan(unit, system, { calendar: 'office', ...given }))
  expect(await draft({ year: 2026 })).toMatchObject({ year: 2026 })
  await draft({ plan: { year: 2030, days: [{ name: '元旦', date: '2030-01-01', isOffDay: true }] } })
  const [row] = await workspace.store.design.drafts()
  const drafted = row?.json as unknown as DocumentByKind['calendar'] | undefined
  const dates = drafted?.exceptions?.map(({ date }) => date) ?? []
  expect(dates).toContain('2026-10-10')
  expect(dates).toContain('2030-01-01')
  expect(dates).toContain('2030-01-08')
  await expect(draft({ year: 1999 })).rejects.toMatchObject({ code: 'CALENDAR_YEAR_UNKNOWN' })
  await expect(draft({ plan: {} })).rejects.toMatchObject({ code: 'CALENDAR_PLAN' })
}, 60_000)

const person = async (
  name: string,
  managerId: string | null,
  roles: readonly string[] = [],
): Promise<string> => {
  const { id } = await workspace.store.people.createUser({
    key: null,
    name,
    email: `${name}@example.com`,
    title: null,
    departmentId: null,
    managerId,
    roles,
    active: true,
    locale: 'zh',
    passwordHash: null,
  })
  workspace.expire()
  return id
}

it('a step of a flow promises the same: by targets, pauses and calendar, telling whose task it is and who is above', async () => {
  await install()
  await at('2030-01-14T01:00:00.000Z')
  const boss = await person('boss', null)
  const lead = await person('lead', boss)
  const agent = await person('agent', lead, ['agent'])
  const id = await save({ name: 'f', state: 'new', level: 'vip' })
  const begin = (recordId: string) =>
    workspace.unit((unit) =>
      startFlow(unit, {
        flow: 'handle',
        entity: 'ticket',
        recordId,
        actor: system,
        commandId: unit.newId(),
      }),
    )
  const run = await begin(id)
  const task = async (of = run) => {
    const { rows } = await workspace.store.flows.inbox({
      userId: agent,
      entities: ['ticket'],
      box: 'todo',
      limit: 5,
    })
    return rows.find((row) => row.instanceId === of)
  }
  const heard = async (user: string) =>
    (await workspace.store.side.notifications(user, 50)).rows
      .map(({ title }) => JSON.stringify(title))
      .filter((title) => /时限/.test(title)).length
  expect((await task())?.dueAt).toBe('2030-01-14T05:00:00.000Z')
  await at('2030-01-14T04:12:00.000Z')
  expect([await heard(agent), await heard(lead)]).toEqual([1, 0])
  // An hour of waiting does not count here either; the record itself promises nothing in that state.
  await save({ state: 'waiting' }, id)
  await at('2030-01-14T04:12:01.000Z')
  await at('2030-01-14T05:12:01.000Z')
  expect(await heard(agent)).toBe(1)
  await save({ state: 'new' }, id)
  await at('2030-01-14T05:12:02.000Z')
  expect((await task())?.dueAt?.slice(0, 18)).toBe('2030-01-14T06:00:0')
  // A calendar that changes moves open steps too.
  await install([
    {
      date: '2030-01-14',
      kind: 'work',
      intervals: [
        ['09:00', '13:30'],
        ['14:30', '18:00'],
      ],
    },
  ])
  await at('2030-01-14T05:20:00.000Z')
  expect((await task())?.dueAt?.slice(11, 16)).toBe('07:00')
  await install()
  await at('2030-01-14T05:21:00.000Z')
  await at('2030-01-14T06:00:05.000Z')
  expect([await heard(agent), await heard(lead), await heard(boss)]).toEqual([2, 1, 0])
  await at('2030-01-14T06:31:00.000Z')
  expect([await heard(agent), await heard(boss)]).toEqual([3, 1])
  const row = await task()
  await workspace.unit((unit) =>
    commandItem(
      unit,
      { ...system, kind: 'user', userId: agent, admin: false },
      {
        itemId: row?.id ?? '',
        command: 'approve',
        commandId: unit.newId(),
      },
    ),
  )
  expect(await workspace.store.flows.promises.openOf(run)).toEqual([])
  // The stay knows its deadline, so that the figures of the flow count it as late.
  const [visit] = (await workspace.store.flows.visitsOf([run])).filter(({ nodeId }) => nodeId === 'b')
  expect((visit?.leftAt ?? 0) > (visit?.deadline ?? Infinity)).toBe(true)
  // Nobody makes the promise any more: it is off, and nothing is due.
  const other = await begin(await save({ name: 'g', state: 'new', level: 'vip' }))
  expect((await task(other))?.dueAt).not.toBeNull()
  await install(undefined, false)
  await at('2030-01-15T09:00:00.000Z')
  expect(await workspace.store.flows.promises.openOf(other)).toEqual([])
  expect((await task(other))?.dueAt).toBeNull()
}, 60_000)
