import type { DocumentByKind } from '@mortise/schema'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  backtestScore,
  noteBehaviour,
  rootCause,
  saveRecord,
  scoreStory,
  systemActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

const field = (key: string, type = 'text', settings = {}) => ({
  id: `f_${key}`,
  key,
  label: key,
  type,
  settings,
})
const system = systemActor('test')
let stage: TestStage
let workspace: Workspace
let now = Date.parse('2030-01-01T00:00:00.000Z')

const score: DocumentByKind['score'] = {
  id: 'sc',
  key: 'heat',
  label: 'heat',
  entity: 'lead',
  field: 'score',
  gradeField: 'grade',
  rows: [{ key: 'it', label: '核心行业', when: { '==': [{ var: 'industry' }, 'IT'] }, points: 30 }],
  grades: [
    { value: 'hot', from: 60, leaveBelow: 50 },
    { value: 'cold', from: 0 },
  ],
  engagement: {
    field: 'interest',
    kinds: [{ kind: 'prices_viewed', points: 20, perDay: 40 }],
    decay: { type: 'halfLife', days: 10 },
  },
}

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase(), () => now)
  ;({ workspace } = stage)
  await installParts(workspace, {
    entity: [
      {
        id: 'e1',
        key: 'lead',
        label: 'lead',
        title: 'name',
        fields: [
          field('name'),
          field('industry'),
          field('state'),
          field('score', 'integer'),
          field('interest', 'integer'),
          field('grade'),
        ],
      },
    ],
    role: [
      {
        id: 'r1',
        key: 'robot',
        label: 'robot',
        service: true,
        entities: { lead: { read: true, update: true, fields: { '*': 'write' } } },
      },
    ],
    score: [score],
    rule: [
      {
        id: 'ru1',
        key: 'seen',
        label: 'seen',
        entity: 'lead',
        phase: 'afterSave',
        runAs: { type: 'role', role: 'robot' },
        trigger: { on: ['behaviour'], behaviours: ['quote_opened'] },
        actions: [{ type: 'set_fields', set: { state: 'seen' } }],
      },
    ],
  })
}, 120_000)
afterAll(() => stage.close())

it('what people do counts within its caps, fades by itself, and sets off the rules that answer it', async () => {
  const id = await workspace.unit(async (unit) => {
    const request = { op: 'create', entity: 'lead', values: { name: 'a', industry: 'IT' } } as const
    return (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id
  })
  const note = (kind: string, key: string | null = null) =>
    workspace.unit((unit) => noteBehaviour(unit, system, { entity: 'lead', id, kind, key }))
  const values = async () => (await workspace.unit((unit) => unit.door(system).get('lead', id)))?.values
  expect(await note('prices_viewed', 'k1')).toBe(true)
  expect(await note('prices_viewed', 'k1')).toBe(false)
  expect(await values()).toMatchObject({ interest: 20, score: 50, grade: 'cold' })
  await note('prices_viewed')
  await note('prices_viewed')
  // The third of a day is over the cap.
  expect(await values()).toMatchObject({ interest: 40, score: 70, grade: 'hot' })
  expect((await values())?.['state']).toBeNull()
  await note('quote_opened')
  expect(await values()).toMatchObject({ state: 'seen', score: 70 })
  const later = async (days: number): Promise<void> => {
    now += days * 86_400_000
    workspace.expire()
    const worker = stage.runtime.startWorker('main', { pollMs: 5 })
    await worker.drain()
    await worker.stop()
  }
  // After ten days twenty are left: 50 keeps the grade until it falls below that.
  await later(10)
  expect(await values()).toMatchObject({ interest: 20, score: 50, grade: 'hot' })
  await later(1)
  expect(await values()).toMatchObject({ interest: 19, score: 49, grade: 'cold' })
  const story = await workspace.unit((unit) =>
    scoreStory(unit, system, { entity: 'lead', id, score: 'heat' }),
  )
  expect(story).toMatchObject({ points: 49, engagement: 19, text: '核心行业 +30\n互动 +19' })
  expect(story.behaviours.map(({ kind }) => kind)).toEqual([
    'quote_opened',
    'prices_viewed',
    'prices_viewed',
    'prices_viewed',
  ])
}, 60_000)

it('held against the past, a record has the points it had before it was decided, not those of its decision', async () => {
  const save = (values: { readonly [field: string]: string }, id?: string): Promise<string> =>
    workspace.unit(async (unit) => {
      now += 60_000
      const entity = 'lead'
      const request =
        id === undefined
          ? ({ op: 'create', entity, values } as const)
          : ({ op: 'update', entity, id, values } as const)
      return (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id
    })
  const early = await save({ name: 'early', industry: 'IT', state: 'open' })
  await save({ state: 'won' }, early)
  now += 86_400_000
  const from = new Date(now).toISOString()
  const leaks = await save({ name: 'leaks', industry: 'food', state: 'open' })
  await save({ state: 'won', industry: 'IT' }, leaks)
  const grows = await save({ name: 'grows', industry: 'food', state: 'open' })
  await save({ industry: 'IT' }, grows)
  await save({ state: 'won' }, grows)
  await save({ name: 'later' }, grows)
  const loses = await save({ name: 'loses', industry: 'IT', state: 'open' })
  await save({ state: 'lost' }, loses)
  await save({ name: 'open', industry: 'IT', state: 'open' })
  const held = async (when: 'before' | 'created') => {
    const outcome = { field: 'state', won: ['won'], lost: ['lost'] }
    const to = new Date(now).toISOString()
    const page = await backtestScore(workspace, system, { score, outcome, when, from, to, cursor: null })
    return Object.fromEntries(page.rows.map(({ id, points, won }) => [id, [points, won]]))
  }
  expect(await held('before')).toEqual({ [leaks]: [0, true], [grows]: [30, true], [loses]: [30, false] })
  expect(await held('created')).toEqual({ [leaks]: [0, true], [grows]: [0, true], [loses]: [30, false] })
}, 60_000)
