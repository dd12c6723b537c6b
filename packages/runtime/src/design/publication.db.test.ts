import type { Json } from '@mortise/expressions'
import type { EntityDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  askPublish,
  askUndoTypeChange,
  cancelPublication,
  publicationState,
  systemActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

const rows = 50_500

let database: TestDatabase
let stage: TestStage
let workspace: Workspace
let actor: Actor
let client: pg.Client

const thing = (type: string, label: string = 'n'): EntityDocument => ({
  id: 'e_thing',
  key: 'thing',
  label: 'thing',
  title: 'name',
  fields: [
    { id: 'f_name', key: 'name', label: 'n', type: 'text' },
    { id: 'f_n', key: 'n', label, type },
  ],
})

beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openTestStage(database)
  ;({ workspace } = stage)
  await installParts(workspace, { entity: [thing('text')] })
  actor = { ...systemActor('test'), admin: true }
  client = new pg.Client({ connectionString: database.url })
  client.on('error', () => undefined)
  await client.connect()
  const { rows: found } = await client.query(
    `select table_schema as s from information_schema.tables where table_name = 'r_thing'`,
  )
  await client.query(`set search_path to "${found[0].s}"`)
  await client.query(
    `insert into r_thing (id, name, n, version, created_at, updated_at)
     select gen_random_uuid(), 'n' || g, g::text, 1, now(), now() from generate_series(1, $1) g`,
    [rows],
  )
})
afterAll(async () => {
  await client.end()
  await stage.close()
})

async function draft(json: EntityDocument): Promise<void> {
  const [row] = (await workspace.store.design.published()).filter(({ kind }) => kind === 'entity')
  await workspace.store.design.putDraft({
    kind: 'entity',
    key: 'thing',
    app: row?.app ?? '',
    json: json as unknown as Json,
    author: null,
  })
}

/** Does all jobs that are due, as a worker would. */
async function settle(): Promise<void> {
  const worker = stage.runtime.startWorker('main')
  await worker.stop()
  while ((await worker.drain()) > 0);
}

async function asked(work: Promise<unknown>): Promise<string> {
  const answer = await work
  if (typeof answer !== 'object' || answer === null || !('publication' in answer))
    throw new Error(`published at once: ${String(answer)}`)
  return String(answer.publication)
}

const typeOf = async (): Promise<string | undefined> => {
  workspace.expire()
  return (await workspace.published()).model.entity('thing')?.field('n')?.type
}
const hidden = async (): Promise<number> =>
  (
    await client.query(
      `select 1 from information_schema.columns where table_name = 'r_thing' and column_name like '~next%'`,
    )
  ).rows.length

describe('a publication on a large table', () => {
  it('is asked for once, prepared, and carried out by itself; what is drafted since stays a draft', async () => {
    await draft(thing('integer'))
    const id = await asked(askPublish(workspace, actor, 'to numbers'))
    expect(await publicationState(workspace)).toMatchObject({ id, state: 'preparing', rows, done: 0 })
    expect(await typeOf()).toBe('text')
    await draft(thing('integer', 'later'))
    await settle()
    expect(await publicationState(workspace, id)).toMatchObject({ state: 'done', rows, error: null })
    expect(await typeOf()).toBe('integer')
    const { rows: sum } = await client.query('select sum(n)::text as s from r_thing')
    expect(sum).toEqual([{ s: String((rows * (rows + 1)) / 2) }])
    const drafts = await workspace.store.design.drafts()
    expect(drafts.map(({ json }) => (json as unknown as EntityDocument).fields[1]?.label)).toEqual(['later'])
    await workspace.store.design.dropDraft('entity', 'thing')
    const [version] = await workspace.store.design.versions(1)
    expect(version).toMatchObject({ note: 'to numbers' })
  }, 300_000)

  it('is given up for good, and leaves nothing behind', async () => {
    await draft(thing('decimal'))
    const id = await asked(askPublish(workspace, actor, null))
    await cancelPublication(workspace, id)
    await settle()
    expect(await publicationState(workspace, id)).toMatchObject({ state: 'canceled' })
    expect([await typeOf(), await hidden()]).toEqual(['integer', 0])
    await expect(cancelPublication(workspace, id)).rejects.toMatchObject({ code: 'PUBLICATION_ENDED' })
  }, 300_000)

  it('ends where somebody published the same meanwhile, and says so', async () => {
    const id = await asked(askPublish(workspace, actor, null))
    await installParts(workspace, { entity: [thing('integer', 'other')] })
    await settle()
    expect(await publicationState(workspace, id)).toMatchObject({
      state: 'failed',
      error: { code: 'PUBLICATION_STALE' },
    })
    expect(await typeOf()).toBe('integer')
    await workspace.store.design.dropDraft('entity', 'thing')
  }, 300_000)

  it('may take a change back in the same way', async () => {
    const [last] = (await workspace.store.typeChanges.list()).filter(({ state }) => state === 'done')
    const id = await asked(askUndoTypeChange(workspace, actor, last?.id ?? ''))
    await settle()
    expect(await publicationState(workspace, id)).toMatchObject({ state: 'done' })
    expect(await typeOf()).toBe('text')
  }, 300_000)
})
