import type { Json } from '@mortise/expressions'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { DesignRow } from '../../tables/design.ts'
import { type SystemWorkspace, systemWorkspace } from '../testing/workspace.ts'

const opened: { readonly database: TestDatabase; readonly ws: SystemWorkspace }[] = []
let ws: SystemWorkspace

beforeEach(async () => {
  const database = await createTestDatabase()
  ws = await systemWorkspace(database.url)
  opened.push({ database, ws })
})
afterAll(async () => {
  for (const one of opened) {
    await one.ws.close()
    await one.database.drop()
  }
})

const document = (key: string, json: Json | null) => ({ kind: 'entity', key, app: 'crm', json }) as const
const publish = (...documents: ReturnType<typeof document>[]): Promise<number> =>
  ws.design.publish({ documents, author: 'u', note: null, changes: [] })
const shown = (rows: readonly DesignRow[]): Json => Object.fromEntries(rows.map((row) => [row.key, row.json]))

test('each version gives back exactly its set, letter by letter', async () => {
  const lead = { zebra: 1, apple: [1, null, '中'] }
  expect(await ws.design.currentVersion()).toBe(0)
  expect(await publish(document('lead', lead), document('deal', { v: 1 }))).toBe(1)
  expect(await publish(document('lead', lead), document('deal', { v: 2 }), document('quote', {}))).toBe(2)
  expect(await publish(document('lead', null))).toBe(3)
  expect(JSON.stringify(shown(await ws.design.published(1)))).toBe(JSON.stringify({ deal: { v: 1 }, lead }))
  expect(shown(await ws.design.published(2))).toEqual({ deal: { v: 2 }, lead, quote: {} })
  expect(shown(await ws.design.published(3))).toEqual({ deal: { v: 2 }, quote: {} })
  expect(await ws.design.published()).toEqual(await ws.design.published(3))
  expect((await ws.design.versions(2)).map((row) => row.version)).toEqual([3, 2])
  const stored = await ws.pool.query(`select from ws_test.design_document where key = 'lead'`)
  expect(stored.rowCount).toBe(1)
  expect(await publish(document('lead', { back: true }))).toBe(4)
  expect(shown(await ws.design.published())).toEqual({ deal: { v: 2 }, lead: { back: true }, quote: {} })
})

test('what once acted as the platform does so until it is published anew', async () => {
  const rule = (key: string, v: number) => ({ kind: 'rule', key, app: 'crm', json: { v } }) as const
  const both = { author: 'u', note: null, changes: [] }
  await ws.design.publish({ ...both, documents: [rule('old', 1), rule('kept', 1)] })
  expect(await ws.design.actingAsPlatform(1)).toEqual(new Set())
  await ws.pool.query('update ws_test.design_document set as_platform = true')
  expect(await ws.design.actingAsPlatform(1)).toEqual(new Set(['rule:old', 'rule:kept']))
  await ws.design.publish({ ...both, documents: [rule('old', 2), rule('kept', 1)] })
  expect(await ws.design.actingAsPlatform(2)).toEqual(new Set(['rule:kept']))
})

test('two that publish at once get two versions', async () => {
  const versions = await Promise.all([1, 2, 3, 4].map((v) => publish(document('deal', { v }))))
  expect(versions.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4])
  expect(await ws.design.published()).toHaveLength(1)
})

test('a publication that fails leaves nothing', async () => {
  const undone = ws.transaction(async (tx) => {
    await tx.design.publish({ documents: [document('deal', {})], author: null, note: null, changes: {} })
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  expect(await ws.design.currentVersion()).toBe(0)
  expect(await ws.design.published()).toEqual([])
})

test('a stale draft is refused, also by two at the same moment and after a draft was dropped', async () => {
  await publish(document('deal', { v: 1 }))
  const base = (await ws.design.published())[0]?.rev ?? -1
  const put = (json: Json | null, expectedRev?: number): Promise<{ readonly rev: number }> =>
    ws.design.putDraft({
      ...document('deal', json),
      author: 'u',
      ...(expectedRev === undefined ? {} : { expectedRev }),
    })
  const both = await Promise.allSettled([put({ v: 2 }, base), put({ v: 3 }, base)])
  expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const rev = (await ws.design.drafts())[0]?.rev ?? -1
  await expect(put({ v: 4 }, base)).rejects.toMatchObject({ code: 'DESIGN_DRAFT_STALE', status: 409 })
  await ws.design.dropDraft('entity', 'deal')
  await put({ v: 5 }, base)
  await expect(put({ v: 6 }, rev)).rejects.toMatchObject({ code: 'DESIGN_DRAFT_STALE' })
})

test('a draft becomes what is published, and its editor can go on', async () => {
  const { rev } = await ws.design.putDraft({ ...document('deal', { v: 1 }), author: 'u' })
  await ws.design.putDraft({ ...document('lead', null), author: null })
  expect(await ws.design.drafts()).toMatchObject([
    { key: 'deal', json: { v: 1 }, deleted: false },
    { key: 'lead', json: null, deleted: true },
  ])
  await publish(document('deal', { v: 1 }), document('lead', null))
  expect(await ws.design.drafts()).toEqual([])
  expect(await ws.design.published()).toMatchObject([{ key: 'deal', rev, author: 'u' }])
  await ws.design.putDraft({ ...document('deal', { v: 2 }), author: 'u', expectedRev: rev })
})
