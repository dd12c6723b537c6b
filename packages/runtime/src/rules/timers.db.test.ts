import type { DocumentByKind } from '@mortise/schema'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rootCause, removeRecord, saveRecord, systemActor, type Workspace } from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'
import { fillTimers } from './due.ts'
import { timerOf } from './timers.ts'

type Rule = DocumentByKind['rule']

const text = (key: string, type = 'text') => ({ id: `f_${key}`, key, label: key, type })
const rule = (key: string, trigger: Rule['trigger'], more: Partial<Rule> = {}): Rule => ({
  id: `ru_${key}`,
  key,
  label: key,
  entity: 'contract',
  phase: 'async',
  runAs: { type: 'role', role: 'robot' },
  trigger,
  actions: [{ type: 'create_record', entity: 'log', values: { name: `{{name}} ${key}` } }],
  ...more,
})
const before = (days: number): Rule =>
  rule(`before_${days}`, {
    on: ['dateRelative'],
    dateRelative: { field: 'end', offset: -days, unit: 'day', at: '09:00', tz: 'Asia/Shanghai' },
  })

let stage: TestStage
let workspace: Workspace
let now = Date.parse('2026-03-01T00:00:00.000Z')
const system = systemActor('test')

const parts = (rules: readonly Rule[]): Promise<void> =>
  installParts(workspace, {
    entity: [
      {
        id: 'e1',
        key: 'contract',
        label: 'contract',
        title: 'name',
        fields: [
          text('name'),
          text('end', 'date'),
          text('born', 'date'),
          text('state'),
          text('paid', 'decimal'),
        ],
      },
      { id: 'e2', key: 'log', label: 'log', title: 'name', fields: [text('name')] },
      {
        id: 'e3',
        key: 'payment',
        label: 'payment',
        title: 'name',
        fields: [
          text('name'),
          text('amount', 'decimal'),
          { ...text('contract', 'link'), settings: { target: 'contract', onDelete: 'set_null' } },
        ],
      },
    ],
    role: [
      {
        id: 'r1',
        key: 'robot',
        label: 'robot',
        service: true,
        entities: { contract: { read: true }, log: { create: true, read: true } },
      },
    ],
    rule: [...rules],
  })

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase(), () => now)
  ;({ workspace } = stage)
  await parts([before(3)])
}, 120_000)
afterAll(() => stage.close())

const save = (entity: string, values: { readonly [field: string]: string | number | null }, id?: string) =>
  workspace.unit(async (unit) => {
    const request =
      id === undefined
        ? ({ op: 'create', entity, values } as const)
        : ({ op: 'update', entity, id, values } as const)
    return (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id
  })
const logs = (): Promise<readonly string[]> =>
  workspace.unit(async (unit) => {
    const page = await unit.door(system).query({
      entity: 'log',
      fields: ['name'],
      sort: [{ field: 'created_at', dir: 'asc' }],
      limit: 100,
    })
    return page.records.map(({ values }) => String(values['name']))
  })
const timer = async (name: string) =>
  (await workspace.store.rules.timers.waiting([`ru_${name}`])).get(`ru_${name}`) ?? { count: 0, nextAt: null }
/** Lets time pass to a moment and everything happen that waits for it. */
async function until(moment: string): Promise<readonly string[]> {
  now = Date.parse(moment)
  workspace.expire()
  const known = await logs()
  // Each look may turn what is due into jobs, and those into further ones.
  for (let round = 0; round < 4; round += 1) {
    const worker = stage.runtime.startWorker('main', { pollMs: 5 })
    await worker.drain()
    // What its own round has taken meanwhile is done as well by then.
    await worker.stop()
  }
  return (await logs()).slice(known.length)
}

describe('a rule that waits for a date', () => {
  it('runs once, at its time, and follows its date', async () => {
    const id = await save('contract', { name: 'a', end: '2026-03-10' })
    await until('2026-03-01T00:00:00.000Z')
    expect(await timer('before_3')).toEqual({ count: 1, nextAt: '2026-03-07T01:00:00.000Z' })
    await save('contract', { end: '2026-03-20' }, id)
    expect(await until('2026-03-08T00:00:00.000Z')).toEqual([])
    expect(await until('2026-03-17T01:00:00.000Z')).toEqual(['a before_3'])
    expect(await timer('before_3')).toMatchObject({ count: 0 })
    // A change of something else does not bring it back, nor does the same date again.
    await save('contract', { state: 'x' }, id)
    await save('contract', { end: null }, id)
    await save('contract', { end: '2026-03-20' }, id)
    expect(await until('2026-03-21T00:00:00.000Z')).toEqual([])
  })

  it('forgets a deleted record, and a date that went', async () => {
    const [gone, empty] = [
      await save('contract', { name: 'gone', end: '2026-06-10' }),
      await save('contract', { name: 'empty', end: '2026-06-10' }),
    ]
    expect(await timer('before_3')).toMatchObject({ count: 2 })
    await save('contract', { end: null }, empty)
    const remove = (op: 'delete' | 'restore') =>
      workspace.unit((unit) =>
        removeRecord(unit, system, { op, entity: 'contract', id: gone, cause: rootCause(unit.newId()) }),
      )
    await remove('delete')
    expect(await timer('before_3')).toMatchObject({ count: 0 })
    await remove('restore')
    expect(await timer('before_3')).toMatchObject({ count: 1 })
    expect(await until('2026-06-08T00:00:00.000Z')).toEqual(['gone before_3'])
  })

  it('gets times for the records there are when it is published, and others when its days change', async () => {
    await save('contract', { name: 'later', end: '2026-09-30' })
    await parts([before(3), before(30)])
    await until('2026-06-09T00:00:00.000Z')
    expect(await timer('before_30')).toEqual({ count: 1, nextAt: '2026-08-31T01:00:00.000Z' })
    const moved = { ...before(60), id: 'ru_before_30' }
    await parts([before(3), moved])
    await until('2026-06-09T00:01:00.000Z')
    expect(await timer('before_30')).toEqual({ count: 1, nextAt: '2026-08-01T01:00:00.000Z' })
    expect(await until('2026-08-01T02:00:00.000Z')).toEqual(['later before_60'])
    await parts([before(3)])
    await until('2026-08-02T00:00:00.000Z')
    expect(await timer('before_30')).toMatchObject({ count: 0 })
    // What came due while nobody worked comes once.
    expect(await until('2026-12-01T00:00:00.000Z')).toEqual(['later before_3'])
  })

  it('loses no time to what was published just before: not by a fill under way, nor by a save that knew no better', async () => {
    const zone = { at: '09:00', tz: 'Asia/Shanghai' } as const
    await parts([before(3), { ...before(40), id: 'ru_race' }])
    const id = await save('contract', { name: 'race', end: '2026-12-31' })
    // What it has done at one distance from the date it does at another one, too.
    expect(await until('2026-12-01T00:00:00.000Z')).toEqual(['race before_40'])
    const old = await workspace.published()
    await parts([before(3), { ...before(20), id: 'ru_race' }])
    await until('2026-12-01T00:01:00.000Z')
    expect(await timer('race')).toEqual({ count: 1, nextAt: '2026-12-11T01:00:00.000Z' })
    // Another process that has not heard of it yet saves the record.
    const stale = old.rules.timed('contract').find(({ rule: { id: of } }) => of === 'ru_race')
    if (stale === undefined) throw new Error('no rule')
    const trigger = { ...stale.trigger, ...zone, offset: -28 }
    const row = timerOf(
      old,
      { ...stale, trigger },
      { id, values: { end: '2026-12-31' }, now: workspace.now() },
    )
    if (row === undefined) throw new Error('no time')
    await workspace.store.rules.timers.put([row])
    // A page of the fill of the old form that comes late leaves it alone as well.
    const fill = { rule: 'ru_race', sign: row.sign, cursor: null }
    await workspace.unit((unit) => fillTimers(unit, fill))
    expect(await until('2026-12-04T00:00:00.000Z')).toEqual([])
    expect(await timer('race')).toEqual({ count: 1, nextAt: '2026-12-11T01:00:00.000Z' })
    expect(await until('2026-12-12T00:00:00.000Z')).toEqual(['race before_20'])
  })

  it('gets its times by a job that waits since before jobs said which form they mean', async () => {
    await parts([before(3)])
    await until('2026-12-12T00:01:00.000Z')
    await save('contract', { name: 'waited', end: '2026-12-24' })
    await workspace.store.transaction((tx) => tx.rules.timers.removeRule('ru_before_3'))
    expect(await timer('before_3')).toMatchObject({ count: 0 })
    const payload = { rule: 'ru_before_3', cursor: null }
    const runAt = workspace.now()
    await workspace.store.transaction((tx) =>
      tx.jobs.add([{ kind: 'rule_fill', key: 'rule_fill:ru_before_3:', payload, runAt }]),
    )
    await until('2026-12-12T00:02:00.000Z')
    expect(await timer('before_3')).toMatchObject({ nextAt: '2026-12-21T01:00:00.000Z' })
    expect(await until('2026-12-22T00:00:00.000Z')).toEqual(['waited before_3'])
  })

  it('comes every year where it is asked to', async () => {
    await parts([
      rule('birthday', {
        on: ['dateRelative'],
        dateRelative: { field: 'born', offset: 0, unit: 'day', at: '08:00', repeat: 'yearly' },
      }),
    ])
    await until('2026-12-23T00:00:00.000Z')
    await save('contract', { name: 'leap', born: '2000-02-29' })
    expect(await until('2027-03-01T00:00:00.000Z')).toEqual(['leap birthday'])
    expect(await timer('birthday')).toMatchObject({ count: 1 })
    expect(await until('2028-02-28T23:00:00.000Z')).toEqual([])
    expect(await until('2028-03-01T00:00:00.000Z')).toEqual(['leap birthday'])
  })
})

describe('a rule that runs by the clock', () => {
  it('runs for all that meet its condition, each time once', async () => {
    await parts([
      rule(
        'nightly',
        { on: ['schedule'], schedule: { every: 'day', at: '02:00', tz: 'Asia/Shanghai' } },
        { condition: { '==': [{ var: 'state' }, 'open'] } },
      ),
    ])
    await until('2029-01-01T00:00:00.000Z')
    await save('contract', { name: 'o1', state: 'open' })
    await save('contract', { name: 'o2', state: 'open' })
    await save('contract', { name: 'o3', state: 'shut' })
    expect((await until('2029-01-01T18:00:00.000Z')).toSorted()).toEqual(['o1 nightly', 'o2 nightly'])
    expect(await until('2029-01-01T19:00:00.000Z')).toEqual([])
    // Two nights were missed: it runs once for them.
    expect(await until('2029-01-04T00:00:00.000Z')).toHaveLength(2)
  })
})

describe('a rule of records that others point at', () => {
  it('answers for the record pointed at now and before', async () => {
    await parts([
      rule(
        'recount',
        { on: ['related'], related: [{ entity: 'payment', link: 'contract', watch: ['amount'] }] },
        { phase: 'afterSave' },
      ),
    ])
    await until('2029-02-01T00:00:00.000Z')
    const [a, b] = [await save('contract', { name: 'a2' }), await save('contract', { name: 'b2' })]
    const count = (await logs()).length
    const news = async (): Promise<readonly string[]> => (await logs()).slice(count)
    const payment = await save('payment', { name: 'p', amount: 5, contract: a })
    expect(await news()).toEqual(['a2 recount'])
    await save('payment', { name: 'renamed' }, payment)
    expect(await news()).toHaveLength(1)
    await save('payment', { contract: b }, payment)
    expect((await news()).slice(1).toSorted()).toEqual(['a2 recount', 'b2 recount'])
  })
})
