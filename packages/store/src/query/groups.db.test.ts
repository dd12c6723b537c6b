import type { EntityDocument, Group, GroupQuery, Model, RoleDocument, ViewDocument } from '@mortise/schema'
import { compileModel } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../database/ids.ts'
import type { Store, WorkspaceStore } from '../store.ts'
import type { Actor } from '../types.ts'
import { shopApp } from '../testing/shop.ts'
import { actorOf, doorOf, fieldTypes, modelOf, publish, shopWorkspace } from '../testing/workspace.ts'
import { plansOf, seenByAll } from '../testing/plans.ts'
import { countedTo } from './quick-groups.ts'

const rows = 12_000
const [near, far] = [newId(1), newId(2)]

const lead: EntityDocument = {
  id: 'e_lead',
  key: 'lead',
  label: 'lead',
  title: 'name',
  fields: [
    { id: 'f_name', key: 'name', label: 'n', type: 'text' },
    { id: 'f_source', key: 'source', label: 's', type: 'text' },
    { id: 'f_score', key: 'score', label: 's', type: 'integer', index: true },
    { id: 'f_amount', key: 'amount', label: 'a', type: 'money', settings: { scale: 2 } },
    { id: 'f_day', key: 'day', label: 'd', type: 'date', index: true },
    { id: 'f_at', key: 'at', label: 't', type: 'datetime', index: true },
    { id: 'f_secret', key: 'secret', label: 's', type: 'text', index: true },
  ],
}
const board: ViewDocument = {
  key: 'board',
  label: 'v',
  entity: 'lead',
  type: 'kanban',
  groupBy: 'source',
  sums: ['amount'],
}
const guest: RoleDocument = {
  key: 'guest',
  label: 'g',
  entities: { lead: { read: { scope: 'department' }, fields: { secret: 'masked' } } },
}
const regional: RoleDocument = {
  key: 'guest',
  label: 'g',
  entities: { lead: { read: { scope: 'region' } } },
}

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model
let client: pg.Client
/** Whoever asks, two colleagues of his department, and one who has records in the other one only. */
let people: readonly string[]

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(db.url, [lead]))
  const app = { ...shopApp([lead], [guest]), view: [board] }
  model = compileModel({ apps: [app], fieldFacts: fieldTypes, version: 2 }).model
  await publish(workspace, modelOf([lead]), model)
  for (const [at, id] of [near, far].entries())
    await workspace.people.createDepartment({ id, key: null, name: `d${at}`, parentId: null, headId: null })
  people = await Promise.all(
    ['我', '近', '两', '远'].map(async (name) => (await workspace.people.createUser(person(name))).id),
  )
  client = new pg.Client({ connectionString: db.url })
  await client.connect()
  await client.query(
    `insert into ws_test.r_lead (id, name, source, score, amount, day, at, secret, department, owner, created_at, updated_at, version, _deleted_at)
     select uuidv7(make_interval(secs => n - $1)), 'n' || n,
       case when n % 50 = 0 then null when n % 9 = 0 then '后' || n % 40 else (array['ads','search','直接'])[1 + n % 3] end,
       case when n % 7 = 0 then null else n % 23 end, n % 1000 + 0.25,
       case when n % 3 = 0 then null else date '2025-03-01' + n % 500 end, timestamptz '2025-03-01 15:30Z' + make_interval(hours => n % 9000), 's' || n % 3,
       case when n % 5 = 1 then $2::uuid else $3::uuid end,
       case when n % 31 = 0 then null when n % 5 = 1 then ($4::uuid[])[1 + n % 3 + (n % 3 > 0)::int]
         else ($4::uuid[])[2 + n % 2] end, now(), now(), 1, case when n % 77 = 0 then now() end
     from generate_series(1, $1::int) n`,
    [rows, far, near, people],
  )
  await client.query('vacuum analyze')
}, 120_000)
afterAll(async () => {
  await client?.end()
  await store?.close()
  await db?.drop()
})

const person = (name: string): Parameters<WorkspaceStore['people']['createUser']>[0] => ({
  key: null,
  name,
  email: `${name}@example.com`,
  title: null,
  departmentId: null,
  managerId: null,
  roles: [],
  active: true,
  locale: 'zh',
  passwordHash: null,
})

function asker(): Actor {
  const actor = actorOf({ userId: people[0] ?? null, departmentId: near, roles: ['guest'] })
  return { ...actor, user: { ...actor.user, regionDepts: [near, newId(3)] } }
}

/** Whoever sees everything, one of a department, and one of a region. */
const doors = () => [
  doorOf(workspace, model),
  doorOf(workspace, model, { actor: asker(), roles: [guest] }),
  doorOf(workspace, model, { actor: asker(), roles: [regional] }),
]

async function pages(door: ReturnType<typeof doorOf>, query: GroupQuery): Promise<readonly Group[]> {
  const groups: Group[] = []
  let cursor: string | undefined
  do {
    const page = await door.groups({ ...query, ...(cursor ? { cursor } : {}) })
    groups.push(...page.groups)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return groups
}

/** What a count that stops early may say of groups that were counted to their end. */
const cut = (groups: readonly Group[]): readonly Group[] =>
  groups.map((one) =>
    one.count > countedTo ? { key: one.key, count: countedTo, more: true, sums: {} } : one,
  )

const asked: readonly Omit<GroupQuery, 'entity' | 'limit'>[] = [
  { by: { field: 'source' } },
  { by: { field: 'score' } },
  { by: { field: 'day', bucket: 'month' } },
  { by: { field: 'day', bucket: 'quarter' } },
  { by: { field: 'at', bucket: 'week' } },
  { by: { field: 'at', bucket: 'day' } },
  { by: { field: 'owner' } },
  { by: { field: 'department' } },
  { by: { field: 'owner' }, filter: { '<': [{ var: 'amount' }, 900] } },
  { by: { field: 'source' }, filter: { '>': [{ var: 'amount' }, 300] } },
]

describe('groups that are not counted to their end', () => {
  it('are those of a full count, in the same order, with the same sums where they were read whole', async () => {
    for (const door of doors())
      for (const one of asked)
        for (const dir of ['asc', 'desc'] as const) {
          const query: GroupQuery = {
            ...one,
            entity: 'lead',
            sums: ['amount'],
            sort: { by: 'key', dir },
            limit: 7,
          }
          const whole = await pages(door, { ...query, limit: 500 })
          const quick = await pages(door, { ...query, count: 'quick' })
          expect(quick).toEqual(cut(whole))
        }
  })

  it('pass by people of other departments without reading what they have', async () => {
    await seenByAll(client, 'r_lead')
    const explaining = { client, model, roles: [guest], actor: asker() }
    const query: GroupQuery = { entity: 'lead', by: { field: 'owner' }, count: 'quick', limit: 50 }
    const steps = await plansOf((door) => door.groups(query), {
      ...explaining,
      off: ['seqscan', 'bitmapscan'],
    })
    const led = steps.filter((step) => /Index Only Scan .*_view_.*department = .*owner (>|IS)/.test(step))
    expect(led).not.toEqual([])
  })

  it('go along periods only where that saves counting', async () => {
    const goesAlong = async (more: Pick<GroupQuery, 'by' | 'filter'>): Promise<boolean> => {
      const query: GroupQuery = { entity: 'lead', count: 'quick', limit: 50, ...more }
      const steps = await plansOf((door) => door.groups(query), { client, model })
      return steps.some((step) => step.startsWith('Recursive Union'))
    }
    const half = { in: [{ var: 'source' }, ['ads', 'search']] }
    // Some six thousand: a year of months of which none is too large to be counted, or two years of which one is.
    expect(await goesAlong({ by: { field: 'at', bucket: 'month' }, filter: half })).toBe(false)
    expect(await goesAlong({ by: { field: 'at', bucket: 'year' }, filter: half })).toBe(true)
    expect(await goesAlong({ by: { field: 'at', bucket: 'month' } })).toBe(true)
  })

  it('say that there are more', async () => {
    const [door] = doors()
    const { groups } = (await door?.groups({
      entity: 'lead',
      by: { field: 'source' },
      count: 'quick',
      limit: 50,
    })) ?? { groups: [] }
    expect(groups.filter(({ more }) => more === true).map(({ key }) => key)).toEqual([
      'ads',
      'search',
      '直接',
    ])
  })

  it('are counted in full where few come into question, or what is asked needs it', async () => {
    const [door] = doors()
    const counts = async (more: Partial<GroupQuery>): Promise<readonly Group[]> =>
      (await door?.groups({ entity: 'lead', by: { field: 'source' }, count: 'quick', limit: 50, ...more }))
        ?.groups ?? []
    const some = await counts({ filter: { '==': [{ var: 'score' }, 3] } })
    expect(some.some(({ more }) => more === true)).toBe(false)
    const largest = await counts({ sort: { by: 'count', dir: 'desc' } })
    expect(largest[0]?.count).toBeGreaterThan(countedTo)
  })

  it('tell nobody about a field shown in part', async () => {
    const [, door] = doors()
    const query: GroupQuery = { entity: 'lead', by: { field: 'secret' }, count: 'quick', limit: 5 }
    await expect(door?.groups(query)).rejects.toMatchObject({ code: 'RECORD_FIELD_UNKNOWN' })
  })
})
