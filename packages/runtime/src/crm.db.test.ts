import { resolve } from 'node:path'
import { type Json, language } from '@mortise/expressions'
import { builtinKit } from '@mortise/kit'
import type { FlowEventRow, FlowInstance } from '@mortise/flows'
import type { AppDocuments, RecordValues, ScenarioDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  askPublish,
  commandItem,
  flowEfficiency,
  type FlowTrialAsk,
  inbox,
  installApp,
  keepScenario,
  playKnown,
  removeScenario,
  scenarios,
  setScenarioGate,
  readApp,
  readAppFolder,
  rootCause,
  runManualRule,
  saveRecord,
  startFlow,
  systemActor,
  tryFlow,
  userActor,
  type Workspace,
} from './index.ts'
import { playable, playRuns } from './apps/runs/play.ts'
import { openTestStage, type TestStage } from './testing/stage.ts'
import { sampleData } from './sandbox/sample.ts'
import { runReport } from './reports/run.ts'
import { scenarioOpening } from './scenarios/actor.ts'
import { refuseFailing } from './scenarios/gate.ts'
import { inTrial } from './trial/world.ts'
import { withLookups } from './context/lookups.ts'

let stage: TestStage
let workspace: Workspace
let demo: AppDocuments
/** A product without a lowest price. */
let gateway: string
const system = systemActor('test')

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  const crm = await readAppFolder(resolve(import.meta.dirname, '../../../examples/crm'))
  demo = readApp(crm, builtinKit, 'crm')
  await installApp(workspace, { app: demo, demo: true, password: 'demo-password' })
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

describe('demo data', () => {
  it('has a past that funnels look back on, and keeps what the file says over what rules make of a new record', async () => {
    const { rows } = await runReport(workspace, system, { report: 'stage_dwell' })
    const deals = rows.map((row) => Number(row['count']))
    expect(deals).toEqual(deals.toSorted((a, b) => b - a))
    expect(
      rows.slice(0, -1).every((row) => Number(row['dwell_average']) > 1 && Number(row['lost']) > 0),
    ).toBe(true)
    const stalled = await runReport(workspace, system, { report: 'stalled_by_stage' })
    expect(Number(stalled.totals?.['n'])).toBeGreaterThan(20)
    const gap = await runReport(workspace, system, { report: 'forecast_landing' })
    expect(gap.rows.map((row) => row['item'])).toContain('target')
  })
})

describe('flows that ran on the demo data', () => {
  const flows = [
    'quote_discount',
    'contract_approval',
    'invoice_approval',
    'spending_approval',
    'seal_approval',
  ]

  it('lie in the past, in office hours, and have brought their records to where the rows say they are', async () => {
    const { runs = [] } = demo.runs ?? {}
    const rows = await kept()
    expect(rows.length).toBe(runs.length)
    const now = workspace.now()
    const office = (await workspace.published()).calendar('cn_office')
    const moments = rows.flatMap(({ items }) => items.flatMap((item) => item.decidedAt ?? []))
    expect(moments.length).toBeGreaterThan(80)
    expect(moments.filter((at) => at > now)).toEqual([])
    // A decision at closing time lies at the end of working time.
    expect(moments.filter((at) => !office.isWorking(new Date(Date.parse(at) - 1).toISOString()))).toEqual([])
    const told = new Map(
      (demo.data ?? []).flatMap(({ entity, rows: all }) =>
        all.map((row) => [row.$key ?? '', { entity, state: row['state'] }] as const),
      ),
    )
    const ended = rows.filter(({ status }) => status === 'approved')
    expect(ended.length).toBeGreaterThan(40)
    const shown = await Promise.all(
      ended.map(async ({ entity, recordId }) => (await valuesOf(entity, recordId))['state']),
    )
    const states = new Set(runs.map(({ record }) => told.get(record.slice(1))?.state))
    expect(shown.filter((state) => !states.has(state ?? null))).toEqual([])
    expect(shown).not.toContain('pending')
  })

  it('leave tasks of different ages with several people, who were told of these and of nothing else', async () => {
    const open = new Map<string, readonly string[]>()
    for (const user of (await workspace.people()).users) {
      const actor = await person(user.key ?? '')
      const { rows } = await workspace.unit((unit) => inbox(unit, actor, { box: 'todo', limit: 50 }))
      const notices = await workspace.store.side.notifications(user.id, 100)
      if (rows.length > 0)
        open.set(
          user.key ?? '',
          rows.map(({ createdAt }) => createdAt),
        )
      const told = notices.rows.filter(({ topic }) => topic === 'task')
      expect([user.key, told.length > 0, notices.rows.length]).toEqual([
        user.key,
        rows.length > 0,
        told.length,
      ])
      for (const { createdAt } of told) expect(rows.map((row) => row.createdAt)).toContain(createdAt)
    }
    expect([...open.keys()].toSorted()).toEqual(
      'chen_dong lin_zong qian_hui shi_lan wu_lei zheng_kai zhou_min'.split(' '),
    )
    const ages = [...open.values()].flat().toSorted()
    expect([ages.length >= 8, ages.length <= 15]).toEqual([true, true])
    expect(Date.parse(ages.at(-1) ?? '') - Date.parse(ages[0] ?? '')).toBeGreaterThan(3 * 86_400_000)
  })

  it('are measured, and nothing of them is due at the moment of installation', async () => {
    const to = workspace.now().slice(0, 10)
    const from = new Date(Date.parse(to) - 120 * 86_400_000).toISOString().slice(0, 10)
    const reports = await Promise.all(
      flows.map((flow) =>
        workspace.unit((unit) => flowEfficiency(unit, system, { flow, from, to, by: 'started' })),
      ),
    )
    for (const { figures } of reports) expect(figures.runs).toBeGreaterThan(3)
    const [quotes, contracts] = reports.map(({ figures }) => figures)
    expect([quotes?.returned.count, quotes?.rejected.count].map((n) => (n ?? 0) > 1)).toEqual([true, true])
    expect(quotes?.tasks.overdue.count).toBeGreaterThan(0)
    expect(quotes?.tasks.overdue.count).toBeLessThan((quotes?.tasks.overdue.of ?? 0) / 2)
    expect(contracts?.people.length).toBeGreaterThan(4)
    // Nights and weekends lie between, and are no working time.
    for (const one of [quotes, contracts])
      expect(one?.run.work.mean ?? 0).toBeLessThan((one?.run.wall.mean ?? 0) / 2)
    const jobs = await workspace.store.transaction((tx) => tx.jobs.withdraw('flow'))
    expect(jobs).toEqual([])
  })

  it('are left out where their people are nobody, and a faulty one names its place', async () => {
    const { runs = [] } = demo.runs ?? {}
    expect(playable(demo.runs, new Map())).toEqual([])
    const rows = await kept()
    const [done] = rows.filter(({ status, flow }) => status === 'approved' && flow === 'quote_discount')
    const users = new Map((await workspace.people()).users.map(({ id, key }) => [key ?? '', id]))
    const names = {
      users,
      rows: new Map([['quote_1', { entity: 'quote', id: done?.recordId ?? '' }]]),
      value: (told: Json) => told,
    }
    const told = { ...runs[0], flow: 'quote_discount', record: '$quote_1', by: 'wu_lei', at: '$work-1T10:00' }
    const play = playRuns(workspace, [{ ...told, place: '/runs/7' }], names)
    await expect(play).rejects.toMatchObject({
      code: 'APP_INVALID',
      details: [{ file: 'data/_runs.json', path: '/runs/7', code: 'FLOW_NOT_READY' }],
    })
  })

  async function kept() {
    const { rows } = await workspace.unit((unit) =>
      unit.tx.flows.runPage({ flows: null, show: 'all', limit: 500 }),
    )
    return rows.map((row) => ({ ...row, items: (row.state as unknown as FlowInstance).items }))
  }
})

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

describe('a flow that is tried', () => {
  /** The steps real runs of the record have come by, in order. */
  async function way(id: string): Promise<readonly string[]> {
    return workspace.unit(async (unit) => {
      const runs = await unit.tx.flows.instancesOf('quote', id)
      const events = await Promise.all(runs.map((run) => unit.tx.flows.events(run.id)))
      return (events.flat() as unknown as readonly FlowEventRow[]).flatMap(({ type, nodeId }) =>
        type === 'node_entered' && nodeId !== null ? [nodeId] : [],
      )
    })
  }
  const wayOf = (tried: Awaited<ReturnType<typeof tryFlow>>): readonly string[] =>
    tried.turns.flatMap(({ frames }) => frames.flatMap(({ nodeId }) => nodeId ?? []))
  /** How much there is of everything a flow writes. */
  async function everything(): Promise<unknown> {
    const { people, jobs, design } = workspace.store
    const notices = await Promise.all(
      (await people.users()).map(
        async ({ id }) => (await workspace.store.side.notifications(id, 500)).rows.length,
      ),
    )
    const records = await workspace.unit((unit) => unit.door(system).count({ entity: 'quote' }, 'exact'))
    return { notices, records, jobs: await jobs.counts(), version: await design.currentVersion() }
  }
  const ask = async (given: Partial<FlowTrialAsk>): Promise<FlowTrialAsk> => ({
    flow: 'quote_discount',
    record: { id: '' },
    starter: (await person('wu_lei')).userId ?? '',
    seed: 'one',
    at: '2026-03-09T01:00:00.000Z',
    steps: [],
    ...given,
  })
  async function unstarted(price: string): Promise<string> {
    const seller = await person('wu_lei')
    const [account, product] = [await first(seller, 'account'), gateway]
    const lines = [{ product, qty: 10, list_price: '100.00', price }]
    return (await create(seller, 'quote', { account, lines })).record.id
  }

  it('goes the way it goes in earnest, writes nothing, and tells what it would have done', async () => {
    const id = await unstarted('70.00')
    const [before, record] = [await everything(), await valuesOf('quote', id)]
    const begun = await tryFlow(workspace, system, await ask({ record: { id } }))
    const asked = begun.moves.flatMap((move) => (move.type === 'decide' ? [move] : []))
    const names = await Promise.all(['chen_dong', 'qian_hui'].map(async (key) => (await person(key)).userId))
    expect(asked.map((one) => one.person).toSorted()).toEqual(names.toSorted())
    const tried = await tryFlow(workspace, system, await ask({ record: { id }, until: 'end' }))
    expect([tried.status, tried.steps.length]).toEqual(['approved', 2])
    const told = tried.turns.flatMap((turn) => turn.told)
    const change = told.find((one) => one.type === 'record' && one.via === 'flow:quote_discount')
    expect(change).toMatchObject({ op: 'update', entity: 'quote', id })
    expect(told.filter((one) => one.type === 'notice').length).toBeGreaterThan(0)
    expect([await everything(), await valuesOf('quote', id), await way(id)]).toEqual([before, record, []])
    await workspace.unit(async (unit) =>
      startFlow(unit, {
        flow: 'quote_discount',
        entity: 'quote',
        recordId: id,
        actor: await person('wu_lei'),
        commandId: unit.newId(),
      }),
    )
    await decide('chen_dong', id, 'approve')
    await decide('qian_hui', id, 'approve')
    expect(wayOf(tried)).toEqual(await way(id))
  })

  it('is the same again up to a step, and goes another way from there', async () => {
    const id = await unstarted('70.00')
    const begun = await tryFlow(workspace, system, await ask({ record: { id } }))
    const again = await tryFlow(workspace, system, await ask({ record: { id } }))
    expect(again.moves).toEqual(begun.moves)
    const [move] = begun.moves
    if (move?.type !== 'decide') throw new Error('nobody is asked')
    const steps = [{ do: 'decide', item: move.itemId, command: 'reject', comment: '太低' }] as const
    const refused = await tryFlow(workspace, system, await ask({ record: { id }, steps }))
    expect(refused.status).not.toBe('approved')
    expect(refused.turns[1]).toMatchObject({ error: null, deed: { command: 'reject', person: move.person } })
  })

  it('makes a record of its own where there is none, and passes time', async () => {
    const seller = await person('wu_lei')
    const account = await first(seller, 'account')
    const values = { account, lines: [{ product: gateway, qty: 1, list_price: '100.00', price: '70.00' }] }
    const given = await ask({ record: { values }, steps: [{ do: 'wait', duration: 'P1D' }] })
    const tried = await tryFlow(workspace, system, given)
    expect(tried.turns.map(({ error }) => error)).toEqual([null, null])
    expect(tried.now > (tried.turns[0]?.at ?? '')).toBe(true)
    expect(await workspace.unit((unit) => unit.door(system).get('quote', tried.record.id))).toBe(null)
    const wrong = await tryFlow(workspace, system, await ask({ record: { values: {} } }))
    expect(wrong.turns[0]?.error?.code).toBe('RECORD_INVALID')
  })
})

describe('a copy of it', () => {
  it('tells of nobody, neither in what few may know nor in words about them', async () => {
    const known = {
      lead: {
        name: '欧阳明珠',
        company: '明珠精密仪器',
        phone: '13812345678',
        wechat: 'mingzhu_88',
        remark: '住在龙华',
      },
      account: {
        name: '明珠精密仪器有限公司',
        short_name: '明珠精密',
        website: 'https://mingzhu.example.cn',
        credit_limit: '87654.00',
        uscc: '91440300MA5EXAMPLE',
      },
      contact: {
        name: '欧阳明珠',
        birthday: '1983-07-19',
        email: 'mz@corp.example.cn',
        wechat: 'mingzhu_99',
      },
      product: {
        name: '传感器',
        list_price: '1.00',
        description: '欧阳明珠定的价，138-1234-5678，bob@corp.example.cn，www.corp.example.cn',
      },
    }
    let account = ''
    for (const [entity, values] of Object.entries(known)) {
      const { record } = await create(system, entity, {
        ...values,
        ...(entity === 'contact' ? { account } : {}),
      })
      if (entity === 'account') account = record.id
    }
    const data = await sampleData(workspace)
    const text = JSON.stringify(data)
    await workspace.unit(async (unit) => {
      for (const { key: entity, document } of unit.published.model.entities) {
        const fields = document.fields.filter(({ sensitive }) => sensitive === true).map(({ key }) => key)
        const rows = data.find((one) => one.entity === entity)?.rows ?? []
        const was = await unit.door(system).query({ entity, fields, limit: 500 })
        for (const { id, values } of fields.length === 0 ? [] : was.records)
          for (const field of fields) {
            const said = rows.find((row) => row['$key'] === id)?.[field]
            if (said !== undefined && said !== null) expect(said).not.toEqual(values[field])
          }
      }
    })
    const { product, ...personal } = known
    for (const value of Object.values(personal).flatMap((one) => Object.values(one)))
      expect(text).not.toContain(value)
    expect(text).not.toMatch(/1234-5678|corp\.example/)
    const rowsOf = (key: string) => data.find(({ entity }) => entity === key)?.rows ?? []
    // Somebody who is twice there is the same there, and what tells of nobody is as it was.
    const called = (key: string) =>
      rowsOf(key)
        .map((row) => row['name'])
        .find((name) => String(name).startsWith('欧某'))
    expect(called('lead')).toBe(called('contact'))
    expect(rowsOf('product').find((row) => row['name'] === product.name)?.['description']).toContain(
      `${String(called('lead'))}定的价`,
    )
    const limits = rowsOf('account').map((row) => Number(row['credit_limit'] ?? 0))
    expect(limits.some((one) => one > 43_000 && one < 132_000)).toBe(true)
  })
})

describe('a scenario that is kept', () => {
  const kept = (state: string): ScenarioDocument => ({
    key: 'kept',
    label: { zh: '五个点以内直接通过', en: 'Small discounts pass' },
    given: [
      { as: 'wu_lei', create: { entity: 'account', values: { name: '场景专用客户' }, save: 'account' } },
      {
        as: 'wu_lei',
        create: {
          entity: 'quote',
          values: {
            account: '$account',
            lines: [{ product: gateway, qty: 1, list_price: '100.00', price: '97.00' }],
          },
          save: 'quote',
        },
      },
    ],
    steps: [
      { as: 'seller', startFlow: { flow: 'quote_discount', record: '$quote' } },
      {
        as: 'wu_lei',
        expect: { record: '$quote', values: { state }, run: { flow: 'quote_discount', status: 'approved' } },
      },
    ],
  })
  const keep = async (document: ScenarioDocument): Promise<void> => {
    await workspace.unit((unit) => keepScenario(unit, system, { app: 'crm', document }))
  }

  it('is played among the data there is, leaves none, and says where it went wrong', async () => {
    const [seller] = (await workspace.people()).users.filter(({ key }) => key === 'wu_lei')
    const document = kept('approved')
    const steps = document.steps.map((step) =>
      step.as === 'seller' ? { ...step, as: seller?.email ?? '' } : step,
    )
    await keep({ ...document, steps })
    expect(await playKnown(workspace, system, 'kept')).toEqual({ outcome: 'passed', why: null })
    const left = await workspace.unit((unit) =>
      unit
        .door(system)
        .count({ entity: 'account', filter: { '==': [{ var: 'name' }, '场景专用客户'] } }, 'exact'),
    )
    expect(left).toBe(0)
    await keep({ ...document, steps: [...steps, ...kept('draft').steps.slice(1)] })
    const failed = await playKnown(workspace, system, 'kept')
    expect(failed.outcome).toBe('failed')
    expect(failed.why?.zh).toBe('第 3 步：$quote.state应当是 "draft"，实际是 "approved"')
    expect((await scenarios(workspace)).find(({ key }) => key === 'kept')?.passed).toBe(false)
  })

  it('tells a designer no more than the designer may read', async () => {
    const designer: Actor = { ...(await person('wu_lei')), design: true }
    const account = (await create(system, 'account', { name: '北方重工', credit_limit: '5000' })).record.id
    const given = [
      { as: 'chen_dong', create: { entity: 'account', values: { name: '场景客户' }, save: 'own' } },
      { as: 'chen_dong', create: { entity: 'contact', values: { name: '某人', account }, save: 'contact' } },
    ]
    const steps: ScenarioDocument['steps'] = [
      { expect: { count: { entity: 'account', is: 0 } } },
      { expect: { report: { report: 'open_total', rows: [] } } },
      { expect: { audited: { as: 'chen_dong', action: 'login' } } },
      { expect: { record: '$contact', values: { 'account.name': '?' } } },
      { expect: { record: '$contact', that: { '>': [{ var: 'account.credit_limit' }, 1000] } } },
      { expect: { record: '$own', values: { credit_limit: '?' } } },
      { update: { record: '$own', values: { short_name: '$contact.account.name' } } },
    ]
    const outcome = async (step: ScenarioDocument['steps'][number], viewer: Actor) => {
      await keep({ key: 'looking', label: 'x', given, steps: [{ as: 'chen_dong', ...step }] })
      return playKnown(workspace, viewer, 'looking')
    }
    for (const step of steps) {
      const { outcome: how, why } = await outcome(step, designer)
      expect([how, why?.en]).toEqual(['unseen', why?.en])
      expect(why?.zh).not.toMatch(/北方重工|5000/)
    }
    // What the play made may be told, and so may everything to an administrator.
    const name = { expect: { record: '$own', values: { name: '?' } } }
    expect((await outcome(name, designer)).why?.zh).toContain('实际是 "场景客户"')
    const [, , , followed] = steps
    expect((await outcome(followed ?? {}, system)).why?.zh).toContain('北方重工')
    await workspace.unit((unit) => removeScenario(unit, system, 'looking'))
  })

  it('finds in a report what it has made, and keeps nobody waiting who makes the same', async () => {
    const open = (await runReport(workspace, system, { report: 'tasks_open' })).rows[0]?.['n']
    const task = { entity: 'task', values: { title: '场景待办', due: '$now+1' } }
    const n = Number(open) + 1
    const hot = { title: '总监', source: 'referral', visits: 6, phone: '139 0013 9001' }
    const lead = { ...hot, name: '轮到谁', city: '上海', size: 'l' }
    const steps = [
      { as: 'chen_dong', create: task, expect: { report: { report: 'tasks_open', total: { n } } } },
      { as: 'chen_dong', create: { entity: 'lead', values: lead } },
    ]
    await keep({ ...kept('approved'), key: 'counting', steps })
    const request = { op: 'create' as const, entity: 'account', values: { name: '还没有提交的客户' } }
    await workspace.unit(async (unit) => {
      await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })
      // Somebody's lead is being given to somebody at this moment.
      await unit.tx.side.poolCursor('lead_rr', 'area')
      expect(await playKnown(workspace, system, 'counting')).toEqual({ outcome: 'passed', why: null })
    })
    // Nor whoever plays the very same beside it.
    const start = { viewer: system, seed: 'counting', at: scenarioOpening }
    await inTrial(workspace, start, async (world) => {
      await world.workspace.unit((unit) =>
        saveRecord(unit, system, { request, cause: rootCause(unit.newId()) }),
      )
      expect(await playKnown(workspace, system, 'counting')).toEqual({ outcome: 'passed', why: null })
    })
    await workspace.unit((unit) => removeScenario(unit, system, 'counting'))
  })

  it('stands in the way of publishing what makes it fail, where that is wanted', async () => {
    const { design } = workspace.store
    const rows = await design.published()
    const flow = rows.find(({ kind, key }) => kind === 'flow' && key === 'quote_discount')
    if (flow === undefined) throw new Error('there is no such flow')
    const json = { ...(flow.json as object), label: 'Other' }
    await design.putDraft({ kind: 'flow', key: flow.key, app: flow.app, json: json as never, author: null })
    await expect(refuseFailing(workspace, system)).resolves.toBe(undefined)
    await workspace.unit((unit) => setScenarioGate(unit, system, 'block'))
    await expect(askPublish(workspace, system, null)).rejects.toMatchObject({ code: 'SCENARIOS_FAILED' })
    // An entity is met as it is published: whether it fails because of that can't be told before.
    const entity = rows.find(({ kind, key }) => kind === 'entity' && key === 'quote')
    const other = rows.find(({ kind, key }) => kind === 'entity' && key === 'ticket')
    await design.putDraft({ ...flow, ...other, kind: 'entity', author: null })
    await expect(refuseFailing(workspace, system)).rejects.toMatchObject({ code: 'SCENARIOS_FAILED' })
    await design.dropDraft('entity', 'ticket')
    await design.putDraft({ ...flow, ...entity, kind: 'entity', author: null })
    // No answer is no pass: whoever publishes hears which and why, and has to say that it may be all the same.
    const refused: unknown = await refuseFailing(workspace, system).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'SCENARIOS_UNJUDGED',
      details: [{ path: '/scenarios/kept', message: { zh: expect.stringMatching(/报价/) as string } }],
    })
    await expect(refuseFailing(workspace, system, { acceptUnjudged: true })).resolves.toBe(undefined)
    const ahead = await playKnown(workspace, system, 'kept')
    expect([ahead.outcome, ahead.why?.zh]).toEqual([
      'ahead',
      expect.stringMatching(/报价.*实际是 "approved"/),
    ])
    await design.dropDraft('entity', 'quote')
    // Nor is one whose person is gone.
    const step = { as: 'nobody_there', create: { entity: 'account', values: { name: '无人' } } }
    await keep({ key: 'nobody', label: 'x', steps: [step] })
    expect(await playKnown(workspace, system, 'nobody')).toMatchObject({
      outcome: 'broke',
      why: { zh: expect.stringContaining('nobody_there') as string },
    })
    await workspace.unit((unit) => removeScenario(unit, system, 'nobody'))
    await workspace.unit((unit) => setScenarioGate(unit, system, 'warn'))
  })

  it('is refused where it is none', async () => {
    const wrong = { key: 'wrong', label: 'x', steps: [{ does: 'nothing' }] } as unknown as ScenarioDocument
    await expect(keep(wrong)).rejects.toMatchObject({ code: 'SCENARIO_INVALID' })
  })
})
