import type { Expression } from '@mortise/expressions'
import type { AggregateQuery, Model, RoleDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ready, runnerOn } from '../database/runner.ts'
import { openStore } from '../open-store.ts'
import type { Store, WorkspaceStore } from '../store.ts'
import { baseOf } from '../testing/plans.ts'
import { actorOf, doorOf, fieldTypes, shopWorkspace, tick } from '../testing/workspace.ts'
import { statementOf } from './aggregate.ts'
import type { QueryLimits } from './heavy/limits.ts'

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model
let mine: string

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace, model } = await shopWorkspace(db.url))
  const person = {
    key: null,
    name: 'a',
    email: 'a@example.com',
    title: null,
    departmentId: null,
    managerId: null,
  }
  const user = { ...person, roles: [], active: true, locale: 'zh', passwordHash: null } as const
  mine = (await workspace.people.createUser(user)).id
  await workspace.transaction(async (tx) => {
    const door = doorOf(tx, model)
    const [account] = await door.createMany('account', [{ name: '客户' }])
    const customer = account?.record.id ?? ''
    await door.createMany('deal', [
      { name: '我的', customer, amount: 10, cost: 3, owner: mine },
      { name: '别人的', customer, amount: 500, cost: 7 },
    ])
  })
})

afterAll(async () => {
  await store.close()
  await db.drop()
})

const sums: AggregateQuery = {
  entity: 'account',
  dimensions: [],
  joins: [{ key: 'deals', path: 'deal_by_customer' }],
  parts: [
    { key: 'p1', join: 'deals' },
    { key: 'p2', groups: true, instead: { entity: 'deal', dimensions: [] } },
  ],
  measures: [
    { key: 'over', agg: 'sum', part: 'p1', expr: { var: 'amount' } },
    { key: 'beside', agg: 'sum', part: 'p2', expr: { var: 'amount' } },
  ],
}

function asked(entities: NonNullable<RoleDocument['entities']>, query: AggregateQuery = sums) {
  const role: RoleDocument = { key: 'r', label: 'r', entities }
  const actor = actorOf({ userId: mine, roles: ['r'] })
  return doorOf(workspace, model, { actor, roles: [role] }).aggregate(query)
}

const all = { read: { scope: 'all' } } as const

describe('parts of a query', () => {
  it('count only rows that the person may read, joined and beside', async () => {
    const all = await doorOf(workspace, model).aggregate(sums)
    expect(all.rows).toEqual([{ over: '510', beside: '510' }])
    const own = await asked({ account: { read: { scope: 'all' } }, deal: { read: { scope: 'own' } } })
    expect(own.rows).toEqual([{ over: '10', beside: '10' }])
  })

  it('ask alike of related rows what is worked out once, of what the person may read there', async () => {
    const dear: Expression = { some: ['deal_by_customer', { '>': [{ var: 'amount' }, 100] }] }
    const any: Expression = { '>': [{ countOf: ['deal_by_customer'] }, 0] }
    const spent: Expression = { sumOf: ['deal_by_customer', { var: 'amount' }] }
    const query: AggregateQuery = {
      entity: 'account',
      filter: any,
      dimensions: [{ key: 'spent', expr: spent }],
      measures: [
        { key: 'dear', agg: 'count', filter: dear },
        { key: 'cheap', agg: 'count', filter: { and: [any, { '!': [dear] }] } },
        { key: 'sum', agg: 'sum', expr: spent, filter: { or: [dear, any] } },
      ],
    }
    expect((await asked({ account: all, deal: all }, query)).rows).toEqual([
      { spent: '510', dear: 1, cheap: 0, sum: '510' },
    ])
    const own = { read: { scope: 'own' } } as const
    expect((await asked({ account: all, deal: own }, query)).rows).toEqual([
      { spent: '10', dear: 0, cheap: 1, sum: '10' },
    ])
    // Beside another part, and of what a link leads to.
    const there: Expression = { some: ['customer.deal_by_customer', { '>': [{ var: 'amount' }, 100] }] }
    const linked: AggregateQuery = {
      entity: 'deal',
      dimensions: [{ key: 'customer', expr: { var: 'customer.name' } }],
      parts: [{ key: 'p', instead: { dimensions: [{ key: 'customer', expr: { var: 'customer.name' } }] } }],
      measures: [
        { key: 'dear', agg: 'count', filter: there },
        { key: 'cheap', agg: 'count', filter: { '!': [there] } },
        { key: 'all', agg: 'count', part: 'p' },
      ],
    }
    const found = async (deal: typeof all | typeof own): Promise<unknown> =>
      (await asked({ account: all, deal }, linked)).rows
    expect(await found(all)).toEqual([{ customer: '客户', dear: 2, cheap: 0, all: 2 }])
    expect(await found(own)).toEqual([{ customer: '客户', dear: 0, cheap: 1, all: 1 }])
  })

  it('know nothing of hidden fields and entities', async () => {
    const readable = { read: { scope: 'all' } } as const
    const hidden = { account: readable, deal: { ...readable, fields: { amount: 'hidden' } } } as const
    await expect(asked(hidden)).rejects.toMatchObject({ code: 'RECORD_FIELD_UNKNOWN' })
    await expect(asked({ account: readable })).rejects.toMatchObject({ code: 'RECORD_ENTITY_UNKNOWN' })
    const way = { account: readable, deal: { ...readable, fields: { customer: 'hidden' } } } as const
    await expect(asked(way)).rejects.toMatchObject({ code: 'RECORD_FIELD_UNKNOWN' })
  })
})

it('what is required and not told on some rows is as empty there as anything', async () => {
  const role = (key: string, deal: object): RoleDocument => ({ key, label: key, entities: { deal } })
  const roles = [
    role('own', { read: { scope: 'own' } }),
    role('all', { read: { scope: 'all' }, fields: { name: 'hidden' } }),
  ]
  const actor = actorOf({ userId: mine, roles: ['own', 'all'] })
  const counted = async (filter: NonNullable<AggregateQuery['filter']>): Promise<unknown> => {
    const n = [{ key: 'n', agg: 'count' }] as const
    const query: AggregateQuery = { entity: 'deal', dimensions: [], measures: n, filter }
    return (await doorOf(workspace, model, { actor, roles }).aggregate(query)).rows[0]?.['n']
  }
  const other = { '!=': [{ var: 'name' }, 'x'] }
  expect(await counted(other)).toBe(2)
  expect(await counted({ '!': [{ '==': [{ var: 'name' }, 'x'] }] })).toBe(2)
  expect(await counted({ '==': [{ var: 'name' }, null] })).toBe(1)
})

describe('a question that costs something', () => {
  const count: AggregateQuery = {
    entity: 'deal',
    dimensions: [{ key: 'owner', expr: { var: 'owner' } }],
    measures: [
      { key: 'n', agg: 'count' },
      { key: 'amount', agg: 'sum', expr: { var: 'amount' } },
    ],
  }
  const own: RoleDocument = { key: 'own', label: 'own', entities: { deal: { read: { scope: 'own' } } } }
  let limited: (limits: Partial<QueryLimits>) => WorkspaceStore
  const opened: Store[] = []
  beforeAll(() => {
    limited = (limits) => {
      const other = openStore({ url: db.url, fields: fieldTypes, poolSize: 4, limits })
      opened.push(other)
      return other.workspace('test')
    }
  })
  afterAll(() => Promise.all(opened.map((one) => one.close())))

  const total = async (from: WorkspaceStore, who: Parameters<typeof doorOf>[2] = {}): Promise<number> => {
    const { rows } = await doorOf(from, model, who).aggregate(count)
    return rows.reduce((sum, row) => sum + Number(row['n']), 0)
  }

  it('is never told what was before a write, whichever process wrote', async () => {
    // Whatever it costs, everything is kept.
    const [here, there] = [limited({ heavy: 0 }), limited({ heavy: 0 })]
    let wanted = await total(here)
    for (let at = 0; at < 12; at += 1) {
      const by = at % 2 === 0 ? here : there
      await by.transaction((tx) => doorOf(tx, model).createMany('deal', [{ name: `n${at}`, amount: 1 }]))
      wanted += 1
      const told = await Promise.all([here, there, here, there].map((one) => total(one)))
      expect(told).toEqual([wanted, wanted, wanted, wanted])
    }
  })

  it('is answered to each with his own rows, and without what is not shared any more', async () => {
    const here = limited({ heavy: 0 })
    const me = { actor: actorOf({ userId: mine }), roles: [own] }
    const nobody = { actor: actorOf({ userId: '01a20675-ca9f-7000-9a6f-4b5d176e603f' }), roles: [own] }
    const all = await total(here)
    expect([await total(here, me), await total(here, nobody), await total(here)]).toEqual([1, 0, all])
    const page = await doorOf(here, model).query({
      entity: 'deal',
      fields: ['id'],
      limit: 50,
      filter: { '!=': [{ var: 'owner' }, mine] },
    })
    await here.side.putShare(model.entity('deal')?.document.id ?? 'deal', {
      recordId: page.records[0]?.id ?? '',
      principal: `user:${mine}`,
      level: 'read',
      createdBy: null,
      until: new Date(Date.parse(tick()) + 5_000).toISOString(),
    })
    expect([await total(here, me), await total(here, me)]).toEqual([2, 2])
    tick(5)
    expect(await total(here, me)).toBe(1)
  })

  it('says what to do where it is too much: at the estimate, after its time, or by what comes out', async () => {
    const heavy = { code: 'QUERY_TOO_HEAVY' }
    await expect(total(limited({ cost: 0.5 }))).rejects.toMatchObject(heavy)
    await expect(total(limited({ cells: 2 }))).rejects.toMatchObject({ code: 'QUERY_TOO_MANY_CELLS' })
    // A funnel for each record is a table that nobody can read either.
    const funnel = { entity: 'deal', field: 'stage', stages: ['a', 'b'], lost: [], by: { var: 'id' } }
    await expect(doorOf(limited({ cells: 40 }), model).stages(funnel)).rejects.toMatchObject({
      code: 'QUERY_TOO_MANY_CELLS',
    })
    expect((await doorOf(workspace, model).stages(funnel)).length).toBeGreaterThan(2)
    const rows = Array.from({ length: 400 }, () => ({ name: 'same', amount: 7 }))
    await workspace.transaction((tx) => doorOf(tx, model).createMany('deal', rows))
    const equal = [{ own: { var: 'amount' }, other: { var: 'amount' } }]
    const pairs: AggregateQuery = {
      entity: 'deal',
      dimensions: [],
      joins: [{ key: 'same', entity: 'deal', on: equal }],
      parts: [{ key: 'same', join: 'same' }],
      measures: [{ key: 'n', agg: 'countDistinct', expr: { var: 'name' }, part: 'same' }],
    }
    const slow = limited({ heavy: 0, seconds: 0.005 })
    await expect(doorOf(slow, model).aggregate(pairs)).rejects.toMatchObject(heavy)
    expect((await doorOf(limited({ heavy: 0 }), model).aggregate(pairs)).rows).toHaveLength(1)
  })
})

describe('what is asked of related rows', () => {
  const large: Expression = { '>': [{ var: 'amount' }, 100] }
  const figuresOf = (deals: string): readonly Expression[] => [
    { countOf: [deals] },
    { countOf: [deals, large] },
    { sumOf: [deals, { var: 'amount' }, large] },
    { avgOf: [deals, { var: 'amount' }] },
    { minOf: [deals, { var: 'name' }] },
    { maxOf: [deals, { var: 'amount' }, { '!': [large] }] },
    { joinOf: [deals, { var: 'name' }, '+', large] },
    { countDistinctOf: [deals, { var: 'amount' }, { '!=': [{ var: 'amount' }, 10] }] },
    { if: [{ some: [deals, large] }, 1, 2] },
    { if: [{ none: [deals, large] }, 1, 2] },
    { if: [{ all: [deals, large] }, 1, 2] },
    { countOf: [deals, { some: ['items', { '>': [{ var: 'qty' }, 1] }] }] },
    { sumOf: [deals, { sumOf: ['items', { '*': [{ var: 'qty' }, { var: 'price' }] }] }] },
    { countOf: [deals, { '==': [{ var: 'customer.level' }, 'a'] }] },
  ]
  const queries = [
    ['account', 'name', figuresOf('deal_by_customer')],
    ['deal', 'name', figuresOf('customer.deal_by_customer')],
    ['deal', 'stage', [{ sumOf: ['items', { var: 'qty' }] }]],
  ] as const
  const asking = queries.map(([entity, , figures]): AggregateQuery => {
    const asks: Expression = { '<': [{ '+': [figures[0] ?? 0, 0] }, 3] }
    const measures = figures.flatMap((expr, at) => [
      { key: `m${at}`, agg: 'max', expr } as const,
      { key: `n${at}`, agg: 'countDistinct', expr, filter: asks } as const,
    ])
    const parts = [{ key: 'p', instead: { filter: { '!': [asks] }, dimensions: [] } }]
    const apart = [{ key: 'rest', agg: 'count', part: 'p' } as const]
    return { entity, dimensions: [], filter: asks, parts, measures: [...measures, ...apart] }
  })
  const grouped = asking.map(({ parts, ...query }, at): AggregateQuery => {
    const key = queries[at]?.[1] ?? 'name'
    const measures = query.measures.filter(({ part }) => !parts?.some((one) => one.key === part))
    return { ...query, measures, dimensions: [{ key, expr: { var: key } }] }
  })
  const everything = { read: { scope: 'all' } } as const
  const own = { read: { scope: 'own' } } as const
  const sets: readonly (readonly RoleDocument[])[] = [
    [],
    [{ key: 'r', label: 'r', entities: { account: everything, deal: own } }],
    [
      { key: 'r', label: 'r', entities: { account: everything, deal: own } },
      { key: 's', label: 's', entities: { deal: { ...everything, fields: { customer: 'hidden' } } } },
    ],
  ]
  let client: pg.Client

  beforeAll(async () => {
    client = new pg.Client({ connectionString: db.url })
    await client.connect()
    await workspace.transaction(async (tx) => {
      const door = doorOf(tx, model)
      const made = await door.createMany(
        'account',
        ['甲', '乙', '丙'].map((name, at) => ({ name, level: at === 1 ? 'a' : null })),
      )
      const [first = '', second = ''] = made.map(({ record }) => record.id)
      const items = [
        { product: 'x', qty: 2, price: 5 },
        { product: 'y', qty: 1, price: 7 },
      ]
      await door.createMany('deal', [
        { name: 'a', customer: first, amount: 10, owner: mine, items },
        { name: 'b', customer: first, amount: 200, items: items.slice(1) },
        { name: 'c', customer: second, amount: null, owner: mine },
        { name: 'd', customer: second, amount: 300, owner: mine, items },
        { name: 'e', amount: 400 },
      ])
    })
  })
  afterAll(() => client.end())

  it.each(sets.map((roles, at) => [at, roles] as const))(
    'is the same for each record by itself and in one pass over all rows (%s)',
    async (_, roles) => {
      const actor =
        roles.length === 0 ? actorOf() : actorOf({ userId: mine, roles: roles.map(({ key }) => key) })
      const runner = runnerOn(client, true)
      for (const query of [...asking, ...grouped]) {
        const { counting } = statementOf(baseOf(model, { actor, roles }), query, 'each')
        const other = counting.other?.()
        if (other === undefined) throw new Error('nothing is asked of related rows')
        expect(other.ready.text).toMatch(/^with zz_rows0 as materialized \(select .* group by 1\)/)
        expect(other.ready.text).not.toContain('EXISTS (SELECT 1 FROM "ws_test"."r_deal"')
        const sorted = async (ready: Ready): Promise<readonly string[]> =>
          (await runner.rows(ready)).map((row) => JSON.stringify(row)).toSorted()
        expect(await sorted(other.ready)).toEqual(await sorted(counting.ready))
      }
    },
  )
})
