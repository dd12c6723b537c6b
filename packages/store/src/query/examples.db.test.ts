import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EntityDocument, Model, RecordQuery, RoleDocument, ViewDocument } from '@mortise/schema'
import { compileModel } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../database/ids.ts'
import type { Store } from '../store.ts'
import { plansOf } from '../testing/plans.ts'
import { shopApp } from '../testing/shop.ts'
import { actorOf, fieldTypes, modelOf, publish, shopWorkspace } from '../testing/workspace.ts'

const examples = resolve(import.meta.dirname, '../../../../examples')

function documents<D>(app: string, kind: string): readonly D[] {
  const folder = resolve(examples, app, kind)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as D)
}

function compiled(app: string): Model {
  const entities = documents<EntityDocument>(app, 'entities')
  const roles = documents<RoleDocument>(app, 'roles')
  const one = { ...shopApp(entities, roles), view: documents<ViewDocument>(app, 'views') }
  return compileModel({ apps: [one], fieldFacts: fieldTypes, version: 1 }).model
}

const apps = readdirSync(examples).filter((name) => existsSync(resolve(examples, name, 'app.json')))

describe.each(apps)('the lists of %s', (app) => {
  let db: TestDatabase
  let store: Store
  let client: pg.Client
  const model = compiled(app)

  beforeAll(async () => {
    db = await createTestDatabase()
    const shop = await shopWorkspace(db.url, [])
    store = shop.store
    await publish(shop.workspace, modelOf([], [], 0), model)
    client = new pg.Client({ connectionString: db.url })
    await client.connect()
  }, 120_000)
  afterAll(async () => {
    await client?.end()
    await store?.close()
    await db?.drop()
  })

  const views = model.entities
    .flatMap(({ key }) => model.views(key))
    .map((view) => [view.entity, view.key, view] as const)

  it.each(views)('%s: %s has an index that serves it', async (entity, _, view) => {
    const department = newId(1)
    const actor = actorOf({ userId: newId(2), departmentId: department, roles: ['seller'] })
    const seller: RoleDocument = {
      key: 'seller',
      label: 's',
      entities: { [entity]: { read: { scope: 'department' } } },
    }
    const query: RecordQuery = {
      entity,
      fields: ['id'],
      limit: 50,
      sort: view.sort ?? [{ field: 'updated_at', dir: 'desc' }],
      ...(view.filter === undefined ? {} : { filter: view.filter }),
    }
    for (const who of [{}, { actor, roles: [seller] }]) {
      const steps = await plansOf((door) => door.query(query), {
        client,
        model,
        off: ['seqscan', 'bitmapscan', 'sort', 'incremental_sort'],
        ...who,
      })
      // Behind a link the named record is joined by its id; the table itself is read in order.
      expect(steps.filter((step) => /^(Seq Scan|Sort|Incremental Sort)/.test(step))).toEqual([])
      expect(steps.some((step) => /^Index (Only )?Scan/.test(step))).toBe(true)
    }
  })
})
