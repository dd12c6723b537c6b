import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildAccess } from '../access/build-access.ts'
import { actorOf, modelOf, shopWorkspace } from '../testing/workspace.ts'
import { shopEntities } from '../testing/shop.ts'
import type { RoleDocument } from '@mortise/schema'
import type { Door } from '../types.ts'

// Whoever has the same roles shares one value of rights, and with it the statements made from it.
const role: RoleDocument = {
  key: 'seller',
  label: 'seller',
  entities: { account: { create: true, read: { scope: 'own' }, update: { scope: 'own' } } },
}
const model = modelOf(shopEntities, [role])
const access = buildAccess(model, [role], actorOf({ userId: '018f3c5e-7a10-7000-8000-00000000000a' }))
const anna = '018f3c5e-7a10-7000-8000-00000000000a'
const ben = '018f3c5e-7a10-7000-8000-00000000000b'

let open: Awaited<ReturnType<typeof shopWorkspace>>
let drop: () => Promise<void>

beforeAll(async () => {
  const database = await createTestDatabase()
  drop = database.drop
  open = await shopWorkspace(database.url)
  for (const [name, id] of [
    ['anna', anna],
    ['ben', ben],
  ] as const)
    await open.workspace.people.createUser({
      id,
      key: name,
      name,
      email: `${name}@example.com`,
      title: null,
      departmentId: null,
      managerId: null,
      roles: ['seller'],
      active: true,
      locale: 'zh',
      passwordHash: null,
    })
})
afterAll(async () => {
  await open.store.close()
  await drop()
})

const doorAt = (tables: Pick<typeof open.workspace, 'records'>, userId: string, now: string): Door =>
  tables.records({ actor: actorOf({ userId, roles: ['seller'] }), access, model, now })

it('statements kept for one person give another only what is that person’s', async () => {
  const now = '2026-03-02T01:00:00.000Z'
  const ids: string[] = []
  for (const who of [anna, ben])
    await open.workspace.transaction(async (tx) => {
      const made = await doorAt(tx, who, now).write({
        op: 'create',
        entity: 'account',
        values: { name: who },
      })
      expect(made.record.values['name']).toBe(who)
      ids.push(made.record.id)
    })
  for (let round = 0; round < 2; round += 1)
    for (const [index, who] of [anna, ben].entries()) {
      const door = doorAt(open.workspace, who, now)
      const other = ids[1 - index] ?? ''
      expect((await door.get('account', ids[index] ?? ''))?.values['name']).toBe(who)
      expect(await door.get('account', other)).toBeNull()
      const page = await door.query({ entity: 'account', fields: ['name'], limit: 10 })
      expect(page.records.map(({ values }) => values['name'])).toEqual([who])
      expect(await door.refs([{ entity: 'account', ids }])).toMatchObject({ account: { [other]: null } })
      const stolen = open.workspace.transaction((tx) =>
        doorAt(tx, who, now).write({ op: 'update', entity: 'account', id: other, values: { level: 'A' } }),
      )
      await expect(stolen).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
    }
})

it('a filter on today moves on with the day', async () => {
  const filter = { dateIn: [{ var: 'created_at' }, 'today'] }
  const asked = { entity: 'account', fields: ['name'], filter, limit: 10 }
  const on = async (now: string): Promise<number> =>
    (await doorAt(open.workspace, anna, now).query(asked)).records.length
  expect([await on('2026-03-02T03:00:00.000Z'), await on('2026-03-03T03:00:00.000Z')]).toEqual([1, 0])
})
