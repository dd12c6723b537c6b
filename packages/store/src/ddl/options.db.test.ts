import type { Json } from '@mortise/expressions'
import type { EntityDocument, OptionDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../store.ts'
import { doorOf, modelOf, publish, shopWorkspace } from '../testing/workspace.ts'

const option = (value: string, id?: string): OptionDocument => ({
  ...(id === undefined ? {} : { id }),
  value,
  label: value,
})

function things(given: readonly OptionDocument[], unique: string = 'one'): readonly EntityDocument[] {
  const options = given as unknown as Json
  return [
    {
      id: 'e_thing',
      key: 'thing',
      label: 'Thing',
      title: 'name',
      uniques: [{ key: unique, fields: ['name', 'state'] }],
      fields: [
        { id: 'f_name', key: 'name', type: 'text', label: 'Name' },
        { id: 'f_state', key: 'state', type: 'select', label: 'State', history: true, settings: { options } },
        {
          id: 'f_tags',
          key: 'tags',
          type: 'multiselect',
          label: 'Tags',
          history: true,
          settings: { options },
        },
        {
          id: 'f_word',
          key: 'word',
          type: 'formula',
          label: 'Word',
          settings: { result: 'text', stored: true, expr: { var: 'state' } },
        },
      ],
    },
  ]
}

const first = [option('a'), option('b'), option('c')]
let version = 1
const model = (entities: readonly EntityDocument[]) => modelOf(entities, [], (version += 1))

let database: TestDatabase
let store: Store
let workspace: WorkspaceStore
let client: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(database.url, things(first)))
  client = new pg.Client({ connectionString: database.url })
  client.on('error', () => undefined)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await store.close()
  await database.drop()
})

const rows = async (): Promise<readonly { name: string; x: string }[]> =>
  (
    await client.query(
      'select name, state, tags, word, version, xmin::text as x from ws_test.r_thing order by name',
    )
  ).rows
const spans = async (): Promise<readonly (string | null)[]> =>
  (await client.query('select value from ws_test.field_interval order by record_id, field')).rows.map(
    (one: { value: string | null }) => one.value,
  )

describe('another key of an option', () => {
  it('is written into the records that hold it and into no other', async () => {
    const before = model(things(first))
    await workspace.transaction((tx) =>
      doorOf(tx, before).createMany('thing', [
        { name: '1', state: 'a', tags: ['a', 'c'] },
        { name: '2', state: 'b', tags: ['b', 'c'] },
        { name: '3', state: 'c', tags: ['b'] },
        { name: '4', state: null, tags: null },
      ]),
    )
    // What a formula gives comes with the save of a record, which is not asked here.
    await client.query('update ws_test.r_thing set word = state')
    const was = await rows()
    const after = model(things([option('z', 'a'), option('b'), option('c')]))
    await publish(workspace, before, after)
    const now = await rows()
    expect(now).toMatchObject([
      { name: '1', state: 'z', tags: ['c', 'z'], word: 'z', version: 1 },
      { name: '2', state: 'b', tags: ['b', 'c'] },
      { name: '3', state: 'c', tags: ['b'] },
      { name: '4', state: null, tags: null },
    ])
    expect(now.filter((one, at) => one.x !== was[at]?.x).map(({ name }) => name)).toEqual(['1'])
    expect(await spans()).toEqual(expect.arrayContaining(['z', '["c","z"]', 'b', '["b","c"]', 'c', '["b"]']))
    expect((await spans()).some((one) => one === 'a' || one?.includes('"a"') === true)).toBe(false)
  })

  it('may be that of another one, which takes its own', async () => {
    const before = model(things([option('z', 'a'), option('b'), option('c')]))
    const after = model(things([option('b', 'a'), option('z', 'b'), option('c')]))
    await publish(workspace, before, after)
    expect(await rows()).toMatchObject([
      { name: '1', state: 'b', tags: ['b', 'c'] },
      { name: '2', state: 'z', tags: ['c', 'z'] },
      { name: '3', state: 'c', tags: ['z'] },
      { name: '4' },
    ])
    await publish(workspace, after, model(things(first)))
    expect(await rows()).toMatchObject([
      { state: 'a', tags: ['a', 'c'] },
      { state: 'b', tags: ['b', 'c'] },
      { state: 'c', tags: ['b'] },
      { name: '4' },
    ])
  })
})

describe('another key of a unique rule', () => {
  it('is a name of the same index', async () => {
    const index = async (): Promise<readonly object[]> =>
      (
        await client.query(
          `select c.oid::text, relname from pg_class c where relname like 'r_thing_%_ukey' and relkind = 'i'`,
        )
      ).rows
    const [was] = await index()
    const before = model(things(first))
    await publish(workspace, before, model(things(first, 'other')))
    expect(await index()).toEqual([{ ...was, relname: 'r_thing_other_ukey' }])
  })
})
