import type { DocumentByKind } from '@mortise/schema'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  replayHistory,
  rootCause,
  saveRecord,
  startFlow,
  systemActor,
  tryAssignment,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

const field = (key: string, type = 'text') => ({ id: `f_${key}`, key, label: key, type })
const system = systemActor('test')
let stage: TestStage
let workspace: Workspace
let now = Date.parse('2030-01-01T00:00:00.000Z')
const day = 86_400_000

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase(), () => now)
  ;({ workspace } = stage)
  await installParts(workspace, {
    entity: [
      {
        id: 'e1',
        key: 'deal',
        label: 'deal',
        title: 'name',
        fields: [
          field('name'),
          field('amount', 'integer'),
          field('ends', 'date'),
          field('points', 'integer'),
          field('heat', 'integer'),
          { ...field('account', 'link'), settings: { target: 'account' } },
        ],
      },
      { id: 'e2', key: 'account', label: 'account', title: 'name', fields: [field('name'), field('level')] },
    ],
    score: [
      {
        id: 's2',
        key: 'warmth',
        label: 'warmth',
        entity: 'deal',
        field: 'heat',
        rows: [{ key: 'large', when: { '==': [{ var: 'account.level' }, 'A'] }, points: 7 }],
      },
      {
        id: 's1',
        key: 'fit',
        label: 'fit',
        entity: 'deal',
        field: 'points',
        rows: [{ key: 'large', when: { '==': [{ var: 'account.level' }, 'A'] }, points: 30 }],
      },
    ],
    flow: [
      {
        id: 'fl1',
        key: 'warm',
        label: 'warm',
        entity: 'deal',
        start: { type: 'manual' },
        nodes: [
          { id: 'a', type: 'start_event', name: 'a' },
          { id: 'b', type: 'service_task', name: 'b', action: { type: 'score', score: 'warmth' } },
          { id: 'c', type: 'end_event', name: 'c' },
        ],
        edges: [
          { id: '1', source: 'a', target: 'b' },
          { id: '2', source: 'b', target: 'c' },
        ],
      },
    ],
    rule: [
      {
        id: 'ru1',
        key: 'counts',
        label: 'counts',
        entity: 'deal',
        phase: 'beforeSave',
        trigger: { on: ['create', 'update'], fire: 'everyMatch' },
        actions: [{ type: 'score', score: 'fit' }],
      },
    ],
    role: [{ id: 'r2', key: 'sales', label: 'sales', entities: { deal: { read: true, update: true } } }],
  })
  const rest = {
    key: null,
    title: null,
    departmentId: null,
    managerId: null,
    active: true,
    passwordHash: null,
  }
  for (const name of ['a', 'b'])
    await workspace.store.people.createUser({
      ...rest,
      name,
      email: `${name}@example.com`,
      roles: ['sales'],
      locale: 'en' as const,
    })
  workspace.expire()
}, 120_000)
afterAll(() => stage.close())

const save = (values: { readonly [key: string]: string | number }, id?: string): Promise<string> =>
  workspace.unit(async (unit) => {
    const request =
      id === undefined
        ? ({ op: 'create', entity: 'deal', values } as const)
        : ({ op: 'update', entity: 'deal', id, values } as const)
    return (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id
  })

const rule = (more: Partial<DocumentByKind['rule']>): DocumentByKind['rule'] => ({
  key: 'r',
  label: 'r',
  entity: 'deal',
  phase: 'afterSave',
  trigger: { on: ['create', 'update'], watch: ['amount'] },
  condition: { '>=': [{ var: 'amount' }, 100] },
  actions: [{ type: 'notify', to: 'role:sales', title: 'large: {{name}} {{amount}}' }],
  ...more,
})

it('tells what a rule would have done in the past, as the records were then, and writes nothing', async () => {
  const first = await save({ name: 'a', amount: 10, ends: '2030-01-10' })
  await save({ name: 'b', amount: 500, ends: '2031-01-10' })
  now += 5 * day
  await save({ amount: 120 }, first)
  now += day
  await save({ amount: 130 }, first)
  now += 10 * day
  await save({ amount: 5 }, first)
  const ask = (given: DocumentByKind['rule'], days = 90) =>
    replayHistory(workspace, system, { rule: given, days, cursor: null })

  const becoming = await ask(rule({}))
  expect(becoming).toMatchObject({ records: 2, fired: 2, nextCursor: null })
  expect(becoming.hits.map(({ title, event }) => `${title} ${event}`).sort()).toEqual([
    'a update',
    'b create',
  ])
  expect(JSON.stringify(becoming.hits)).toContain('large: a 120')
  expect(becoming.actions).toEqual([{ index: 0, count: 2, errors: 0 }])

  const each = await ask(rule({ trigger: { on: ['update'], fire: 'everyMatch' } }))
  expect(each.fired).toBe(2)
  // The first change lies more than ten days back.
  expect((await ask(rule({}), 10)).fired).toBe(0)

  const date = await ask(
    rule({
      trigger: {
        on: ['dateRelative'],
        dateRelative: { field: 'ends', offset: -3, unit: 'day', at: '09:00' },
      },
    }),
  )
  expect(date.hits.map(({ title, at }) => `${title} ${at.slice(0, 10)}`)).toEqual(['a 2030-01-07'])
  const runs = await workspace.unit((unit) => unit.tx.rules.runs.list({ limit: 10 }))
  expect(runs).toEqual([])
})

it('counts points by what lies behind a link, too', async () => {
  const request = { op: 'create', entity: 'account', values: { name: 'A', level: 'A' } } as const
  const account = await workspace.unit(
    async (unit) => (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id,
  )
  const id = await save({ name: 'linked', account })
  const stored = await workspace.unit((unit) => unit.door(system).get('deal', id))
  expect(stored?.values['points']).toBe(30)
})

it('says who would get a record and takes no turn', async () => {
  const id = await save({ name: 'c', amount: 1 })
  const assignment: DocumentByKind['assignment'] = {
    key: 'x',
    label: 'x',
    entity: 'deal',
    rules: [
      {
        key: 'large',
        when: { '>=': [{ var: 'amount' }, 100] },
        pool: { roles: ['sales'] },
        strategy: 'roundRobin',
      },
      { key: 'all', label: 'everything', pool: { roles: ['sales'] }, strategy: 'roundRobin' },
    ],
  }
  const ask = () => tryAssignment(workspace, system, { assignment, id })
  const answer = await ask()
  expect(answer.rule).toBe('all')
  expect(answer.rules.map(({ key, holds }) => `${key} ${holds}`)).toEqual(['large false', 'all true'])
  expect(answer.rules[1]?.explain?.en).toContain('"everything"')
  expect((await ask()).user).toEqual(answer.user)
})

it('a score that a step of a flow counts reads what it asks behind links', async () => {
  const make = (entity: string, values: { readonly [field: string]: string }): Promise<string> =>
    workspace.unit(async (unit) => {
      const request = { op: 'create', entity, values } as const
      return (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id
    })
  const account = await make('account', { name: 'warm', level: 'A' })
  const id = await make('deal', { name: 'warm', account })
  await workspace.unit((unit) =>
    startFlow(unit, { flow: 'warm', entity: 'deal', recordId: id, actor: system, commandId: unit.newId() }),
  )
  const found = await workspace.unit((unit) => unit.door(system).get('deal', id))
  expect(found?.values['heat']).toBe(7)
})
