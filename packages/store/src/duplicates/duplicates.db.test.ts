import type { DuplicateDocument, EntityDocument, Model } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../store.ts'
import { doorOf, modelOf, publish, shopWorkspace } from '../testing/workspace.ts'
import { keysOf } from './keys.ts'

const text = (key: string) => ({ key, id: `f_${key}`, type: 'text', label: key })
const entity = (key: string, duplicates: readonly DuplicateDocument[] = []): EntityDocument => ({
  id: `e_${key}`,
  key,
  label: key,
  title: 'name',
  fields: [text('name'), text('phone'), text('firm')],
  duplicates,
})
const rules: readonly DuplicateDocument[] = [
  { key: 'same', fields: ['name'], normalise: 'text', on: 'block', across: ['account'] },
  { key: 'sound', fields: ['name'], normalise: 'pinyin', on: 'warn' },
  { key: 'near', fields: ['name'], normalise: 'fuzzy', on: 'warn' },
  { key: 'phone', fields: ['phone'], normalise: 'phone', on: 'warn' },
  {
    key: 'other',
    fields: ['firm'],
    normalise: 'company',
    on: 'warn',
    across: [{ entity: 'account', fields: ['name'] }],
    show: ['phone'],
  },
]

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace, model } = await shopWorkspace(db.url, [entity('lead', rules), entity('account')]))
})
afterAll(async () => {
  await store.close()
  await db.drop()
})

const make = async (kind: string, values: { readonly [key: string]: string }) =>
  (await workspace.transaction((tx) => doorOf(tx, model).write({ op: 'create', entity: kind, values })))
    .record.id
const found = async (values: { readonly [key: string]: string }, except?: string) =>
  (
    await doorOf(workspace, model).duplicates(
      'lead',
      values,
      except === undefined ? {} : { exceptId: except },
    )
  ).map(({ entity: of, key, title }) => `${of} ${key} ${title}`)

describe('duplicate keys', () => {
  it('see through width, case, signs, company endings and traditional characters', () => {
    const same = ['云岭科技有限公司', '雲嶺科技', '云岭　科技（有限公司）', '云岭科技股份有限公司']
    expect(new Set(same.flatMap((one) => keysOf('text', one)))).toEqual(new Set(['云岭科技']))
    expect(keysOf('text', 'ＡＣＭＥ Co., Ltd.')).toEqual(['acme'])
    expect(keysOf('text', '有限公司')).toEqual(['有限公司'])
    expect(keysOf('text', '')).toEqual([])
    expect(keysOf('pinyin', '张伟')).toEqual(keysOf('pinyin', '章伟'))
  })
})

describe('duplicates', () => {
  it('are found by every kind of key, across entities, following every change', async () => {
    await make('account', { name: '雲嶺科技' })
    const lead = await make('lead', { name: '张伟志强商贸', phone: '１３９-0000-1111' })
    expect(await found({ name: '云岭科技有限公司' })).toEqual(['account same 雲嶺科技'])
    expect(await found({ name: '章伟志强商贸有限公司' })).toEqual([
      'lead sound 张伟志强商贸',
      'lead near 张伟志强商贸',
    ])
    expect(await found({ name: '张伟志商贸' })).toEqual(['lead near 张伟志强商贸'])
    expect(await found({ name: '张志商贸' })).toEqual([])
    expect(await found({ phone: '+86 139 0000 1111' })).toEqual(['lead phone 张伟志强商贸'])
    expect(await found({ name: '张伟志强商贸' }, lead)).toEqual([])
    await workspace.transaction((tx) =>
      doorOf(tx, model).write({ op: 'update', entity: 'lead', id: lead, values: { name: '完全不同' } }),
    )
    expect(await found({ name: '张伟志强商贸' })).toEqual([])
    expect(await found({ name: '完全不同的' })).toEqual(['lead near 完全不同'])
  })

  it('are found in other entities by fields of other names, with what the rule shows of them', async () => {
    await make('account', { name: '滇池水务（集团）有限公司', phone: '0871' })
    const hits = await doorOf(workspace, model).duplicates('lead', { firm: '滇池水务' })
    expect(hits).toMatchObject([{ entity: 'account', key: 'other', shown: { phone: '0871' } }])
  })

  it('are known of records from before their rule', async () => {
    await make('account', { name: '早先的記錄公司' })
    const next = modelOf([entity('lead', rules), entity('account', rules)], [], 2)
    await publish(workspace, model, next)
    model = next
    const hits = await doorOf(workspace, model).duplicates('account', { name: '早先的记录' })
    expect(hits.map(({ key }) => key)).toContain('same')
  })

  it('let one of two at once through: who comes second finds the first', async () => {
    const tries = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        workspace.transaction(async (tx) => {
          const door = doorOf(tx, model)
          const values = { name: n % 2 ? '同時註冊公司' : '同时注册' }
          const hits = await door.duplicates('lead', values)
          if (hits.some(({ on }) => on === 'block')) return 'duplicate'
          await door.write({ op: 'create', entity: 'lead', values })
          return 'made'
        }),
      ),
    )
    expect(tries.filter((one) => one === 'made')).toHaveLength(1)
  })
})
