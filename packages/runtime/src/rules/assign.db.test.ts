import type { DocumentByKind } from '@mortise/schema'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  acceptRecord,
  assignmentsOf,
  rootCause,
  saveRecord,
  systemActor,
  userActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

/** Leads that each of the writers makes; `MORTISE_ASSIGN_LEADS=200` for the whole trial. */
const each = Number(process.env['MORTISE_ASSIGN_LEADS'] ?? 13)
const field = (key: string, type = 'text') => ({ id: `f_${key}`, key, label: key, type })
const system = systemActor('test')
let stage: TestStage
let workspace: Workspace
let now = Date.parse('2030-01-01T00:00:00.000Z')
const people: string[] = []

const policy = (key: string, more: Partial<DocumentByKind['assignment']>): DocumentByKind['assignment'] => ({
  id: `as_${key}`,
  key,
  label: { zh: key, en: key },
  entity: 'lead',
  rules: [{ key: 'all', pool: { roles: ['sales'] }, strategy: 'roundRobin' }],
  ...more,
})
const assigning = (key: string): DocumentByKind['rule'] => ({
  id: `ru_${key}`,
  key,
  label: key,
  entity: 'lead',
  phase: 'afterSave',
  runAs: { type: 'role', role: 'robot' },
  trigger: { on: ['create'] },
  condition: { '==': [{ var: 'name' }, key] },
  actions: [{ type: 'assign', policy: key }],
})

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
        fields: [field('name'), field('state'), field('helper', 'user')],
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
      { id: 'r2', key: 'sales', label: 'sales', entities: { lead: { read: true, update: true } } },
    ],
    assignment: [
      policy('turns', {}),
      policy('loads', {
        rules: [{ key: 'all', pool: { roles: ['sales'] }, strategy: 'leastLoad', capacity: 12 }],
        load: { and: [{ '==': [{ var: 'name' }, 'loads'] }, { '==': [{ var: 'state' }, null] }] },
      }),
      policy('timed', { accept: { within: 'PT30M', else: 'next' } }),
      policy('helped', { field: 'helper' }),
      policy('pooled', { accept: { within: 'PT30M', else: 'recycle', set: { state: 'pool' } } }),
    ],
    rule: [
      ...['turns', 'loads', 'timed', 'pooled'].map(assigning),
      {
        ...assigning('both'),
        actions: ['timed', 'helped'].map((one) => ({ type: 'assign', policy: one })),
      },
    ],
  })
  const rest = {
    key: null,
    title: null,
    departmentId: null,
    managerId: null,
    active: true,
    passwordHash: null,
  }
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const email = `${name}@example.com`
    const made = { ...rest, name, email, roles: ['sales'], locale: 'en' as const }
    people.push((await workspace.store.people.createUser(made)).id)
  }
  workspace.expire()
}, 120_000)
afterAll(() => stage.close())

const create = (name: string): Promise<string> =>
  workspace.unit(async (unit) => {
    const request = { op: 'create', entity: 'lead', values: { name } } as const
    return (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id
  })
const values = (id: string) =>
  workspace.unit(async (unit) => (await unit.door(system).get('lead', id))?.values ?? {})
const story = (id: string) => workspace.unit((unit) => assignmentsOf(unit, system, { entity: 'lead', id }))

/** How often each person got one, of leads made by 16 writers at once. */
async function shared(
  name: string,
  each: number,
): Promise<{ readonly ids: readonly string[]; readonly counts: readonly number[] }> {
  const made = await Promise.all(
    Array.from({ length: 16 }, async () => {
      const ids: string[] = []
      for (let n = 0; n < each; n += 1) ids.push(await create(name))
      return ids
    }),
  )
  const ids = made.flat()
  const owners = await Promise.all(ids.map(async (id) => (await values(id))['owner']))
  return { ids, counts: people.map((user) => owners.filter((owner) => owner === user).length) }
}

describe('sixteen writers at once', () => {
  it(
    'share turns fairly: nobody gets more than one lead more than another',
    async () => {
      const { ids, counts } = await shared('turns', each)
      expect(counts.reduce((sum, one) => sum + one, 0)).toBe(16 * each)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      for (const id of each > 13 ? ids : ids.slice(0, 20)) {
        const [line] = await story(id)
        expect(line).toMatchObject({ policy: 'turns', rule: 'all', strategy: 'roundRobin', state: 'given' })
        expect(line?.why).toMatchObject({
          zh: expect.stringMatching(/^turns：规则“all”成立，候选 5 人；轮到 [a-e]$/),
          en: expect.stringContaining('it is the turn of'),
        })
      }
      if (each > 13) console.log(JSON.stringify({ writers: 16, leads: ids.length, counts }))
    },
    60_000 + each * 2_000,
  )

  it('share loads fairly, and nobody gets more than the cap', async () => {
    const { counts } = await shared('loads', 3)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    for (let n = 0; n < 15; n += 1) await create('loads')
    const last = await create('loads')
    // Five people of twelve each are full; the record stays where it is.
    expect(people).not.toContain((await values(last))['owner'])
    expect(await story(last)).toEqual([])
  }, 60_000)
})

describe('a record that has to be taken up', () => {
  async function later(minutes: number): Promise<void> {
    now += minutes * 60_000
    workspace.expire()
    const worker = stage.runtime.startWorker('main', { pollMs: 5 })
    await worker.drain()
    await worker.stop()
  }
  const actor = (id: string) =>
    workspace.unit(async (unit) => {
      const user = unit.people.users.find((one) => one.id === id)
      if (user === undefined) throw new Error(id)
      return userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' })
    })

  it('goes to the next when it is not, and stays when it is', async () => {
    const id = await create('timed')
    const first = String((await values(id))['owner'])
    await later(29)
    expect((await values(id))['owner']).toBe(first)
    await later(2)
    const second = String((await values(id))['owner'])
    expect(second).not.toBe(first)
    expect((await story(id)).map(({ state, userId }) => [state, userId])).toEqual([
      ['open', second],
      ['expired', first],
    ])
    const [other, own] = [await actor(first), await actor(second)]
    const accept = (by: typeof own) =>
      workspace.unit((unit) => acceptRecord(unit, by, { entity: 'lead', id }))
    await expect(accept(other)).rejects.toMatchObject({ code: 'ASSIGNMENT_NOT_OPEN' })
    await accept(own)
    await later(60)
    expect((await values(id))['owner']).toBe(second)
  })

  it('stays to be taken up when another field of it is given to somebody', async () => {
    const id = await create('both')
    const { owner, helper } = await values(id)
    expect((await story(id)).map(({ field, state, userId }) => [field, state, userId])).toEqual([
      ['helper', 'given', helper],
      ['owner', 'open', owner],
    ])
    const by = await actor(String(owner))
    await workspace.unit((unit) => acceptRecord(unit, by, { entity: 'lead', id }))
    expect((await story(id))[1]?.state).toBe('accepted')
  })

  it('goes back to the pool, unless its person has worked on it', async () => {
    const [lies, works] = [await create('pooled'), await create('pooled')]
    const owner = String((await values(works))['owner'])
    const by = await actor(owner)
    now += 60_000
    await workspace.unit((unit) =>
      saveRecord(unit, by, {
        request: { op: 'update', entity: 'lead', id: works, values: { state: 'called' } },
        cause: rootCause(unit.newId()),
      }),
    )
    await later(31)
    expect(await values(lies)).toMatchObject({ owner: null, state: 'pool' })
    expect(await values(works)).toMatchObject({ owner, state: 'called' })
    expect((await story(works))[0]?.state).toBe('accepted')
  })
})
