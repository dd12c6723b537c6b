import type { Json } from '@mortise/expressions'
import type { DocumentByKind } from '@mortise/schema'
import type { Actor, JobState } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  backfillRule,
  discardJob,
  jobAgain,
  jobPage,
  jobsAgain,
  jobTally,
  keepUp,
  pauseRule,
  replayRun,
  rootCause,
  ruleRuns,
  rulesAtWork,
  saveRecord,
  systemActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

type Rule = DocumentByKind['rule']
type Jobs = Awaited<ReturnType<typeof jobPage>>['jobs']

const field = (key: string, type = 'text') => ({ id: `f_${key}`, key, label: key, type })
const on = (name: string): NonNullable<Rule['condition']> => ({ '==': [{ var: 'name' }, name] })
const logging = (name: string): Rule['actions'][number] => ({
  type: 'create_record',
  entity: 'log',
  values: { name },
})
const rule = (key: string, more: Partial<Rule>): Rule => ({
  id: `ru_${key}`,
  key,
  label: { zh: key, en: key },
  entity: 'deal',
  phase: 'async',
  trigger: { on: ['create'] },
  condition: on(key),
  actions: [],
  ...more,
})
/** Needs a partner that is there only once `partner` is filled. */
const needing: Rule['actions'][number] = {
  type: 'update_record',
  record: 'partner',
  entity: 'deal',
  set: { state: 'met' },
}

let stage: TestStage
let workspace: Workspace
let now = Date.parse('2026-03-01T00:00:00.000Z')
const system = systemActor('test')

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase(), () => now)
  ;({ workspace } = stage)
  await install([])
}, 120_000)
afterAll(() => stage.close())

/** The rules of this file, with more beside them. */
const install = (more: readonly Rule[]): Promise<void> =>
  installParts(workspace, {
    entity: [
      {
        id: 'e1',
        key: 'deal',
        label: 'deal',
        title: 'name',
        fields: [
          field('name'),
          field('state'),
          field('count', 'integer'),
          { ...field('partner', 'link'), settings: { target: 'deal', onDelete: 'set_null' } },
        ],
      },
      { id: 'e2', key: 'log', label: 'log', title: 'name', fields: [field('name')] },
    ],
    role: [{ id: 'r_keeper', key: 'keeper', label: 'keeper', admin: true, entities: {} }],
    rule: [
      rule('partial', { actions: [logging('first'), needing, logging('third')] }),
      rule('strict', { onError: 'incident', actions: [logging('s1'), needing, logging('s3')] }),
      rule('counting', {
        phase: 'afterSave',
        trigger: { on: ['create', 'update'], fire: 'everyMatch' },
        limits: { depth: 4 },
        actions: [{ type: 'set_fields', set: { count: { '+': [{ '??': [{ var: 'count' }, 0] }, 1] } } }],
      }),
      rule('waiting', {
        actions: [
          {
            type: 'find_record',
            entity: 'deal',
            filter: { '==': [{ var: 'name' }, 'found'] },
            ref: 'other',
          },
          { type: 'update_record', record: '$record', set: { partner: '$ref:other' } },
          { type: 'wait', for: 'PT1H' },
          {
            type: 'update_records',
            entity: 'deal',
            filter: { '==': [{ var: 'partner' }, { var: 'record.partner' }] },
            set: { state: 'both' },
          },
          logging('waited'),
        ],
      }),
      rule('later', { actions: [logging('{{name}} later')] }),
      ...more,
    ],
  })

const save = (values: { readonly [field: string]: string | number | null }, id?: string) =>
  workspace.unit(async (unit) => {
    const request =
      id === undefined
        ? ({ op: 'create', entity: 'deal', values } as const)
        : ({ op: 'update', entity: 'deal', id, values } as const)
    return (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id
  })
const logs = (): Promise<readonly string[]> =>
  workspace.unit(async (unit) => {
    const sort = [{ field: 'created_at', dir: 'asc' }] as const
    const page = await unit.door(system).query({ entity: 'log', fields: ['name'], sort, limit: 100 })
    return page.records.map(({ values }) => String(values['name']))
  })
async function work(seconds = 0): Promise<void> {
  now += seconds * 1000
  workspace.expire()
  for (let round = 0; round < 3; round += 1) {
    const worker = stage.runtime.startWorker('main', { pollMs: 5 })
    await worker.drain()
    // What its own round has taken meanwhile is done as well by then.
    await worker.stop()
  }
}
const runs = async (key: string) => (await ruleRuns(workspace, { rule: key, limit: 50 })).runs

describe('a rule whose action fails', () => {
  it('does the others, tries the failed one again, and does nothing twice', async () => {
    const id = await save({ name: 'partial' })
    await work()
    expect(await logs()).toEqual(['first', 'third'])
    const [run] = await runs('partial')
    expect(run).toMatchObject({ state: 'retrying', attempts: 1, recordId: id })
    expect(run?.actions.map(({ state }) => state)).toEqual(['done', 'failed', 'done'])
    expect(run?.actions[1]?.error?.code).toBe('ACTION_NO_RECORD')
    await save({ partner: await save({ name: 'other' }) }, id)
    await work(10)
    expect(await runs('partial')).toMatchObject([{ state: 'done', attempts: 2 }])
    expect(await logs()).toEqual(['first', 'third'])
  })

  it('stops there where it is told to, tells its keepers, and goes on from there when it is replayed', async () => {
    const id = await save({ name: 'strict' })
    await work()
    const [run] = await runs('strict')
    expect(run?.state).toBe('failed')
    expect(run?.actions.map(({ state }) => state)).toEqual(['done', 'failed', 'left'])
    expect(await workspace.store.side.auditLog({ action: 'rule_incident', limit: 5 })).toHaveLength(1)
    await save({ partner: await save({ name: 'other' }) }, id)
    const replay = (what: 'failed' | 'all') =>
      workspace.unit((unit) => replayRun(unit, system, { id: run?.id ?? '', what }))
    await replay('failed')
    await work()
    expect((await logs()).slice(2)).toEqual(['s1', 's3'])
    await expect(replay('failed')).rejects.toMatchObject({ code: 'RULE_RUN_BUSY' })
    await replay('all')
    await work()
    expect((await logs()).slice(4)).toEqual(['s1', 's3'])
    expect((await runs('strict'))[0]).toMatchObject({ state: 'done', replayOf: run?.id })
  })
})

describe('a rule that waits in the middle', () => {
  it('finds records, goes on later from where it was, and is not done until then', async () => {
    const found = await save({ name: 'found' })
    const mate = await save({ name: 'mate', partner: found })
    const id = await save({ name: 'waiting' })
    await work()
    const [run] = await runs('waiting')
    expect(run?.actions.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'left', 'left'])
    expect(run).toMatchObject({ state: 'retrying', error: null })
    await work(3_000)
    expect(await logs()).not.toContain('waited')
    await work(700)
    expect(await runs('waiting')).toMatchObject([{ state: 'done', attempts: 1 }])
    expect((await logs()).filter((one) => one === 'waited')).toHaveLength(1)
    for (const one of [mate, id])
      expect((await workspace.unit((unit) => unit.door(system).get('deal', one)))?.values).toMatchObject({
        partner: found,
        state: 'both',
      })
  })
})

it('a rule whose actions move while it waits ends with those it began with, each once', async () => {
  const steps = (actions: Rule['actions']): Promise<void> => install([rule('moved', { actions })])
  const pause = { type: 'wait', for: 'PT1H' }
  await steps([logging('m1'), pause, logging('m2')])
  workspace.expire()
  await save({ name: 'moved' })
  await work()
  await steps([{ type: 'set_fields', set: { state: 'new' } }, logging('m1'), pause, logging('m2 anew')])
  await work(3_700)
  expect((await logs()).filter((one) => one.startsWith('m'))).toEqual(['m1', 'm2'])
})

describe('a rule that runs away', () => {
  it('is stopped each time, and paused after the third', async () => {
    for (let time = 1; time <= 3; time += 1) await save({ name: 'counting', count: time })
    const stopped = (await runs('counting')).filter(({ state }) => state === 'stopped')
    expect(stopped).toHaveLength(3)
    expect(stopped[0]?.path).toEqual(['counting', 'counting', 'counting', 'counting'])
    const line = async () => (await rulesAtWork(workspace)).find(({ key }) => key === 'counting')
    expect((await line())?.paused?.reason).toBe('cascade')
    workspace.expire()
    const count = (await runs('counting')).length
    await save({ name: 'counting' })
    expect(await runs('counting')).toHaveLength(count)
    await workspace.unit((unit) => pauseRule(unit, system, { rule: 'counting', paused: false }))
    expect((await line())?.paused).toBeNull()
  })

  it('that is paused while it waits leaves a note, and can be run then', async () => {
    await save({ name: 'later' })
    await workspace.unit((unit) => pauseRule(unit, system, { rule: 'later', paused: true }))
    await work()
    const [run] = await runs('later')
    expect(run).toMatchObject({ state: 'stopped', error: { code: 'RULE_PAUSED' } })
    await workspace.unit((unit) => pauseRule(unit, system, { rule: 'later', paused: false }))
    workspace.expire()
    await workspace.unit((unit) => replayRun(unit, system, { id: run?.id ?? '', what: 'all' }))
    await work()
    expect(await logs()).toContain('later later')
  })
})

it('a backfill meets each record once, and none that the rule has met', async () => {
  const ask = (dryRun: boolean) =>
    workspace.unit((unit) => backfillRule(unit, system, { rule: 'later', since: null, dryRun }))
  const before = (await logs()).length
  await workspace.unit((unit) => pauseRule(unit, system, { rule: 'later', paused: true }))
  workspace.expire()
  for (let n = 0; n < 3; n += 1) await save({ name: 'later' })
  await workspace.unit((unit) => pauseRule(unit, system, { rule: 'later', paused: false }))
  workspace.expire()
  expect(await ask(true)).toEqual({ count: 4, asked: false })
  await work()
  expect(await logs()).toHaveLength(before)
  await ask(false)
  await work()
  await ask(false)
  await work()
  expect(await logs()).toHaveLength(before + 3)
})

describe('work that was given up', () => {
  const page = async (actor: Actor = system, state: JobState = 'gaveUp'): Promise<Jobs> =>
    (await workspace.unit((unit) => jobPage(unit, actor, { state, limit: 50 }))).jobs
  /** Jobs that failed for good, each with what the product says of it. */
  const give = async (kind: string, payload: Json): Promise<void> => {
    const { jobs } = workspace.store
    await jobs.add([{ kind, payload, runAt: workspace.now(), maxAttempts: 1 }])
    const [job] = await jobs.claim({ limit: 1, leaseSeconds: 9, now: workspace.now(), kinds: [kind] })
    if (job === undefined) throw new Error('not due')
    const words = { zh: '找不到记录', en: 'no record' }
    await jobs.fail(job, { error: 'ACTION_NO_RECORD: no record', words, retryAt: null })
  }
  const again = (id: string) => workspace.unit((unit) => jobAgain(unit, system, id))

  it('is listed with what it was about, to those who may know; tried again or thrown away, once', async () => {
    const id = await save({ name: 'of a job' })
    await work()
    await give('rule_due', { rule: 'ru_later', recordId: id, sign: 'old', dueKey: 'x' })
    await give('score_due', { entity: 'e1', id, score: 'none' })
    await give('score_due', { entity: 'gone', id: 'no id', score: 'none' })
    const [lost, score, due] = await page()
    expect(due).toMatchObject({
      kind: 'rule_due',
      label: { zh: '规则的定时运行' },
      known: true,
      attempts: 1,
      error: { words: { zh: '找不到记录' } },
      about: { rule: { key: 'later' }, flow: null, record: { entity: 'deal', id, title: 'of a job' } },
    })
    expect(JSON.stringify(due)).not.toContain('sign')
    expect(score?.about.record).toMatchObject({ entity: 'deal', id })
    expect(lost?.about.record).toBeNull()
    const stranger: Actor = { ...system, kind: 'key', keyId: 'k', admin: false, design: false }
    expect((await page(stranger)).map(({ about }) => about.record)).toEqual([null, null, null])

    const discard = () =>
      workspace.unit((unit) => discardJob(unit, system, { id: lost?.id ?? '', reason: '不再需要' }))
    await discard()
    await expect(discard()).rejects.toMatchObject({ code: 'JOB_GONE' })
    await again(due?.id ?? '')
    expect(await workspace.unit((unit) => jobsAgain(unit, system, 'score_due'))).toBe(1)
    expect(await page()).toEqual([])
    const tried = await page(system, 'retrying')
    expect(tried.map(({ kind, attempts, maxAttempts }) => [kind, attempts, maxAttempts])).toEqual([
      ['rule_due', 1, 4],
      ['score_due', 1, 4],
    ])
    await workspace.store.jobs.add([{ kind: 'score_due', payload: {}, runAt: '2099-01-01T00:00:00.000Z' }])
    const [waiting] = await page(system, 'waiting')
    await expect(again(waiting?.id ?? '')).rejects.toMatchObject({ code: 'JOB_NOT_FAILED' })
    // What it was about is settled by now: both end quietly.
    await work(10)
    expect([...(await page()), ...(await page(system, 'retrying'))]).toEqual([])
    const said = await workspace.store.side.auditLog({ limit: 3 })
    expect(said.map(({ action, recordId, data }) => ({ action, recordId, data }))).toMatchObject([
      { action: 'job_retried', recordId: null, data: { job: 'score_due', count: 1 } },
      { action: 'job_retried', recordId: id, data: { job: 'rule_due' } },
      { action: 'job_discarded', recordId: null, data: { reason: '不再需要', attempts: 1 } },
    ])
  })

  it('is also what a newer version left behind: nobody tries it in vain, and the administrators are told', async () => {
    const { id: userId } = await workspace.store.people.createUser({
      key: null,
      name: 'boss',
      email: 'boss@example.com',
      title: null,
      departmentId: null,
      managerId: null,
      roles: ['keeper'],
      active: true,
      locale: 'zh',
      passwordHash: null,
    })
    await workspace.store.jobs.add([{ kind: 'from_the_future', payload: {}, runAt: workspace.now() }])
    await work()
    expect((await page(system, 'waiting')).map(({ kind, known }) => [kind, known])).toContainEqual([
      'from_the_future',
      false,
    ])
    now += 3_700_000
    workspace.expire()
    await keepUp(workspace)
    const [left] = await page()
    expect(left).toMatchObject({ kind: 'from_the_future', known: false, attempts: 0 })
    expect(left?.error?.words?.zh).toMatch('不认识')
    expect(await workspace.unit((unit) => jobTally(unit))).toContainEqual(
      expect.objectContaining({ kind: 'from_the_future', state: 'gaveUp', count: 1 }),
    )
    const { rows } = await workspace.store.side.notifications(userId, 5)
    expect(rows).toMatchObject([{ title: '后台任务没有完成：其他任务', link: '/settings/jobs' }])
    await workspace.unit((unit) => discardJob(unit, system, { id: left?.id ?? '', reason: 'x' }))
  })
})
