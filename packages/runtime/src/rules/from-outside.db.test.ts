import { createHmac } from 'node:crypto'
import type { Json } from '@mortise/expressions'
import type { DocumentByKind, RecordValues } from '@mortise/schema'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  hookOf,
  keyActor,
  makeHook,
  receiveMessage,
  removeHook,
  rootCause,
  saveRecord,
  startByCall,
  systemActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

type Rule = DocumentByKind['rule']
type Flow = DocumentByKind['flow']

const robot = { type: 'role', role: 'robot' } as const
const text = (key: string, type = 'text') => ({ id: `f_${key}`, key, label: key, type })
const rule = (key: string, more: Partial<Rule>): Rule => ({
  id: `ru_${key}`,
  key,
  label: key,
  entity: 'order',
  phase: 'async',
  runAs: robot,
  trigger: { on: ['create'] },
  actions: [],
  ...more,
})
const flow = (key: string, start: Flow['start'], more: Partial<Flow> = {}): Flow => ({
  id: `fl_${key}`,
  key,
  label: key,
  entity: 'order',
  start,
  nodes: [
    { id: 'a', type: 'start_event', name: 'a' },
    {
      id: 'b',
      type: 'user_task',
      name: 'b',
      approval: { mode: 'any', assignees: [{ type: 'role', role: 'boss' }], onEmpty: { do: 'admin' } },
    },
    { id: 'c', type: 'end_event', name: 'c' },
  ],
  edges: [
    { id: '1', source: 'a', target: 'b' },
    { id: '2', source: 'b', target: 'c' },
  ],
  ...more,
})

let stage: TestStage
let workspace: Workspace
let now = Date.parse('2026-03-02T00:00:00.000Z')
const system = systemActor('test')

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase(), () => now)
  ;({ workspace } = stage)
  await installParts(workspace, {
    entity: [
      {
        id: 'e1',
        key: 'order',
        label: 'order',
        title: 'no',
        fields: [
          text('no'),
          text('paid', 'decimal'),
          text('state'),
          text('papers', 'file'),
          text('days', 'integer'),
          text('found', 'longtext'),
        ],
      },
      {
        id: 'e2',
        key: 'line',
        label: 'line',
        title: 'name',
        fields: [
          text('name'),
          text('done'),
          { ...text('order', 'link'), settings: { target: 'order', onDelete: 'set_null' } },
        ],
      },
      { id: 'e3', key: 'log', label: 'log', title: 'name', fields: [text('name')] },
    ],
    role: [
      {
        id: 'r1',
        key: 'robot',
        label: 'robot',
        service: true,
        entities: {
          order: { create: true, read: true, update: true, print: true },
          line: { read: true, update: true },
          log: { create: true, read: true },
        },
      },
      { id: 'r3', key: 'boss', label: 'boss', admin: true },
      { id: 'r2', key: 'caller', label: 'caller', entities: { order: { create: true, read: true } } },
    ],
    print: [
      {
        id: 'p1',
        key: 'sheet',
        label: 'sheet',
        entity: 'order',
        page: { size: 'A4' },
        body: [{ type: 'text', value: '{{no}}' }],
        fileName: 'order-{{no}}',
      } as unknown as DocumentByKind['print'],
    ],
    rule: [
      rule('paid', {
        trigger: {
          on: ['message'],
          message: {
            sample: { order: { no: 'A1' }, amount: 12.5, kind: 'paid' },
            match: { field: 'no', value: { var: 'payload.order.no' } },
            set: { no: { var: 'payload.order.no' }, paid: { var: 'payload.amount' } },
          },
        },
        condition: { '>': [{ var: 'paid' }, 0] },
        actions: [{ type: 'create_record', entity: 'log', values: { name: '{{no}} {{paid}}' } }],
      }),
      rule('known', {
        trigger: {
          on: ['message'],
          message: {
            sample: { no: 'x', state: 'y', paid: '1' },
            match: { field: 'no', value: { var: 'payload.no' } },
            missing: 'ignore',
            set: { state: { var: 'payload.state' }, paid: { var: 'payload.paid' } },
          },
        },
        actions: [{ type: 'create_record', entity: 'log', values: { name: 'known {{state}}' } }],
      }),
      ...(['afterSave', 'async'] as const).map((phase) =>
        rule(`refund_${phase === 'async' ? 'later' : 'now'}`, {
          phase,
          trigger: {
            on: ['message'],
            message: {
              sample: { no: 'A1', refund: { amount: 1.5, kind: 'full' } },
              match: { field: 'no', value: { var: 'payload.no' } },
              missing: 'ignore',
            },
          },
          // What the message says, held against what the record holds.
          condition: {
            and: [
              { '==': [{ var: 'payload.refund.kind' }, 'full'] },
              { '>=': [{ var: 'payload.refund.amount' }, { var: 'paid' }] },
            ],
          },
          actions: [{ type: 'create_record', entity: 'log', values: { name: `refund ${phase} {{no}}` } }],
        }),
      ),
      rule('close', {
        trigger: { on: ['update'], watch: ['state'] },
        phase: 'afterSave',
        condition: { '==': [{ var: 'state' }, 'closed'] },
        actions: [
          {
            type: 'for_each',
            entity: 'line',
            link: 'order',
            filter: { '!=': [{ var: 'name' }, 'keep'] },
            sort: 'name',
            actions: [
              { type: 'update_record', set: { done: '{{name}} done' } },
              { type: 'create_record', entity: 'log', values: { name: 'line {{name}}' } },
            ],
          },
          { type: 'cancel_flow', flow: 'asked' },
        ],
      }),
      rule('terms', {
        trigger: { on: ['update'], watch: ['papers'], fire: 'everyMatch' },
        condition: { '==': [{ var: 'state' }, 'brought'] },
        actions: [
          {
            type: 'read_terms',
            file: 'papers',
            passages: 'found',
            terms: [
              { field: 'days', kind: 'days', labels: '账期、payment terms' },
              { field: 'paid', kind: 'amount', labels: '总金额' },
            ],
          },
        ],
      }),
      rule('paper', {
        trigger: { on: ['update'], watch: ['state'] },
        condition: { '==': [{ var: 'state' }, 'printed'] },
        actions: [{ type: 'generate_document', template: 'sheet', field: 'papers' }],
      }),
    ],
    flow: [
      flow(
        'daily',
        {
          type: 'schedule',
          schedule: { every: 'day', at: '09:00', tz: 'Asia/Shanghai' },
          condition: { '==': [{ var: 'state' }, 'daily'] },
        },
        { runAs: robot },
      ),
      flow('asked', { type: 'api' }, { variables: [{ key: 'why', type: 'text' }] }),
    ],
  })
  await workspace.store.people.createUser({
    key: null,
    name: 'boss',
    email: 'boss@example.com',
    title: null,
    departmentId: null,
    managerId: null,
    roles: ['boss'],
    active: true,
    locale: 'zh',
    passwordHash: null,
  })
  workspace.expire()
}, 120_000)
afterAll(() => stage.close())

const save = async (entity: string, values: RecordValues, id?: string): Promise<string> => {
  const request =
    id === undefined
      ? ({ op: 'create', entity, values } as const)
      : ({ op: 'update', entity, id, values } as const)
  return workspace.unit(
    async (unit) => (await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })).record.id,
  )
}
const fieldsOf: { readonly [entity: string]: readonly string[] } = {
  order: ['no', 'paid'],
  line: ['name', 'done'],
  log: ['name'],
}
const rows = async (entity: string): Promise<readonly RecordValues[]> =>
  (
    await workspace.unit((unit) =>
      unit.door(system).query({ entity, fields: fieldsOf[entity] ?? [], limit: 100 }),
    )
  ).records.map(({ values }) => values)
const logs = async (): Promise<readonly Json[]> =>
  (await rows('log')).map(({ name }) => name ?? null).toSorted()
const work = async (): Promise<void> => {
  // One job leaves another behind, and a round of the worker's own may hold one of them.
  for (let round = 0; round < 4; round += 1) {
    const worker = stage.runtime.startWorker('main', { pollMs: 5 })
    await worker.drain()
    await worker.stop()
  }
}

async function address(key: string): Promise<{ readonly token: string; readonly secret: string }> {
  const { path, secret } = await workspace.unit((unit) => makeHook(unit, system, key))
  return { token: path.split('/').at(-1) ?? '', secret }
}

function sent(
  to: { readonly token: string; readonly secret: string },
  payload: object,
  more: { readonly id?: string; readonly at?: number } = {},
): Promise<Awaited<ReturnType<typeof receiveMessage>>> {
  const body = JSON.stringify(payload)
  const timestamp = String(Math.floor((more.at ?? now) / 1000))
  const signature = createHmac('sha256', to.secret).update(`${timestamp}.${body}`).digest('hex')
  return receiveMessage(workspace, {
    token: to.token,
    body,
    timestamp,
    signature: `sha256=${signature}`,
    messageId: more.id,
  })
}

describe('a message from outside', () => {
  it('makes the record it is about, or changes it, and the rule runs on that', async () => {
    const to = await address('paid')
    const first = await sent(to, { order: { no: 'A1' }, amount: 12.5 }, { id: 'm1' })
    expect(first).toMatchObject({ state: 'done', repeated: false })
    await work()
    const second = await sent(to, { order: { no: 'A1' }, amount: 20 }, { id: 'm2' })
    expect(second.id).toBe(first.id)
    await work()
    expect(await logs()).toEqual(['A1 12.5', 'A1 20'])
    expect((await rows('order')).map(({ no, paid }) => [no, Number(paid)])).toEqual([['A1', 20]])
  })

  it('counts once, whether its id or its signature comes again', async () => {
    const to = await address('paid')
    const message = { order: { no: 'B1' }, amount: 1 }
    const first = await sent(to, message, { id: 'm3' })
    expect(await sent(to, { ...message, amount: 2 }, { id: 'm3' })).toEqual({ ...first, repeated: true })
    // Caught and sent again under another id: the signature gives it away.
    expect(await sent(to, message, { id: 'm4' })).toEqual({ ...first, repeated: true })
    const both = await Promise.all(
      [5, 6].map((n) => sent(to, { order: { no: 'C1' }, amount: n }, { id: 'm5' })),
    )
    expect(both.filter(({ repeated }) => repeated)).toHaveLength(1)
    expect((await rows('order')).filter(({ no }) => no === 'C1')).toHaveLength(1)
    const { calls } = await workspace.unit((unit) => hookOf(unit, 'paid'))
    expect(calls.map(({ messageId }) => messageId)).toEqual(['m5', 'm3', 'm2', 'm1'])
  })

  it('is refused unsigned, late, shapeless, or by an address that is no more', async () => {
    const to = await address('paid')
    const message = { order: { no: 'D1' }, amount: 1 }
    await expect(sent({ ...to, secret: 'x' }, message)).rejects.toThrow('HOOK_UNSIGNED')
    await expect(sent(to, message, { at: now - 301_000 })).rejects.toThrow('HOOK_TIME')
    await expect(sent(to, message, { at: now + 301_000 })).rejects.toThrow('HOOK_TIME')
    await expect(sent(to, [])).rejects.toThrow('HOOK_BODY')
    const older = to
    const newer = await address('paid')
    await expect(sent(older, message)).rejects.toThrow('HOOK_UNKNOWN')
    await workspace.unit((unit) => removeHook(unit, system, 'paid'))
    await expect(sent(newer, message)).rejects.toThrow('HOOK_UNKNOWN')
    expect((await rows('order')).some(({ no }) => no === 'D1')).toBe(false)
    await expect(workspace.unit((unit) => makeHook(unit, system, 'close'))).rejects.toThrow('HOOK_NO_TRIGGER')
  })

  it('is read by the condition of its rule, beside the record', async () => {
    await sent(await address('paid'), { order: { no: 'R1' }, amount: 40 }, { id: 'r0' })
    for (const name of ['refund_now', 'refund_later']) {
      const to = await address(name)
      for (const [at, refund] of [
        { amount: 40, kind: 'part' },
        { amount: 39.5, kind: 'full' },
        { kind: 'full' },
        { amount: 40.5, kind: 'full' },
      ].entries())
        await sent(to, { no: 'R1', refund }, { id: `${name}${at}` })
    }
    await work()
    expect((await logs()).filter((name) => String(name).startsWith('refund'))).toEqual([
      'refund afterSave R1',
      'refund async R1',
    ])
  })

  it('that is about no record is left alone; one that can’t be written is told, and may come again', async () => {
    const to = await address('known')
    expect(await sent(to, { no: 'nobody', state: 'x' })).toMatchObject({ state: 'ignored', id: null })
    expect(await sent(to, { state: 'x' })).toMatchObject({ state: 'ignored', id: null })
    await expect(sent(to, { no: 'A1', paid: 'much' }, { id: 'm9' })).rejects.toThrow('RECORD_INVALID')
    const { calls } = await workspace.unit((unit) => hookOf(unit, 'known'))
    expect(calls[0]).toMatchObject({ messageId: 'm9', state: 'failed', error: { code: 'RECORD_INVALID' } })
    const right = await sent(to, { no: 'A1', paid: '3' }, { id: 'm9' })
    expect(right).toMatchObject({ state: 'done', repeated: false })
  })
})

describe('a flow', () => {
  const running = (id: string): Promise<readonly string[]> =>
    workspace.unit(async (unit) => (await unit.tx.flows.runningOf('order', id)).map((row) => row.flow))

  it('starts by the clock on each record that meets its condition, once for each time', async () => {
    await work()
    const [one, other] = [
      await save('order', { no: 'F1', state: 'daily' }),
      await save('order', { no: 'F2' }),
    ]
    now = Date.parse('2026-03-02T00:59:00.000Z')
    await work()
    expect(await running(one)).toEqual([])
    now = Date.parse('2026-03-02T01:00:01.000Z')
    await work()
    await work()
    expect([await running(one), await running(other)]).toEqual([['daily'], []])
    // The next day finds the first still under way and leaves it alone.
    now = Date.parse('2026-03-03T01:00:01.000Z')
    await work()
    expect(await running(one)).toEqual(['daily'])
  })

  it('starts by a call of a program, which may bring values and make the record', async () => {
    const published = await workspace.published()
    const key = { id: workspace.newId(), name: 'shop', role: 'caller', createdBy: workspace.newId() }
    const actor = keyActor(key, published.roleFacts, {})
    const call = { flow: 'asked', entity: 'order', id: undefined, commandId: 'c1' }
    const instance = await workspace.unit((unit) =>
      startByCall(unit, actor, { ...call, values: { no: 'G1' }, variables: { why: 'web' } }),
    )
    const row = await workspace.unit((unit) => unit.tx.flows.instance(instance))
    expect(row?.state).toMatchObject({ variables: { why: 'web' } })
    await expect(
      workspace.unit((unit) =>
        startByCall(unit, actor, { ...call, values: {}, variables: { other: 1 }, commandId: 'c2' }),
      ),
    ).rejects.toThrow('FLOW_VARIABLE_UNKNOWN')
    await expect(
      workspace.unit((unit) =>
        startByCall(unit, actor, {
          ...call,
          flow: 'daily',
          values: {},
          variables: undefined,
          commandId: 'c3',
        }),
      ),
    ).rejects.toThrow('FLOW_NOT_BY_CALL')
  })
})

describe('an action', () => {
  it('does the same to each row in order, and ends flows', async () => {
    const order = await save('order', { no: 'H1' })
    for (const name of ['b', 'a', 'keep']) await save('line', { name, order })
    const instance = await workspace.unit((unit) =>
      startByCall(unit, system, {
        flow: 'asked',
        entity: 'order',
        id: order,
        values: undefined,
        variables: undefined,
        commandId: 'h1',
      }),
    )
    await save('order', { state: 'closed' }, order)
    await work()
    const lines = (await rows('line')).map(({ name, done }) => [name, done]).toSorted()
    expect(lines).toEqual([
      ['a', 'a done'],
      ['b', 'b done'],
      ['keep', null],
    ])
    expect((await logs()).filter((name) => String(name).startsWith('line'))).toEqual(['line a', 'line b'])
    const row = await workspace.unit((unit) => unit.tx.flows.instance(instance))
    expect(row?.status).toBe('terminated')
  })

  it('keeps a document of the record in its file field', async () => {
    const order = await save('order', { no: 'K1' })
    await save('order', { state: 'printed' }, order)
    await work()
    await work()
    const stored = await workspace.unit((unit) => unit.door(system).get('order', order))
    const papers = stored?.values['papers'] as readonly { readonly name: string; readonly id: string }[]
    expect(papers.map(({ name }) => name)).toEqual(['order-K1.pdf'])
    const file = await workspace.store.side.file(papers[0]?.id ?? '')
    const bytes = await workspace.options.files.get(file?.hash ?? '')
    const entity = (await workspace.published()).model.entity('order')?.document.id ?? 'order'
    const kept = await workspace.store.side.keptPrints.ofRecord({ entity, recordId: order, limit: 5 })
    expect(kept).toMatchObject([{ hash: file?.hash, template: 'sheet', via: 'rule:paper' }])
    expect(
      Buffer.from(bytes ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  it('are read, and say what was found and what was not', async () => {
    const bring = async (name: string, words: string) => {
      const { hash, size } = await workspace.options.files.put(Buffer.from(words))
      const file = { id: crypto.randomUUID(), name, type: 'text/plain', size }
      await workspace.store.side.addFile({ ...file, hash, createdBy: null })
      return file
    }
    const id = await save('order', { no: 'T1', state: 'brought' })
    const page = async () =>
      (await workspace.unit((unit) => unit.door(system).get('order', id)))?.values ?? {}
    await save(
      'order',
      { papers: [await bring('合同.txt', '一、账期：验收后三十日。\n二、违约责任：无。')] },
      id,
    )
    await work()
    expect(await page()).toMatchObject({ days: 30, paid: null })
    expect((await page())['found']).toMatch(/账期：验收后三十日[^]*(没有找到|Not found)：paid/)
    await save('order', { papers: [await bring('合同.png', 'x')] }, id)
    await work()
    expect(await page()).toMatchObject({ days: 30 })
    expect((await page())['found']).toContain('合同.png')
  })
})
