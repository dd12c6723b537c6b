import type { EntityDocument, FieldDocument, Model, RoleDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../store.ts'
import { actorOf, doorOf, modelOf, publish, shopWorkspace } from '../testing/workspace.ts'
import type { Actor, RecordWrite } from '../types.ts'

const text = (key: string): FieldDocument => ({ key, id: `f_${key}`, type: 'text', label: key })
const links = (key: string, target: string, onDelete: string = 'set_null'): FieldDocument => ({
  key,
  id: `f_${key}`,
  type: 'links',
  label: key,
  settings: { target, onDelete },
})
const contact: EntityDocument = {
  id: 'e_contact',
  key: 'contact',
  label: 'contact',
  title: 'name',
  fields: [text('name'), text('city')],
}
const deal = (...more: readonly FieldDocument[]): EntityDocument => ({
  id: 'e_deal',
  key: 'deal',
  label: 'deal',
  title: 'name',
  fields: [text('name'), links('contacts', 'contact'), ...more],
})
const roles: readonly RoleDocument[] = [
  {
    key: 'seller',
    label: 's',
    entities: {
      deal: { create: true, read: { scope: 'all' }, update: { scope: 'all' } },
      contact: {
        read: { scope: 'condition', condition: { '!=': [{ var: 'city' }, '密'] } },
        update: { scope: 'own' },
      },
    },
  },
]

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model
let seller: Actor

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(db.url, [contact, deal()]))
  model = modelOf([contact, deal()], roles)
  const user = await workspace.people.createUser({
    key: null,
    name: '销售',
    email: 's@example.com',
    title: null,
    departmentId: null,
    managerId: null,
    roles: ['seller'],
    active: true,
    locale: 'zh',
    passwordHash: null,
  })
  seller = actorOf({ userId: user.id, roles: ['seller'] })
})
afterAll(async () => {
  await store.close()
  await db.drop()
})

const write = (one: RecordWrite, actor: Actor = actorOf()) =>
  workspace.transaction((tx) => doorOf(tx, model, { actor, roles }).write(one))
const made = async (entity: string, values: { readonly [key: string]: string | readonly string[] | null }) =>
  (await write({ op: 'create', entity, values })).record.id
const door = (actor: Actor = actorOf()) => doorOf(workspace, model, { actor, roles })
const listed = async (id: string) => (await door().get('deal', id))?.values['contacts']
const names = async (filter: Parameters<ReturnType<typeof door>['query']>[0]['filter']) =>
  (
    await door().query({ entity: 'deal', fields: ['name'], filter, limit: 50, sort: [{ field: 'name' }] })
  ).records.map(({ values }) => values['name'])

describe('links to many', () => {
  it('are a sorted list, with names, history, filters and both ways round', async () => {
    const [a, b, c] = [
      await made('contact', { name: '甲', city: '上海' }),
      await made('contact', { name: '乙', city: '北京' }),
      await made('contact', { name: '丙', city: '上海' }),
    ]
    const one = await made('deal', { name: 'L1', contacts: [b, a, b] })
    await made('deal', { name: 'L2', contacts: [c] })
    await made('deal', { name: 'L3' })
    expect(await listed(one)).toEqual([a, b].toSorted())
    const page = await door().query({
      entity: 'deal',
      fields: ['contacts'],
      filter: { '==': [{ var: 'name' }, 'L1'] },
      limit: 5,
    })
    expect(page.refs).toEqual({ contact: { [a]: '甲', [b]: '乙' } })

    const has = (operator: string, ids: readonly string[]) =>
      names({ [operator]: [{ var: 'contacts' }, ids] })
    expect(await has('hasAny', [a, c])).toEqual(['L1', 'L2'])
    expect(await has('hasAll', [a, b])).toEqual(['L1'])
    expect(await has('hasNone', [a])).toEqual(['L2', 'L3'])
    expect(await names({ some: ['contacts', { '==': [{ var: 'city' }, '上海'] }] })).toEqual(['L1', 'L2'])
    expect(await names({ '==': [{ countOf: ['contacts'] }, 2] })).toEqual(['L1'])
    const back = await door().query({
      entity: 'contact',
      fields: ['name'],
      filter: { some: ['deal_by_contacts', { '==': [{ var: 'name' }, 'L1'] }] },
      sort: [{ field: 'name' }],
      limit: 5,
    })
    expect(back.records.map(({ id }) => id).toSorted()).toEqual([a, b].toSorted())

    await write({ op: 'update', entity: 'deal', id: one, values: { contacts: [a] } })
    const [last] = await door().history('deal', one, 1)
    expect(last?.changes).toEqual([{ field: 'contacts', from: [a, b].toSorted(), to: [a] }])
    const around = await door().surroundings('deal', { id: one, contacts: [a, c] }, ['contacts.city'])
    expect(around.rows['contacts']?.map(({ row }) => row['city'])).toEqual(['上海', '上海'])
  })

  it('refuse what names nothing, and ask for the right to change both ends', async () => {
    const [open, secret] = [
      await made('contact', { name: '公开', city: '上海' }),
      await made('contact', { name: '保密', city: '密' }),
    ]
    const mine = (
      await write({ op: 'create', entity: 'contact', values: { name: '我的', owner: seller.userId } })
    ).record.id
    const nobody = '018f3c5e-7a10-7000-8000-0000000000ff'
    const put = (contacts: readonly string[], actor: Actor = seller) =>
      write({ op: 'create', entity: 'deal', values: { name: 'T10', contacts } }, actor)
    await expect(put([nobody], actorOf())).rejects.toMatchObject({
      code: 'RECORD_LINK_MISSING',
      details: [{ path: 'contacts' }],
    })
    const missing = await put([nobody]).catch((error: unknown) => error)
    const unseen = await put([secret]).catch((error: unknown) => error)
    expect(unseen).toMatchObject({ code: 'RECORD_LINK_MISSING' })
    expect(JSON.stringify(unseen)).toBe(JSON.stringify(missing))
    await expect(put([open])).rejects.toMatchObject({ code: 'RECORD_LINK_FORBIDDEN' })
    const { record } = await put([mine])
    await write({ op: 'update', entity: 'deal', id: record.id, values: { contacts: [mine, open] } })
    const change = (contacts: readonly string[]) =>
      write({ op: 'update', entity: 'deal', id: record.id, values: { contacts } }, seller)
    await expect(change([mine])).rejects.toMatchObject({ code: 'RECORD_LINK_FORBIDDEN' })
    await change([open])
    expect(await listed(record.id)).toEqual([open])
  })

  it('lose a record that goes to the bin, and have it again when it comes back', async () => {
    const [a, b] = [await made('contact', { name: '去' }), await made('contact', { name: '留' })]
    const one = await made('deal', { name: 'B1', contacts: [a, b] })
    await write({ op: 'delete', entity: 'contact', id: a })
    expect(await listed(one)).toEqual([b])
    expect((await door().get('deal', one))?.version).toBe(2)
    await write({ op: 'restore', entity: 'contact', id: a })
    expect(await listed(one)).toEqual([a, b].toSorted())
    await write({ op: 'delete', entity: 'contact', id: a })
    await write({ op: 'purge', entity: 'contact', id: a })
    expect(await listed(one)).toEqual([b])
  })
})

describe('delete rules', () => {
  it('name what holds on, cascade, and follow a rename and a new target', async () => {
    const [guarded, cascading] = [
      links('guards', 'contact', 'restrict'),
      links('dies_with', 'contact', 'cascade'),
    ]
    const next = modelOf([contact, deal(guarded, cascading)], roles, 2)
    await publish(workspace, model, next)
    model = next
    const [a, b] = [await made('contact', { name: '守' }), await made('contact', { name: '同' })]
    for (const n of [1, 2, 3, 4]) await made('deal', { name: `G${n}`, guards: [a] })
    const refused = await write({ op: 'delete', entity: 'contact', id: a }).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'RECORD_IN_USE',
      data: { entity: 'deal', count: 4, records: [{ title: 'G1' }, {}, {}] },
    })
    expect(String((refused as { text: { zh: string } }).text.zh)).toContain('4 条')
    const dying = await made('deal', { name: 'C1', dies_with: [b] })
    await write({ op: 'delete', entity: 'contact', id: b })
    expect(await door().get('deal', dying)).toBeNull()

    const renamed = modelOf([contact, deal({ ...guarded, key: 'guards_now' }, cascading)], roles, 3)
    await publish(workspace, model, renamed)
    model = renamed
    await expect(write({ op: 'delete', entity: 'contact', id: a })).rejects.toMatchObject({
      code: 'RECORD_IN_USE',
    })
    expect(await names({ '>': [{ countOf: ['guards_now'] }, 0] })).toHaveLength(4)
    const without = modelOf([contact, deal()], roles, 4)
    await publish(workspace, model, without)
    model = without
    await write({ op: 'delete', entity: 'contact', id: a })
  })
})
