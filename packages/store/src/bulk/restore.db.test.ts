import type { Model } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BulkSession, Store, WorkspaceStore } from '../store.ts'
import { shopWorkspace } from '../testing/workspace.ts'

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model
let client: Client
let session: BulkSession

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace, model } = await shopWorkspace(db.url))
  client = new Client({ connectionString: db.url })
  await client.connect()
  await client.query('set search_path = ws_test')
  session = await workspace.openBulk()
})

afterAll(async () => {
  await session.end()
  await client.end()
  await store.close()
  await db.drop()
})

/** Indexes and foreign keys of a table, those that were not looked through left out. */
async function shape(table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select indexdef as name from pg_indexes where schemaname = 'ws_test' and tablename = $1
     union all select conname || pg_get_constraintdef(oid) from pg_constraint
       where conrelid = ('ws_test.' || $1)::regclass and convalidated order by 1`,
    [table],
  )
  return rows.map(({ name }) => name)
}

const lift = (entity: string): Promise<boolean> => session.transaction((tx) => tx.liftIndexes(model, entity))

const fill = (n: number): Promise<unknown> =>
  client.query(
    `insert into r_deal (id, version, created_at, updated_at, name, no, customer, amount)
     select uuidv7(), 1, now(), now(), 'Deal ' || n, 'X-' || n, case when n % 10 = 0 then uuidv7() end, n % 7
     from generate_series(1, $1::int) as n`,
    [n],
  )

describe('indexes that were taken away', () => {
  it('come back as they were; links that lead nowhere are cut, and the planner knows the table', async () => {
    const was = await shape('r_deal')
    expect(await lift('deal')).toBe(true)
    expect((await shape('r_deal')).length).toBeLessThan(was.length)
    await fill(500)
    const removed: string[] = []
    await session.restoreIndexes(model, 'deal', (_tx, ids) => {
      removed.push(...ids)
      return Promise.resolve()
    })
    expect(await shape('r_deal')).toEqual(was)
    expect(removed).toEqual([])
    const { rows } = await client.query(`select count(*)::int as records, count(customer)::int as linked,
      (select count(*)::int from pg_stats where schemaname = 'ws_test' and tablename = 'r_deal'
        and attname in ('amount', 'name', 'customer')) as known,
      (select count(*)::int from bulk_index) as lifted from r_deal`)
    expect(rows).toEqual([{ records: 500, linked: 0, known: 3, lifted: 0 }])
  })

  it('leave columns without an index known in outline, until the table is learned behind them', async () => {
    const known = async (): Promise<number | undefined> => {
      const { rows } = await client.query<{ n: number }>(`select
        coalesce(array_length(string_to_array(histogram_bounds::text, ','), 1), 0) as n from pg_stats
        where schemaname = 'ws_test' and tablename = 'r_deal' and attname = 'name'`)
      return rows[0]?.n
    }
    expect(await known()).toBe(21)
    await workspace.transaction((tx) => tx.learnTable('deal'))
    expect(await known()).toBe(101)
    await workspace.transaction((tx) => tx.learnTable('nothing'))
  })

  it('stay where they are in a table that has rows', async () => {
    const was = await shape('r_deal')
    expect(await lift('deal')).toBe(false)
    expect(await shape('r_deal')).toEqual(was)
  })

  it('are looked for by what they compute, too', async () => {
    const was = await shape('r_account')
    expect(await lift('account')).toBe(true)
    await client.query(
      `insert into r_account (id, version, created_at, updated_at, name, phone)
       select uuidv7(), 1, now(), now(), 'Company ' || n, '1370000' || lpad((n % 50)::text, 4, '0')
       from generate_series(1, 400) as n`,
    )
    await session.restoreIndexes(model, 'account', () => Promise.resolve())
    expect(await shape('r_account')).toEqual(was)
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stats where schemaname = 'ws_test' and tablename like 'r_account_dup%'`,
    )
    expect(rows[0]?.n).toBeGreaterThan(0)
  })

  it('are made again by who comes next when one of two connections broke off', async () => {
    await client.query('truncate r_deal cascade')
    const was = await shape('r_deal')
    const other = await workspace.openBulk()
    expect(await other.transaction((tx) => tx.liftIndexes(model, 'deal'))).toBe(true)
    await fill(50)
    await other.end()
    // Part of the work was done already; the name is taken, and nothing is lost or made twice.
    const { rows } = await client.query<{ definition: string }>(
      `select definition from bulk_index where kind = 'index' limit 1`,
    )
    await client.query(rows[0]?.definition ?? '')
    await session.restoreIndexes(model, 'deal', () => Promise.resolve())
    expect(await shape('r_deal')).toEqual(was)
  })
})
