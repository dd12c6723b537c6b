import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import type { Model } from '@mortise/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../store.ts'
import { actorOf, doorOf, shopWorkspace } from '../testing/workspace.ts'
import type { Actor, RecordWrite, WriteResult } from '../types.ts'

let database: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model

beforeAll(async () => {
  database = await createTestDatabase()
  ;({ store, workspace, model } = await shopWorkspace(database.url))
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

const write = (record: RecordWrite, actor: Actor = actorOf()): Promise<WriteResult> =>
  workspace.transaction((tx) => doorOf(tx, model, { actor }).write(record))
const door = () => doorOf(workspace, model)

describe('a record', () => {
  it('is made, read, changed and listed', async () => {
    const account = await write({ op: 'create', entity: 'account', values: { name: '上海机械有限公司', level: 'A' } })
    const made = await write({
      op: 'create',
      entity: 'deal',
      values: {
        name: '水泵',
        customer: account.record.id,
        amount: '1200.50',
        cost: 200,
        closing: '2026-05-01',
        tags: ['b', 'a'],
        stage: 'lead',
        items: [
          { product: 'P1', qty: 2, price: '10.25' },
          { product: 'P2', qty: 1, price: 5 },
        ],
      },
    })
    const id = made.record.id
    const read = await door().get('deal', id, { rows: 'all' })
    expect(read?.values).toMatchObject({
      name: '水泵',
      no: 'D-0001',
      customer: account.record.id,
      amount: '1200.5',
      closing: '2026-05-01',
      tags: ['a', 'b'],
      total: '25.5',
      margin: '1000.5',
      customer_level: 'A',
      items: [
        { product: 'P1', qty: 2, price: '10.25' },
        { product: 'P2', qty: 1, price: '5' },
      ],
    })
    const updated = await write({
      op: 'update',
      entity: 'deal',
      id,
      values: { stage: 'quote', amount: 1300 },
      expectedVersion: 1,
    })
    expect(updated.changed.toSorted()).toEqual(['amount', 'stage'])
    expect(updated.record.version).toBe(2)
    const page = await door().query({
      entity: 'deal',
      fields: ['name', 'customer', 'customer.name', 'amount'],
      filter: { '>': [{ var: 'amount' }, 1000] },
      sort: [{ field: 'amount', dir: 'desc' }],
      limit: 10,
      count: 'exact',
    })
    expect(page.count).toBe(1)
    expect(page.records[0]?.values).toEqual({
      name: '水泵',
      customer: account.record.id,
      'customer.name': '上海机械有限公司',
      amount: '1300',
    })
    expect(page.refs).toEqual({ account: { [account.record.id]: '上海机械有限公司' } })
    expect((await door().get('account', account.record.id))?.values).toMatchObject({ won: '1300', deals: 1 })
  })
})
