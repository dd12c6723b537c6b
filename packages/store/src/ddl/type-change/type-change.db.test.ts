import type { Json } from '@mortise/expressions'
import { entityChanges, type EntityDocument, type FieldDocument, type Model } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../../store.ts'
import { doorOf, modelOf, publish, shopWorkspace } from '../../testing/workspace.ts'

/** Records of a large table; `MORTISE_LAW_ROWS=1000000` for the whole trial. */
const rows = Number(process.env['MORTISE_LAW_ROWS'] ?? 60_000)
const minutes = 60_000

let database: TestDatabase
let store: Store
let workspace: WorkspaceStore
let client: pg.Client

const field = (key: string, type: string, settings: FieldDocument['settings'] = {}): FieldDocument => ({
  id: `f_${key}`,
  key,
  type,
  label: { zh: key, en: key },
  settings,
})
const entityOf = (fields: readonly FieldDocument[]): readonly EntityDocument[] => [
  {
    id: 'e_thing',
    key: 'thing',
    label: { zh: '物', en: 'Thing' },
    title: 'name',
    fields: [field('name', 'text'), ...fields],
  },
]
const thing = (type: string, settings: FieldDocument['settings'] = {}): readonly EntityDocument[] =>
  entityOf([field('what', type, settings)])

let version = 1
const model = (entities: readonly EntityDocument[]): Model => modelOf(entities, [], (version += 1))

const stepsOf = (before: Model, after: Model) =>
  entityChanges(
    before.entities.map((one) => one.document),
    after.entities.map((one) => one.document),
  )

beforeAll(async () => {
  database = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(database.url, thing('text')))
  client = new pg.Client({ connectionString: database.url })
  client.on('error', () => undefined)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await store.close()
  await database.drop()
})

const valuesOf = async (of: Model): Promise<readonly Json[]> => {
  const page = await doorOf(workspace, of).query({
    entity: 'thing',
    fields: ['what'],
    limit: 500,
    sort: [{ field: 'name', dir: 'asc' }],
  })
  return page.records.map((record) => record.values['what'] ?? null)
}

describe('a change of type', () => {
  const words = ['12.5', ' 7', 'abc', '2026-03-05', '', '1,234', '是']

  it('is told beforehand, loses nothing, and can be taken back but for what was edited', async () => {
    const before = model(thing('text'))
    const made = await workspace.transaction((tx) =>
      doorOf(tx, before).createMany(
        'thing',
        words.map((what, index) => ({ name: `${index}`, what })),
      ),
    )
    const after = model(thing('decimal'))
    const [preview] = await workspace.typeChanges.preview(stepsOf(before, after), { before, after })
    expect(preview).toMatchObject({
      rows: 7,
      exact: 1,
      changed: 2,
      impossible: 3,
      edited: 0,
      restores: false,
      large: false,
    })
    expect(preview?.samples).toContainEqual({ outcome: 'changed', before: '1,234', after: '1234' })
    expect(preview?.samples.find((one) => one.before === 'abc')).toMatchObject({
      outcome: 'impossible',
      after: '',
      why: { zh: expect.stringContaining('abc') },
    })
    expect(await valuesOf(before)).toEqual(words.map((word) => (word === '' ? null : word)))
    await publish(workspace, before, after)
    expect(await valuesOf(after)).toEqual(['12.5', '7', null, null, null, '1234', null])
    const [first, , third] = made
    const edit = (id: string | undefined, what: string): Promise<unknown> =>
      client.query('update ws_test.r_thing set what = $2, version = version + 1 where id = $1', [id, what])
    await edit(third?.record.id, '99')
    await edit(first?.record.id, '13')
    const back = model(thing('text'))
    const [undo] = await workspace.typeChanges.preview(stepsOf(after, back), { before: after, after: back })
    expect(undo).toMatchObject({ restores: true, edited: 2 })
    await publish(workspace, after, back)
    expect(await valuesOf(back)).toEqual(['13', ' 7', '99', '2026-03-05', null, '1,234', '是'])
    expect((await workspace.typeChanges.list()).map(({ state, counts }) => [state, counts.edited])).toEqual([
      ['done', 2],
      ['done', 0],
    ])
    for (const row of await workspace.typeChanges.list())
      await workspace.transaction((tx) => tx.purgeTypeChange(row, back))
    const { rows: kept } = await client.query(
      `select 1 from information_schema.columns where table_name = 'r_thing' and column_name like '~dropped%'`,
    )
    expect([kept.length, (await workspace.typeChanges.list()).length]).toEqual([0, 0])
    expect(await valuesOf(back)).toEqual(['13', ' 7', '99', '2026-03-05', null, '1,234', '是'])
  })
})

type Block = { readonly longest: number; readonly writes: number }

/** Writes one record after the other, as people would, until told to stop; gives the longest that one of them took. */
async function writing(stop: () => boolean, column: () => string): Promise<Block> {
  const writer = new pg.Client({ connectionString: database.url })
  await writer.connect()
  const { rows: found } = await writer.query<{ id: string }>(
    // But for those that are asked for by name afterwards.
    `select id from ws_test.r_thing where name not in ('n5', 'n6', 'n7') order by random() limit 2000`,
  )
  let [longest, writes] = [0, 0]
  while (!stop()) {
    const id = found[writes % found.length]?.id
    const from = performance.now()
    await writer.query(`update ws_test.r_thing set "${column()}" = $2, version = version + 1 where id = $1`, [
      id,
      `${writes}`,
    ])
    longest = Math.max(longest, performance.now() - from)
    writes += 1
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await writer.end()
  return { longest, writes }
}

describe(`a change of type on ${rows} records`, () => {
  it('is prepared beside the running work, and then a swap of names', { timeout: 30 * minutes }, async () => {
    const before = model(thing('text'))
    await publish(workspace, model(thing('text')), before)
    await client.query(
      `insert into ws_test.r_thing (id, name, what, version, created_at, updated_at)
       select gen_random_uuid(), 'n' || g, case when g % 10 = 0 then 'x' || g else g::text end, 1, now(), now() from generate_series(1, $1) g`,
      [rows],
    )
    const after = model([
      {
        ...(thing('integer')[0] as EntityDocument),
        fields: [field('name', 'text'), { ...field('what', 'integer'), index: true }],
      },
    ])
    const steps = stepsOf(before, after)
    await expect(publish(workspace, before, after)).rejects.toMatchObject({ code: 'STORE_CHANGE_UNPREPARED' })
    let stopped = false
    const writer = writing(
      () => stopped,
      () => 'what',
    )
    const started = performance.now()
    const [row] = await workspace.typeChanges.prepare(steps, { before, after })
    const prepared = performance.now()
    expect(row?.state).toBe('ready')
    // The writer knows only the old column, whose type is text: it stops just before the swap.
    const { rows: five } = await client.query<{ id: string }>(
      `update ws_test.r_thing set what = '4711' where id = (select id from ws_test.r_thing where name = 'n5') returning id`,
    )
    stopped = true
    const { longest, writes } = await writer
    let swapped = false
    const beside = writing(
      () => swapped,
      () => 'name',
    )
    const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1500))
    await moment()
    const swap = performance.now()
    await publish(workspace, before, after)
    const done = performance.now()
    await moment()
    swapped = true
    const during = await beside
    console.info(
      `${rows} records: prepared in ${Math.round((prepared - started) / 1000)} s, swapped in ${Math.round(done - swap)} ms; longest writer ${Math.round(longest)} ms of ${writes} while preparing, ${Math.round(during.longest)} ms of ${during.writes} while swapping`,
    )
    const { rows: wrong } = await client.query(
      `select count(*)::int as n from ws_test.r_thing t where name like 'n%' and what is distinct from case when (row_to_json(t)->>(select column_name from information_schema.columns where table_name = 'r_thing' and column_name like '~dropped_v' || $1 || '_%')) ~ '^[0-9]+$' then (row_to_json(t)->>(select column_name from information_schema.columns where table_name = 'r_thing' and column_name like '~dropped_v' || $1 || '_%'))::int8 end`,
      [version],
    )
    expect(wrong).toEqual([{ n: 0 }])
    const { rows: one } = await client.query('select what from ws_test.r_thing where id = $1', [five[0]?.id])
    expect(one).toEqual([{ what: '4711' }])
    const { rows: indexes } = await client.query(
      `select indexname from pg_indexes where tablename = 'r_thing' and indexname = 'r_thing_what_idx'`,
    )
    expect(indexes).toHaveLength(1)
  })

  it('may come with another key of its table and of its field', { timeout: 30 * minutes }, async () => {
    const named = (key: string, what: FieldDocument): readonly EntityDocument[] => [
      { ...(thing('integer')[0] as EntityDocument), key, fields: [field('name', 'text'), what] },
    ]
    const before = model(named('thing', { ...field('what', 'integer'), index: true }))
    const after = model(named('item', { ...field('what', 'text'), key: 'which', index: true }))
    const steps = stepsOf(before, after)
    expect(await workspace.typeChanges.preview(steps, { before, after })).toMatchObject([
      { entity: 'item', field: 'which', large: true },
    ])
    await expect(publish(workspace, before, after)).rejects.toMatchObject({ code: 'STORE_CHANGE_UNPREPARED' })
    const [row] = await workspace.typeChanges.prepare(steps, { before, after })
    expect(row?.state).toBe('ready')
    await client.query(`update ws_test.r_thing set what = 815 where name = 'n7'`)
    await publish(workspace, before, after)
    const { rows: late } = await client.query(`select which from ws_test.r_item where name in ('n6', 'n7')`)
    expect(late.map((one: { which: string }) => one.which).toSorted()).toEqual(['6', '815'])
    const { rows: indexes } = await client.query(
      `select indexname from pg_indexes where tablename = 'r_item' and indexname like '%which%'`,
    )
    expect(indexes).toEqual([{ indexname: 'r_item_which_idx' }])
  })
})
