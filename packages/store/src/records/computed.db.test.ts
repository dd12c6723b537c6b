import type { Expression } from '@mortise/expressions'
import type { EntityDocument, FieldDocument, Model } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../store.ts'
import { doorOf, shopWorkspace } from '../testing/workspace.ts'
import type { RecordWrite } from '../types.ts'

type Given = Partial<FieldDocument> & { readonly key: string; readonly type: string }
const field = (given: Given): FieldDocument => ({ label: given.key, id: `f_${given.key}`, ...given })
const entity = (
  key: string,
  fields: readonly FieldDocument[],
  more: Partial<EntityDocument> = {},
): EntityDocument => ({ id: `e_${key}`, key, label: key, title: 'name', ...more, fields })
const name = field({ key: 'name', type: 'text' })
const link = (key: string, target: string): FieldDocument =>
  field({ key, type: 'link', settings: { target, onDelete: 'set_null' } })
const money = (key: string): FieldDocument => field({ key, type: 'money', settings: { scale: 2 } })
const rollup = (
  key: string,
  settings: {
    relation: string
    aggregate: string
    expr?: Expression
    filter?: Expression
    result?: string
    scale?: number
  },
): FieldDocument => field({ key, type: 'rollup', settings: { result: 'money', scale: 2, ...settings } })

const amount = { var: 'amount' }
const big = { '>': [amount, 50] }
const overDeals = { relation: 'deal_by_account', expr: amount }

/** Regions of accounts of deals with items, products that items name, and contacts that deals list. */
const graph: readonly EntityDocument[] = [
  entity('region', [
    name,
    rollup('won', { relation: 'account_by_region', aggregate: 'sum', expr: { var: 'won' } }),
    rollup('best', { relation: 'account_by_region', aggregate: 'max', expr: { var: 'biggest' } }),
    rollup('accounts', { relation: 'account_by_region', aggregate: 'count', result: 'integer' }),
  ]),
  entity('account', [
    name,
    link('region', 'region'),
    rollup('won', { ...overDeals, aggregate: 'sum' }),
    rollup('won_big', { ...overDeals, aggregate: 'sum', filter: big }),
    rollup('deals', { relation: 'deal_by_account', aggregate: 'count', result: 'integer' }),
    rollup('mean', { ...overDeals, aggregate: 'avg' }),
    rollup('mean_big', { ...overDeals, aggregate: 'avg', filter: big }),
    rollup('rough', { ...overDeals, aggregate: 'sum', scale: 0, result: 'decimal' }),
    rollup('smallest', { ...overDeals, aggregate: 'min' }),
    rollup('biggest', { ...overDeals, aggregate: 'max', filter: big }),
    rollup('doubled', { relation: 'deal_by_account', aggregate: 'sum', expr: { var: 'twice' } }),
    rollup('stages', {
      relation: 'deal_by_account',
      aggregate: 'countDistinct',
      expr: { var: 'stage' },
      result: 'integer',
    }),
    rollup('worth', { relation: 'deal_by_account', aggregate: 'sum', expr: { var: 'worth' } }),
  ]),
  entity('product', [name, money('price')]),
  entity('contact', [
    name,
    money('score'),
    rollup('in_deals', { relation: 'deal_by_contacts', aggregate: 'sum', expr: amount }),
    rollup('number', { relation: 'deal_by_contacts', aggregate: 'count', result: 'integer' }),
  ]),
  entity('deal', [
    name,
    link('account', 'account'),
    money('amount'),
    field({ key: 'stage', type: 'text' }),
    field({
      key: 'twice',
      type: 'formula',
      settings: { expr: { '*': [amount, 2] }, stored: false, result: 'money', scale: 2 },
    }),
    field({ key: 'items', type: 'subtable', settings: { target: 'item', parentField: 'deal' } }),
    field({ key: 'contacts', type: 'links', settings: { target: 'contact' } }),
    rollup('quantity', { relation: 'items', aggregate: 'sum', expr: { var: 'qty' }, result: 'integer' }),
    rollup('worth', {
      relation: 'items',
      aggregate: 'sum',
      expr: { '*': [{ var: 'qty' }, { var: 'product.price' }] },
    }),
    rollup('score', { relation: 'contacts', aggregate: 'sum', expr: { var: 'score' } }),
  ]),
  entity(
    'item',
    [
      name,
      field({ key: 'deal', type: 'link', settings: { target: 'deal', onDelete: 'cascade' } }),
      link('product', 'product'),
      field({ key: 'qty', type: 'integer' }),
    ],
    { kind: 'child' },
  ),
]

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace, model } = await shopWorkspace(db.url, graph))
})
afterAll(async () => {
  await store.close()
  await db.drop()
})

const write = (one: RecordWrite) => workspace.transaction((tx) => doorOf(tx, model).write(one))

/** Roll-ups whose stored value is not what their rows say now. */
async function stale(): Promise<readonly string[]> {
  const wrong: string[] = []
  const door = doorOf(workspace, model)
  for (const one of graph)
    for (const { key, type, settings = {} } of one.fields) {
      if (type !== 'rollup') continue
      const { relation, aggregate, expr, filter, scale } = settings as unknown as Parameters<typeof rollup>[1]
      const parts = [expr, filter].filter((part) => part !== undefined)
      const now = { round: [{ [`${aggregate}Of`]: [relation, ...parts] }, scale ?? 2] }
      const filterOf = { '!=': [{ var: key }, now] }
      const count = await door.count({ entity: one.key, filter: filterOf }, 'exact')
      if (count > 0) wrong.push(`${one.key}.${key}`)
    }
  return wrong
}

type Pick = {
  readonly entity: string
  readonly which: number
  readonly act: number
  readonly n: readonly number[]
}

const picks: fc.Arbitrary<readonly Pick[]> = fc.array(
  fc.record({
    entity: fc.constantFrom('account', 'deal', 'deal', 'deal', 'product', 'contact', 'region'),
    which: fc.nat(50),
    act: fc.nat(9),
    n: fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
  }),
  { minLength: 20, maxLength: 35 },
)

type World = { [entity: string]: { live: string[]; gone: string[] } }

const at = <T>(list: readonly T[], n: number): T | null =>
  n % 5 === 0 ? null : (list[n % Math.max(list.length, 1)] ?? null)

async function step(world: World, pick: Pick): Promise<void> {
  const place = (world[pick.entity] ??= { live: [], gone: [] })
  const live = (key: string): readonly string[] => world[key]?.live ?? []
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = pick.n
  const fill: { readonly [entity: string]: () => RecordWrite & { op: 'create' } } = {
    region: () => ({ op: 'create', entity: 'region', values: { name: `r${a}` } }),
    account: () => ({
      op: 'create',
      entity: 'account',
      values: { name: `a${a}`, region: at(live('region'), b) },
    }),
    product: () => ({ op: 'create', entity: 'product', values: { name: `p${a}`, price: b / 100 } }),
    contact: () => ({ op: 'create', entity: 'contact', values: { name: `c${a}`, score: b / 100 } }),
    deal: () => ({
      op: 'create',
      entity: 'deal',
      values: {
        name: `d${a}`,
        account: at(live('account'), b),
        amount: c % 7 === 0 ? null : c / 10,
        stage: at(['x', 'y', 'z'], d),
        ...(e % 2 ? { contacts: live('contact').filter((_, i) => (f >> i) % 2 === 1) } : {}),
        ...(g % 2
          ? {
              items: [
                { qty: h % 9, product: at(live('product'), g) },
                { qty: a % 4, product: at(live('product'), h) },
              ],
            }
          : {}),
      },
    }),
  }
  const made = fill[pick.entity]?.()
  const id = place.live[pick.which % Math.max(place.live.length, 1)]
  if (made === undefined) return
  if (pick.act < 4 || id === undefined) {
    const { record } = await write(made)
    place.live.push(record.id)
  } else if (pick.act < 8) await write({ op: 'update', entity: pick.entity, id, values: made.values })
  else if (pick.act < 9 || place.gone.length === 0) {
    await write({ op: 'delete', entity: pick.entity, id })
    place.live = place.live.filter((one) => one !== id)
    place.gone.push(id)
  } else {
    const back = place.gone.pop() ?? ''
    await write({ op: 'restore', entity: pick.entity, id: back })
    place.live.push(back)
  }
}

describe('stored figures', () => {
  it('are what a full recompute gives, after every step of any history', async () => {
    await fc.assert(
      fc.asyncProperty(picks, async (steps) => {
        const world: World = {}
        for (const pick of steps) {
          await step(world, pick)
          expect(await stale()).toEqual([])
        }
      }),
      { numRuns: 5, endOnFailure: true },
    )
  }, 240_000)

  it('come back with a record as they are now, whatever changed while it lay in the bin', async () => {
    const make = (entity: string, values: (RecordWrite & { op: 'create' })['values']): Promise<string> =>
      write({ op: 'create', entity, values }).then(({ record }) => record.id)
    const region = await make('region', { name: 'R' })
    const [left, stays] = [
      await make('account', { name: 'A', region }),
      await make('account', { name: 'B', region }),
    ]
    const product = await make('product', { name: 'P', price: 10 })
    const contact = await make('contact', { name: 'C', score: 3 })
    const items = [{ qty: 2, product }]
    await make('deal', { name: 'D', account: left, amount: 90, contacts: [contact], items })
    const deal = await make('deal', { name: 'E', account: stays, amount: 60, contacts: [contact], items })
    const others: readonly RecordWrite[] = [
      { op: 'delete', entity: 'account', id: left },
      { op: 'restore', entity: 'account', id: left },
      { op: 'delete', entity: 'deal', id: deal },
      { op: 'update', entity: 'product', id: product, values: { price: 25 } },
      { op: 'update', entity: 'contact', id: contact, values: { score: 8 } },
      { op: 'restore', entity: 'deal', id: deal },
      { op: 'delete', entity: 'contact', id: contact },
      { op: 'restore', entity: 'contact', id: contact },
      { op: 'purge', entity: 'account', id: stays },
    ]
    for (const one of others) {
      if (one.op === 'purge') await write({ op: 'delete', entity: one.entity, id: one.id })
      await write(one)
      expect(await stale(), JSON.stringify(one)).toEqual([])
    }
  }, 120_000)

  it('stay exact when many save at once', async () => {
    const { record: region } = await write({ op: 'create', entity: 'region', values: { name: 'R' } })
    const accounts = await Promise.all(
      [1, 2, 3].map((n) =>
        write({ op: 'create', entity: 'account', values: { name: `A${n}`, region: region.id } }),
      ),
    )
    const { record: product } = await write({
      op: 'create',
      entity: 'product',
      values: { name: 'P', price: 10 },
    })
    const deals = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        write({
          op: 'create',
          entity: 'deal',
          values: {
            name: `D${n}`,
            amount: n,
            account: accounts[n % 3]?.record.id ?? null,
            items: [{ qty: 1, product: product.id }],
          },
        }),
      ),
    )
    await Promise.all([
      ...deals.map(({ record }, n) =>
        write({
          op: 'update',
          entity: 'deal',
          id: record.id,
          values: { amount: n * 3, account: accounts[(n + 1) % 3]?.record.id ?? null },
        }),
      ),
      write({ op: 'update', entity: 'product', id: product.id, values: { price: 20 } }),
    ])
    expect(await stale()).toEqual([])
  }, 60_000)
})
