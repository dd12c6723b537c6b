import type {
  EntityDocument,
  GroupQuery,
  Model,
  RecordQuery,
  RoleDocument,
  ViewDocument,
} from '@mortise/schema'
import { compileModel } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../database/ids.ts'
import type { Store, WorkspaceStore } from '../store.ts'
import { plansOf as explained, seenByAll } from '../testing/plans.ts'
import { shopApp } from '../testing/shop.ts'
import { actorOf, doorOf, fieldTypes, modelOf, publish, shopWorkspace } from '../testing/workspace.ts'
import type { Actor, Door } from '../types.ts'

/** Once in a while, by hand, with a million; the run of every day looks at the same plans on a small table. */
const rows = Number(process.env['LIST_ROWS'] ?? 3_000)

const lead: EntityDocument = {
  id: 'e_lead',
  key: 'lead',
  label: 'lead',
  title: 'name',
  fields: [
    { id: 'f_name', key: 'name', label: 'n', type: 'text' },
    { id: 'f_source', key: 'source', label: 's', type: 'text' },
    { id: 'f_score', key: 'score', label: 's', type: 'integer' },
    { id: 'f_amount', key: 'amount', label: 'a', type: 'money', settings: { scale: 2 } },
    { id: 'f_day', key: 'day', label: 'd', type: 'date' },
    { id: 'f_code', key: 'code', label: 'c', type: 'text', unique: true },
    {
      id: 'f_no',
      key: 'no',
      label: 'no',
      type: 'autonumber',
      settings: { pattern: 'L-{00000}', reset: 'never', start: 1 },
    },
  ],
}
const views: readonly ViewDocument[] = [
  {
    key: 'searched',
    label: 'v',
    entity: 'lead',
    type: 'table',
    filter: { '==': [{ var: 'source' }, 'search'] },
    sort: [{ field: 'score', dir: 'desc' }],
  },
  { key: 'names', label: 'v', entity: 'lead', type: 'table', sort: [{ field: 'name', dir: 'asc' }] },
  { key: 'days', label: 'v', entity: 'lead', type: 'table', sort: [{ field: 'day', dir: 'asc' }] },
  {
    key: 'both',
    label: 'v',
    entity: 'lead',
    type: 'table',
    sort: [
      { field: 'day', dir: 'desc' },
      { field: 'score', dir: 'desc' },
    ],
  },
  { key: 'board', label: 'v', entity: 'lead', type: 'kanban', groupBy: 'source', sums: ['amount'] },
]

const regional: RoleDocument = {
  key: 'region',
  label: 'r',
  entities: { lead: { read: { scope: 'region' } } },
}

const withViews = (version: number, view: readonly ViewDocument[]): Model => {
  const app = { ...shopApp([lead]), view }
  return compileModel({ apps: [app], fieldFacts: fieldTypes, version }).model
}

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model
let client: pg.Client

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(db.url, [lead]))
  model = withViews(2, views)
  await publish(workspace, modelOf([lead]), model)
  client = new pg.Client({ connectionString: db.url })
  await client.connect()
  await client.query(
    `insert into ws_test.r_lead (id, name, source, score, amount, day, code, no, created_at, updated_at, version)
     select uuidv7(make_interval(secs => n - $1)), (array['杭州','上海','北京'])[1 + n % 3] || '公司' || n,
       (array['ads','search','direct','chat','form'])[1 + n % 5], case when n % 7 = 0 then null else n * 31 % 5000 end,
       n % 1000, case when n % 3 = 0 then null else date '2026-01-01' + n % 300 end, 'c' || n, 'X-' || n, now(), now(), 1
     from generate_series(1, $1::int) n`,
    [rows],
  )
  while (!(await workspace.transaction((tx) => tx.fillSearch(model, 20_000)))) continue
  await client.query('vacuum analyze')
}, 3_600_000)
afterAll(async () => {
  await client.end()
  await store.close()
  await db.drop()
})

/** What Postgres does for a question to the door. */
const plansOf = (
  ask: (door: Door) => Promise<unknown>,
  off: readonly string[] = ['seqscan', 'bitmapscan', 'sort'],
  actor: Actor = actorOf(),
): Promise<readonly string[]> =>
  // On a small table reading and sorting all of it is the better plan.
  explained(ask, { client, model, actor, roles: [regional], off: rows < 100_000 ? off : [] })

const page = (more: Partial<RecordQuery>): RecordQuery => ({
  entity: 'lead',
  fields: ['name', 'score', 'day', 'amount'],
  limit: 50,
  ...more,
})
const searched: Partial<RecordQuery> = {
  filter: { '==': [{ var: 'source' }, 'search'] },
  sort: [{ field: 'score', dir: 'desc' }],
}

/** The cursor behind so many pages. */
async function deep(query: RecordQuery, pages: number): Promise<string> {
  const door = doorOf(workspace, model)
  let cursor: string | undefined
  for (let at = 0; at < pages; at += 1) {
    const { nextCursor } = await door.query({ ...query, fields: ['id'], ...(cursor ? { cursor } : {}) })
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return cursor ?? ''
}

const reads = (steps: readonly string[]): void => {
  expect(steps.filter((step) => /Seq Scan|^Sort/.test(step))).toEqual([])
  expect(steps.some((step) => /Index/.test(step))).toBe(true)
}

describe('lists', () => {
  it('read pages out of an index: first and deep, filtered and sorted, both ways, over empty keys', async () => {
    const asked: readonly RecordQuery[] = [
      page({}),
      page(searched),
      page({ sort: [{ field: 'day', dir: 'asc' }] }),
      page({ sort: [{ field: 'day', dir: 'desc' }] }),
      page({ sort: [{ field: 'name', dir: 'asc' }] }),
      page({ sort: [{ field: 'name', dir: 'desc' }] }),
    ]
    for (const query of asked) {
      reads(await plansOf((door) => door.query(query)))
      const cursor = await deep({ ...query, limit: 10 }, 20)
      const steps = await plansOf((door) => door.query({ ...query, cursor }))
      reads(steps)
      // The place in the list bounds the scan: nothing before it is read.
      const key = query.sort?.[0]?.field ?? 'id'
      expect(steps[1]).toMatch(new RegExp(`Index Scan .*\\(\\(*${key}[^<>]* [<>]=? `))
    }
    const steps = await plansOf((door) => door.query(page(searched)))
    expect(steps.join()).toMatch(/_view_/)
  })

  it('read several orders, a column of a board and what a region may see out of an index too', async () => {
    const both = page({
      sort: [
        { field: 'day', dir: 'desc' },
        { field: 'score', dir: 'desc' },
      ],
    })
    reads(await plansOf((door) => door.query(both), ['seqscan', 'bitmapscan', 'sort', 'incremental_sort']))
    const column = page({
      filter: { '==': [{ var: 'source' }, 'ads'] },
      sort: [{ field: 'id', dir: 'desc' }],
    })
    reads(await plansOf((door) => door.query(column)))
    const region = actorOf({ userId: newId(7), roles: ['region'] })
    const near = { ...region, user: { ...region.user, regionDepts: [newId(1), newId(2)] } }
    for (const query of [page({}), page(searched)])
      reads(await plansOf((door) => door.query(query), undefined, near))
  })

  it('find by quick search out of its index', async () => {
    const steps = await plansOf(
      (door) => door.query(page({ search: `公司${Math.trunc(rows / 2)}` })),
      ['seqscan'],
    )
    expect(steps.join()).toContain('search_entry_tokens')
    expect(steps.filter((step) => step.startsWith('Seq Scan'))).toEqual([])
  })

  it('group out of an index alone', async () => {
    const query: GroupQuery = { entity: 'lead', by: { field: 'source' }, sums: ['amount'], limit: 50 }
    await seenByAll(client, 'r_lead')
    const steps = await plansOf((door) => door.groups(query), ['seqscan', 'bitmapscan'])
    // Of a million, all of which are counted, reading the table side by side may be quicker still.
    if (rows < 100_000) expect(steps.join()).toMatch(/Index Only Scan .*_view_/)
  })

  it('show every record once, in order, whatever is empty in the keys', async () => {
    const door = doorOf(workspace, model)
    for (const sort of [
      [
        { field: 'score', dir: 'desc' },
        { field: 'day', dir: 'asc' },
      ],
      [
        { field: 'day', dir: 'asc' },
        { field: 'score', dir: 'desc' },
      ],
      [{ field: 'score', dir: 'asc' }],
    ] as const) {
      const filter = { '<': [{ var: 'amount' }, 20] }
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const found = await door.query(page({ sort, filter, limit: 7, ...(cursor ? { cursor } : {}) }))
        seen.push(...found.records.map(({ id }) => id))
        cursor = found.nextCursor ?? undefined
      } while (cursor !== undefined && seen.length < 500)
      const order = sort.map(({ field, dir }) => `${field} ${dir} nulls last`).join(', ')
      const { rows: wanted } = await client.query<{ id: string }>(
        `select id from ws_test.r_lead where amount < 20 order by ${order}, id ${sort.at(-1)?.dir} limit ${seen.length}`,
      )
      expect(seen).toEqual(wanted.map(({ id }) => id))
      expect(new Set(seen).size).toBe(seen.length)
    }
  })

  it('come in groups with sums, page by page', async () => {
    const door = doorOf(workspace, model)
    const all = await door.groups({
      entity: 'lead',
      by: { field: 'day', bucket: 'month' },
      sums: ['amount'],
      limit: 50,
    })
    expect(all.groups.reduce((sum, one) => sum + one.count, 0)).toBe(rows)
    expect(all.groups.at(-1)?.key).toBeNull()
    for (const sort of [undefined, { by: 'count', dir: 'desc' }, { by: 'amount', dir: 'asc' }] as const) {
      const paged: unknown[] = []
      let cursor: string | undefined
      do {
        const found = await door.groups({
          entity: 'lead',
          by: { field: 'day', bucket: 'month' },
          sums: ['amount'],
          sort,
          limit: 3,
          ...(cursor ? { cursor } : {}),
        })
        paged.push(...found.groups)
        cursor = found.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(paged).toHaveLength(all.groups.length)
      expect(paged.map((one) => JSON.stringify(one)).toSorted()).toEqual(
        all.groups.map((one) => JSON.stringify(one)).toSorted(),
      )
    }
  })

  it('lose the indexes that no view asks for any more, and get those of people’s own', async () => {
    const names = async (): Promise<readonly string[]> =>
      (
        await client.query<{ indexdef: string }>(
          `select indexdef from pg_indexes where schemaname = 'ws_test' and indexname ~ '^r_.*_view_' order by indexdef`,
        )
      ).rows.map((row) => row.indexdef)
    const before = await names()
    expect(before).toHaveLength(5)
    const user = await workspace.people.createUser({
      key: null,
      name: '甲',
      email: 'a@example.com',
      title: null,
      departmentId: null,
      managerId: null,
      roles: [],
      active: true,
      locale: 'zh',
      passwordHash: null,
    })
    await workspace.side.putSavedView(user.id, 'lead', {
      name: 'mine',
      json: {
        filter: { '==': [{ var: 'owner' }, { user: 'id' }] },
        sort: [{ field: 'amount', dir: 'desc' }],
      },
    })
    // As the screen keeps it: the parts of an address.
    await workspace.side.putSavedView(user.id, 'lead', {
      name: 'in groups',
      json: { sort: '-amount,day', group: 'source,day:month' },
    })
    const next = withViews(3, views.slice(0, 1))
    await publish(workspace, model, next)
    const after = await names()
    const added = after.filter((one) => !before.includes(one)).map((one) => /\(.*(?= WHERE)/.exec(one)?.[0])
    expect(added.toSorted()).toEqual([
      '(amount DESC, day, id)',
      '(owner, amount, id)',
      '(source, amount, id) INCLUDE (owner, department)',
    ])
    expect(after).toHaveLength(4)
    await publish(workspace, next, model)
  })
})

describe('two hundred at once', () => {
  it('let one win a unique value, the others hear the same', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        workspace
          .transaction((tx) =>
            doorOf(tx, model).write({
              op: 'create',
              entity: 'lead',
              values: { name: '抢注', code: 'unique-one' },
            }),
          )
          .then(
            () => 'made',
            (error: unknown) => JSON.stringify(error),
          ),
      ),
    )
    expect(answers.filter((one) => one === 'made')).toHaveLength(1)
    const refused = new Set(answers.filter((one) => one !== 'made'))
    expect([...refused]).toHaveLength(1)
    expect([...refused][0]).toContain('RECORD_DUPLICATE_VALUE')
  }, 120_000)

  it('get serial numbers without a double and without a gap, though some are undone', async () => {
    const made = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        workspace
          .transaction(async (tx) => {
            const { after } = await doorOf(tx, model).write({
              op: 'create',
              entity: 'lead',
              values: { name: `号${n}`, code: `serial-${n}` },
            })
            if (n % 5 === 0) throw new Error('undone')
            return String(after['no'])
          })
          .catch(() => null),
      ),
    )
    const numbers = made.filter((one) => one !== null).map((one) => Number(one.slice(2)))
    expect(numbers).toHaveLength(160)
    const sorted = numbers.toSorted((a, b) => a - b)
    expect(sorted.at(-1)).toBe((sorted[0] ?? 0) + 159)
    expect(new Set(numbers).size).toBe(160)
  }, 120_000)
})
