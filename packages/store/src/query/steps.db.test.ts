import type { EntityDocument, Model, RecordQuery, RoleDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../database/ids.ts'
import type { Store, WorkspaceStore } from '../store.ts'
import { asOfMany, type Explaining, withPlans } from '../testing/plans.ts'
import { actorOf, modelOf, publish, shopWorkspace } from '../testing/workspace.ts'

const rows = 2_000
const [near, far] = [newId(1), newId(2)]

const options = ['new', 'open', 'won', 'lost'].map((value) => ({ value, label: value }))
const deal: EntityDocument = {
  id: 'e_deal',
  key: 'deal',
  label: 'deal',
  title: 'name',
  bin: true,
  fields: [
    { id: 'f_name', key: 'name', label: 'n', type: 'text' },
    { id: 'f_stage', key: 'stage', label: 's', type: 'select', index: true, settings: { options } },
    { id: 'f_score', key: 'score', label: 's', type: 'integer', index: true },
    { id: 'f_day', key: 'day', label: 'd', type: 'date', index: true },
    { id: 'f_amount', key: 'amount', label: 'a', type: 'money', settings: { scale: 2 } },
    { id: 'f_secret', key: 'secret', label: 's', type: 'select', index: true, settings: { options } },
  ],
}
const seller: RoleDocument = {
  key: 'seller',
  label: 's',
  entities: { deal: { read: { scope: 'department' }, fields: { secret: 'masked' } } },
}

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model
let client: pg.Client

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(db.url, [deal]))
  model = modelOf([deal], [seller], 2)
  await publish(workspace, modelOf([deal]), model)
  for (const [at, id] of [near, far].entries())
    await workspace.people.createDepartment({ id, key: null, name: `d${at}`, parentId: null, headId: null })
  client = new pg.Client({ connectionString: db.url })
  await client.connect()
  await client.query(
    `insert into ws_test.r_deal (id, name, stage, score, day, amount, secret, department, created_at, updated_at, version, _deleted_at)
     select uuidv7(make_interval(secs => n - $1)), (array['杭州','上海','北京'])[1 + n % 3] || n % 50,
       case when n % 11 = 0 then null else (array['new','open','won','lost'])[1 + (n % 7) % 4] end,
       case when n % 5 = 0 then null else n * 31 % 40 end, case when n % 3 = 0 then null else date '2026-01-01' + n % 9 end,
       case when n % 4 = 0 then null else n % 1000 end, 'new',
       case when n % 3 = 1 then $2::uuid else $3::uuid end, now(), now(), 1, case when n % 77 = 0 then now() end
     from generate_series(1, $1::int) n`,
    [rows, far, near],
  )
  await client.query('vacuum analyze')
}, 120_000)
afterAll(async () => {
  await client?.end()
  await store?.close()
  await db?.drop()
})

const sold = actorOf({ userId: newId(9), departmentId: near, roles: ['seller'] })

/** Sorting is as dear as on a large table. */
const asked = (more: Partial<Explaining> = {}): Explaining => ({
  client,
  model,
  roles: [seller],
  costs: asOfMany,
  ...more,
})

type Sort = NonNullable<RecordQuery['sort']>

/** All pages of a list, and what Postgres did for them. */
async function walked(
  query: Partial<RecordQuery> & { readonly sort: Sort },
  more: Partial<Explaining> = {},
): Promise<{ readonly ids: readonly string[]; readonly steps: readonly string[] }> {
  const ids: string[] = []
  const steps: string[] = []
  await withPlans(
    asked(more),
    (step) => steps.push(step),
    async (door) => {
      let cursor: string | undefined
      do {
        const page = await door.query({
          entity: 'deal',
          fields: ['name', 'stage'],
          limit: 170,
          ...query,
          ...(cursor ? { cursor } : {}),
        })
        ids.push(...page.records.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
    },
  )
  return { ids, steps }
}

async function sorted(where: string, sort: Sort): Promise<readonly string[]> {
  const keys = sort.map(
    ({ field, dir }) => `${field}${field === 'name' ? ' collate "zh-x-icu"' : ''} ${dir} nulls last`,
  )
  const { rows: found } = await client.query<{ id: string }>(
    `select id from ws_test.r_deal where ${where} order by ${keys.join(', ')}, id ${sort.at(-1)?.dir}`,
  )
  return found.map(({ id }) => id)
}

const isStepped = (steps: readonly string[]): boolean => steps.includes('Recursive Union')
const by = (...keys: readonly string[]): Sort =>
  keys.map((key) => ({ field: key.replace('-', ''), dir: key.startsWith('-') ? 'desc' : 'asc' }))

describe('lists by several keys', () => {
  it.each([
    [by('stage', '-score')],
    [by('-stage', 'score')],
    [by('stage', 'name')],
    [by('-stage', '-created_at')],
    [by('day', '-amount')],
    [by('-day', 'stage', '-amount')],
    [by('stage', 'score', 'day')],
  ])('show every record once and in order, whatever is empty: %j', async (sort) => {
    const { ids, steps } = await walked({ sort })
    expect(isStepped(steps)).toBe(true)
    expect(ids).toEqual(await sorted('_deleted_at is null', sort))
  })

  it('hold to filters, rights and the bin', async () => {
    const sort = by('stage', '-score')
    const filtered = await walked({ sort, filter: { '>': [{ var: 'amount' }, 500] } })
    expect(filtered.ids).toEqual(await sorted('_deleted_at is null and amount > 500', sort))
    const bound = await walked({ sort }, { actor: sold })
    expect(bound.ids).toEqual(await sorted(`_deleted_at is null and department = '${near}'`, sort))
    expect(isStepped(bound.steps)).toBe(true)
    const binned = await walked({ sort, deleted: true })
    expect(binned.ids).toEqual(await sorted('_deleted_at is not null', sort))
  })

  it('go from value to value in an index instead of sorting all that have the first one', async () => {
    const steps: string[] = []
    const given = asked({ off: ['seqscan', 'bitmapscan', 'sort', 'incremental_sort'] })
    await withPlans(
      given,
      (step) => steps.push(step),
      (door) => door.query({ entity: 'deal', fields: ['name'], sort: by('stage', '-score'), limit: 20 }),
    )
    const page = steps.slice(steps.indexOf('Recursive Union') - 1)
    expect(page.filter((step) => /r_deal_stage_idx|_view_/.test(step)).length).toBeGreaterThanOrEqual(2)
    expect(page.some((step) => /Index Scan r_deal_score_idx/.test(step))).toBe(true)
    expect(page.filter((step) => step.startsWith('Seq Scan'))).toEqual([])
  })

  it('are sorted as they are where that is little work', async () => {
    const sort = by('stage', '-score')
    const few = await walked({ sort }, { costs: {} })
    expect(isStepped(few.steps)).toBe(false)
    expect(few.ids).toEqual(await sorted('_deleted_at is null', sort))
    // Hardly two records are alike in the first key: what is read is sorted already.
    const fine = await walked({ sort: by('created_at', 'score') })
    expect(isStepped(fine.steps)).toBe(false)
  })

  it('tell nobody about a field shown in part', async () => {
    await expect(walked({ sort: by('secret', '-score') }, { actor: sold })).rejects.toMatchObject({
      code: 'RECORD_FIELD_UNKNOWN',
    })
  })
})
