import type { EntityDocument, RecordValues } from '@mortise/schema'
import { systemActor } from '../../context/actor.ts'
import { createRecords } from '../../records/save-many.ts'
import { rootCause } from '../../records/cause.ts'
import { installParts } from '../../testing/stage.ts'
import type { Workspace } from '../../context/workspace.ts'

type Value = string | number | null

/** A row as the naive evaluator sees it: links are rows, relations are lists of rows. */
export type Row = {
  readonly id: string
  readonly values: { readonly [key: string]: Value }
  readonly links: { readonly [key: string]: Row | null }
  readonly many: { readonly [key: string]: readonly Row[] }
  /** Of a row moved to another time: what it really is. */
  readonly real?: Row
}

/** Every row by entity. */
export type Trade = { readonly [entity: string]: readonly Row[] }

const label = 'x'
const link = (key: string, target: string) => ({ key, label, type: 'link', settings: { target } })
const select = (key: string, values: readonly string[]) => ({
  key,
  label,
  type: 'select',
  settings: { options: values.map((value) => ({ value, label: value })) },
})
const money = (key: string) => ({ key, label, type: 'money', settings: { scale: 2 } })
const plain = (key: string, type: string) => ({ key, label, type })

export const stages = ['open', 'won', 'lost', 'frozen'] as const
export const trades = ['steel', 'food', 'toys', 'books'] as const

/** What the trade is made of. */
export const tradeEntities: readonly EntityDocument[] = [
  {
    key: 'account',
    label,
    title: 'name',
    fields: [
      plain('name', 'text'),
      select('trade', trades),
      plain('size', 'integer'),
      plain('batch', 'integer'),
    ],
  },
  {
    key: 'deal',
    label,
    title: 'name',
    fields: [
      plain('name', 'text'),
      link('customer', 'account'),
      link('partner', 'account'),
      money('amount'),
      select('stage', stages),
      plain('closed', 'date'),
      plain('batch', 'integer'),
      { key: 'items', label, type: 'subtable', settings: { target: 'deal_item', parentField: 'deal' } },
    ],
  },
  {
    key: 'deal_item',
    label,
    kind: 'child',
    title: 'product',
    fields: [link('deal', 'deal'), plain('product', 'text'), plain('qty', 'integer'), money('price')],
  },
  {
    key: 'visit',
    label,
    title: 'name',
    fields: [
      plain('name', 'text'),
      link('account', 'account'),
      link('deal', 'deal'),
      plain('minutes', 'integer'),
      plain('day', 'date'),
      plain('batch', 'integer'),
    ],
  },
  {
    key: 'quota',
    label,
    title: 'name',
    fields: [plain('name', 'text'), select('trade', trades), plain('size', 'integer'), money('target')],
  },
]

/** Small, repeatable numbers: the same trade every time. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const maybe = <T>(roll: (below: number) => number, value: T): T | null => (roll(6) === 0 ? null : value)

function day(roll: (below: number) => number): string {
  return new Date(Date.UTC(2024, 0, 1 + roll(820))).toISOString().slice(0, 10)
}

type Draft = { [key: string]: Value }

function drafts(batches: number): { readonly [entity: string]: readonly Draft[] } {
  const roll = dice(20_260_301)
  const found: { [entity: string]: Draft[] } = { account: [], deal: [], deal_item: [], visit: [], quota: [] }
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T
  for (let batch = 0; batch < batches; batch += 1) {
    const accounts = Array.from(
      { length: 4 + roll(5) },
      (_, at): Draft => ({
        name: `a${batch}-${at}`,
        trade: maybe(roll, pick(trades.slice(0, 3))),
        size: maybe(roll, roll(4)),
        batch,
      }),
    )
    const first = found['account']?.length ?? 0
    found['account']?.push(...accounts)
    const someAccount = (): Value => maybe(roll, first + roll(accounts.length))
    const start = found['deal']?.length ?? 0
    const deals = Array.from(
      { length: roll(20) },
      (_, at): Draft => ({
        name: `d${batch}-${at}`,
        customer: someAccount(),
        partner: someAccount(),
        amount: maybe(roll, (roll(2000) - 300) / 4),
        stage: maybe(roll, pick(stages.slice(0, 3))),
        closed: maybe(roll, day(roll)),
        batch,
      }),
    )
    found['deal']?.push(...deals)
    for (const at of deals.keys())
      for (let row = roll(4); row > 0; row -= 1)
        found['deal_item']?.push({
          deal: start + at,
          product: pick(['p', 'q', 'r']),
          qty: maybe(roll, roll(9)),
          price: roll(400) / 4,
        })
    for (let row = roll(16); row > 0; row -= 1)
      found['visit']?.push({
        name: `v${row}`,
        account: someAccount(),
        deal: deals.length === 0 ? null : maybe(roll, start + roll(deals.length)),
        minutes: roll(90),
        day: day(roll),
        batch,
      })
  }
  for (const trade of trades)
    for (let size = 0; size < 4; size += 1)
      if (roll(3) > 0) found['quota']?.push({ name: `${trade}${size}`, trade, size, target: 100 + roll(50) })
  return found
}

const linksOf: { readonly [entity: string]: { readonly [field: string]: string } } = {
  deal: { customer: 'account', partner: 'account' },
  deal_item: { deal: 'deal' },
  visit: { account: 'account', deal: 'deal' },
}

/** Fills a workspace with `batches` small worlds that know nothing of each other, and tells what is in it. */
export async function openTrade(workspace: Workspace, batches: number): Promise<Trade> {
  await installParts(workspace, { entity: tradeEntities })
  const made = drafts(batches)
  const ids: { [entity: string]: readonly string[] } = {}
  for (const entity of ['account', 'deal', 'visit', 'quota']) {
    const rows = (made[entity] ?? []).map(
      (draft, at): RecordValues => ({
        ...draft,
        ...linked(entity, draft, ids),
        ...(entity === 'deal'
          ? {
              items: (made['deal_item'] ?? [])
                .filter((item) => item['deal'] === at)
                .map(({ product = null, qty = null, price = null }) => ({ product, qty, price })),
            }
          : {}),
      }),
    )
    const saved = await workspace.unit((unit) =>
      createRecords(unit, systemActor('test'), {
        entity,
        rows,
        ignoreDuplicates: true,
        cause: rootCause('test'),
      }),
    )
    ids[entity] = saved.map((one) => one.record.id)
  }
  ids['deal_item'] = (made['deal_item'] ?? []).map((_, at) => `item${at}`)
  return rowsOf(made, ids)
}

function linked(entity: string, draft: Draft, ids: { readonly [entity: string]: readonly string[] }): Draft {
  const links = Object.entries(linksOf[entity] ?? {})
  return Object.fromEntries(
    links.map(([field, target]) => {
      const at = draft[field]
      return [field, typeof at === 'number' ? (ids[target]?.[at] ?? null) : null]
    }),
  )
}

type Open = {
  id: string
  values: { [key: string]: Value }
  links: { [key: string]: Row | null }
  many: { [key: string]: Row[] }
}

function rowsOf(
  made: { readonly [entity: string]: readonly Draft[] },
  ids: { readonly [entity: string]: readonly string[] },
): Trade {
  const rows: { [entity: string]: Open[] } = {}
  for (const [entity, list] of Object.entries(made))
    rows[entity] = list.map((draft, at) => ({
      id: ids[entity]?.[at] ?? '',
      values: { ...draft, ...linked(entity, draft, ids) },
      links: {},
      many: {},
    }))
  for (const [entity, links] of Object.entries(linksOf))
    for (const [field, target] of Object.entries(links)) {
      const name = entity === 'deal_item' ? 'items' : `${entity}_by_${field}`
      for (const row of rows[target] ?? []) row.many[name] = []
      for (const [at, draft] of (made[entity] ?? []).entries()) {
        const row = rows[entity]?.[at] as Open
        const to = draft[field]
        const found = typeof to === 'number' ? (rows[target]?.[to] ?? null) : null
        row.links[field] = found
        found?.many[name]?.push(row)
      }
    }
  return rows
}
