import type { EntityDocument, FieldDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { rawSql } from '@mortise/expressions/sql'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockMigrations } from '../database/migrate.ts'
import { makePool } from '../database/pool.ts'
import { runnerOnClient } from '../database/runner.ts'
import { inTransaction } from '../database/transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store, WorkspaceStore } from '../store.ts'
import { shopEntities } from '../testing/shop.ts'
import { doorOf, fieldTypes, modelOf, publish, shopWorkspace } from '../testing/workspace.ts'

let database: TestDatabase
let store: Store
let workspace: WorkspaceStore
let client: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(database.url))
  client = new pg.Client({ connectionString: database.url })
  client.on('error', () => undefined)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await store.close()
  await database.drop()
})

const withFields = (
  entities: readonly EntityDocument[],
  entity: string,
  change: (fields: readonly FieldDocument[]) => readonly FieldDocument[],
): readonly EntityDocument[] =>
  entities.map((one) => (one.key === entity ? { ...one, fields: change(one.fields) } : one))

const retyped =
  (key: string, type: string, settings: FieldDocument['settings'] = {}) =>
  (fields: readonly FieldDocument[]) =>
    fields.map((one) => (one.key === key ? { ...one, type, settings } : one))

const rowVersions = async (table: string): Promise<unknown> =>
  (await client.query(`select id, xmin::text as x from ws_test.${table} order by id`)).rows

describe('migrations', () => {
  it('run once when several processes start together, and again do nothing', async () => {
    const stores = [1, 2, 3].map(() => openStore({ url: database.url, fields: fieldTypes, poolSize: 2 }))
    await Promise.all(stores.map((one) => one.migrate()))
    const { rows } = await client.query('select name from ws_test.migration order by name')
    expect(rows[0]).toEqual({ name: '0001-records.sql' })
    await Promise.all(stores.map((one) => one.close()))
  })

  it('wait for another process that migrates for as long as it takes', async () => {
    const pool = makePool({ url: database.url, size: 2, onError: () => undefined })
    const first = await pool.connect()
    await first.query('begin')
    await lockMigrations(runnerOnClient(first))
    let waits = true
    // However short the limits of whoever waits, they hold again afterwards.
    const second = inTransaction(pool, async (runner) => {
      await runner.rows(rawSql(`set lock_timeout = '20ms'`))
      await lockMigrations(runner)
      waits = false
      return runner.rows<{ lock_timeout: string }>(rawSql('show lock_timeout'))
    })
    // Looked for until it stands there, or was sent away.
    const stands = `select 1 from pg_locks where locktype = 'advisory' and not granted`
    const settled = second.catch((error: unknown) => error)
    try {
      await Promise.race([
        settled,
        expect.poll(async () => (await client.query(stands)).rowCount, { timeout: 5000 }).toBe(1),
      ])
      await client.query('select pg_sleep(0.1)')
      expect(waits).toBe(true)
    } finally {
      await first.query('commit')
      first.release()
    }
    expect(await settled).toEqual([{ lock_timeout: '10s' }])
    await pool.end()
  })

  it('refuse a database of a newer release', async () => {
    await client.query(`insert into ws_test.migration (name, hash) values ('9999-later.sql', 'x')`)
    await expect(store.migrate()).rejects.toMatchObject({ code: 'STORE_MIGRATION_NEWER' })
    await client.query(`delete from ws_test.migration where name = '9999-later.sql'`)
  })

  it('keep workspaces apart', async () => {
    await expect(store.createWorkspace({ key: 'test', name: 'x' })).rejects.toMatchObject({ status: 409 })
    await expect(store.createWorkspace({ key: 'x"; drop', name: 'x' })).rejects.toMatchObject({
      code: 'STORE_NAME_INVALID',
    })
    await store.createWorkspace({ key: 'other', name: '另一家' })
    expect(await store.workspaces()).toEqual([
      { key: 'other', name: '另一家' },
      { key: 'test', name: '测试' },
    ])
  })
})

describe('publishing', () => {
  it('renames fields and entities without touching a row, and back', async () => {
    const before = modelOf(shopEntities)
    const made = await workspace.transaction((tx) =>
      doorOf(tx, before).createMany('account', [
        { name: '改名一', phone: '1' },
        { name: '改名二', phone: '2' },
      ]),
    )
    const rows = await rowVersions('r_account')
    const renamed = withFields(
      shopEntities.map((one) =>
        one.key === 'account' ? { ...one, key: 'client', search: ['mobile'], duplicates: [] } : one,
      ),
      'client',
      (fields) =>
        fields.map((one) =>
          one.key === 'phone'
            ? { ...one, key: 'mobile' }
            : one.type === 'rollup'
              ? { ...one, settings: { ...one.settings, relation: 'deal_by_customer' } }
              : one,
        ),
    ).map((one) =>
      one.key === 'deal'
        ? {
            ...one,
            fields: one.fields.map((f) =>
              f.key === 'customer' ? { ...f, settings: { target: 'client' } } : f,
            ),
          }
        : one,
    )
    const after = modelOf(renamed, [], 2)
    await publish(workspace, before, after)
    expect(await rowVersions('r_client')).toEqual(rows)
    const door = doorOf(workspace, after)
    expect((await door.get('client', made[0]?.record.id ?? ''))?.values['mobile']).toBe('1')
    expect((await door.history('client', made[0]?.record.id ?? '', 9))[0]?.changes).toContainEqual({
      field: 'mobile',
      from: null,
      to: '1',
    })
    const clash = workspace.transaction((tx) => doorOf(tx, after).createMany('client', [{ name: '改名一' }]))
    await expect(clash).rejects.toMatchObject({ code: 'RECORD_DUPLICATE_VALUE', details: [{ path: 'name' }] })
    await publish(workspace, after, modelOf(shopEntities, [], 3))
    expect(await rowVersions('r_account')).toEqual(rows)
  })

  it('adds and drops fields; what is dropped stays for a while and holds nothing up', async () => {
    const before = modelOf(shopEntities)
    const more = withFields(shopEntities, 'account', (fields) => [
      ...fields,
      { id: 'f_code', key: 'code', type: 'text', label: 'x', unique: true },
    ])
    await publish(workspace, before, modelOf(more, [], 4))
    await workspace.transaction((tx) =>
      doorOf(tx, modelOf(more)).createMany('account', [{ name: '码', code: 'C1' }]),
    )
    await publish(workspace, modelOf(more), modelOf(shopEntities, [], 5))
    const { rows } = await client.query(
      `select column_name from information_schema.columns where table_name = 'r_account' and column_name like '~dropped%code'`,
    )
    expect(rows).toHaveLength(1)
    await publish(workspace, modelOf(shopEntities), modelOf(more, [], 6))
    const again = await doorOf(workspace, modelOf(more)).query({
      entity: 'account',
      fields: ['code'],
      limit: 500,
    })
    expect(again.records.every((one) => one.values['code'] === null)).toBe(true)
    await publish(workspace, modelOf(more), modelOf(shopEntities, [], 7))
  })

  it('brings a dropped field and a dropped entity back with all they held', async () => {
    const full = modelOf(shopEntities, [], 20)
    const [made] = await workspace.transaction((tx) =>
      doorOf(tx, full).createMany('account', [{ name: '可恢复', phone: '139' }]),
    )
    const account = made?.record.id ?? ''
    const [deal] = await workspace.transaction((tx) =>
      doorOf(tx, full).createMany('deal', [{ name: '可恢复的单', customer: account, amount: 5 }]),
    )
    const rows = await rowVersions('r_deal')
    const less = withFields(shopEntities, 'account', (fields) =>
      fields.filter((one) => one.key !== 'phone'),
    ).map((one) => (one.key === 'account' ? { ...one, search: [], duplicates: [] } : one))
    const shadows = await publish(workspace, full, modelOf(less, [], 21))
    expect(shadows).toMatchObject([{ field: expect.any(String), columns: [{ name: expect.any(String) }] }])
    await publish(workspace, modelOf(less, [], 21), modelOf(shopEntities, [], 22), shadows)
    expect((await doorOf(workspace, full).get('account', account))?.values['phone']).toBe('139')
    const none = shopEntities
      .filter((one) => one.key === 'account')
      .map((one) => ({
        ...one,
        duplicates: [],
        fields: one.fields.filter((field) => field.type !== 'rollup'),
      }))
    const tables = await publish(workspace, full, modelOf(none, [], 23))
    expect(tables.map((one) => one.field === null)).toContain(true)
    await publish(workspace, modelOf(none, [], 23), modelOf(shopEntities, [], 24), tables)
    expect(await rowVersions('r_deal')).toEqual(rows)
    const again = await doorOf(workspace, full).get('deal', deal?.record.id ?? '')
    expect(again?.values).toMatchObject({ name: '可恢复的单', customer: account })
    const broken = workspace.transaction((tx) =>
      doorOf(tx, full).createMany('deal', [{ name: 'x', customer: deal?.record.id ?? '' }]),
    )
    await expect(broken).rejects.toThrow()
  })

  it('changes types where values can be read so, empties the rest, and keeps the old column', async () => {
    const before = modelOf(shopEntities)
    const made = await workspace.transaction((tx) =>
      doorOf(tx, before).createMany('account', [
        { name: '型1', level: '12.5' },
        { name: '型2', level: '2026-02-31' },
        { name: '型3', level: '2026-02-28' },
      ]),
    )
    const valueOf = async (to: readonly EntityDocument[], index: number) =>
      (await doorOf(workspace, modelOf(to)).get('account', made[index]?.record.id ?? ''))?.values['level']
    const asNumber = withFields(shopEntities, 'account', retyped('level', 'decimal', { scale: 1 }))
    await publish(workspace, before, modelOf(asNumber, [], 8))
    expect(await Promise.all([0, 1, 2].map((i) => valueOf(asNumber, i)))).toEqual(['12.5', null, null])
    const asText = withFields(shopEntities, 'account', retyped('level', 'text'))
    await publish(workspace, modelOf(asNumber), modelOf(asText, [], 9))
    expect(await valueOf(asText, 0)).toBe('12.5')
    const linked = withFields(shopEntities, 'account', retyped('level', 'link', { target: 'deal' }))
    await publish(workspace, modelOf(asText), modelOf(linked, [], 10))
    expect(await valueOf(linked, 0)).toBeNull()
    await publish(workspace, modelOf(linked), modelOf(asText, [], 11))
    expect(await valueOf(asText, 0)).toBe('12.5')
    await publish(workspace, modelOf(asText), modelOf(asNumber, [], 12))
    await publish(workspace, modelOf(asNumber), modelOf(shopEntities, [], 13))
    const back = await Promise.all([0, 1, 2].map((i) => valueOf(shopEntities, i)))
    expect(back).toEqual(['12.5', '2026-02-31', '2026-02-28'])
  })

  it('works out new roll-ups and formulas for the records there are', async () => {
    const before = modelOf(shopEntities)
    const made = await workspace.transaction(async (tx) => {
      const [account] = await doorOf(tx, before).createMany('account', [{ name: '回填' }])
      const customer = account?.record.id ?? ''
      await doorOf(tx, before).createMany('deal', [
        { name: '回填1', customer, amount: 7, cost: 2 },
        { name: '回填2', customer, amount: '2.5' },
      ])
      return customer
    })
    const more = withFields(
      withFields(shopEntities, 'account', (fields) => [
        ...fields,
        {
          id: 'f_best',
          key: 'best',
          type: 'rollup',
          label: 'x',
          settings: {
            relation: 'deal_by_customer',
            aggregate: 'max',
            expr: { var: 'net' },
            result: 'money',
            scale: 2,
          },
        },
      ]),
      'deal',
      (fields) => [
        ...fields,
        {
          id: 'f_net',
          key: 'net',
          type: 'formula',
          label: 'x',
          settings: {
            expr: { '-': [{ var: 'amount' }, { '??': [{ var: 'cost' }, 0] }] },
            stored: true,
            result: 'money',
            scale: 2,
          },
        },
      ],
    )
    await publish(workspace, before, modelOf(more, [], 16))
    const account = await doorOf(workspace, modelOf(more)).get('account', made)
    expect([account?.values['best'], account?.version]).toEqual(['5', 1])
    await publish(workspace, modelOf(more), modelOf(shopEntities, [], 17))
  })

  it('keeps an index behind each duplicate rule, and uses it', async () => {
    const indexes = async () =>
      (await client.query(`select indexdef from pg_indexes where indexname like 'r_account_dup_%'`)).rows
        .length
    const before = await indexes()
    expect(before).toBeGreaterThan(0)
    const bare = shopEntities.map((one) => ({ ...one, duplicates: [] }))
    await publish(workspace, modelOf(shopEntities), modelOf(bare, [], 18))
    expect(await indexes()).toBe(0)
    await publish(workspace, modelOf(bare), modelOf(shopEntities, [], 19))
    expect(await indexes()).toBe(before)
    await workspace.transaction((tx) =>
      doorOf(tx, modelOf(shopEntities)).createMany(
        'account',
        Array.from({ length: 3000 }, (_, i) => ({ name: `多${i}`, phone: `139${i}` })),
      ),
    )
    await client.query('analyze ws_test.r_account')
    const plan = async (): Promise<string> =>
      JSON.stringify(
        (
          await client.query(
            `explain select 1 from ws_test.r_account t1 where t1._deleted_at is null and nullif(right(regexp_replace(normalize((t1.phone)::text collate "C", nfkc), '[^0-9]', '', 'g'), 11), '') = '13800138000'`,
          )
        ).rows,
      )
    // A new index counts only once every transaction of the cluster that is older than it has ended.
    await expect.poll(plan, { timeout: 30_000 }).toContain('r_account_dup_')
  })

  it('does not disturb statements that were planned before', async () => {
    const before = modelOf(shopEntities)
    const [made] = await workspace.transaction((tx) =>
      doorOf(tx, before).createMany('account', [{ name: '计划', phone: '42' }]),
    )
    const id = made?.record.id ?? ''
    const phone = (model: typeof before) => doorOf(workspace, model).get('account', id, { fields: ['phone'] })
    for (let i = 0; i < 20; i += 1) await phone(before)
    const after = modelOf(withFields(shopEntities, 'account', retyped('phone', 'integer')), [], 14)
    await publish(workspace, before, after)
    for (let i = 0; i < 20; i += 1) expect((await phone(after))?.values['phone']).toBe(42)
    const inside = await workspace.transaction((tx) =>
      doorOf(tx, after).get('account', id, { fields: ['phone'] }),
    )
    expect(inside?.values['phone']).toBe(42)
    await publish(workspace, after, modelOf(shopEntities, [], 15))
    expect((await phone(before))?.values['phone']).toBe('42')
  })

  it('drops an entity and makes one of the same key again', async () => {
    const note: EntityDocument = {
      id: 'e_note',
      key: 'job',
      label: '任务',
      title: 'title',
      fields: [{ id: 'f_title', key: 'title', type: 'text', label: 'x', unique: true }],
    }
    const without = modelOf(shopEntities)
    await publish(workspace, without, modelOf([...shopEntities, note], [], 11))
    await workspace.transaction((tx) =>
      doorOf(tx, modelOf([...shopEntities, note])).createMany('job', [{ title: 'x' }]),
    )
    await publish(workspace, modelOf([...shopEntities, note]), modelOf(shopEntities, [], 12))
    const again = modelOf([...shopEntities, { ...note, id: 'e_note2' }], [], 13)
    await publish(workspace, without, again)
    expect(
      (await doorOf(workspace, again).query({ entity: 'job', fields: ['title'], limit: 9 })).records,
    ).toEqual([])
  })

  it('says each step in both languages before it does anything', () => {
    const steps = workspace.planChanges([{ type: 'create_entity', entity: 'deal' }], {
      before: modelOf([], [], 0),
      after: modelOf(shopEntities),
    })
    expect(steps[0]).toMatchObject({ zh: '新建数据表「测试」', en: 'create the table of "test"' })
    expect(steps.map((step) => step.sql).join('\n')).not.toContain('测试')
  })
})

describe('announcements', () => {
  it('reach other processes', async () => {
    const other = openStore({ url: database.url, fields: fieldTypes })
    const heard = new Promise((resolve) => other.workspace('test').onChange(resolve))
    const wait = setInterval(() => void workspace.announce({ topic: 'record', entity: 'deal', id: '1' }), 50)
    expect(await heard).toEqual({ topic: 'record', entity: 'deal', id: '1' })
    clearInterval(wait)
    await other.close()
  })
})
