import type { AggregateQuery, Model, RoleDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../store.ts'
import { actorOf, doorOf, shopWorkspace } from '../testing/workspace.ts'

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

describe('parts of a query', () => {
  it('count only rows that the person may read, joined and beside', async () => {
    const all = await doorOf(workspace, model).aggregate(sums)
    expect(all.rows).toEqual([{ over: '510', beside: '510' }])
    const own = await asked({ account: { read: { scope: 'all' } }, deal: { read: { scope: 'own' } } })
    expect(own.rows).toEqual([{ over: '10', beside: '10' }])
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
