import { resolve } from 'node:path'
import { language } from '@mortise/expressions'
import { builtinKit } from '@mortise/kit'
import type { RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  commandItem,
  inbox,
  installApp,
  readApp,
  readAppFolder,
  rootCause,
  runManualRule,
  saveRecord,
  startFlow,
  systemActor,
  userActor,
  type Workspace,
} from './index.ts'
import { openTestStage, type TestStage } from './testing/stage.ts'
import { withLookups } from './context/lookups.ts'

let stage: TestStage
let workspace: Workspace
/** A product without a lowest price. */
let gateway: string
const system = systemActor('test')

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  const crm = await readAppFolder(resolve(import.meta.dirname, '../../../examples/crm'))
  await installApp(workspace, { app: readApp(crm, builtinKit, 'crm'), demo: true, password: 'demo-password' })
  gateway = (await create(system, 'product', { name: '网关', list_price: '100.00' })).record.id
})
afterAll(() => stage.close())

async function person(key: string): Promise<Actor> {
  const people = await workspace.people()
  const user = people.users.find((one) => one.key === key)
  if (user === undefined) throw new Error(`nobody is ${key}`)
  return userActor(user, people, (await workspace.published()).roleFacts, { via: 'ui' })
}

async function create(actor: Actor, entity: string, values: RecordValues) {
  return workspace.unit((unit) =>
    saveRecord(unit, actor, { request: { op: 'create', entity, values }, cause: rootCause(unit.newId()) }),
  )
}

async function first(actor: Actor, entity: string): Promise<string> {
  const page = await workspace.unit((unit) => unit.door(actor).query({ entity, fields: ['id'], limit: 1 }))
  return page.records[0]?.id ?? ''
}

async function valuesOf(entity: string, id: string): Promise<RecordValues> {
  const record = await workspace.unit((unit) => unit.door(system).get(entity, id))
  return record?.values ?? {}
}

async function quoteAt(price: string): Promise<string> {
  const seller = await person('wu_lei')
  const [account, product] = [await first(seller, 'account'), gateway]
  const lines = [{ product, qty: 10, list_price: '100.00', price }]
  const saved = await create(seller, 'quote', { account, lines })
  await workspace.unit((unit) =>
    startFlow(unit, {
      flow: 'quote_discount',
      entity: 'quote',
      recordId: saved.record.id,
      actor: seller,
      commandId: unit.newId(),
    }),
  )
  return saved.record.id
}

async function decide(key: string, recordId: string, command: 'approve' | 'reject'): Promise<void> {
  const actor = await person(key)
  await workspace.unit(async (unit) => {
    const { rows } = await inbox(unit, actor, { box: 'todo', limit: 50 })
    const item = rows.find((row) => row.recordId === recordId)
    if (item === undefined) throw new Error(`${key} has nothing to decide on ${recordId}`)
    await commandItem(unit, actor, { itemId: item.id, command, commandId: unit.newId(), comment: '价格太低' })
  })
}

describe('a formula that looks through another entity', () => {
  it('is answered from the database before it is worked out', async () => {
    const name = '查找有限公司'
    await create(system, 'account', { name })
    const { model } = await workspace.published()
    const scope = model.entity('contact')?.scope
    const looked = {
      lookup: ['account', { '==': [{ var: 'name' }, { var: 'record.name' }] }, 'name', '-name'],
    }
    const value = await workspace.unit((unit) =>
      withLookups(unit, (lookup) =>
        language.evaluate(
          { concat: [looked, '!'] },
          { row: { name }, now: unit.now, lookup, ...model.time },
          scope,
        ),
      ),
    )
    expect(value).toBe(`${name}!`)
    expect(model.time.workdays.off.length).toBeGreaterThan(0)
  })
})

describe('a lead', () => {
  it('is scored, assigned, and becomes a task of its new owner, in one save', async () => {
    const saved = await create(system, 'lead', {
      name: '张三',
      title: '总监',
      source: 'referral',
      visits: 6,
      phone: '138 0013 8000',
    })
    const { values, id } = saved.record
    expect([values['score'], values['grade'], values['phone']]).toEqual([80, 'hot', '13800138000'])
    const owner = values['owner']
    expect((await workspace.people()).directory.usersByRole('sales').map((user) => user.id)).toContain(owner)
    const tasks = await workspace.unit((unit) =>
      unit.door(system).query({
        entity: 'task',
        fields: ['title', 'owner'],
        filter: { '==': [{ var: 'lead' }, id] },
        limit: 10,
      }),
    )
    expect(tasks.records.map((task) => [task.values['title'], task.values['owner']])).toEqual([
      ['24 小时内联系线索：张三', owner],
    ])
    const notices = await workspace.store.side.notifications(String(owner), 10)
    expect(notices.rows[0]?.title).toBe('新的热线索：张三（80 分）')
  })

  it('becomes account, contact and opportunity together', async () => {
    const saved = await create(system, 'lead', {
      name: '李四',
      company: '新新机械有限公司',
      source: 'event',
      budget: '50000',
    })
    const written = await workspace.unit((unit) =>
      runManualRule(unit, system, { rule: 'lead_convert', entity: 'lead', id: saved.record.id }),
    )
    expect(written.map((one) => one.entity)).toEqual(['account', 'contact', 'opportunity', 'lead'])
    const lead = await valuesOf('lead', saved.record.id)
    expect(lead['status']).toBe('converted')
    const opportunity = await valuesOf('opportunity', String(lead['opportunity']))
    expect([opportunity['amount'], opportunity['account']]).toEqual(['50000', lead['account']])
  })
})

describe('a quote', () => {
  it('at a small discount is approved at once', async () => {
    expect((await valuesOf('quote', await quoteAt('96.00')))['state']).toBe('approved')
  })

  it('at 30 % needs director and finance, and is locked then', async () => {
    const id = await quoteAt('70.00')
    await decide('chen_dong', id, 'approve')
    expect((await valuesOf('quote', id))['state']).toBe('pending')
    await decide('qian_hui', id, 'approve')
    expect((await valuesOf('quote', id))['state']).toBe('approved')
    const seller = await person('wu_lei')
    const change = workspace.unit((unit) =>
      saveRecord(unit, seller, {
        request: { op: 'update', entity: 'quote', id, values: { order_discount: '1' } },
        cause: rootCause('x'),
      }),
    )
    await expect(change).rejects.toMatchObject({ code: 'RECORD_LOCKED' })
  })

  it('goes back to draft when one of them refuses', async () => {
    const id = await quoteAt('70.00')
    await decide('qian_hui', id, 'reject')
    expect((await valuesOf('quote', id))['state']).toBe('draft')
    await expect(decide('chen_dong', id, 'approve')).rejects.toThrow('nothing to decide')
  })
})
