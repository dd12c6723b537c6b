import { test as holds } from '@mortise/expressions'
import type { Expression, Json } from '@mortise/expressions'
import type { EntityGrant, Model, RecordValues, RoleDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../database/ids.ts'
import type { Store, WorkspaceStore } from '../store.ts'
import { actorOf, doorOf, shopWorkspace } from '../testing/workspace.ts'
import type { Actor, Door } from '../types.ts'
import { buildAccess } from './build-access.ts'

let database: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model

const east = newId(1)
const eastSouth = newId(2)
const west = newId(3)
const people = { li: newId(4), wang: newId(5), zhao: newId(6) }

beforeAll(async () => {
  database = await createTestDatabase()
  ;({ store, workspace, model } = await shopWorkspace(database.url))
  const department = (id: string, name: string, parentId: string | null = null) =>
    workspace.people.createDepartment({ id, key: null, name, parentId, headId: null })
  await department(east, '华东')
  await department(eastSouth, '华东南', east)
  await department(west, '华西')
  const user = (id: string, name: string, departmentId: string) =>
    workspace.people.createUser({
      id,
      key: null,
      name,
      email: `${name}@example.com`,
      title: null,
      departmentId,
      managerId: null,
      roles: [],
      active: true,
      locale: 'zh',
      passwordHash: null,
    })
  await user(people.li, 'li', east)
  await user(people.wang, 'wang', eastSouth)
  await user(people.zhao, 'zhao', west)
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

const li = () => actorOf({ userId: people.li, departmentId: east, deptTree: [east, eastSouth] })
const roleOf = (entities: { readonly [entity: string]: EntityGrant }, key: string = 'r'): RoleDocument => ({
  key,
  label: key,
  entities,
})
const as = (roles: readonly RoleDocument[], actor: Actor = li()): Door =>
  doorOf(workspace, model, { actor, roles })
const change = (roles: readonly RoleDocument[], id: string, values: RecordValues, actor: Actor = li()) =>
  workspace.transaction((tx) =>
    doorOf(tx, model, { actor, roles }).write({ op: 'update', entity: 'deal', id, values }),
  )
const createMany = (rows: readonly RecordValues[], entity: string = 'deal') =>
  workspace.transaction((tx) => doorOf(tx, model).createMany(entity, rows))
const idsOf = async (rows: readonly RecordValues[], entity: string = 'deal') =>
  (await createMany(rows, entity)).map((one) => one.record.id)
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: { code: string; status: number; text: unknown; details: unknown }) => ({
      code: error.code,
      status: error.status,
      text: error.text,
      details: error.details,
    }),
  )
const names = async (door: Door, filter: Expression): Promise<readonly Json[]> =>
  (
    await door.query({ entity: 'deal', fields: ['name'], filter, sort: [{ field: 'name' }], limit: 100 })
  ).records.map((one) => one.values['name'] ?? null)

describe('scopes', () => {
  it('own, department and department below see what their words say', async () => {
    await createMany([
      { name: '域1', owner: people.li },
      { name: '域2', owner: people.wang },
      { name: '域3', owner: people.zhao },
      { name: '域4', owner: people.zhao, department: east },
      { name: '域5' },
    ])
    const all = { startsWith: [{ var: 'name' }, '域'] }
    const seen = (scope: 'own' | 'department' | 'department_below' | 'all' | 'none') =>
      names(as([roleOf({ deal: { create: true, read: { scope } } })]), all)
    expect(await seen('own')).toEqual(['域1'])
    expect(await seen('department')).toEqual(['域1', '域4'])
    expect(await seen('department_below')).toEqual(['域1', '域2', '域4'])
    expect(await seen('all')).toHaveLength(5)
    expect(await seen('none')).toEqual([])
    const nobody = actorOf({ kind: 'key', userId: null })
    expect(await names(as([roleOf({ deal: { read: { scope: 'department' } } })], nobody), all)).toEqual([])
  })

  it('make the unknown and the forbidden look the same', async () => {
    const door = as([roleOf({ account: { read: true } })])
    const ask = (entity: string) => failure(door.query({ entity, fields: ['id'], limit: 1 }))
    const forbidden = await ask('deal')
    expect(JSON.stringify(forbidden).replaceAll('deal', 'nowt')).toBe(JSON.stringify(await ask('nowt')))
    expect(forbidden).toMatchObject({ code: 'RECORD_ENTITY_UNKNOWN', status: 404 })
  })

  it('hold for single records, their children and their labels', async () => {
    const [customer] = await idsOf([{ name: '域客户', owner: people.zhao }], 'account')
    const [mine, foreign] = await idsOf([
      {
        name: '记录1',
        owner: people.li,
        customer: customer ?? '',
        items: [{ product: 'A', qty: 1, price: 1 }],
      },
      { name: '记录2', owner: people.zhao, items: [{ product: 'B', qty: 1, price: 1 }] },
    ])
    const roles = [
      roleOf({
        deal: { read: { scope: 'own' }, update: { scope: 'own' } },
        account: { read: { scope: 'own' } },
      }),
    ]
    const door = as(roles)
    expect(await door.get('deal', foreign ?? '')).toBeNull()
    expect((await failure(change(roles, foreign ?? '', { name: 'x' })))?.code).toBe('RECORD_NOT_FOUND')
    const page = await door.query({ entity: 'deal_item', fields: ['product'], limit: 9 })
    expect(page.records.map((one) => one.values['product'])).toEqual(['A'])
    const read = await door.query({
      entity: 'deal',
      fields: ['customer', 'customer.name', 'customer_level'],
      filter: { '==': [{ var: 'name' }, '记录1'] },
      limit: 1,
    })
    expect(read.records[0]?.values).toEqual({ customer, 'customer.name': null, customer_level: null })
    expect(read.refs).toEqual({ account: { [customer ?? '']: null } })
    expect((await failure(change(roles, mine ?? '', { customer: newId() })))?.code).toBe(
      'RECORD_LINK_MISSING',
    )
    expect(await door.history('deal', foreign ?? '', 9)).toEqual([])
  })
})

describe('hidden fields', () => {
  const roles = [
    roleOf({
      deal: { read: true, update: true, create: true, fields: { cost: 'hidden' } },
      account: { read: true, fields: { level: 'hidden' } },
    }),
  ]

  it('are as unknown as a name that does not exist, wherever they are named', async () => {
    const door = as(roles)
    const ways: readonly ((name: string) => Promise<unknown>)[] = [
      (name) => door.query({ entity: 'deal', fields: [name], limit: 1 }),
      (name) =>
        door.query({ entity: 'deal', fields: ['name'], filter: { '==': [{ var: name }, null] }, limit: 1 }),
      (name) => door.query({ entity: 'deal', fields: ['name'], sort: [{ field: name }], limit: 1 }),
      (name) =>
        door.aggregate({ entity: 'deal', dimensions: [{ key: 'd', expr: { var: name } }], measures: [] }),
      (name) =>
        door.aggregate({
          entity: 'deal',
          dimensions: [],
          measures: [{ key: 'm', agg: 'max', expr: { var: name } }],
        }),
      (name) => door.count({ entity: 'deal', filter: { '>': [{ var: name }, 1] } }, 'exact'),
      (name) => change(roles, newId(), { [name]: 1 }),
      (name) => door.stages({ entity: 'deal', field: name, stages: [], lost: [] }),
      (name) => door.since({ entity: 'deal', field: name, ids: [newId()] }),
    ]
    for (const way of ways) {
      const [hidden, unknown] = [await failure(way('cost')), await failure(way('zost'))]
      expect(hidden).toMatchObject({ code: 'RECORD_FIELD_UNKNOWN', status: 400 })
      expect(JSON.stringify(hidden)).toBe(JSON.stringify(unknown).replaceAll('zost', 'cost'))
    }
    const path = await failure(door.query({ entity: 'deal', fields: ['customer.level'], limit: 1 }))
    const none = await failure(door.query({ entity: 'deal', fields: ['customer.zzzzz'], limit: 1 }))
    expect(JSON.stringify(path)).toBe(JSON.stringify(none).replaceAll('zzzzz', 'level'))
  })

  it('are never offered as a hint', async () => {
    const error = await failure(as(roles).query({ entity: 'deal', fields: ['costt'], limit: 1 }))
    expect(JSON.stringify(error)).not.toContain('"cost"')
    expect(JSON.stringify(error).match(/cost(?!t)/)).toBeNull()
  })

  it('stay out of records, answers to writes and history', async () => {
    const [id] = await idsOf([{ name: '隐藏', cost: '999.25' }])
    const door = as(roles)
    const record = await door.get('deal', id ?? '')
    const saved = await change(roles, id ?? '', { amount: 5 })
    const history = await door.history('deal', id ?? '', 9)
    expect(JSON.stringify([record, saved.record, history])).not.toContain('999.25')
    expect(record?.values).not.toHaveProperty('cost')
  })
})

describe('masked fields', () => {
  it('come masked out of the database and can’t be asked about', async () => {
    await createMany([{ name: '掩码客户', phone: '13812345678' }], 'account')
    const door = as([roleOf({ account: { read: true, fields: { phone: 'masked' } } })])
    const page = await door.query({ entity: 'account', fields: ['phone'], search: '掩码', limit: 1 })
    expect(page.records[0]?.values).toEqual({ phone: '138****5678' })
    const filter = { startsWith: [{ var: 'phone' }, '1'] }
    expect(
      await failure(door.query({ entity: 'account', fields: ['name'], filter, limit: 1 })),
    ).toMatchObject({
      code: 'RECORD_FIELD_UNKNOWN',
      status: 400,
    })
    expect(
      (await door.query({ entity: 'account', fields: ['name'], search: '1381', limit: 1 })).records,
    ).toEqual([])
  })
})

describe('several roles', () => {
  const lead = { scope: 'condition', condition: { '==': [{ var: 'stage' }, 'lead'] } } as const
  const quote = { scope: 'condition', condition: { '==': [{ var: 'stage' }, 'quote'] } } as const
  const roles = [
    roleOf(
      { deal: { read: lead, update: lead, fields: { amount: 'write', '*': 'read', stage: 'read' } } },
      'a',
    ),
    roleOf(
      { deal: { read: quote, update: quote, fields: { amount: 'hidden', cost: 'write', '*': 'read' } } },
      'b',
    ),
  ]

  it('add up by row, never by column', async () => {
    const [one, two] = await idsOf([
      { name: '多1', stage: 'lead', amount: 1, cost: 2 },
      { name: '多2', stage: 'quote', amount: 3, cost: 4 },
      { name: '多3', stage: 'won', amount: 5, cost: 6 },
    ])
    const page = await as(roles).query({
      entity: 'deal',
      fields: ['name', 'amount', 'cost'],
      filter: { startsWith: [{ var: 'name' }, '多'] },
      sort: [{ field: 'name' }],
      limit: 9,
    })
    expect(page.records.map((r) => r.values)).toEqual([
      { name: '多1', amount: '1', cost: '2' },
      { name: '多2', amount: null, cost: '4' },
    ])
    const big = { and: [{ startsWith: [{ var: 'name' }, '多'] }, { '>': [{ var: 'amount' }, 2] }] }
    expect(await names(as(roles), big)).toEqual([])
    expect((await failure(change(roles, one ?? '', { amount: 9, cost: 9 })))?.code).toBe(
      'RECORD_FIELD_READONLY',
    )
    expect((await failure(change(roles, two ?? '', { amount: 9 })))?.code).toBe('RECORD_FIELD_READONLY')
    expect(await failure(change(roles, two ?? '', { cost: 9 }))).toBeUndefined()
  })

  it('tell where a link leads, what a sub-table holds and what was, on the rows of those that show it', async () => {
    const [customer] = await createMany([{ name: '多方客户' }], 'account')
    const at = { customer: customer?.record.id ?? '', stage: 'quote' }
    const [shown] = await idsOf([
      { ...at, name: '链1', amount: 200, items: [{ product: '可见', qty: 1, price: 1 }] },
      { ...at, name: '链2', amount: 100, items: [{ product: '不可见', qty: 1, price: 1 }] },
    ])
    const large = { scope: 'condition', condition: { '>': [{ var: 'amount' }, 150] } } as const
    const whole = roleOf({ account: { read: true }, deal: { read: large } }, 'whole')
    const fields = { customer: 'hidden', items: 'hidden', stage: 'hidden' } as const
    const part = roleOf({ account: { read: true }, deal: { read: true, fields } }, 'part')
    const both = as([whole, part])
    const joined = {
      entity: 'account',
      filter: { '==': [{ var: 'name' }, '多方客户'] },
      dimensions: [],
      joins: [{ key: 'deals', path: 'deal_by_customer' }],
      parts: [{ key: 'deals', join: 'deals' }],
      measures: [{ key: 'n', agg: 'count', part: 'deals' }],
    } as const
    expect((await both.aggregate(joined)).rows).toEqual([{ n: 1 }])
    const behind = (least: number) => ({
      entity: 'account',
      fields: ['name'],
      filter: { '>=': [{ countOf: ['deal_by_customer'] }, least] },
      limit: 9,
    })
    expect((await both.query(behind(1))).records.map((one) => one.values['name'])).toContain('多方客户')
    expect((await both.query(behind(2))).records.map((one) => one.values['name'])).not.toContain('多方客户')
    const items = { entity: 'deal_item', fields: ['product'], limit: 99 }
    const products = (await both.query(items)).records.map((one) => one.values['product'])
    expect([products.includes('可见'), products.includes('不可见')]).toEqual([true, false])
    const past = { entity: 'deal', field: 'stage', stages: ['lead', 'quote'], lost: [] }
    const chain = { filter: { startsWith: [{ var: 'name' }, '链'] } }
    expect((await both.stages({ ...past, ...chain })).map((one) => Number(one.reached))).toEqual([1, 1])
    expect((await both.get('deal', shown ?? ''))?.values['stage']).toBe('quote')
    // Who has it on no row does not know that there is anything.
    const blind = as([part])
    expect((await failure(blind.query(behind(1))))?.code).toBe('RECORD_FIELD_UNKNOWN')
    expect((await failure(blind.aggregate(joined)))?.code).toBe('RECORD_FIELD_UNKNOWN')
    expect((await failure(blind.query(items)))?.code).toBe('RECORD_ENTITY_UNKNOWN')
  })
})

describe('moving records', () => {
  it('out of one’s reach takes a right to assign', async () => {
    const [id] = await idsOf([{ name: '移交', owner: people.li }])
    const own = { read: { scope: 'own' }, update: { scope: 'own' } } as const
    const to = (owner: string, grant: EntityGrant) =>
      failure(change([roleOf({ deal: grant })], id ?? '', { owner }))
    expect((await to(people.wang, own))?.code).toBe('RECORD_ASSIGN_FORBIDDEN')
    expect((await to(people.zhao, { ...own, assignTo: { scope: 'department_below' } }))?.code).toBe(
      'RECORD_ASSIGN_FORBIDDEN',
    )
    expect(await to(people.wang, { ...own, assignTo: { scope: 'department_below' } })).toBeUndefined()
    expect((await doorOf(workspace, model).get('deal', id ?? ''))?.values).toMatchObject({
      owner: people.wang,
      department: eastSouth,
    })
  })
})

describe('any condition', () => {
  const leaf: fc.Arbitrary<Json> = fc.oneof(
    fc
      .record({ o: fc.constantFrom('>', '<', '>=', '<='), n: fc.integer({ min: -3, max: 12 }) })
      .map(({ o, n }) => ({ [o]: [{ var: 'amount' }, n] })),
    fc
      .record({ o: fc.constantFrom('==', '!='), v: fc.constantFrom('lead', 'quote', 'won', null) })
      .map(({ o, v }) => ({ [o]: [{ var: 'stage' }, v] })),
    fc.constantFrom<Json>(
      { '==': [{ var: 'owner' }, { user: 'id' }] },
      { in: [{ var: 'department' }, { user: 'deptTree' }] },
      { '>': [{ '-': [{ var: 'amount' }, { var: 'cost' }] }, 2] },
      { hasAny: [{ var: 'tags' }, ['a', 'b']] },
      { contains: [{ var: 'name' }, 'O1'] },
      { '==': [{ var: 'closing' }, null] },
      { '<': [{ var: 'closing' }, '2026-06-01'] },
    ),
  )
  const condition = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all): Json => ({ and: all })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all): Json => ({ or: all })),
      tie('tree').map((one): Json => ({ '!': [one] })),
    ),
  })).tree

  it('lets through in SQL exactly the rows it lets through in JavaScript', async () => {
    const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T
    const rows = Array.from({ length: 60 }, (_, i) => ({
      name: `o${i}`,
      amount: pick([null, 0, 1, 5, '5.5', 11], i),
      cost: pick([null, 1, 3], i * 7),
      stage: pick(['lead', 'quote', 'won', null], i * 3),
      tags: pick([null, ['a'], ['b', 'c'], ['c']], i),
      closing: pick([null, '2026-01-01', '2026-07-01'], i * 5),
      owner: pick([people.li, people.wang, people.zhao, null], i),
    }))
    const made = await createMany(rows)
    const mine = new Set(made.map((one) => one.record.id))
    const scope = model.entity('deal')?.scope
    if (scope === undefined) throw new Error('no scope')
    await fc.assert(
      fc.asyncProperty(condition, async (rule) => {
        const door = as([roleOf({ deal: { read: { scope: 'condition', condition: rule } } })])
        const page = await door.query({ entity: 'deal', fields: [], limit: 500 })
        const bySql = page.records.map((one) => one.id).filter((id) => mine.has(id))
        const byLanguage = made
          .filter(({ after }) =>
            holds(rule, { row: after, user: door.actor.user, now: '2026-03-02T01:00:00.000Z' }, scope),
          )
          .map((one) => one.record.id)
        expect(bySql.toSorted()).toEqual(byLanguage.toSorted())
      }),
      { numRuns: 300 },
    )
  }, 120_000)
})

describe('the whole of rights', () => {
  it('belongs to administrators and the system', () => {
    const access = buildAccess(model, [], actorOf({ userId: people.li, admin: true }))
    expect(access.entity('deal')).toMatchObject({ create: true, read: null, update: null })
    expect(access.entity('nowhere')).toBeUndefined()
  })
})
