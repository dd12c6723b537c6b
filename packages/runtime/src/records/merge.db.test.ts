import type { FieldDocument, RecordValues } from '@mortise/schema'
import { createTestDatabase, dumpSchema, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  mergeRecords,
  mergesOf,
  removeRecord,
  rootCause,
  saveRecord,
  systemActor,
  unmergeRecords,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

const text = (key: string): FieldDocument => ({ id: `f_${key}`, key, type: 'text', label: key })
const entity = (key: string, fields: readonly FieldDocument[], more: object = {}) => ({
  id: `e_${key}`,
  key,
  label: key,
  title: 'name',
  fields: [text('name'), ...fields],
  ...more,
})

let database: TestDatabase
let stage: TestStage
let workspace: Workspace
const system = systemActor('test')

beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openTestStage(database)
  ;({ workspace } = stage)
  await installParts(workspace, {
    entity: [
      entity(
        'account',
        [
          { ...text('code'), unique: true },
          text('phone'),
          text('city'),
          { ...text('parent'), type: 'link', settings: { target: 'account', onDelete: 'set_null' } },
          { ...text('friends'), type: 'links', settings: { target: 'account' } },
          { ...text('tags'), type: 'links', settings: { target: 'tag' } },
          { ...text('papers'), type: 'file', settings: {} },
          { ...text('rows'), type: 'subtable', settings: { target: 'line', parentField: 'account' } },
          {
            ...text('deals'),
            type: 'rollup',
            settings: { relation: 'deal_by_account', aggregate: 'count', result: 'integer' },
          },
        ],
        { duplicates: [{ fields: ['phone'], normalise: 'phone', on: 'block' }] },
      ),
      entity(
        'line',
        [{ ...text('account'), type: 'link', settings: { target: 'account', onDelete: 'cascade' } }],
        {
          kind: 'child',
        },
      ),
      entity('tag', []),
      entity('deal', [
        { ...text('account'), type: 'link', settings: { target: 'account', onDelete: 'restrict' } },
        { ...text('partners'), type: 'links', settings: { target: 'account' } },
      ]),
    ],
  })
})
afterAll(() => stage.close())

const save = (kind: string, values: RecordValues, id?: string): Promise<string> =>
  workspace.unit(async (unit) => {
    const request =
      id === undefined
        ? ({ op: 'create', entity: kind, values } as const)
        : ({ op: 'update', entity: kind, id, values } as const)
    return (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id
  })
const read = (kind: string, id: string) =>
  workspace.unit((unit) => unit.door(system).get(kind, id, { rows: 'all' }))
const shown = async (kind: string, id: string) => {
  const values = (await read(kind, id))?.values
  const { version: _v, updated_at: _a, updated_by: _b, ...rest } = values ?? {}
  return rest
}
const merge = (keep: string, ids: readonly string[], choices: { readonly [field: string]: string } = {}) =>
  workspace.unit((unit) =>
    mergeRecords(unit, system, { entity: 'account', keep, ids, choices, cause: rootCause(unit.newId()) }),
  )
const unmerge = (id: string) =>
  workspace.unit((unit) =>
    unmergeRecords(unit, system, { entity: 'account', merge: id, cause: rootCause(unit.newId()) }),
  )

it('makes records one, field by field, with all that pointed at them, and takes them apart again', async () => {
  const a = await save('account', {
    name: '云岭',
    code: 'A',
    city: null,
    rows: [{ name: 'a1' }, { name: 'a2' }],
  })
  const b = await save('account', { name: '雲嶺', code: 'B', phone: '13900001111', rows: [{ name: 'b1' }] })
  const c = await save('account', { name: '云岭科技', code: 'C', city: '昆明' })
  const [d1, d2, d3] = [
    await save('deal', { name: 'd1', account: a }),
    await save('deal', { name: 'd2', account: b, partners: [b, c].toSorted() }),
    await save('deal', { name: 'd3', account: c, partners: [a, b].toSorted() }),
  ]
  const all = async () =>
    Promise.all([
      ...[a, b, c].map((id) => shown('account', id)),
      ...[d1, d2, d3].map((id) => shown('deal', id)),
    ])
  const before = await all()
  const { merge: made, record } = await merge(a, [b, c], { name: c, code: b })
  expect(record.values).toMatchObject({
    name: '云岭科技',
    code: 'B',
    phone: '13900001111',
    city: '昆明',
    deals: 3,
    rows: [{ name: 'a1' }, { name: 'a2' }, { name: 'b1' }],
  })
  expect(await read('account', b)).toBeNull()
  expect((await read('deal', d2))?.values).toMatchObject({ account: a, partners: [a] })
  expect((await read('deal', d3))?.values).toMatchObject({ account: a, partners: [a] })

  const undone = await unmerge(made)
  expect(undone.ids.toSorted()).toEqual([b, c].toSorted())
  expect(await all()).toEqual(before)
  await expect(unmerge(made)).rejects.toMatchObject({ code: 'MERGE_UNDONE' })
})

it('keeps what was changed after the merge, and refuses choices that make no sense', async () => {
  const a = await save('account', { name: '甲' })
  const b = await save('account', { name: '乙', city: '大理' })
  const deal = await save('deal', { name: 'e1', account: b })
  await expect(merge(a, [a])).rejects.toMatchObject({ code: 'MERGE_COUNT' })
  await expect(merge(a, [b], { name: deal })).rejects.toMatchObject({ code: 'MERGE_CHOICE' })
  const { merge: made } = await merge(a, [b])
  await save('account', { city: '丽江' }, a)
  await save('deal', { account: null }, deal)
  await unmerge(made)
  expect(await shown('account', a)).toMatchObject({ city: '丽江' })
  expect(await shown('account', b)).toMatchObject({ name: '乙', city: '大理' })
  expect(await shown('deal', deal)).toMatchObject({ account: null })
})

it('lets one of two saves of the same at once through, the other hears why', async () => {
  const tries = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      save('account', { name: `同时${n}`, phone: n % 2 ? '+86 13800002222' : '138 0000 2222' }).then(
        () => 'made',
        (error: unknown) => (error as { code: string }).code,
      ),
    ),
  )
  expect(tries.filter((one) => one === 'made')).toHaveLength(1)
  expect(tries.filter((one) => one === 'RECORD_DUPLICATE')).toHaveLength(11)
})

it('is gone with its records', async () => {
  const a = await save('account', { name: '丙' })
  await workspace.unit((unit) =>
    removeRecord(unit, system, { op: 'delete', entity: 'account', id: a, cause: rootCause(unit.newId()) }),
  )
  await expect(merge(a, [a, 'x'])).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
})

/** Without what is to grow: versions, history, the log, and work that waits. */
const leftOut = {
  tables: ['record_history', 'audit', 'merge', 'job', 'field_interval'],
  columns: ['version', 'updated_at', 'updated_by'],
}
const dump = () => dumpSchema(database.url, 'ws_main', leftOut)
const paper = (id: string) => ({ id, name: `${id}.pdf`, size: 1, type: 'application/pdf' })

it('carries everything that hangs on the records, and brings all of it back as it was', async () => {
  const [t1, t2] = [await save('tag', { name: 't1' }), await save('tag', { name: 't2' })]
  const x = await save('account', { name: '旁观者' })
  const a = await save('account', {
    name: '甲甲',
    tags: [t1],
    papers: [paper('p1')],
    rows: [{ name: 'a1' }],
  })
  const b = await save('account', {
    name: '乙乙',
    tags: [t1, t2].toSorted(),
    papers: [paper('p2')],
    rows: [{ name: 'b1' }, { name: 'b2' }],
    parent: a,
  })
  const c = await save('account', { name: '丙丙', parent: b, friends: [a, b, x].toSorted() })
  await save('account', { parent: c, friends: [b, c].toSorted() }, a)
  await save('account', { friends: [a, c].toSorted() }, x)
  const deal = await save('deal', { name: 'd', account: c, partners: [a, b, c].toSorted() })
  const flow = '019a0000-0000-7000-8000-00000000000f'
  const until = '2030-01-01T00:00:00.000Z'
  await workspace.unit(async ({ tx }) => {
    const share = (
      recordId: string,
      principal: string,
      level: 'read' | 'write',
      ends: string | null = null,
    ) => tx.side.putShare('e_account', { recordId, principal, level, createdBy: null, until: ends })
    await share(a, 'role:r1', 'read', until)
    await share(b, 'role:r1', 'write')
    await share(b, 'role:r2', 'read')
    await share(c, 'role:r2', 'write')
    await tx.side.addComment({ entity: 'account', recordId: b, author: 'u', body: '乙的评论', mentions: [] })
    await tx.side.addNotifications([{ userId: flow, title: 'n', body: null, entity: 'account', recordId: c }])
    const state = { id: flow, recordId: b, items: [] }
    const head = { id: flow, flow: 'check', definitionVersion: 'v', entity: 'account', recordId: b }
    const row = {
      ...head,
      starter: 'u',
      status: 'running',
      title: 't',
      state,
      startedAt: until,
      endedAt: null,
    }
    await tx.flows.insertInstance(row as Parameters<typeof tx.flows.insertInstance>[0])
  })
  const before = await dump()
  const { merge: made, record } = await merge(a, [b, c])
  expect(record.values).toMatchObject({
    rows: [{ name: 'a1' }, { name: 'b1' }, { name: 'b2' }],
    tags: [t1, t2].toSorted(),
    papers: [paper('p1'), paper('p2')],
    // Nothing points at itself.
    parent: null,
    friends: [x],
  })
  expect((await read('account', x))?.values['friends']).toEqual([a])
  expect((await read('deal', deal))?.values).toMatchObject({ account: a, partners: [a] })
  const { flows, side } = workspace.store
  expect(await flows.runningOf('account', a)).toMatchObject([{ id: flow, state: { recordId: a } }])
  expect((await side.comments('account', a, 9)).map(({ body }) => body)).toEqual(['乙的评论'])
  const shares = await side.shares('e_account', a)
  expect(shares.map(({ principal, level, until: ends }) => [principal, level, ends]).toSorted()).toEqual([
    ['role:r1', 'write', null],
    ['role:r2', 'write', null],
  ])
  const told = await workspace.unit((unit) =>
    unit.door(system).history('account', a, 100, undefined, { merged: true }),
  )
  expect(new Set(told.map(({ mergedFrom }) => mergedFrom))).toEqual(new Set([null, b, c]))
  await unmerge(made)
  expect(await dump()).toEqual(before)
})

it('lists the merges of a record, takes a later one apart first, and says why it can no longer', async () => {
  const stories = (id: string) => workspace.unit((unit) => mergesOf(unit, system, { entity: 'account', id }))
  const [a, b, c] = [
    await save('account', { name: '留下' }),
    await save('account', { name: '并入一' }),
    await save('account', { name: '并入二' }),
  ]
  await save('deal', { name: 'd', account: b })
  const { merge: first } = await merge(a, [b])
  const { merge: second } = await merge(a, [c])
  expect(await stories(a)).toMatchObject([
    { id: second, records: [{ id: c, title: '并入二', state: 'bin' }], links: [] },
    {
      id: first,
      records: [{ id: b, title: '并入一', state: 'bin' }],
      links: [{ entity: 'deal', count: 1 }],
    },
  ])
  const told = await workspace.unit((unit) =>
    unit.door(system).history('account', a, 100, undefined, { merged: true }),
  )
  expect(new Set(told.map(({ mergedTitle }) => mergedTitle))).toEqual(new Set([null, '并入一', '并入二']))

  // Taken out of the bin by hand, it is left as it is.
  const leave = (op: 'restore' | 'purge', id: string) =>
    workspace.unit((unit) =>
      removeRecord(unit, system, { op, entity: 'account', id, cause: rootCause(unit.newId()) }),
    )
  await leave('restore', c)
  await unmerge(second)
  expect(await stories(a)).toMatchObject([{ id: first }])
  await leave('purge', b)
  expect(await stories(a)).toMatchObject([{ records: [{ id: b, title: null, state: 'gone' }] }])
  await expect(unmerge(first)).rejects.toMatchObject({ code: 'MERGE_LOST' })
})
