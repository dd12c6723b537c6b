import type { EntityDocument, Model, RoleDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../store.ts'
import { actorOf, doorOf, modelOf, publish, shopWorkspace } from '../testing/workspace.ts'
import type { Actor, RecordWrite } from '../types.ts'

const text = (key: string) => ({ key, id: `f_${key}`, type: 'text', label: key })
const firm = (search: readonly string[]): EntityDocument => ({
  id: 'e_firm',
  key: 'firm',
  label: 'firm',
  title: 'name',
  search,
  fields: [text('name'), text('secret'), text('note')],
})
const roles: readonly RoleDocument[] = [
  { key: 'guest', label: 'g', entities: { firm: { read: { scope: 'all' }, fields: { secret: 'hidden' } } } },
]

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(db.url, [firm(['secret'])]))
  model = modelOf([firm(['secret'])], roles)
})
afterAll(async () => {
  await store.close()
  await db.drop()
})

const write = (one: RecordWrite) => workspace.transaction((tx) => doorOf(tx, model).write(one))
const made = async (name: string, more: { readonly [key: string]: string } = {}) =>
  (await write({ op: 'create', entity: 'firm', values: { name, ...more } })).record.id
const found = async (search: string, actor: Actor = actorOf()) => {
  const door = doorOf(workspace, model, { actor, roles })
  const page = await door.query({
    entity: 'firm',
    fields: ['name'],
    search,
    limit: 20,
    sort: [{ field: 'name' }],
  })
  return page.records.map(({ values }) => values['name'])
}

describe('quick search', () => {
  it('finds by letters, by pinyin from a syllable on, by first letters, whatever the width and case', async () => {
    await made('杭州正大贸易有限公司')
    await made('重庆长安汽车')
    await made('ＡＣＭＥ Trading 100%')
    await made('单雄信')
    expect(await found('正大')).toEqual(['杭州正大贸易有限公司'])
    expect(await found('大贸易')).toEqual(['杭州正大贸易有限公司'])
    expect(await found('杭')).toEqual(['杭州正大贸易有限公司'])
    expect(await found('hangzhou')).toEqual(['杭州正大贸易有限公司'])
    expect(await found('zhengd')).toEqual(['杭州正大贸易有限公司'])
    expect(await found('angzhou')).toEqual([])
    expect(await found('hzzd')).toEqual(['杭州正大贸易有限公司'])
    expect(await found('chongqing')).toEqual(['重庆长安汽车'])
    expect(await found('cqca')).toEqual(['重庆长安汽车'])
    expect(await found('shanxx')).toEqual([])
    expect(await found('sxx')).toEqual(['单雄信'])
    expect(await found('acme')).toEqual(['ＡＣＭＥ Trading 100%'])
    expect(await found('ａｃｍｅ 00%')).toEqual(['ＡＣＭＥ Trading 100%'])
    expect(await found('acme 贸易')).toEqual([])
    expect(await found('大正')).toEqual([])
    expect(await found('_')).toEqual([])
    expect(await found("a' or ''='")).toEqual([])
  })

  it('follows every change, and nothing that lies in the bin', async () => {
    const id = await made('旧名字', { secret: '一二三' })
    await write({ op: 'update', entity: 'firm', id, values: { name: '新称呼' } })
    expect(await found('旧名')).toEqual([])
    expect(await found('新称')).toEqual(['新称呼'])
    await write({ op: 'update', entity: 'firm', id, values: { secret: null } })
    expect(await found('一二')).toEqual([])
    await write({ op: 'delete', entity: 'firm', id })
    expect(await found('新称')).toEqual([])
    await write({ op: 'restore', entity: 'firm', id })
    expect(await found('xinc')).toEqual(['新称呼'])
  })

  it('looks only into fields the reader may see', async () => {
    await made('明面上', { secret: '底牌' })
    const guest = actorOf({ userId: '018f3c5e-7a10-7000-8000-0000000000aa', roles: ['guest'] })
    for (const word of ['底牌', 'dipai', 'dp', '底']) {
      expect(await found(word)).toEqual(['明面上'])
      expect(await found(word, guest)).toEqual([])
    }
    expect(await found('明面', guest)).toEqual(['明面上'])
    const seen = await doorOf(workspace, model, { actor: guest, roles }).search('底牌', ['firm'], 5)
    expect(seen).toEqual([])
  })

  it('learns of a field that is searched from now on, and forgets one that is not', async () => {
    await made('有备注', { note: '暗号天王盖地虎' })
    expect(await found('天王')).toEqual([])
    const next = modelOf([firm(['note'])], roles, 2)
    await publish(workspace, model, next)
    model = next
    expect(await found('天王')).toEqual(['有备注'])
    expect(await found('底牌')).toEqual([])
    expect(await workspace.transaction((tx) => tx.fillSearch(model, 10))).toBe(true)
  })
})
