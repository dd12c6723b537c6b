import { createTestDatabase } from '@mortise/testkit'
import { pdfText, tryFlow, userActor } from '@mortise/runtime'
import type { ApprovalSettings, FlowDocument } from '@mortise/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { multipart, serverOn } from '../testing/server.ts'
import { by, edge, line, type Name, type Office, openOffice, prepareOffice } from '../testing/office.ts'

const three = ['ann', 'cat', 'dan'] as const
const all: NonNullable<ApprovalSettings['operations']> = {
  transfer: true,
  delegate: true,
  addSign: ['before', 'after', 'parallel'],
  return: { targets: 'anyPassed', resume: 'rerun' },
  takeBack: true,
  cc: true,
}
/** A picture of 6 × 3 points, black in the middle, as a screen makes one. */
const signedName = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAYAAAADCAIAAAA/Y+msAAAAGElEQVR42mP8//8/AypgglCMYABlY6oCANikBgV19pRzAAAAAElFTkSuQmCC',
  'base64',
)
type Timeout = NonNullable<ApprovalSettings['timeouts']>[number]
const late = (act: Omit<Timeout, 'after'>): readonly Timeout[] => [{ after: 'PT1H', ...act }]
const set = (state: string) => ({
  type: 'service_task',
  action: { type: 'update_record', record: '$record', entity: 'deal', set: { state } },
})

const flows: readonly FlowDocument[] = [
  line('all', { a: by(three, { mode: 'all' }) }),
  line('any', { a: by(three, { mode: 'any', anyMode: 'firstApproval' }) }),
  line('order', { a: by(three, { mode: 'sequential' }) }),
  line('vote', { a: by(three, { mode: 'vote', passWhen: { '>=': [{ var: 'passNum' }, 2] } }) }),
  line('lot', { a: by(three, { mode: 'random' }) }),
  line('claim', { a: by(three, { mode: 'claim' }) }),
  line('work', { a: by(['mia'], { decision: false }) }),
  line('auto', { a: by([], { auto: 'approve' }), b: by([], { auto: 'reject' }) }),
  line('sources', {
    a: by([{ type: 'role', role: 'legal' }], { mode: 'all' }),
    b: by([{ type: 'position', position: '财务经理' }]),
    c: by([{ type: 'group', group: 'board' }], { mode: 'all' }),
    d: by([{ type: 'department', department: 'sales' }], { mode: 'all' }),
  }),
  line('manager', {
    a: by([{ type: 'manager' }]),
    b: by([{ type: 'manager', of: '$record.keeper', level: 2 }]),
  }),
  line('chain', { a: by([{ type: 'manager_chain', until: 'top' }]) }),
  line('head', { a: by([{ type: 'department_head' }]) }),
  line('chosen', {
    a: by([{ type: 'field', field: 'keeper' }]),
    b: by([{ type: 'starter_pick', range: [{ type: 'role', role: 'legal' }], max: 2 }], { mode: 'all' }),
    c: by([{ type: 'previous_pick' }]),
    d: by([{ type: 'starter' }], { onSelf: 'self' }),
  }),
  ...(['approve', 'reject', 'assign', 'admin', 'incident'] as const).map((what) =>
    line(`empty_${what}`, {
      a: by([{ type: 'role', role: 'ghost' }], {
        onEmpty: { do: what, ...(what === 'assign' ? { user: 'gus' } : {}) },
      }),
    }),
  ),
  ...(['self', 'skip', 'manager', 'departmentHead'] as const).map((onSelf) =>
    line(`self_${onSelf.toLowerCase()}`, { a: by(['sam'], { onSelf }) }),
  ),
  line('dedupe', {
    a: by(['mia']),
    b: by(['bob']),
    c: by(['mia'], { dedupe: 'instance', dedupeWatch: ['amount'] }),
  }),
  line('one', {
    a: by(['mia'], { operations: { ...all, labels: { approve: { zh: '核准', en: 'Grant' } } } }),
  }),
  line('deep', { a: by(['mia'], { operations: { ...all, addSignDepth: 2 } }) }),
  line('two', { a: by(['mia']), b: by(['bob']) }),
  line('chooses', {
    a: by(['mia']),
    b: by(['bob'], { operations: { ...all, return: { targets: 'anyPassed', resume: 'starterChooses' } } }),
  }),
  line('never', { a: by(['mia']) }, { start: { type: 'manual', single: false, recall: 'never' } }),
  line('told', {
    a: by(['mia'], {
      signature: true,
      comment: { required: ['reject'] },
      attachment: { required: ['reject'] },
    }),
  }),
  line(
    'columns',
    {
      a: by(['out'], {
        fields: { lines: 'read', 'lines.qty': 'write', 'lines.cost': 'hidden', '*': 'read' },
      }),
    },
    { runAs: { type: 'role', role: 'robot' } },
  ),
  line(
    'branch',
    {
      g: { type: 'inclusive_gateway', default: 'g_a' },
      a: by(['mia']),
      b: by(['bob']),
      j: { type: 'inclusive_gateway' },
    },
    {
      branches: [
        edge('s', 'g'),
        edge('g', 'a'),
        edge('g', 'b', { condition: { '>': [{ var: 'record.amount' }, 100] } }),
        edge('a', 'j'),
        edge('b', 'j'),
        edge('j', 'e'),
      ],
    },
  ),
  line('many', {
    c: {
      type: 'call_activity',
      flow: 'one',
      cardinality: 2,
      completionCondition: { '>=': [{ var: 'passed' }, 1] },
    },
  }),
  line('late_remind', {
    a: by(['mia'], {
      timeouts: [
        ...late({ do: 'remind', repeat: 'PT1H', max: 2 }),
        { after: 'PT3H', do: 'transfer', to: { type: 'manager', of: 'assignee' } },
        { after: 'PT5H', do: 'reject' },
      ],
    }),
  }),
  line('late_return', { a: by(['mia'], { timeouts: late({ do: 'return' }) }) }),
  line('pause', {
    d: { type: 'delay', duration: 'PT1H' },
    m: { type: 'receive_task', message: 'paid' },
    a: by(['mia']),
  }),
  line('locks', { a: by(['mia']), w: set('done') }, { lock: { enabled: true, except: ['state'] } }),
  line(
    'named',
    { a: by(['mia']) },
    {
      title: { zh: '合同 {{name}}', en: 'Deal {{name}}' },
      summary: { zh: '金额 {{amount}}', en: 'Amount {{amount}}' },
      numbering: { prefix: 'HT-', digits: 3, reset: 'year' },
      administrators: [{ type: 'user', user: 'gus' }],
      start: { type: 'manual', single: false, permission: { roles: ['member'] } },
    },
  ),
]

let now = Date.now()
let office: Office
beforeAll(async () => {
  const database = await createTestDatabase()
  await prepareOffice(database.url, flows)
  office = await openOffice(await serverOn(database, { clock: () => now }))
}, 120_000)
afterAll(() => office.server.close())

type Answer = { readonly status: number; readonly body: { readonly error?: { readonly code?: string } } }
const ok = async (answer: Promise<Answer>): Promise<void> => {
  const { status, body } = await answer
  expect([status, body.error]).toEqual([200, undefined])
}
const refused = async (answer: Promise<Answer>): Promise<readonly unknown[]> => {
  const { status, body } = await answer
  return [status, body.error?.code]
}
const agree = async (run: string, ...names: readonly Name[]): Promise<string> => {
  for (const name of names) await ok(office.act(run, name, 'approve'))
  return (await office.state(run)).status
}
const users = (names: readonly Name[]): readonly string[] => names.map(office.id)
const status = async (run: string): Promise<string> => (await office.state(run)).status
/** Lets time go on and has what is due carried out. */
async function pass(hours: number, until: () => Promise<boolean>): Promise<void> {
  now += hours * 3_600_000
  const worker = office.server.runtime.startWorker('main', { pollMs: 20 })
  for (let wait = 0; wait < 250 && !(await until()); wait += 1)
    await new Promise((done) => setTimeout(done, 20))
  await worker.stop()
  expect(await until()).toBe(true)
}

describe('how several decide', () => {
  it('feature 01: all, until one rejects; feature 02: any, where only all can reject', async () => {
    const one = await office.begin('all')
    await ok(office.act(one.run, 'cat', 'reject'))
    const two = await office.begin('any')
    await ok(office.act(two.run, 'cat', 'reject'))
    expect([await status(one.run), await status(two.run)]).toEqual(['rejected', 'running'])
    expect(await agree(two.run, 'ann')).toBe('approved')
  })
  it('feature 03: in order; feature 04: a vote by a condition', async () => {
    const one = await office.begin('order')
    expect(await office.active(one.run)).toEqual(['ann'])
    expect(await agree(one.run, 'ann', 'cat', 'dan')).toBe('approved')
    expect(await agree((await office.begin('vote')).run, 'ann', 'dan')).toBe('approved')
  })
  it('feature 05: by lot, and by claiming, which can be given back', async () => {
    const lot = await office.begin('lot')
    expect(await office.active(lot.run)).toHaveLength(1)
    const { run } = await office.begin('claim')
    expect(await refused(office.act(run, 'ann', 'approve'))).toEqual([409, 'FLOW_CLAIM_FIRST'])
    await ok(office.act(run, 'ann', 'claim'))
    expect(await refused(office.act(run, 'cat', 'claim'))).toEqual([409, 'FLOW_CLAIMED'])
    await ok(office.act(run, 'ann', 'release'))
    await ok(office.act(run, 'cat', 'claim'))
    expect(await agree(run, 'cat')).toBe('approved')
  })
  it('feature 06: what is to be done can be finished, not rejected; feature 07: a step decides by itself', async () => {
    const { run } = await office.begin('work')
    expect(await refused(office.act(run, 'mia', 'reject'))).toEqual([403, 'FLOW_OPERATION_OFF'])
    expect(await refused(office.act(run, 'mia', 'delegate', { to: office.id('fay') }))).toEqual([
      403,
      'FLOW_OPERATION_OFF',
    ])
    await ok(office.act(run, 'mia', 'complete'))
    expect(await status((await office.begin('auto')).run)).toBe('rejected')
  })
})

describe('who is asked', () => {
  it('feature 08: by role, position, group and department, frozen when the step begins', async () => {
    const root = await office.as('root')
    const made = await root.post('/api/groups', { name: 'board' })
    const group = made.body.data.id
    await office.server.workspace.store.people.deleteGroup(group)
    await office.server.workspace.store.people.createGroup({ id: group, key: 'board', name: 'board' })
    // Two administrators at once, who both saw it empty: neither's change is lost, and it is told who came.
    const adding = (...names: readonly Name[]) =>
      root.patch(`/api/groups/${group}`, { name: 'board', members: names.map(office.id), before: [] })
    for (const one of await Promise.all([adding('gus'), adding('fay'), adding('dan')]))
      expect(one.status).toBe(200)
    const members = { name: 'board', members: [office.id('gus'), office.id('fay')] }
    await ok(root.patch(`/api/groups/${group}`, members))
    const log = await office.server.workspace.store.side.auditLog({ limit: 4 })
    expect(log.filter((one) => one.action === 'group_changed').map(({ data }) => data)).toEqual([
      { group, name: 'board', added: [], removed: [office.id('dan')] },
      ...[1, 2, 3].map(() => ({ group, name: 'board', added: [expect.any(String)], removed: [] })),
    ])
    await ok(
      root.patch(`/api/users/${office.id('fay')}`, {
        otherDepartmentIds: [
          (await root.get('/api/departments')).body.data.find((one: { key: string }) => one.key === 'sales')
            .id,
        ],
      }),
    )
    const { run } = await office.begin('sources')
    expect(await office.active(run)).toEqual(['ann', 'cat', 'dan'])
    await ok(root.patch(`/api/users/${office.id('dan')}`, { roles: ['member'] }))
    expect(await office.active(run)).toEqual(['ann', 'cat', 'dan'])
    await agree(run, 'ann', 'cat', 'dan')
    await ok(root.patch(`/api/users/${office.id('dan')}`, { roles: ['member', 'legal'] }))
    expect(await office.active(run)).toEqual(['eve'])
    await agree(run, 'eve')
    expect((await office.active(run)).toSorted()).toEqual(['fay', 'gus'])
    await agree(run, 'fay', 'gus')
    expect((await office.active(run)).toSorted()).toEqual(['fay', 'sam'])
  })
  it('feature 09: managers of the starter and of a person in the record; feature 10: the whole chain', async () => {
    const { run } = await office.begin('manager', { values: { keeper: office.id('sam') } })
    await agree(run, 'mia')
    expect(await office.active(run)).toEqual(['bob'])
    expect(await agree((await office.begin('chain')).run, 'mia', 'bob')).toBe('approved')
  })
  it('feature 11: the head of the department, which a starter of several has to choose', async () => {
    const one = await office.begin('head')
    expect(await office.active(one.run)).toEqual(['fay'])
    const fay = await office.as('fay')
    const record = (await fay.post('/api/records/deal', { name: 'x' })).body.data.id
    const asked = await fay.post('/api/flows/head/start', { entity: 'deal', id: record })
    expect(await refused(Promise.resolve(asked))).toEqual([422, 'FLOW_DEPARTMENT_NEEDED'])
    const top = asked.body.error.data.departments.find((one: { name: string }) => one.name === '总部')
    const begun = await fay.post('/api/flows/head/start', { entity: 'deal', id: record, department: top.id })
    expect(await office.active(begun.body.data.id)).toEqual(['bob'])
  })
  it('feature 12: from a field, picked by the starter and by the step before, and the starter', async () => {
    const sam = await office.as('sam')
    const record = (await sam.post('/api/records/deal', { name: 'x', keeper: office.id('gus') })).body.data.id
    const start = (picks?: object) =>
      sam.post('/api/flows/chosen/start', {
        entity: 'deal',
        id: record,
        ...(picks === undefined ? {} : { picks }),
      })
    expect(await refused(start())).toEqual([422, 'FLOW_PICKS_NEEDED'])
    expect(await refused(start({ b: users(['eve']) }))).toEqual([400, 'FLOW_PICK_UNFIT'])
    const { id: run } = (await start({ b: users(['ann', 'dan']) })).body.data
    const mine = await office.item(run, 'gus')
    const view = (await (await office.as('gus')).get(`/api/work-items/${mine.id}`)).body.data
    expect(view.operations.picks).toMatchObject([{ node: 'c', min: 1, range: null }])
    await agree(run, 'gus')
    await ok(office.act(run, 'ann', 'approve', { picks: { c: users(['eve']) } }))
    await agree(run, 'dan')
    expect(await office.active(run)).toEqual(['eve'])
    await agree(run, 'eve')
    expect(await office.active(run)).toEqual(['sam'])
  })
  it('feature 13: nobody found: approve, reject, a named person, administrators, or stop', async () => {
    const found = async (what: string) => {
      const { run } = await office.begin(`empty_${what}`)
      const { status: how, incidents } = await office.state(run)
      return [how, await office.active(run), incidents.length]
    }
    expect(await found('approve')).toEqual(['approved', [], 0])
    expect(await found('reject')).toEqual(['rejected', [], 0])
    expect(await found('assign')).toEqual(['running', ['gus'], 0])
    expect(await found('admin')).toEqual(['running', ['root'], 0])
    expect(await found('incident')).toEqual(['running', [], 1])
  })
  it('feature 14: the approver started it: decides, is left out, or a manager or head stands in', async () => {
    const found = async (what: string) => {
      const { run } = await office.begin(`self_${what}`)
      return [await status(run), await office.active(run)]
    }
    expect(await found('self')).toEqual(['running', ['sam']])
    expect(await found('skip')).toEqual(['approved', []])
    expect(await found('manager')).toEqual(['running', ['mia']])
    expect(await found('departmenthead')).toEqual(['running', ['fay']])
  })
  it('feature 15: who approved is not asked again, unless what is watched has changed', async () => {
    expect(await agree((await office.begin('dedupe')).run, 'mia', 'bob')).toBe('approved')
    const { run, record } = await office.begin('dedupe')
    await agree(run, 'mia')
    await ok((await office.as('sam')).patch(`/api/records/deal/${record}`, { amount: '77' }))
    expect(await agree(run, 'bob')).toBe('running')
  })
  it('feature 16: a standing agent sees the task for a time and a flow only; feature 17: a leaver’s tasks go on', async () => {
    const days = { startsAt: new Date(now).toISOString(), endsAt: new Date(now + 7_200_000).toISOString() }
    const mia = await office.as('mia')
    expect((await mia.post('/api/agents', { agent: office.id('gus'), ...days, flows: ['one'] })).status).toBe(
      201,
    )
    const [one, two] = [await office.begin('one'), await office.begin('two')]
    const seen = (await (await office.as('gus')).get('/api/work-items?box=todo&limit=200')).body.data
    const runs = seen.map((row: { instanceId: string }) => row.instanceId)
    expect([runs.includes(one.run), runs.includes(two.run)]).toEqual([true, false])
    const task = await office.item(one.run, 'mia')
    await ok((await office.as('gus')).post(`/api/work-items/${task.id}/approve`))
    const done = (await (await office.as('gus')).get('/api/work-items?box=done')).body.data
    expect(done[0]).toMatchObject({ id: task.id, onBehalfOf: 'mia' })
    now += 7_200_000
    const later = await office.begin('one')
    const mine = await office.item(later.run, 'mia')
    expect((await (await office.as('gus')).post(`/api/work-items/${mine.id}/approve`)).status).toBe(404)
    const { body } = await (await office.as('root')).post(`/api/users/${office.id('cat')}/hand-over`, {
      to: office.id('eve'),
      parts: { documents: null },
    })
    expect(body.data).toMatchObject({ documents: 0, tasks: expect.any(Number) })
    const old = (await (await office.as('gus')).get('/api/agents/history')).body.data
    expect(old.rules).toMatchObject([{ principalName: 'mia', agentName: 'gus', endedAt: null }])
    expect(old.decisions).toMatchObject([{ id: task.id, principalName: 'mia', state: 'approved' }])
  })
})

describe('what an approver can do', () => {
  it('feature 18: approve under its own word, and keep a draft of one’s own', async () => {
    const { run } = await office.begin('one')
    const { id } = await office.item(run, 'mia')
    await ok(office.act(run, 'mia', 'draft', { comment: 'half a', values: { amount: '9' } }))
    const mia = await office.as('mia')
    const view = (await mia.get(`/api/work-items/${id}`)).body.data
    expect(view).toMatchObject({
      draft: { comment: 'half a' },
      operations: { labels: { approve: { zh: '核准' } } },
    })
    expect((await (await office.as('sam')).get(`/api/work-items/${id}`)).body.data.draft).toBeNull()
    await agree(run, 'mia')
    expect((await mia.get(`/api/work-items/${id}`)).body.data.draft).toBeNull()
  })
  it('feature 19: transferred; feature 20: delegated, and back', async () => {
    const one = await office.begin('one')
    expect(await refused(office.act(one.run, 'mia', 'transfer', { to: office.id('mia') }))).toEqual([
      400,
      'FLOW_PERSON_UNFIT',
    ])
    await ok(office.act(one.run, 'mia', 'transfer', { to: office.id('eve') }))
    expect((await office.item(one.run, 'eve')).owner).toBe(office.id('mia'))
    const two = await office.begin('one')
    await ok(office.act(two.run, 'mia', 'delegate', { to: office.id('eve') }))
    expect(await refused(office.act(two.run, 'mia', 'approve'))).toEqual([409, 'FLOW_ITEM_LOCKED'])
    await ok(office.act(two.run, 'eve', 'resolve-delegation', { comment: 'fine' }))
    expect(await office.active(two.run)).toEqual(['mia'])
  })
  it('feature 21: signers in order and as deep as allowed; feature 22: taken away with whom they added', async () => {
    const { run } = await office.begin('deep')
    await ok(
      office.act(run, 'mia', 'add-sign', { kind: 'before', to: users(['fay', 'eve']), mode: 'sequential' }),
    )
    expect(await office.active(run)).toEqual(['fay'])
    await ok(office.act(run, 'fay', 'add-sign', { kind: 'before', to: users(['gus']) }))
    expect(await refused(office.act(run, 'gus', 'add-sign', { kind: 'before', to: users(['dan']) }))).toEqual(
      [403, 'FLOW_SIGN_DEPTH'],
    )
    await ok(office.act(run, 'mia', 'remove-sign', { remove: (await office.item(run, 'fay')).id }))
    expect(await office.active(run)).toEqual(['eve'])
  })
  it('feature 23: back to any step passed; feature 24: and on from there as whoever hands in chooses', async () => {
    const { run } = await office.begin('chooses')
    await agree(run, 'mia')
    await ok(office.act(run, 'bob', 'return', { target: '$start' }))
    await ok(office.act(run, 'sam', 'resubmit', { resume: 'toRejecter' }))
    expect(await office.active(run)).toEqual(['bob'])
    await ok(office.act(run, 'bob', 'return', { target: 'a' }))
    expect(await agree(run, 'mia')).toBe('running')
  })
  it('feature 25: recalled by the starter unless the flow never lets them; feature 26: taken back', async () => {
    const one = await office.begin('two')
    await ok(office.command(one.run, 'sam', 'recall'))
    expect(await refused(office.command((await office.begin('never')).run, 'sam', 'recall'))).toEqual([
      409,
      'FLOW_RECALL_REFUSED',
    ])
    const { run } = await office.begin('two')
    await agree(run, 'mia')
    await ok(office.act(run, 'mia', 'take-back'))
    expect(await office.active(run)).toEqual(['mia'])
    await agree(run, 'mia', 'bob')
    expect(await refused(office.act(run, 'mia', 'take-back'))).toEqual([409, 'FLOW_ENDED'])
  })
  it('feature 27: administrators stop, go on, jump, end and bring back, each with a reason', async () => {
    const { run } = await office.begin('two')
    expect((await office.command(run, 'sam', 'suspend')).status).toBe(403)
    await ok(office.command(run, 'root', 'suspend', { comment: 'wait' }))
    expect(await refused(office.act(run, 'mia', 'approve'))).toEqual([409, 'FLOW_SUSPENDED'])
    await ok(office.command(run, 'root', 'resume'))
    await ok(office.command(run, 'root', 'jump', { target: 'b' }))
    expect(await office.active(run)).toEqual(['bob'])
    await ok(office.command(run, 'root', 'terminate', { comment: 'void' }))
    await ok(office.command(run, 'root', 'reactivate', { target: 'a' }))
    expect(await office.active(run)).toEqual(['mia'])
  })
  it('feature 28: urged, with a brake; feature 30: talked about, and seen', async () => {
    const { run } = await office.begin('one')
    const { id } = await office.item(run, 'mia')
    const sam = await office.as('sam')
    await ok(sam.post(`/api/work-items/${id}/remind`))
    expect(await refused(sam.post(`/api/work-items/${id}/remind`))).toEqual([429, 'FLOW_REMIND_TOO_SOON'])
    await ok(sam.post(`/api/work-items/${id}/comment`, { comment: 'please look' }))
    await ok(office.act(run, 'mia', 'read'))
    expect(await office.item(run, 'mia')).toMatchObject({ state: 'active', readAt: expect.any(String) })
  })
  it('feature 29: copies with receipts, each person once', async () => {
    const { run } = await office.begin('one')
    for (let n = 0; n < 2; n += 1) await ok(office.act(run, 'mia', 'cc', { to: users(['eve']) }))
    expect((await office.state(run)).items.filter((one) => one.kind === 'read')).toHaveLength(1)
  })
  it('feature 31: a signature, words and a file are asked for on the server, and kept', async () => {
    const { run } = await office.begin('told')
    const mia = await office.as('mia')
    const { id } = await office.item(run, 'mia')
    expect(await refused(office.act(run, 'mia', 'approve'))).toEqual([400, 'FLOW_SIGNATURE_REQUIRED'])
    const bring = async (name: Name) =>
      JSON.parse(
        (
          await (
            await office.as(name)
          ).raw({ method: 'POST', url: '/api/files', ...multipart('name.png', 'ink') })
        ).body,
      ).data.id
    const [signature, foreign] = [await bring('mia'), await bring('sam')]
    expect(
      (await office.act(run, 'mia', 'reject', { comment: 'no', signature, attachments: [foreign] })).status,
    ).toBe(404)
    expect(await refused(office.act(run, 'mia', 'reject', { comment: 'no', signature }))).toEqual([
      400,
      'FLOW_ATTACHMENT_REQUIRED',
    ])
    await ok(
      mia.post(`/api/work-items/${id}/reject`, {
        comment: 'no',
        signature,
        attachments: [await bring('mia')],
      }),
    )
    const seen = async (name: Name, at: string) =>
      (await (await office.as(name)).get(`/api/files/${signature}${at}`)).status
    expect([
      await seen('sam', `?item=${id}`),
      await seen('sam', ''),
      await seen('out', `?item=${id}`),
    ]).toEqual([200, 404, 404])
    // What was signed by hand is printed for whoever has a part in the run; for others a name stands in its place.
    const next = await office.begin('told')
    const drawn = await mia.raw({ method: 'POST', url: '/api/files', ...multipart('name.png', signedName) })
    const task = await office.item(next.run, 'mia')
    await ok(mia.post(`/api/work-items/${task.id}/approve`, { signature: JSON.parse(drawn.body).data.id }))
    const pictures = async (name: Name, at: string) => {
      const url = `/api/prints/sheet/${next.record}.pdf${at}`
      const answer = await (await office.as(name)).raw({ method: 'GET', url })
      const drawn = answer.rawPayload.toString('latin1').split('/Subtype /Image').length - 1
      return [answer.statusCode, drawn, pdfText(answer.rawPayload).join(' ').includes('签名')]
    }
    const seenBy = [
      await pictures('sam', ''),
      await pictures('bob', ''),
      await pictures('bob', `?run=${next.run}`),
    ]
    expect(seenBy).toEqual([
      [200, 1, true],
      [200, 0, true],
      [200, 0, true],
    ])
    // The same of a document that was kept: who may have it by the record alone does not get at it.
    const sam = await office.as('sam')
    const { id: keptId } = (await sam.post(`/api/prints/sheet/keep`, { id: next.record })).body.data
    const fetched = async (name: Name) =>
      (await (await office.as(name)).raw({ method: 'GET', url: `/api/kept-prints/${keptId}` })).statusCode
    expect([await fetched('sam'), await fetched('mia'), await fetched('bob')]).toEqual([200, 200, 404])
  })
  it('feature 32: rights on columns; feature 33: what was changed, by whom, in the trail', async () => {
    const { run, record } = await office.begin('columns', {
      values: { lines: [{ item: 'pen', qty: '1', cost: '9' }] },
    })
    const out = await office.as('out')
    const { id } = await office.item(run, 'out')
    const [row] = (await out.get(`/api/work-items/${id}`)).body.data.record.lines
    expect(row).not.toHaveProperty('cost')
    await ok(out.post(`/api/work-items/${id}/approve`, { values: { lines: [{ ...row, qty: '4' }] } }))
    const view = (await out.get(`/api/work-items/${id}`)).body.data
    const edit = view.instance.events.find((one: { type: string }) => one.type === 'item_edited')
    expect(edit).toMatchObject({
      itemId: id,
      actor: office.id('out'),
      at: expect.any(String),
      data: { edits: [{ field: 'lines' }] },
    })
    expect(JSON.stringify(edit)).not.toContain('"cost"')
    const kept = (await (await office.as('sam')).get(`/api/records/deal/${record}`)).body.data
    expect(kept.lines).toMatchObject([{ qty: '4', cost: '9' }])
  })
  it('feature 34: several approved at once, each for itself', async () => {
    const runs = [await office.begin('one'), await office.begin('told')]
    const items = await Promise.all(runs.map(async ({ run }) => ({ id: (await office.item(run, 'mia')).id })))
    const { body } = await (await office.as('mia')).post('/api/work-items/approve', { items })
    expect(body.data.map((one: { done: boolean }) => one.done)).toEqual([true, false])
  })
})

describe('the flow as a whole', () => {
  it('feature 35: every branch whose condition holds', async () => {
    const one = await office.begin('branch')
    expect(await office.active(one.run)).toEqual(['mia'])
    const two = await office.begin('branch', { values: { amount: '500' } })
    expect(await office.active(two.run)).toEqual(['bob'])
  })
  it('feature 36: several runs of another flow; enough of them is enough', async () => {
    const { run, record } = await office.begin('many')
    const children = async () =>
      (await office.server.workspace.store.flows.instancesOf('deal', record)).filter(
        (one) => one.flow === 'one',
      )
    await pass(0, async () => (await children()).length === 2)
    const [first] = await children()
    await agree(first?.id ?? '', 'mia')
    await pass(0, async () => (await status(run)) === 'approved')
  })
  it('feature 37: reminds, then hands on to a manager, then decides; or sends back', async () => {
    const { run } = await office.begin('late_remind')
    const told = async () => (await (await office.as('mia')).get('/api/notifications')).body.data
    await pass(1, async () =>
      (await told()).some((one: { title: string }) => one.title.startsWith('待办提醒')),
    )
    await pass(2, async () => (await office.active(run))[0] === 'bob')
    await pass(2, async () => (await status(run)) === 'rejected')
    const back = await office.begin('late_return')
    await pass(1, async () => (await office.active(back.run))[0] === 'sam')
  })
  it('feature 38: a pause, then a message from outside', async () => {
    const { run, record } = await office.begin('pause')
    await pass(1, async () => (await office.state(run)).subscriptions?.length === 1)
    const root = await office.as('root')
    expect(
      (await root.post('/api/flows/messages', { name: 'paid', correlation: record, data: {} })).status,
    ).toBe(202)
    await pass(0, async () => (await office.active(run))[0] === 'mia')
  })
  it('feature 39: immutable versions (case 24); feature 40: written back and locked meanwhile', async () => {
    const { run, record } = await office.begin('locks')
    const sam = await office.as('sam')
    expect((await sam.patch(`/api/records/deal/${record}`, { amount: '1' })).body.error.code).toBe(
      'RECORD_LOCKED',
    )
    await ok(sam.patch(`/api/records/deal/${record}`, { state: 'asked' }))
    await agree(run, 'mia')
    expect((await sam.get(`/api/records/deal/${record}`)).body.data.state).toBe('done')
    await ok(sam.patch(`/api/records/deal/${record}`, { amount: '1' }))
  })
  it('feature 41: who will approve is shown before anything is saved, and nothing is', async () => {
    const sam = await office.as('sam')
    const before = (await sam.get('/api/records/deal?limit=1&count=exact')).body
    const { body } = await sam.post('/api/flows/chosen/preview', { values: { keeper: office.id('gus') } })
    expect(body.data.steps).toMatchObject([
      { nodeId: 'a', people: [{ name: 'gus' }], open: false },
      { nodeId: 'b', people: [], open: true, picks: 'starter' },
      { nodeId: 'c', people: [], open: true, picks: 'previous' },
      { nodeId: 'd', people: [{ name: 'sam' }] },
    ])
    expect(body.data.picks).toMatchObject([
      { node: 'b', max: 2, range: [{ name: 'ann' }, { name: 'cat' }, { name: 'dan' }] },
    ])
    expect((await sam.get('/api/records/deal?limit=1&count=exact')).body.total).toEqual(before.total)
  })
  it('feature 42: what is printed of an ended run never changes, and can be verified', async () => {
    const { run, record } = await office.begin('one', { values: { amount: '5' } })
    const sam = await office.as('sam')
    expect((await sam.get(`/api/flow-instances/${run}/sheet`)).status).toBe(404)
    await ok(office.act(run, 'mia', 'approve', { comment: 'yes 🎉' }))
    await ok(sam.patch(`/api/records/deal/${record}`, { amount: '99' }))
    const { body } = await sam.get(`/api/flow-instances/${run}/sheet`)
    expect(body.data).toMatchObject({
      verify: expect.stringMatching(/^[0-9A-F]{16}$/),
      record: { values: { amount: '5' } },
      items: [{ comment: 'yes 🎉', state: 'approved' }],
    })
    expect((await (await office.as('out')).get(`/api/flow-instances/${run}/sheet`)).status).toBe(404)
    const paper = async (name: Name, at: string) => {
      const url = `/api/prints/sheet/${record}.pdf${at}`
      const answer = await (await office.as(name)).raw({ method: 'GET', url })
      return answer.statusCode === 200 ? pdfText(answer.rawPayload).join(' ') : answer.statusCode
    }
    const [live, kept] = [await paper('sam', ''), await paper('sam', `?run=${run}`)]
    expect([live, kept].map((text) => /amount (\d+)/.exec(String(text))?.[1])).toEqual(['99', '5'])
    expect(kept).toContain('yes')
    // What would print as a box is told before anybody prints it.
    const remarks = async (name: Name) =>
      (await (await office.as(name)).get(`/api/prints/sheet/${record}/remarks`)).body
    expect((await remarks('sam')).data).toEqual([
      { at: '/body/1', block: { zh: '审批记录', en: 'Approvals' }, letters: ['🎉'] },
    ])
    expect((await remarks('out')).error.code).toBe('ENTITY_UNKNOWN')
    const other = await office.begin('one')
    expect([await paper('sam', `?run=${other.run}`), await paper('out', `?run=${run}`)]).toEqual([404, 404])
  })
  it('feature 43: title, summary, number, who may start and who administers', async () => {
    const runs = [
      await office.begin('named', { values: { name: 'A', amount: '12' } }),
      await office.begin('named'),
    ]
    const todo = (await (await office.as('mia')).get('/api/work-items?box=todo&limit=200')).body.data
    const lines = runs.map(({ run }) => todo.find((one: { instanceId: string }) => one.instanceId === run))
    expect(lines).toMatchObject([
      {
        title: '合同 A',
        summary: expect.stringContaining('12'),
        number: expect.stringMatching(/^HT-\d{4}-001$/),
      },
      { number: expect.stringMatching(/^HT-\d{4}-002$/) },
    ])
    // To try it keeps nobody waiting for the next number, and takes none.
    const { workspace } = office.server
    const people = await workspace.people()
    const admin = people.users.find(({ id }) => id === office.id('root'))
    if (admin === undefined) throw new Error('nobody')
    const { roleFacts } = await workspace.published()
    const tried = await workspace.unit(async (unit) => {
      expect(await unit.tx.flows.nextNumber('named', new Date(now).toISOString().slice(0, 4))).toBe(3)
      return tryFlow(workspace, userActor(admin, people, roleFacts, { via: 'ui' }), {
        flow: 'named',
        record: { values: { name: 'B' } },
        starter: office.id('sam'),
        seed: 'x',
        at: new Date(now).toISOString(),
        steps: [],
      })
    })
    expect([tried.turns[0]?.error, tried.status]).toEqual([null, 'running'])
    const strange = await (await office.as('out')).post('/api/flows/named/start', {
      entity: 'deal',
      id: runs[0]?.record,
    })
    expect(strange.status).toBe(404)
    // Whom the flow names sees its runs, and moves all of them; to others it says nothing, not even that it is there.
    const [gus, eve] = [await office.as('gus'), await office.as('eve')]
    expect((await gus.get(`/api/flow-instances/${runs[0]?.run}`)).status).toBe(200)
    const move = async (who: typeof gus, flow: string) =>
      (await who.post(`/api/flows/${flow}/migrate`, { dryRun: true })).status
    expect([await move(gus, 'named'), await move(gus, 'one')]).toEqual([200, 403])
    expect([await move(eve, 'named'), await move(eve, 'nowhere')]).toEqual([403, 403])
    await ok(office.command(runs[0]?.run ?? '', 'gus', 'terminate'))
    expect((await office.command(runs[1]?.run ?? '', 'eve', 'terminate')).status).toBe(403)
  })
  it('feature 44: entered for a past day by an administrator; both times are kept', async () => {
    const asOf = '2026-01-05T02:00:00.000Z'
    const { run } = await office.begin('one', { by: 'root', more: { asOf } })
    const told = (await (await office.as('root')).get(`/api/flow-instances/${run}`)).body.data
    expect(told).toMatchObject({ asOf, startedAt: new Date(now).toISOString() })
    const sam = await office.as('sam')
    const record = (await sam.post('/api/records/deal', { name: 'x' })).body.data.id
    expect(await refused(sam.post('/api/flows/one/start', { entity: 'deal', id: record, asOf }))).toEqual([
      403,
      'FLOW_AS_OF',
    ])
  })
})
