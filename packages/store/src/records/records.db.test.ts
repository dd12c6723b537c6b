import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import type { Model, RecordValues } from '@mortise/schema'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../store.ts'
import { actorOf, doorOf, shopWorkspace } from '../testing/workspace.ts'
import { plansOf } from '../testing/plans.ts'
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
    const account = await write({
      op: 'create',
      entity: 'account',
      values: { name: '上海机械有限公司', level: 'A' },
    })
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
      amount_words: '壹仟贰佰元零伍角整',
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

const create = async (entity: string, values: RecordValues): Promise<string> =>
  (await write({ op: 'create', entity, values })).record.id

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  )

describe('two at once', () => {
  it('let one win a unique value, and the loser hears which field', async () => {
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => codeOf(create('account', { name: '唯一公司' }))),
    )
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(codes.filter((code) => code === 'RECORD_DUPLICATE_VALUE')).toHaveLength(11)
    await expect(create('account', { name: '唯一公司' })).rejects.toMatchObject({
      status: 409,
      details: [{ path: 'name' }],
    })
  })

  it('cannot both save the same version', async () => {
    const id = await create('deal', { name: '版本' })
    const save = (name: string) =>
      write({ op: 'update', entity: 'deal', id, values: { name }, expectedVersion: 1 })
    const results = await Promise.allSettled([save('甲'), save('乙')])
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    const refused = results.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({
      code: 'RECORD_CONFLICT',
      data: { current: { version: 2 }, yours: { version: 1 } },
    })
  })

  it('keep roll-ups and running numbers exact', async () => {
    const [one, two] = [
      await create('account', { name: '汇总一' }),
      await create('account', { name: '汇总二' }),
    ]
    const ids = await Promise.all(
      Array.from({ length: 16 }, (_, i) =>
        create('deal', { name: `并发${i}`, customer: i % 2 ? one : two, amount: i }),
      ),
    )
    await Promise.all(
      ids.map((id, i) =>
        i % 4 === 0
          ? write({ op: 'update', entity: 'deal', id, values: { customer: one, amount: 100 } })
          : i % 4 === 1
            ? write({ op: 'delete', entity: 'deal', id })
            : write({ op: 'update', entity: 'deal', id, values: { amount: `${i}.25` } }),
      ),
    )
    const sums = await door().aggregate({
      entity: 'deal',
      filter: { in: [{ var: 'customer' }, [one, two]] },
      dimensions: [{ key: 'c', expr: { var: 'customer' } }],
      measures: [
        { key: 'sum', agg: 'sum', expr: { var: 'amount' } },
        { key: 'n', agg: 'count' },
      ],
    })
    for (const row of sums.rows) {
      const account = await door().get('account', row['c'] as string)
      expect([account?.values['won'], account?.values['deals']]).toEqual([row['sum'], row['n']])
    }
    const numbers = (await door().query({ entity: 'deal', fields: ['no'], limit: 500 })).records.map(
      (r) => r.values['no'],
    )
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})

describe('a deadlock', () => {
  it('is nobody’s problem: one transaction runs again', async () => {
    const [one, two] = [await create('deal', { name: '甲' }), await create('deal', { name: '乙' })]
    let runs = 0
    const cross = (first: string, second: string) =>
      workspace.transaction(async (tx) => {
        runs += 1
        const inside = doorOf(tx, model)
        await inside.write({ op: 'update', entity: 'deal', id: first, values: { amount: runs } })
        await new Promise((resolve) => setTimeout(resolve, 100))
        await inside.write({ op: 'update', entity: 'deal', id: second, values: { amount: runs } })
      })
    await Promise.all([cross(one, two), cross(two, one)])
    // On a busy machine they may meet once more.
    expect(runs).toBeGreaterThanOrEqual(3)
    expect((await door().get('deal', one))?.version).toBe(3)
  })

  it('leaves nothing behind of work that failed, and tells nobody', async () => {
    let told = false
    const failed = workspace.transaction(async (tx) => {
      tx.afterCommit(() => {
        told = true
      })
      await doorOf(tx, model).write({ op: 'create', entity: 'account', values: { name: '半途' } })
      throw new Error('stop')
    })
    await expect(failed).rejects.toThrow('stop')
    expect(told).toBe(false)
    expect(
      await door().count({ entity: 'account', filter: { '==': [{ var: 'name' }, '半途'] } }, 'exact'),
    ).toBe(0)
  })
})

describe('rows of a sub-table', () => {
  it('are changed, added, removed and put in order by one save', async () => {
    const id = await create('deal', {
      name: '明细',
      items: [
        { product: 'A', qty: 1, price: 1 },
        { product: 'B', qty: 2, price: 2 },
      ],
    })
    const items = (await door().get('deal', id, { rows: 'all' }))?.values['items'] as { id: string }[]
    const saved = await write({
      op: 'update',
      entity: 'deal',
      id,
      values: {
        items: [
          { product: 'C', qty: 3, price: 3 },
          { id: items[1]?.id ?? '', qty: 5 },
        ],
      },
    })
    expect(saved.changed).toContain('items')
    const read = await door().get('deal', id, { rows: ['items'] })
    expect(read?.values['items']).toMatchObject([
      { product: 'C', qty: 3 },
      { id: items[1]?.id, product: 'B', qty: 5 },
    ])
    expect(read?.values['total']).toBe('19')
    const foreign = write({
      op: 'update',
      entity: 'deal',
      id,
      values: { items: [{ id: items[0]?.id ?? '', qty: 1 }] },
    })
    expect(await codeOf(foreign)).toBe('RECORD_ROW_UNKNOWN')
  })
})

describe('deleting', () => {
  it('goes to the bin with its rows and comes back with them', async () => {
    const customer = await create('account', { name: '回收站客户' })
    const id = await create('deal', {
      name: '回收',
      customer,
      amount: 7,
      items: [{ product: 'A', qty: 1, price: 9 }],
    })
    expect(await codeOf(write({ op: 'delete', entity: 'account', id: customer }))).toBe('RECORD_IN_USE')
    await write({ op: 'delete', entity: 'deal', id })
    expect(await door().get('deal', id)).toBeNull()
    expect((await door().get('deal', id, { deleted: true }))?.deletedAt).not.toBeNull()
    expect((await door().get('account', customer))?.values['won']).toBe('0')
    await write({ op: 'restore', entity: 'deal', id })
    expect((await door().get('deal', id, { rows: 'all' }))?.values).toMatchObject({
      total: '9',
      items: [{ product: 'A' }],
    })
    expect((await door().get('account', customer))?.values['won']).toBe('7')
    await write({ op: 'delete', entity: 'deal', id })
    await write({ op: 'purge', entity: 'deal', id })
    expect(await door().get('deal', id, { deleted: true })).toBeNull()
  })
})

describe('what is written', () => {
  it('leaves history by field, intervals, and one audit line for each change', async () => {
    const id = await create('deal', { name: '历史', stage: 'lead' })
    await write({ op: 'update', entity: 'deal', id, values: { stage: 'quote', name: '历史2' } })
    await write({ op: 'update', entity: 'deal', id, values: { stage: 'quote' } })
    const history = await door().history('deal', id, 10)
    expect(history.map((entry) => entry.op)).toEqual(['update', 'create'])
    expect(history[0]?.changes.toSorted((a, b) => (a.field < b.field ? -1 : 1))).toEqual([
      { field: 'name', from: '历史', to: '历史2' },
      { field: 'stage', from: 'lead', to: 'quote' },
    ])
    const audit = (await workspace.side.auditLog({ limit: 100, entity: 'deal' })).filter(
      (one) => one.recordId === id,
    )
    expect(audit.map((one) => one.action)).toEqual(['record.update', 'record.create'])
  })

  it('refuses what nobody may set, and values of the wrong form', async () => {
    for (const values of [
      { id: 'x' },
      { version: 9 },
      { no: 'D-9' },
      { total: 1 },
      { created_at: '2020-01-01T00:00:00.000Z' },
    ])
      expect(await codeOf(create('deal', { name: 'x', ...values }))).toBe('RECORD_FIELD_READONLY')
    const endless = Array.from({ length: 9000 }, (_, i) =>
      String.fromCodePoint(0x4e00 + ((i * 7919) % 20000)),
    ).join('')
    expect(await codeOf(create('account', { name: endless }))).toBe('STORE_VALUE_INVALID')
    expect(await codeOf(create('deal', { name: 'x', nothing: 1 }))).toBe('RECORD_FIELD_UNKNOWN')
    expect(await codeOf(create('deal', { name: 'a\0b' }))).toBe('STORE_VALUE_INVALID')
    expect(await codeOf(create('deal', { name: 'x', amount: 'abc' }))).toBe('STORE_VALUE_INVALID')
    expect(
      await codeOf(create('deal', { name: 'x', customer: '018f3c5e-7a10-7000-8000-000000000001' })),
    ).toBe('RECORD_LINK_MISSING')
    expect(await codeOf(create('deal', { name: 'x', ['__proto__x']: 1 }))).toBe('RECORD_FIELD_UNKNOWN')
  })

  it('goes in by the thousand with the same guarantees', async () => {
    const customer = await create('account', { name: '批量客户' })
    const made = await workspace.transaction((tx) =>
      doorOf(tx, model).createMany(
        'deal',
        Array.from({ length: 1000 }, (_, i) => ({ name: `批量${i}`, amount: 1, customer })),
      ),
    )
    expect(made).toHaveLength(1000)
    expect(new Set(made.map((one) => one.after['no'])).size).toBe(1000)
    expect((await door().get('account', customer))?.values).toMatchObject({ won: '1000', deals: 1000 })
  })

  it('keeps one beginning for those made together, and each its own history from there', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      name: `together ${i}`,
      phone: `1390000${1000 + i}`,
    }))
    const made = await workspace.transaction((tx) =>
      doorOf(tx, model).createMany('account', rows, { together: true }),
    )
    const ids = made.map((one) => one.record.id)
    expect(ids).toEqual(ids.toSorted())
    expect(made.map((one) => one.after['name'])).toEqual(rows.map(({ name }) => name))
    const [id = ''] = ids
    const found = async (search: string): Promise<number> =>
      (await door().query({ entity: 'account', fields: ['name'], search, limit: 5 })).records.length
    await write({ op: 'update', entity: 'account', id, values: { name: 'apart 0' } })
    expect([await found('apart 0'), await found('together 59')]).toEqual([1, 0])
    const chunk = { first: id, last: ids.at(-1) ?? '' }
    const stable = model.entity('account')?.document.id ?? 'account'
    await workspace.transaction((tx) => tx.fillSearchOf(model, stable, chunk))
    expect([await found('apart 0'), await found('together 59')]).toEqual([1, 1])
    const history = await door().history('account', id, 10)
    expect(history.map(({ op, version }) => [op, version])).toEqual([
      ['update', 2],
      ['create', 1],
    ])
    expect(history[1]?.changes).toContainEqual({ field: expect.any(String), from: null, to: 'together 0' })
  })
})

describe('duplicates', () => {
  it('are found whatever way phone and company are written', async () => {
    const id = await create('account', { name: '北京泵业有限公司', phone: '+86 138-0013-8000' })
    const found = await door().duplicates('account', { name: '北京泵业 股份有限公司', phone: '13800138000' })
    expect(found.map((one) => [one.id, one.on, one.title])).toEqual([
      [id, 'warn', '北京泵业有限公司'],
      [id, 'block', '北京泵业有限公司'],
    ])
    expect(await door().duplicates('account', { name: '北京泵业', phone: '' }, { exceptId: id })).toEqual([])
  })
})

describe('the trail', () => {
  it('of one record is kept without reading that of all others', async () => {
    const id = await create('deal', { name: '一万条里的一条', stage: 'lead' })
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(`insert into ws_test.field_interval (entity, field, record_id, value, from_at)
      select entity, field, gen_random_uuid(), value, from_at from ws_test.field_interval, generate_series(1, 5000) limit 20000`)
    await client.query('analyze ws_test.field_interval')
    const steps = await plansOf(
      (door) => door.write({ op: 'update', entity: 'deal', id, values: { stage: 'quote' } }),
      {
        client,
        model,
      },
    )
    await client.end()
    expect(steps.some((step) => step.includes('field_interval_open'))).toBe(true)
    expect(steps.filter((step) => step === 'Seq Scan field_interval')).toEqual([])
  })
})

describe('surroundings', () => {
  it('bring links and rows that expressions name', async () => {
    const customer = await create('account', { name: '周边客户', level: 'B' })
    const { after } = await write({
      op: 'create',
      entity: 'deal',
      values: { name: '周边', customer, amount: 3, items: [{ product: 'X', qty: 4, price: 2 }] },
    })
    const found = await door().surroundings('deal', after, [
      'customer.level',
      'customer.deal_by_customer.amount',
      'items.qty',
      'amount',
    ])
    expect(found).toEqual({
      links: {
        customer: {
          row: { level: 'B', id: customer },
          rows: { deal_by_customer: [{ row: { amount: '3' } }] },
        },
      },
      rows: { items: [{ row: { qty: 4 } }] },
    })
  })
})
