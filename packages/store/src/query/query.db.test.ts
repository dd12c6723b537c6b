import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import type { Model, RecordValues } from '@mortise/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../store.ts'
import { newId } from '../database/ids.ts'
import { actorOf, doorOf, shopWorkspace } from '../testing/workspace.ts'

let database: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model

beforeAll(async () => {
  database = await createTestDatabase()
  ;({ store, workspace, model } = await shopWorkspace(database.url))
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

const door = () => doorOf(workspace, model)
const createMany = (entity: string, rows: readonly RecordValues[]) =>
  workspace.transaction((tx) => doorOf(tx, model).createMany(entity, rows))

describe('pages', () => {
  it('show each record once while others are added between them', async () => {
    const amounts = [5, null, 3, 3, null, 9, 1, 3, 7, null, 2, 3]
    const made = await createMany(
      'deal',
      amounts.map((amount, i) => ({ name: `页${i}`, amount })),
    )
    for (const dir of ['asc', 'desc'] as const) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await door().query({
          entity: 'deal',
          fields: ['name', 'amount'],
          filter: { startsWith: [{ var: 'name' }, '页'] },
          sort: [{ field: 'amount', dir }, { field: 'name' }],
          limit: 5,
          ...(cursor === undefined ? {} : { cursor }),
        })
        seen.push(...page.records.map((one) => one.id))
        cursor = page.nextCursor ?? undefined
        await createMany('deal', [{ name: '加塞', amount: 3 }])
      } while (cursor !== undefined)
      const old = made.map((one) => one.record.id)
      expect(seen.toSorted()).toEqual(old.toSorted())
      const shown = seen.map((id) => amounts[old.indexOf(id)] ?? null)
      const values = shown.filter((one) => one !== null)
      expect(values).toEqual(values.toSorted((a, b) => (dir === 'asc' ? a - b : b - a)))
      expect(shown.slice(-3)).toEqual([null, null, null])
    }
  })

  it('refuse a cursor of another order, and nonsense', async () => {
    const page = await door().query({ entity: 'deal', fields: ['name'], sort: [{ field: 'name' }], limit: 1 })
    for (const cursor of [page.nextCursor ?? '', 'x', '', 'e30'])
      await expect(
        door().query({ entity: 'deal', fields: ['name'], sort: [{ field: 'amount' }], limit: 1, cursor }),
      ).rejects.toMatchObject({ code: 'RECORD_CURSOR_INVALID', status: 400 })
  })
})

describe('people', () => {
  it('are reached by paths and sorted by name', async () => {
    const user = (name: string) =>
      workspace.people.createUser({
        key: null,
        name,
        email: `${name}@example.com`,
        title: null,
        departmentId: null,
        managerId: null,
        roles: [],
        active: true,
        locale: 'zh',
        passwordHash: null,
      })
    const [zhang, li] = [await user('张三'), await user('李四')]
    await createMany('deal', [
      { name: '人1', owner: zhang.id },
      { name: '人2', owner: li.id },
    ])
    const page = await door().query({
      entity: 'deal',
      fields: ['owner', 'owner.name'],
      filter: { in: [{ var: 'owner.name' }, ['张三', '李四']] },
      sort: [{ field: 'owner' }],
      limit: 9,
      count: 'estimate',
    })
    expect(page.records.map((one) => one.values['owner.name'])).toEqual(['李四', '张三'])
    expect(page.refs).toEqual({ user: { [li.id]: '李四', [zhang.id]: '张三' } })
    expect(page.count).toBeGreaterThanOrEqual(0)
  })
})

describe('searching', () => {
  it('finds every word in any searched field, with wild cards as plain letters', async () => {
    await createMany('account', [
      { name: '100%纯棉 布业', phone: '139' },
      { name: '100纯棉', phone: '138' },
    ])
    const found = async (search: string) =>
      (await door().query({ entity: 'account', fields: ['name'], search, limit: 9 })).records.map(
        (r) => r.values['name'],
      )
    expect(await found('100%')).toEqual(['100%纯棉 布业'])
    expect(await found('纯棉 139')).toEqual(['100%纯棉 布业'])
    expect(await found('_')).toEqual([])
    expect(await door().search('纯棉', ['deal', 'account', 'nowhere'], 5)).toMatchObject([
      { entity: 'account', title: '100纯棉', subtitle: '138' },
      { entity: 'account', title: '100%纯棉 布业', subtitle: '139' },
    ])
  })
})

describe('sums', () => {
  it('group by bucket in the workspace zone, filter measures, and name what they group by', async () => {
    const [one] = await createMany('account', [{ name: '统计客户' }])
    const customer = one?.record.id ?? ''
    await createMany('deal', [
      { name: '统计1', customer, amount: 10, stage: 'won', closing: '2026-01-31' },
      { name: '统计2', customer, amount: '2.5', stage: 'lost', closing: '2026-01-01' },
      { name: '统计3', customer, amount: 4, stage: 'won', closing: '2026-02-01' },
    ])
    const result = await door().aggregate({
      entity: 'deal',
      filter: { '==': [{ var: 'customer' }, customer] },
      dimensions: [
        { key: 'm', expr: { var: 'closing' }, bucket: 'month' },
        { key: 'c', expr: { var: 'customer' } },
      ],
      measures: [
        { key: 'sum', agg: 'sum', expr: { var: 'amount' } },
        { key: 'won', agg: 'sum', expr: { var: 'amount' }, filter: { '==': [{ var: 'stage' }, 'won'] } },
        { key: 'n', agg: 'count' },
        { key: 'lines', agg: 'sum', expr: { countOf: ['items'] } },
      ],
      having: { '>': [{ var: 'n' }, 0] },
      sort: [{ by: 'sum', dir: 'desc' }],
    })
    expect(result.rows).toEqual([
      { m: '2026-01-01', c: customer, sum: '12.5', won: '10', n: 2, lines: '0' },
      { m: '2026-02-01', c: customer, sum: '4', won: '4', n: 1, lines: '0' },
    ])
    expect(result.refs).toEqual({ account: { [customer]: '统计客户' } })
  })

  it('are counted once more in the same statement, of records and fields the reader may see', async () => {
    const [made] = await createMany('account', [{ name: '两层客户' }])
    const customer = made?.record.id ?? ''
    await createMany(
      'deal',
      [4, 6, 8].map((amount, at) => ({
        name: `两层${at}`,
        customer,
        amount,
        stage: at === 2 ? 'won' : 'lead',
      })),
    )
    const over = {
      entity: 'deal',
      from: {
        query: {
          entity: 'deal',
          filter: { '==': [{ var: 'customer' }, customer] },
          dimensions: [{ key: 's', expr: { var: 'stage' } }],
          measures: [{ key: 'sum', agg: 'sum' as const, expr: { var: 'amount' } }],
        },
        columns: [{ key: 'twice', expr: { '*': [{ var: 'sum' }, 2] } }],
        where: { '>': [{ var: 'twice' }, 0] },
      },
      filter: { '<': [{ var: 'sum' }, 100] },
      dimensions: [],
      measures: [
        { key: 'groups', agg: 'count' as const },
        { key: 'most', agg: 'max' as const, expr: { var: 'twice' } },
      ],
    }
    expect((await door().aggregate(over)).rows).toEqual([{ groups: 2, most: '20' }])
    const reader = (deal: object) =>
      doorOf(workspace, model, {
        actor: actorOf({ userId: newId(7), roles: ['r'] }),
        roles: [{ key: 'r', label: 'r', entities: { deal } }] as never,
      })
    await expect(reader({ read: true, fields: { amount: 'hidden' } }).aggregate(over)).rejects.toMatchObject({
      code: 'RECORD_FIELD_UNKNOWN',
    })
    // Records of somebody else are not in anybody's own.
    const own = await reader({ read: { scope: 'own' }, fields: { '*': 'read' } }).aggregate(over)
    expect(own.rows).toEqual([{ groups: 0, most: null }])
  })
})

describe('stage history', () => {
  it('tells reach, dwell and loss from what really happened', async () => {
    const made = await createMany('deal', [
      { name: '漏斗1', stage: 'lead', amount: 10 },
      { name: '漏斗2', stage: 'lead', amount: 20 },
    ])
    const move = (index: number, stage: string) =>
      workspace.transaction((tx) =>
        doorOf(tx, model).write({
          op: 'update',
          entity: 'deal',
          id: made[index]?.record.id ?? '',
          values: { stage },
        }),
      )
    await move(0, 'quote')
    await move(0, 'lost')
    const asked = {
      entity: 'deal',
      field: 'stage',
      filter: { startsWith: [{ var: 'name' }, '漏斗'] },
      amount: 'amount',
      stages: ['lead', 'quote', 'won'],
      lost: ['lost'],
    }
    const rows = await door().stages(asked)
    expect(
      rows.map((r) => [r.stage, r.reached, r.current, r.lostHere, r.currentAmount, r.reachedAmount]),
    ).toEqual([
      ['lead', 2, 1, 0, '20', '30'],
      ['quote', 1, 0, 1, '0', '10'],
      ['won', 0, 0, 0, '0', '0'],
    ])
    expect(rows[0]?.dwellAverageDays).toBeGreaterThan(0)
    expect(rows.map((r) => [r.openHere, r.entered])).toEqual([
      [1, 2],
      [0, 1],
      [0, 0],
    ])
    expect(rows[2]?.dwellMedianDays).toBeNull()
    // As things stand is told without what came before.
    const standing = await door().stages({ ...asked, by: { var: 'name' }, past: false })
    expect(standing.map((r) => [r.stage, r.by, r.current, r.currentAmount])).toEqual([
      ['lead', '漏斗1', 0, '0'],
      ['quote', '漏斗1', 0, '0'],
      ['won', '漏斗1', 0, '0'],
      ['lead', '漏斗2', 1, '20'],
      ['quote', '漏斗2', 0, '0'],
      ['won', '漏斗2', 0, '0'],
    ])
    expect(Object.keys(standing[0] ?? {}).toSorted()).toEqual(Object.keys(rows[0] ?? {}).toSorted())
  })

  it('tells since when a record has its stage, whatever else of it changed later', async () => {
    const [made] = await createMany('deal', [{ name: '停留', stage: 'lead' }])
    const id = made?.record.id ?? ''
    const change = (values: { readonly [field: string]: string }): Promise<unknown> =>
      workspace.transaction((tx) => doorOf(tx, model).write({ op: 'update', entity: 'deal', id, values }))
    const asked = { entity: 'deal', field: 'stage', ids: [id] }
    const first = (await door().since(asked))[id]
    await change({ name: '停留2' })
    expect((await door().since(asked))[id]).toBe(first)
    await change({ stage: 'quote' })
    const second = (await door().since(asked))[id]
    expect(Date.parse(second ?? '')).toBeGreaterThanOrEqual(Date.parse(first ?? ''))
    expect(await door().since({ ...asked, field: 'name' })).toEqual({})
  })
})

describe('streams', () => {
  it('give everything of one moment', async () => {
    await createMany(
      'deal',
      Array.from({ length: 25 }, (_, i) => ({ name: `流${i}` })),
    )
    const names: unknown[] = []
    for await (const page of door().stream(
      { entity: 'deal', fields: ['name'], filter: { startsWith: [{ var: 'name' }, '流'] } },
      10,
    )) {
      names.push(...page.records.map((one) => one.values['name']))
      await createMany('deal', [{ name: '流后来' }])
    }
    expect(names).toHaveLength(25)
  })
})

describe('looking through another entity', () => {
  it('finds the first fitting record for each row, as far as the rights go', async () => {
    const [low, high] = await createMany('account', [
      { name: '查甲', level: 'a' },
      { name: '查乙', level: 'b' },
    ])
    await createMany('deal', [
      { name: '查1', customer: low?.record.id ?? '' },
      { name: '查2', customer: high?.record.id ?? '' },
    ])
    const looked = {
      lookup: [
        'account',
        {
          and: [
            { startsWith: [{ var: 'name' }, '查'] },
            { '!=': [{ var: 'id' }, { var: 'record.customer' }] },
          ],
        },
        'name',
        '-name',
      ],
    }
    const found = async (name: string): Promise<readonly unknown[]> =>
      (
        await door().query({
          entity: 'deal',
          fields: ['name'],
          filter: { and: [{ startsWith: [{ var: 'name' }, '查'] }, { '==': [looked, name] }] },
          limit: 9,
        })
      ).records.map((one) => one.values['name'])
    expect(await found('查乙')).toEqual(['查1'])
    expect(await found('查甲')).toEqual(['查2'])
    const blind = doorOf(workspace, model, {
      actor: actorOf({ userId: newId(7) }),
      roles: [{ key: 'r', label: 'r', entities: { deal: { read: true } } }],
    })
    await expect(
      blind.query({ entity: 'deal', fields: ['name'], filter: { '==': [looked, '查乙'] }, limit: 1 }),
    ).rejects.toMatchObject({ status: 400 })
  })
})
