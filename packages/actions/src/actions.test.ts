import { type Json, language } from '@mortise/expressions'
import { type ActionContext, type DirectoryUser, extensionList, type ScoreDocument } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { builtinActions, runActionOf, writesOfActions } from './builtin.ts'
import { gradeOf, scoreRecord } from './score/score-record.ts'

const people: readonly DirectoryUser[] = ['sam', 'mia', 'gone'].map((id) => ({
  id,
  name: id,
  departmentId: 'd1',
  managerId: id === 'sam' ? 'mia' : null,
  roles: ['sales'],
  active: id !== 'gone',
}))

const score: ScoreDocument = {
  key: 'fit',
  label: 'Fit',
  entity: 'lead',
  field: 'score',
  gradeField: 'grade',
  explainField: 'why',
  max: 100,
  rows: [
    { key: 'industry', label: '核心行业', when: { '==': [{ var: 'industry' }, 'IT'] }, points: 40 },
    { key: 'budget', when: { '>': [{ var: 'budget' }, 1000] }, points: 90, cap: 50 },
    { key: 'silent', when: { '==': [{ var: 'silent' }, true] }, points: -10 },
  ],
  grades: [
    { value: 'hot', from: 60, leaveBelow: 50 },
    { value: 'warm', from: 30 },
    { value: 'cold', from: 0 },
  ],
}

function ctx(values: { readonly [field: string]: Json }, more: Partial<ActionContext> = {}): ActionContext {
  const now = '2026-03-02T01:00:00.000Z'
  return {
    record: {
      entity: 'lead',
      id: 'r1',
      values,
      isNew: false,
      rows: { lines: [{ row: { product: 'p1', qty: 2 } }] },
    },
    user: undefined,
    now,
    timeZone: 'Asia/Shanghai',
    directory: {
      user: (id) => people.find((one) => one.id === id),
      usersByRole: (role) => people.filter((one) => one.roles.includes(role)),
      usersByDepartment: () => people,
      department: () => undefined,
      admins: () => [],
    },
    evaluate: (expression) => language.evaluate(expression, { row: values, now }),
    fill: (template) =>
      template.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
        const value = values[key]
        return typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
      }),
    newId: () => 'new',
    addTime: (from, duration, calendar) => `${from}+${duration}${calendar ?? ''}`,
    document: (kind, key) => (kind === 'score' && key === 'fit' ? score : undefined),
    ...more,
  }
}

const run = runActionOf(extensionList(builtinActions))

describe('every action', () => {
  it.each(builtinActions.map((action) => [action.type, action] as const))(
    '%s says what it does in both languages',
    (_, action) => {
      const sentence = action.describe({})
      expect(sentence.zh).not.toBe('')
      expect(sentence.en).not.toBe('')
      expect(sentence.zh).not.toContain('undefined')
      for (const one of action.settings) expect(one.key).toMatch(/^[a-z][a-zA-Z0-9]*$/)
      expect(action.writes).toBeDefined()
    },
  )

  it('an unknown one names the nearest', () => {
    expect(() => run('notfy', {}, ctx({}))).toThrow(/ACTION_UNKNOWN.*notify/)
  })
})

it('what a score and an unknown action write is known to the loop proof', () => {
  const writes = writesOfActions(extensionList(builtinActions), ctx({}).document)
  expect(writes({ type: 'score', score: 'fit' }, 'lead')).toEqual([
    { entity: 'lead', fields: ['score', 'grade', 'why'], op: 'update' },
  ])
  expect(writes({ type: 'magic' }, 'lead')).toEqual([{ entity: '*', fields: ['*'] }])
})

describe('set_fields', () => {
  const set = { state: 'done', double: { '*': [{ var: 'n' }, 2] }, who: '$record.owner', text: 'no {{n}}' }

  it('sets values before the save and writes the record after it', () => {
    const values = { state: 'done', double: 14, who: 'sam', text: 'no 7' }
    const before = run('set_fields', { set }, ctx({ n: 7, owner: 'sam' }, { phase: 'beforeSave' }))
    expect(before).toContainEqual({ type: 'set_value', field: 'double', value: 14 })
    expect(run('set_fields', { set }, ctx({ n: 7, owner: 'sam' }))).toEqual([
      { type: 'write_record', op: 'update', entity: 'lead', id: 'r1', values },
    ])
  })
})

describe('records', () => {
  it('update_record follows a link, and says so when it is empty', () => {
    const settings = { record: 'account', entity: 'account', set: { state: 'won' } }
    expect(run('update_record', settings, ctx({ account: 'a1' }))).toMatchObject([
      { entity: 'account', id: 'a1' },
    ])
    expect(() => run('update_record', settings, ctx({}))).toThrow(/ACTION_NO_RECORD/)
    expect(run('update_record', { ...settings, ifEmpty: 'skip' }, ctx({}))).toEqual([])
  })

  it('create_record copies child rows', () => {
    const values = {
      lead: '$record.id',
      lines: { $rows: 'lines', fields: { item: 'product', count: 'qty' } },
    }
    expect(run('create_record', { entity: 'contract', values }, ctx({}))).toEqual([
      {
        type: 'write_record',
        op: 'create',
        entity: 'contract',
        values: { lead: 'r1', lines: [{ item: 'p1', count: 2 }] },
      },
    ])
  })

  it('create_task fills the task fields with owner and due time', () => {
    const effects = run(
      'create_task',
      { title: '联系 {{name}}', due: 'PT24H', calendar: 'cn', link: 'lead' },
      ctx({ name: 'Acme', owner: 'sam' }),
    )
    expect(effects).toEqual([
      {
        type: 'write_record',
        op: 'create',
        entity: 'task',
        values: { title: '联系 Acme', owner: 'sam', due: '2026-03-02T01:00:00.000Z+PT24Hcn', lead: 'r1' },
      },
    ])
  })

  it('convert makes linked records, then marks the source', () => {
    const steps = [
      {
        entity: 'account',
        ref: 'account',
        matchFirst: { '==': [{ var: 'name' }, 'x'] },
        values: { name: '$record.company' },
      },
      { entity: 'contact', ref: 'contact', values: { account: '$ref:account' } },
    ]
    const effects = run(
      'convert',
      { steps, then: { status: 'converted', account: '$ref:account' } },
      ctx({ company: 'Acme' }),
    )
    expect(effects).toMatchObject([
      {
        op: 'create',
        entity: 'account',
        ref: 'account',
        values: { name: 'Acme' },
        matchFirst: steps[0]?.matchFirst,
      },
      { op: 'create', entity: 'contact', values: { account: '$ref:account' } },
      { op: 'update', entity: 'lead', id: 'r1', values: { status: 'converted', account: '$ref:account' } },
    ])
  })
})

describe('messages', () => {
  it('notify reaches owner, manager and role once each, without people who left', () => {
    const to = ['$record.owner', '$record.owner.manager', 'role:sales']
    expect(run('notify', { to, title: 'Hot: {{name}}' }, ctx({ owner: 'sam', name: 'Acme' }))).toEqual([
      {
        type: 'notify',
        to: ['sam', 'mia'],
        title: 'Hot: Acme',
        entity: 'lead',
        recordId: 'r1',
        templates: { title: 'Hot: {{name}}' },
      },
    ])
    expect(run('notify', { to: 'gone', title: 't' }, ctx({}))).toEqual([])
  })

  it('send_email takes addresses from the record and leaves people to the runtime', () => {
    const effects = run(
      'send_email',
      { to: ['$record.email', '$record.owner'], subject: 's', body: 'b' },
      ctx({ email: 'x@y.cn', owner: 'sam' }),
    )
    expect(effects).toMatchObject([{ connector: 'smtp', addresses: ['x@y.cn'], users: ['sam'] }])
  })

  it('send_email sends words of its own or a template, which is for records like the one at hand', () => {
    const type = builtinActions.find((one) => one.type === 'send_email')
    const document = (_: string, key: string) => (key === 'quote_sent' ? { entity: 'quote' } : undefined)
    const told = (settings: object): readonly string[] =>
      (type?.check?.(settings as never, { entity: 'lead', document: document as never }) ?? []).map(
        ({ path, error }) => `${error.code} ${path}`,
      )
    expect(told({ to: 'sam' })).toEqual(['ACTION_SETTING_MISSING /subject', 'ACTION_SETTING_MISSING /body'])
    expect(told({ to: 'sam', subject: 's', body: 'b' })).toEqual([])
    expect(told({ to: 'sam', mail: 'quote_sent' })).toEqual(['ACTION_MAIL_ENTITY /mail'])
    const effects = run('send_email', { to: ['$record.email'], mail: 'hello' }, ctx({ email: 'x@y.cn' }))
    expect(effects).toMatchObject([{ type: 'send_mail', mail: 'hello', addresses: ['x@y.cn'] }])
  })

  it('add_error refuses with a filled message', () => {
    const effects = run(
      'add_error',
      { message: { zh: '折扣 {{d}} 太高', en: 'too high: {{d}}' }, field: 'd' },
      ctx({ d: 20 }),
    )
    expect(effects).toMatchObject([
      { level: 'block', path: 'd', message: { zh: '折扣 20 太高', en: 'too high: 20' } },
    ])
  })
})

describe('scoring', () => {
  const evaluate = (values: { readonly [field: string]: Json }) => ctx(values).evaluate

  it('counts present values, with caps, and explains itself', () => {
    const result = scoreRecord(score, evaluate({ industry: 'IT', budget: 5000, silent: true }))
    expect(result).toEqual({
      points: 80,
      grade: 'hot',
      contributions: [
        { key: 'industry', label: '核心行业', points: 40 },
        { key: 'budget', label: 'budget', points: 50 },
        { key: 'silent', label: 'silent', points: -10 },
      ],
    })
  })

  it('a grade is entered at 60 and left below 50', () => {
    expect(gradeOf(score, 55, null)).toBe('warm')
    expect(gradeOf(score, 55, 'hot')).toBe('hot')
    expect(gradeOf(score, 49, 'hot')).toBe('warm')
    expect(gradeOf(score, 60, 'cold')).toBe('hot')
    expect(gradeOf(score, -5, 'warm')).toBeNull()
  })

  it('the action writes points, grade and explanation', () => {
    const effects = run('score', { score: 'fit' }, ctx({ industry: 'IT' }, { phase: 'beforeSave' }))
    expect(effects).toEqual([
      { type: 'set_value', field: 'score', value: 40 },
      { type: 'set_value', field: 'grade', value: 'warm' },
      { type: 'set_value', field: 'why', value: '核心行业 +40' },
    ])
  })
})

describe('finding, tagging, deciding, waiting', () => {
  it('a condition about other records names this one', () => {
    const filter = { and: [{ '==': [{ var: 'account' }, { var: 'record.account' }] }, { var: 'open' }] }
    const set = { owner: '$record.owner', state: 'done' }
    expect(
      run(
        'update_records',
        { entity: 'task', filter, set, limit: 9_000 },
        ctx({ account: 'a1', owner: 'u' }),
      ),
    ).toEqual([
      {
        type: 'find_records',
        entity: 'task',
        filter: { and: [{ '==': [{ var: 'account' }, 'a1'] }, { var: 'open' }] },
        limit: 500,
        set: { owner: 'u', state: 'done' },
      },
    ])
    expect(() => run('update_records', { entity: 'task', set }, ctx({}))).toThrow('ACTION_SETTING_MISSING')
    expect(
      run('find_record', { entity: 'task', filter: { var: 'open' }, ref: 't', dir: 'desc' }, ctx({})),
    ).toMatchObject([
      { type: 'find_records', limit: 1, ref: 't', sort: { field: 'created_at', dir: 'desc' } },
    ])
  })

  it('tags are put on and taken off, the others stay, and nothing is written twice', () => {
    const settings = { field: 'tags', add: ['vip', 'new'], remove: 'old' }
    expect(run('tag', settings, ctx({ tags: ['old', 'vip'] }))).toMatchObject([
      { values: { tags: ['vip', 'new'] } },
    ])
    expect(run('tag', settings, ctx({ tags: ['vip', 'new'] }))).toEqual([])
  })

  it('a decision table fills fields of its names, or others', () => {
    const table = {
      key: 't',
      label: 't',
      hitPolicy: 'first',
      inputs: [],
      outputs: [{ key: 'rate', type: 'number' }],
      rows: [],
    }
    const given = ctx({}, { document: () => table, decide: () => ({ rate: 5 }), phase: 'beforeSave' })
    expect(run('run_table', { table: 't' }, given)).toEqual([{ type: 'set_value', field: 'rate', value: 5 }])
    expect(run('run_table', { table: 't', fields: { rate: 'discount' } }, given)).toMatchObject([
      { field: 'discount' },
    ])
    expect(() => run('run_table', { table: 'x' }, ctx({}, { document: () => undefined }))).toThrow(
      'ACTION_DOCUMENT_UNKNOWN',
    )
  })

  it('messages leave through the connector of their system, to people and numbers that are some', () => {
    const to = ['$record.owner', 'gone']
    expect(
      run('send_feishu', { to, title: '{{name}} 到期' }, ctx({ owner: 'sam', name: 'A' })),
    ).toMatchObject([
      {
        type: 'call_out',
        connector: 'feishu',
        action: 'send_message',
        settings: { users: ['sam'], title: 'A 到期' },
      },
    ])
    const sms = {
      to: ['$record.phone', 'no number'],
      provider: 'aliyun_sms',
      template: 'SMS_1',
      params: { name: '$record.name' },
    }
    expect(run('send_sms', sms, ctx({ phone: '+86 138-0000-0000', name: 'A' }))).toMatchObject([
      { connector: 'aliyun_sms', settings: { phones: ['+8613800000000'], params: { name: 'A' } } },
    ])
    expect(run('send_sms', { ...sms, to: 'x' }, ctx({}))).toEqual([])
  })

  it('goes through the records that belong to the one at hand, no more than it may, and writes what its actions write', () => {
    const actions = [
      { type: 'update_record', set: { done: true } },
      { type: 'create_record', entity: 'log', values: { name: 'x' } },
    ]
    const settings = {
      entity: 'line',
      link: 'order',
      filter: { '==': [{ var: 'kind' }, { var: 'record.kind' }] },
    }
    const [effect] = run('for_each', { ...settings, limit: 9_999, actions }, ctx({ kind: 'a' }))
    expect(effect).toMatchObject({
      type: 'for_each',
      entity: 'line',
      limit: 500,
      filter: { and: [{ '==': [{ var: 'order' }, 'r1'] }, { '==': [{ var: 'kind' }, 'a'] }] },
    })
    const written = writesOfActions(extensionList(builtinActions))(
      { type: 'for_each', ...settings, actions },
      'lead',
    )
    expect(written.map(({ entity, fields }) => [entity, fields])).toEqual([
      ['line', ['done']],
      ['log', ['name']],
    ])
    expect(() => run('for_each', { entity: 'line', actions }, ctx({}))).toThrow('ACTION_SETTING_MISSING')
    const nested = [{ type: 'for_each', ...settings, actions }]
    expect(() => run('for_each', { ...settings, actions: nested }, ctx({}))).toThrow('ACTION_NESTED')
  })

  it('ends flows and asks for documents of the record at hand', () => {
    expect(run('cancel_flow', { flow: 'check' }, ctx({}))).toEqual([
      { type: 'cancel_flow', flow: 'check', entity: 'lead', recordId: 'r1' },
    ])
    expect(run('cancel_flow', { record: 'account', entity: 'account' }, ctx({}))).toEqual([])
    expect(run('generate_document', { template: 'sheet', field: 'papers' }, ctx({}))).toMatchObject([
      { type: 'generate_document', template: 'sheet', field: 'papers', replace: false, recordId: 'r1' },
    ])
    expect(() => run('generate_document', { template: 'sheet' }, ctx({}))).toThrow('ACTION_SETTING_MISSING')
    const group = { channel: 'group', title: 'x' }
    expect(run('send_wecom', group, ctx({}))).toMatchObject([{ settings: { channel: 'group' } }])
    expect(() => run('send_wecom', { title: 'x' }, ctx({}))).toThrow('ACTION_SETTING_MISSING')
  })
})
