import { resolve } from 'node:path'
import { builtinKit } from '@mortise/kit'
import { openStore } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  installApp,
  localFiles,
  openRuntime,
  readApp,
  readAppFolder,
  rootCause,
  type Runtime,
  runManualRule,
  saveRecord,
  startFlow,
  systemActor,
  userActor,
  commandItem,
  inbox,
} from './index.ts'

let runtime: Runtime
let drop: () => Promise<void>
beforeAll(async () => {
  const database = await createTestDatabase()
  drop = database.drop
  const store = openStore({ url: database.url, fields: builtinKit.fields })
  await store.migrate()
  await store.createWorkspace({ key: 'main', name: 'main' })
  runtime = openRuntime({
    store,
    kit: builtinKit,
    files: localFiles('/tmp/mortise-test-files'),
    outbound: {} as never,
    clock: Date.now,
    url: 'http://localhost',
    log: { info: () => {}, error: console.error },
  })
  const app = readApp(
    await readAppFolder(resolve(import.meta.dirname, '../../../examples/crm')),
    builtinKit,
    'crm',
  )
  await installApp(runtime.workspace('main'), {
    app,
    demo: true,
    password: 'demo-password',
  })
})
afterAll(async () => {
  await runtime.close()
  await drop()
})

it('installs the CRM with its demo data', async () => {
  const ws = runtime.workspace('main')
  const counts = await ws.unit(async (unit) => {
    const door = unit.door(systemActor('test'))
    return {
      account: await door.count({ entity: 'account' }, 'exact'),
      opportunity: await door.count({ entity: 'opportunity' }, 'exact'),
    }
  })
  expect(counts.account).toBe(320)
})

it('scores, assigns and tells', async () => {
  const ws = runtime.workspace('main')
  const saved = await ws.unit((unit) =>
    saveRecord(unit, systemActor('test'), {
      request: {
        op: 'create',
        entity: 'lead',
        values: { name: '张三', title: '总经理', source: 'referral', visits: 6, phone: '138 0013 8000' },
      },
      cause: rootCause('t1'),
    }),
  )
  const after = await ws.unit(async (unit) => {
    const door = unit.door(systemActor('test'))
    const record = await door.get('lead', saved.record.id)
    const tasks = await door.query({
      entity: 'task',
      fields: ['title', 'due', 'owner', 'lead'],
      filter: { '==': [{ var: 'lead' }, saved.record.id] },
      limit: 10,
    })
    return { record, tasks: tasks.records }
  expect(after.tasks[0]?.values['owner']).toBe(after.record?.values['owner'])
})

it('converts a lead', async () => {
  const ws = runtime.workspace('main')
  const written = await ws.unit(async (unit) => {
    const lead = await unit
      .door(systemActor('test'))
      .query({ entity: 'lead', fields: ['name'], filter: { '==': [{ var: 'name' }, '张三'] }, limit: 1 })
    return runManualRule(unit, systemActor('test'), {
      rule: 'lead_convert',
      entity: 'lead',
      id: lead.records[0]?.id ?? '',
    })
  })
  expect(written.map((one) => one.entity)).toEqual(['account', 'contact', 'opportunity', 'lead'])
})
  const id = await ws.unit(async (unit) => {
    const actor = systemActor('test')
    const door = unit.door(actor)
    const [account] = (await door.query({ entity: 'account', fields: ['name'], limit: 1 })).records
    const [product] = (await door.query({ entity: 'product', fields: ['name'], limit: 1 })).records
    const saved = await saveRecord(unit, actor, {
      request: {
        op: 'create',
        entity: 'quote',
        values: {
          account: account?.id ?? '',
          lines: [{ product: product?.id ?? '', qty: 10, list_price: '100.00', price: '70.00' }],
        },
      },
      cause: rootCause('q'),
    })
        saved.record.values,
      saved.warnings.map((one) => one.message.zh),
    )
    await startFlow(unit, {
      flow: 'quote_discount',
      entity: 'quote',
      recordId: saved.record.id,
      starter: unit.people.users.find((one) => one.key === 'wu_lei')?.id ?? null,
      commandId: 'c1',
    })
    return saved.record.id
  })
  const people = await ws.people()
  const { roleFacts } = await ws.published()
  for (const key of ['chen_dong', 'qian_hui']) {
    const user = people.users.find((one) => one.key === key)
    if (user === undefined) throw new Error(key)
    const actor = userActor(user, people, roleFacts, { via: 'ui' })
    await ws.unit(async (unit) => {
      const box = await inbox(unit, actor, { box: 'todo', limit: 10 })
            key,
        box.rows.map((row) => [row.title, row.nodeName, row.state]),
      )
      await commandItem(unit, actor, {
        itemId: box.rows[0]?.id ?? '',
        command: 'approve',
        commandId: `ok-${key}`,
      })
    })
  }
  const state = await ws.unit(
    async (unit) => (await unit.door(systemActor('test')).get('quote', id))?.values['state'],
  )
  expect(state).toBe('approved')
})
