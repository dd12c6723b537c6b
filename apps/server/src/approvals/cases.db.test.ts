import { handOver, userActor } from '@mortise/runtime'
import { createTestDatabase } from '@mortise/testkit'
import type { FlowDocument } from '@mortise/schema'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serverOn } from '../testing/server.ts'
import {
  by,
  edge,
  installOffice,
  line,
  type Name,
  type Office,
  openOffice,
  prepareOffice,
} from '../testing/office.ts'

const three = ['ann', 'cat', 'dan'] as const
const five = ['ann', 'cat', 'dan', 'eve', 'fay'] as const
const back = (resume: 'rerun' | 'toRejecter') => ({ return: { targets: 'anyPassed', resume } }) as const
const call = {
  type: 'service_task',
  action: { type: 'call_webhook', url: 'https://example.invalid/x', body: {} },
  compensation: 'undo',
}

const flows: readonly FlowDocument[] = [
  line('veto', { a: by(three, { mode: 'all' }) }),
  line('count', { a: by(three, { mode: 'all', rejectMode: 'count', rejectCount: 2 }) }),
  line('wait_all', { a: by(three, { mode: 'all', rejectMode: 'waitAll' }) }),
  line('pair', { a: by(['ann', 'cat'], { mode: 'all' }), b: by(['bob']) }),
  line('any', { a: by(three, { mode: 'any' }), b: by(['bob']) }),
  line('ratio', { a: by(five, { mode: 'vote', passRatio: 60 }) }),
  line('weights', { a: by(['ann', 'cat'], { mode: 'vote', passWeight: 50, weights: { ann: 60, cat: 40 } }) }),
  line('one', { a: by(['mia']) }),
  line('three', { a: by(['mia']), b: by(['bob']), c: by(['eve']) }),
  line(
    'beside',
    {
      a: by(['bob']),
      p: { type: 'parallel_gateway' },
      l: by(['mia']),
      r: by(['eve']),
      j: { type: 'parallel_gateway' },
    },
    {
      branches: [
        edge('s', 'a'),
        edge('a', 'p'),
        edge('p', 'l'),
        edge('p', 'r'),
        edge('l', 'j'),
        edge('r', 'j'),
        edge('j', 'e'),
      ],
    },
  ),
  line(
    'branch',
    {
      g: { type: 'exclusive_gateway', default: 'g_small' },
      small: by(['mia']),
      big: by(['bob']),
      c: by(['eve'], { operations: back('toRejecter') }),
    },
    {
      branches: [
        edge('s', 'g'),
        edge('g', 'small'),
        edge('g', 'big', { condition: { '>': [{ var: 'record.amount' }, 100] } }),
        edge('small', 'c'),
        edge('big', 'c'),
        edge('c', 'e'),
      ],
    },
  ),
  line('twice', {
    a: by(['sam', 'mia'], { mode: 'all', onSelf: 'skip' }),
    b: by(['mia'], { dedupe: 'consecutive' }),
    c: by(['eve']),
  }),
  line('nobody', { a: by([{ type: 'role', role: 'ghost' }], { onEmpty: { do: 'reject' } }) }),
  line('apart', { a: by(['mia'], { sod: [{ notSameAs: 'starter' }] }) }),
  line('late', { a: by(['mia'], { timeouts: [{ after: 'P1D', do: 'approve' }] }) }),
  line('office_hours', { a: by(['mia'], { timeouts: [{ after: 'PT2H', calendar: 'cn', do: 'approve' }] }) }),
  line(
    'calls',
    { a: by(['mia']), call, b: by(['bob']), undo: { type: 'service_task', action: { ...call.action } } },
    { branches: [edge('s', 'a'), edge('a', 'call'), edge('call', 'b'), edge('b', 'e')] },
  ),
  line(
    'hides',
    {
      a: by(['out'], {
        fields: {
          secret: 'hidden',
          'lines.cost': 'hidden',
          'lines.qty': 'write',
          amount: 'write',
          '*': 'read',
        },
      }),
    },
    { runAs: { type: 'role', role: 'robot' } },
  ),
  line('signs', { a: by(['mia'], { signature: true }) }),
  line('parent', { c: { type: 'call_activity', flow: 'one', onRejected: 'return' } }),
  line('copies', {
    k: {
      type: 'cc_task',
      assignees: [{ type: 'user', user: 'gus' }],
      fields: { secret: 'hidden', '*': 'read' },
    },
    a: by(['mia'], { fields: { secret: 'hidden', '*': 'read' } }),
  }),
]

let now = Date.now()
let office: Office
beforeAll(async () => {
  const database = await createTestDatabase()
  await prepareOffice(database.url, flows)
  office = await openOffice(await serverOn(database, { clock: () => now }))
}, 120_000)
afterAll(() => office.server.close())

const ok = async (answer: Promise<{ status: number; body: unknown }>): Promise<void> => {
  const { status, body } = await answer
  expect([status, JSON.stringify(body)]).toEqual([200, expect.anything()])
}
const refused = async (answer: Promise<{ status: number; body: { error?: unknown } }>) => {
  const { status, body } = await answer
  const { code } = (body.error ?? body) as { code?: string }
  return [status, code]
}
const vote = async (
  run: string,
  votes: readonly (readonly [Name, 'approve' | 'reject'])[],
): Promise<string> => {
  for (const [name, decision] of votes) await ok(office.act(run, name, decision, { comment: 'x' }))
  return (await office.state(run)).status
}
/** Has alarms and calls of now carried out. */
async function drain(until: () => Promise<boolean>): Promise<void> {
  const worker = office.server.runtime.startWorker('main', { pollMs: 20 })
  for (let wait = 0; wait < 300 && !(await until()); wait += 1)
    await new Promise((done) => setTimeout(done, 20))
  await worker.stop()
}
const users = (names: readonly Name[]): readonly string[] => names.map(office.id)

it('case 01: two agree and one rejects, under veto, count and wait for all', async () => {
  const mixed = [
    ['ann', 'approve'],
    ['cat', 'reject'],
  ] as const
  const veto = await office.begin('veto')
  expect(await vote(veto.run, mixed)).toBe('rejected')
  expect(await office.item(veto.run, 'dan', false)).toMatchObject({
    state: 'canceled',
    reason: 'nodeDecided',
  })
  const count = await office.begin('count')
  expect(await vote(count.run, [...mixed, ['dan', 'approve']])).toBe('approved')
  const all = await office.begin('wait_all')
  expect(await vote(all.run, mixed)).toBe('running')
  expect(await vote(all.run, [['dan', 'approve']])).toBe('rejected')
})

/** Several people press at the same instant: each had the task open before. */
async function atOnce(run: string, names: readonly Name[]): Promise<readonly number[]> {
  const ready = await Promise.all(
    names.map(async (name) => ({ caller: await office.as(name), id: (await office.item(run, name)).id })),
  )
  const answers = await Promise.all(
    ready.map(({ caller, id }) => caller.post(`/api/work-items/${id}/approve`)),
  )
  return answers.map((one) => one.status).toSorted()
}

it('case 02: two approvers commit at the same instant: the step advances once', async () => {
  const { run } = await office.begin('pair')
  expect(await atOnce(run, ['ann', 'cat'])).toEqual([200, 200])
  expect([await office.active(run), (await office.state(run)).visits['b']]).toEqual([['bob'], 1])
})

it('case 03: who comes a moment late where one is enough hears 409, and nothing advances again', async () => {
  const { run } = await office.begin('any')
  expect(await atOnce(run, three)).toEqual([200, 409, 409])
  expect((await office.state(run)).visits['b']).toBe(1)
})

it('case 04: a vote of 60 % among five is fixed by the third; weights of 60 and 40 against 50', async () => {
  const pass = await office.begin('ratio')
  expect(
    await vote(pass.run, [
      ['ann', 'approve'],
      ['cat', 'approve'],
    ]),
  ).toBe('running')
  expect(await vote(pass.run, [['dan', 'approve']])).toBe('approved')
  const fail = await office.begin('ratio')
  expect(
    await vote(fail.run, [
      ['ann', 'reject'],
      ['cat', 'reject'],
      ['dan', 'reject'],
    ]),
  ).toBe('rejected')
  const light = await office.begin('weights')
  expect(await vote(light.run, [['cat', 'approve']])).toBe('running')
  expect(await vote(light.run, [['ann', 'reject']])).toBe('rejected')
  const heavy = await office.begin('weights')
  expect(await vote(heavy.run, [['ann', 'approve']])).toBe('approved')
})

it('case 05: a signer beside raises the number, and undoes nothing that is decided', async () => {
  const { run } = await office.begin('veto')
  await ok(office.act(run, 'ann', 'add-sign', { kind: 'parallel', to: users(['fay']) }))
  expect(
    await vote(run, [
      ['ann', 'approve'],
      ['cat', 'approve'],
      ['dan', 'approve'],
    ]),
  ).toBe('running')
  expect(await vote(run, [['fay', 'approve']])).toBe('approved')
  const done = await office.item(run, 'ann', false)
  const late = (await office.as('ann')).post(`/api/work-items/${done.id}/add-sign`, {
    kind: 'parallel',
    to: users(['gus']),
  })
  expect(await refused(late)).toEqual([409, 'FLOW_ITEM_CLOSED'])
})

it('case 06: before: the owner is locked, a rejection rejects, and without signers it is the owner’s turn', async () => {
  const { run } = await office.begin('one')
  await ok(office.act(run, 'mia', 'add-sign', { kind: 'before', to: users(['fay', 'gus']) }))
  expect(await refused(office.act(run, 'mia', 'approve'))).toEqual([409, 'FLOW_ITEM_LOCKED'])
  for (const name of ['fay', 'gus'] as const)
    await ok(office.act(run, 'mia', 'remove-sign', { remove: (await office.item(run, name)).id }))
  expect(await office.active(run)).toEqual(['mia'])
  await ok(office.act(run, 'mia', 'add-sign', { kind: 'before', to: users(['fay']) }))
  expect(await vote(run, [['fay', 'reject']])).toBe('rejected')
})

it('case 07: after: with nobody left the step completes once the owner agreed, and not before', async () => {
  const { run } = await office.begin('one')
  const add = () => ok(office.act(run, 'mia', 'add-sign', { kind: 'after', to: users(['fay']) }))
  const remove = async () => {
    const mine = await office.item(run, 'mia', false)
    const { id: gone } = await office.item(run, 'fay')
    await ok((await office.as('mia')).post(`/api/work-items/${mine.id}/remove-sign`, { remove: gone }))
  }
  await add()
  await remove()
  expect(await office.active(run)).toEqual(['mia'])
  await add()
  await ok(office.act(run, 'mia', 'approve'))
  expect(await office.active(run)).toEqual(['fay'])
  await remove()
  expect((await office.state(run)).status).toBe('approved')
})

it('case 08: a return to the starter out of a step of several cancels the others', async () => {
  const { run } = await office.begin('veto')
  await ok(office.act(run, 'ann', 'return', { target: '$start' }))
  expect(await office.active(run)).toEqual(['sam'])
  expect(await office.item(run, 'cat', false)).toMatchObject({ state: 'canceled', reason: 'returned' })
})

it('case 09: a return out of a branch cancels the other once, and the join forgets', async () => {
  const { run } = await office.begin('beside')
  await ok(office.act(run, 'bob', 'approve'))
  await ok(office.act(run, 'mia', 'approve'))
  await ok(office.act(run, 'eve', 'return', { target: 'a' }))
  expect([await office.active(run), (await office.state(run)).tokens.length]).toEqual([['bob'], 1])
  await ok(office.act(run, 'bob', 'approve'))
  expect(await office.active(run)).toEqual(['mia', 'eve'])
})

it('case 10: three returns in a row go back level by level', async () => {
  const { run } = await office.begin('three')
  await vote(run, [
    ['mia', 'approve'],
    ['bob', 'approve'],
  ])
  await ok(office.act(run, 'eve', 'return', { target: 'b' }))
  await ok(office.act(run, 'bob', 'return', { target: 'a' }))
  await ok(office.act(run, 'mia', 'return', { target: '$start' }))
  expect([await office.active(run), (await office.state(run)).round]).toEqual([['sam'], 4])
})

it('case 11: handed in again straight to whoever returned it, unless the amount now takes the other branch', async () => {
  const { run, record } = await office.begin('branch')
  await vote(run, [['mia', 'approve']])
  await ok(office.act(run, 'eve', 'return', { target: '$start' }))
  await ok(office.act(run, 'sam', 'resubmit'))
  expect(await office.active(run)).toEqual(['eve'])
  await ok(office.act(run, 'eve', 'return', { target: '$start' }))
  await ok((await office.as('sam')).patch(`/api/records/deal/${record}`, { amount: '500' }))
  await ok(office.act(run, 'sam', 'resubmit'))
  expect(await office.active(run)).toEqual(['bob'])
})

it('case 12: who is left out (self, repeated) is asked after a return', async () => {
  const { run } = await office.begin('twice')
  expect(await office.active(run)).toEqual(['mia'])
  await vote(run, [['mia', 'approve']])
  expect(await office.active(run)).toEqual(['eve'])
  await ok(office.act(run, 'eve', 'return', { target: 'a' }))
  expect(await office.active(run)).toEqual(['sam', 'mia'])
  await vote(run, [
    ['sam', 'approve'],
    ['mia', 'approve'],
  ])
  expect(await office.active(run)).toEqual(['mia'])
})

it('case 13: with nobody found it is rejected in the same commit', async () => {
  const { run } = await office.begin('nobody')
  const row = await office.server.workspace.store.flows.instance(run)
  expect([row?.status, row?.endedAt]).toEqual(['rejected', expect.any(String)])
})

it('case 14: delegated, then the principal is away with a standing agent: no loop, and the chain is told', async () => {
  const { run } = await office.begin('one')
  await ok(office.act(run, 'mia', 'delegate', { to: office.id('fay') }))
  const days = {
    startsAt: new Date(now - 1000).toISOString(),
    endsAt: new Date(now + 86_400_000).toISOString(),
  }
  const mia = await office.as('mia')
  const rule = await mia.post('/api/agents', { agent: office.id('fay'), ...days })
  expect(rule.status).toBe(201)
  const circle = (await office.as('fay')).post('/api/agents', { agent: office.id('mia'), ...days })
  expect(await refused(circle)).toEqual([409, 'AGENT_CIRCLE'])
  await ok(office.act(run, 'fay', 'resolve-delegation', { comment: 'fine' }))
  const mine = await office.item(run, 'mia')
  const fay = await office.as('fay')
  const todo = (await fay.get('/api/work-items?box=todo')).body.data
  expect(todo.find((one: { id: string }) => one.id === mine.id)).toMatchObject({ onBehalfOf: 'mia' })
  await ok(fay.post(`/api/work-items/${mine.id}/approve`))
  expect(await office.item(run, 'mia', false)).toMatchObject({
    decidedBy: office.id('fay'),
    agents: [office.id('fay')],
  })
  expect((await mia.remove(`/api/agents/${rule.body.data.id}`)).status).toBe(204)
})

it('case 15: who stands in for the starter may not approve for another', async () => {
  const days = {
    startsAt: new Date(now - 1000).toISOString(),
    endsAt: new Date(now + 86_400_000).toISOString(),
  }
  const rules = []
  for (const name of ['sam', 'mia'] as const)
    rules.push(await (await office.as(name)).post('/api/agents', { agent: office.id('gus'), ...days }))
  const { run } = await office.begin('apart')
  const task = await office.item(run, 'mia')
  const gus = await office.as('gus')
  expect(await refused(gus.post(`/api/work-items/${task.id}/approve`))).toEqual([403, 'FLOW_SEPARATE_DUTIES'])
  for (const rule of rules) await (await office.as('root')).remove(`/api/agents/${rule.body.data.id}`)
  expect((await gus.get(`/api/work-items/${task.id}`)).status).toBe(404)
})

it('case 16 and 17: a deadline approves, also with added signers; whoever rejects a moment later is too late', async () => {
  const { run } = await office.begin('late')
  await ok(office.act(run, 'mia', 'add-sign', { kind: 'before', to: users(['fay']) }))
  const { id: late } = await office.item(run, 'fay')
  now += 86_400_000 + 60_000
  await drain(async () => (await office.state(run)).status !== 'running')
  const state = await office.state(run)
  expect([state.status, state.items.map((one) => one.state)]).toEqual(['approved', ['canceled', 'timedOut']])
  const reject = (await office.as('fay')).post(`/api/work-items/${late}/reject`, { comment: 'no' })
  expect((await refused(reject))[0]).toBe(409)
})

it('case 18: a deadline counts a make-up Saturday as a working day', async () => {
  const real = now
  now = Date.parse('2026-02-13T09:30:00.000Z')
  const { run } = await office.begin('office_hours')
  now = real
  expect((await office.state(run)).timers.map((one) => one.at)).toEqual(['2026-02-14T02:30:00.000Z'])
})

it('case 19: not taken back once a call behind it has been made ready', async () => {
  const { run } = await office.begin('calls')
  await ok(office.act(run, 'mia', 'approve'))
  expect(await refused(office.act(run, 'mia', 'take-back'))).toEqual([409, 'FLOW_TAKE_BACK_REFUSED'])
})

it('case 20: a recall keeps back a call that has not left; one that has is undone', async () => {
  const jobs = async (run: string): Promise<readonly unknown[]> =>
    office.server.workspace.store.transaction((tx) => tx.jobs.withdraw(`call:flow:${run}:`))
  const { run } = await office.begin('calls')
  await ok(office.act(run, 'mia', 'approve'))
  await ok(office.command(run, 'sam', 'recall'))
  expect([(await office.state(run)).status, await jobs(run)]).toEqual(['recalled', []])
  const sent = await office.begin('calls')
  await ok(office.act(sent.run, 'mia', 'approve'))
  expect(await jobs(sent.run)).toHaveLength(1)
  await ok(office.command(sent.run, 'sam', 'recall'))
  expect(await jobs(sent.run)).toMatchObject([{ node: 'undo' }])
})

it('case 21: what a step hides is in no answer: task, trail, changes, sheet, copy', async () => {
  const hidden = 'CANARY-secret'
  const lines = [{ item: 'pen', qty: '1', cost: '777.77' }]
  const { run, record } = await office.begin('hides', { values: { secret: hidden, lines } })
  await ok((await office.as('sam')).patch(`/api/records/deal/${record}`, { secret: `${hidden} again` }))
  const out = await office.as('out')
  const task = await office.item(run, 'out')
  const view = await out.get(`/api/work-items/${task.id}`)
  const rows = view.body.data.record.lines
  expect(rows).toMatchObject([{ item: 'pen', qty: '1' }])
  const changed = await out.post(`/api/work-items/${task.id}/approve`, {
    values: { lines: [{ ...rows[0], cost: '1' }] },
  })
  expect(changed.status).toBe(403)
  const shut = await out.post(`/api/work-items/${task.id}/approve`, {
    values: { lines: [{ ...rows[0], item: 'x' }] },
  })
  expect(shut.status).toBe(403)
  await ok(
    out.post(`/api/work-items/${task.id}/approve`, {
      values: { amount: '7', lines: [{ ...rows[0], qty: '3' }] },
    }),
  )
  const kept = (await (await office.as('sam')).get(`/api/records/deal/${record}`)).body.data
  expect(kept).toMatchObject({ amount: '7', lines: [{ item: 'pen', qty: '3', cost: '777.77' }] })
  const answers = [
    view,
    await out.get(`/api/work-items/${task.id}`),
    await out.get(`/api/flow-instances/${run}`),
    await out.get(`/api/flow-instances/${run}/sheet`),
    await out.get('/api/work-items?box=done'),
    await out.get(`/api/records/deal/${record}`),
    await out.get(`/api/records/deal/${record}/timeline`),
    await out.get('/api/notifications'),
  ]
  expect(answers.slice(0, 5).map((one) => one.status)).toEqual([200, 200, 200, 200, 200])
  for (const { body } of answers) {
    expect(JSON.stringify(body)).not.toContain(hidden)
    expect(JSON.stringify(body)).not.toContain('777.77')
  }
})

it('case 22: approving many leaves alone what needs a signature', async () => {
  const runs = [await office.begin('one'), await office.begin('signs')]
  const items = await Promise.all(runs.map(async ({ run }) => ({ id: (await office.item(run, 'mia')).id })))
  const { body } = await (await office.as('mia')).post('/api/work-items/approve', {
    items,
    commandId: 'many',
  })
  expect(body.data.map((one: { done: boolean }) => one.done)).toEqual([true, false])
  expect(body.data[1].error.code).toBe('WORK_ITEM_NEEDS_SIGNATURE')
})

it('case 23: somebody leaves with 40 open tasks', async () => {
  const runs: string[] = []
  for (let n = 0; n < 38; n += 1) runs.push((await office.begin('any')).run)
  for (let n = 0; n < 2; n += 1) runs.push((await office.begin('pair')).run)
  const root = await office.as('root')
  const days = { startsAt: new Date(now).toISOString(), endsAt: new Date(now + 86_400_000).toISOString() }
  const rule = await root.post('/api/agents', {
    principal: office.id('bob'),
    agent: office.id('ann'),
    ...days,
  })
  expect(rule.status).toBe(201)
  const given = { to: office.id('gus'), commandId: 'leaver' }
  // However much there is, a look at it stays a short one and says how much it is.
  const [first, ...more] = await office.server.workspace.store.flows.openItemsOf(office.id('ann'), 1)
  expect([more.length, (first?.total ?? 0) >= 40]).toEqual([0, true])
  expect(
    (await (await office.as('sam')).post(`/api/users/${office.id('ann')}/hand-over`, given)).status,
  ).toBe(403)
  const kept = await Promise.all(
    ['x', 'y'].map((name) => root.post('/api/records/deal', { name, keeper: office.id('ann') })),
  )
  // A great many go in batches, which stay given, and whoever asks again goes on.
  const { workspace } = office.server
  const [people, { roleFacts }] = [await workspace.people(), await workspace.published()]
  const user = people.users.find(({ id }) => id === office.id('root'))
  if (user === undefined) throw new Error('nobody')
  const admin = userActor(user, people, roleFacts, { via: 'ui' })
  const nobody = { records: null, fields: null, documents: null, agents: null, organization: null }
  const batches = { from: office.id('ann'), to: { ...nobody, tasks: office.id('gus') }, commandId: 'many' }
  const batched = await handOver(workspace, admin, batches, { atOnce: 15 })
  expect([batched.tasks, await workspace.store.flows.openItemsOf(office.id('ann'))]).toEqual([
    first?.total,
    [],
  ])
  runs.unshift((await office.begin('any')).run)
  const { body } = await root.post(`/api/users/${office.id('ann')}/hand-over`, given)
  expect([body.data.tasks, body.data.agents]).toEqual([1, { moved: 1, ended: 0 }])
  // Where else they stand goes only when it is asked for, field by field.
  const named = () => root.get(`/api/users/${office.id('ann')}/holdings`)
  const field = { entity: 'deal', field: 'keeper', label: '合同 · keeper', count: kept.length }
  expect([body.data.fields, (await named()).body.data.fields]).toEqual([0, [field]])
  const giveField = async (...fields: readonly string[]) =>
    (
      await root.post(`/api/users/${office.id('ann')}/hand-over`, {
        parts: { fields: office.id('gus') },
        fields,
      })
    ).body.data.fields
  expect([await giveField('deal.owner'), await giveField('deal.keeper')]).toEqual([0, kept.length])
  expect((await named()).body.data.fields).toEqual([])
  const [one] = kept.map((answer) => answer.body.data.id)
  expect((await root.get(`/api/records/deal/${one}`)).body.data.keeper).toBe(office.id('gus'))
  // What begins anew asks whoever took over.
  const veto = JSON.stringify((await root.get('/api/design/flow/veto')).body.data)
  expect([veto.includes('"user":"gus"'), veto.includes('"user":"ann"')]).toEqual([true, false])
  expect(await office.server.workspace.store.flows.openItemsOf(office.id('ann'))).toEqual([])
  await ok(office.act(runs[0] ?? '', 'gus', 'approve'))
  const rules = (await root.get('/api/agents')).body.data
  expect(rules).toMatchObject([{ principal: office.id('bob'), agent: office.id('gus') }])
  await root.remove(`/api/agents/${rules[0].id}`)
  // Duties kept apart: what can not go is told before, and keeps all the rest where it is.
  const [mia, sam] = [office.id('mia'), office.id('sam')]
  const open = () => office.server.workspace.store.flows.openItemsOf(mia)
  const before = await open()
  const held = (await root.get(`/api/users/${mia}/holdings?to=${sam}`)).body.data
  expect([held.tasks.length, held.taskCount, held.stuck.length > 0]).toEqual([
    before.length,
    before.length,
    true,
  ])
  const [oldest] = before
  expect(held.tasks[0]).toEqual({
    id: oldest?.id,
    nodeName: 'a',
    flow: oldest?.flow,
    entity: 'deal',
    recordId: oldest?.recordId,
    createdAt: oldest?.createdAt,
    title: expect.stringContaining('流程'),
  })
  expect(await refused(root.post(`/api/users/${mia}/hand-over`, { to: sam }))).toEqual([
    409,
    'HAND_OVER_REFUSED',
  ])
  expect(await open()).toEqual(before)
  const slowly = { ...batches, from: mia, to: { ...nobody, tasks: sam } }
  const halt: unknown = await handOver(workspace, admin, slowly, { atOnce: 1 }).catch((why: unknown) => why)
  const gone = before.length - (await open()).length
  expect([gone > 0, halt]).toMatchObject([
    true,
    { code: 'HAND_OVER_HALTED', message: expect.stringContaining(`first ${gone} `) as string },
  ])
})

it('case 24: a run finishes on its version; moving it refuses whole without a counterpart', async () => {
  const { run } = await office.begin('three')
  const others = [await office.begin('three'), await office.begin('three')].map((one) => one.run)
  const root = await office.as('root')
  const next = line('three', { z: by(['bob']), c: by(['eve']) })
  await installOffice(office.server.workspace, [...flows.filter((one) => one.key !== 'three'), next])
  const dry = await root.post(`/api/flow-instances/${run}/migrate`, { dryRun: true })
  expect([dry.status, dry.body.data.moved, dry.body.data.problems.length > 0]).toEqual([200, false, true])
  expect((await root.post(`/api/flow-instances/${run}/migrate`, {})).body.data.moved).toBe(false)
  expect(
    await vote(run, [
      ['mia', 'approve'],
      ['bob', 'approve'],
      ['eve', 'approve'],
    ]),
  ).toBe('approved')
  // All that are open at once: looked at first, refused whole, and moved whole with a word about the lost step.
  const all = (body: object) => root.post('/api/flows/three/migrate', body)
  const look = (await all({ dryRun: true })).body.data
  expect([look.moved, look.total >= 2, look.lost[0]]).toMatchObject([
    0,
    true,
    { id: 'a', choices: [{ id: 'z' }, { id: 'c' }] },
  ])
  const whole = await all({})
  expect([whole.status, whole.body.error.code]).toEqual([409, 'FLOW_RUNS_STUCK'])
  const done = (await all({ nodes: { a: 'z', b: 'z' } })).body.data
  expect([done.moved, done.stuck]).toEqual([look.total, []])
  const versions = (await root.get('/api/flows/three/versions')).body.data
  expect(versions).toMatchObject([{ current: true, count: look.total }])
  expect((await office.item(others[0] ?? '', 'mia')).nodeId).toBe('z')
})

it('case 25: a child that was rejected sends its parent back, as the parent says', async () => {
  const { run, record } = await office.begin('parent')
  const child = async () =>
    (await office.server.workspace.store.flows.instancesOf('deal', record)).find((one) => one.flow === 'one')
  await drain(async () => (await child()) !== undefined)
  await ok(office.act((await child())?.id ?? '', 'mia', 'reject', { comment: 'no' }))
  await drain(async () => (await office.active(run)).length > 0)
  expect(await office.active(run)).toEqual(['sam'])
})

it('case 26: a second copy for the same person is not sent, and the one there is has a receipt', async () => {
  const { run } = await office.begin('copies', { values: { secret: 'CANARY-copy' } })
  await ok(office.act(run, 'mia', 'cc', { to: users(['gus', 'fay']) }))
  const copies = (await office.state(run)).items.filter((one) => one.kind === 'read')
  expect(copies.map((one) => one.assignee)).toEqual(users(['gus', 'fay']))
  const [copy] = copies
  const gus = await office.as('gus')
  const view = await gus.get(`/api/work-items/${copy?.id}`)
  expect([view.status, JSON.stringify(view.body).includes('CANARY-copy')]).toEqual([200, false])
  await ok(gus.post(`/api/work-items/${copy?.id}/read`))
  expect(await office.item(run, 'gus', false)).toMatchObject({
    state: 'approved',
    readAt: expect.any(String),
  })
})

it('the same command twice counts once; an old view is refused with what has changed', async () => {
  const { run, record } = await office.begin('three')
  const task = await office.item(run, 'bob', true).catch(() => office.item(run, 'mia'))
  const mine = task.assignee === office.id('mia') ? 'mia' : 'bob'
  const caller = await office.as(mine)
  const view = (await caller.get(`/api/work-items/${task.id}`)).body.data
  await ok((await office.as('sam')).patch(`/api/records/deal/${record}`, { amount: '6' }))
  const opened = { itemRev: view.item.rev, recordVersion: view.record.version, commandId: 'once' }
  const stale = await caller.post(`/api/work-items/${task.id}/approve`, opened)
  expect([stale.status, stale.body.error.code]).toEqual([409, 'WORK_ITEM_STALE'])
  expect(stale.body.error.data.changes).toMatchObject([{ field: 'amount', from: '5', to: '6', by: 'sam' }])
  const fresh = { ...opened, recordVersion: stale.body.error.data.recordVersion }
  await ok(caller.post(`/api/work-items/${task.id}/approve`, fresh))
  await ok(caller.post(`/api/work-items/${task.id}/approve`, fresh))
  expect((await office.state(run)).items.filter((one) => one.state === 'approved')).toHaveLength(1)
})
