import { type Json, language } from '@mortise/expressions'
import type { ActionContext, Effect, RecordInput, RuleDocument, RunAction } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { runBeforeSave } from './before-save.ts'
import { emptyTally, enterRule, rootCause } from './cascade.ts'
import { compileRules } from './compile.ts'
import { errors } from './errors.ts'
import { effectsFor, importChoice } from './import-choice.ts'
import { matchRules } from './match.ts'
import { runRule } from './run.ts'
import type { WritesOf } from './loops/movers.ts'
import { proveTermination as prove } from './loops/termination.ts'

type Values = { readonly [field: string]: Json }

const rule = (key: string, more: Partial<RuleDocument> = {}): RuleDocument => ({
  key,
  label: key,
  entity: 'lead',
  phase: 'afterSave',
  trigger: { on: ['create', 'update'] },
  actions: [],
  ...more,
})

const record = (values: Values, previous?: Values): RecordInput => ({
  entity: 'lead',
  id: 'r1',
  values,
  previous,
  isNew: previous === undefined,
})

const contextOf = (input: RecordInput): ActionContext => ({
  record: input,
  user: undefined,
  now: '2026-03-02T01:00:00.000Z',
  timeZone: 'Asia/Shanghai',
  directory: {
    user: () => undefined,
    usersByRole: () => [],
    usersByDepartment: () => [],
    department: () => undefined,
    admins: () => [],
  },
  evaluate: (expression) =>
    language.evaluate(expression, {
      row: input.values,
      previous: input.previous,
      isNew: input.isNew,
      now: '2026-03-02T01:00:00.000Z',
    }),
  fill: (template) => template,
  newId: () => 'new',
  addTime: (from) => from,
  document: () => undefined,
})

const runAction: RunAction = (type, settings, ctx): readonly Effect[] => {
  if (type === 'boom') throw errors.RULE_ACTION_PHASE({ rule: 'r', action: 'boom' })
  if (type === 'refuse')
    return [{ type: 'add_error', path: 'name', code: 'NO', message: 'no', level: 'block' }]
  return Object.entries(settings['set'] as Values).map(([field, value]) => ({
    type: 'set_value',
    field,
    value: typeof value === 'object' ? ctx.evaluate(value) : value,
  }))
}

const hot = { '>=': [{ var: 'score' }, 60] }

describe('which rules fire', () => {
  const keys = (rules: readonly RuleDocument[], values: Values, previous?: Values) =>
    matchRules(
      compileRules(rules),
      {
        phase: 'afterSave',
        event: previous === undefined ? 'create' : 'update',
        record: record(values, previous),
      },
      contextOf,
    ).map((one) => one.key)

  it('fires when the condition becomes true, not while it stays true', () => {
    const rules = [rule('hot', { condition: hot })]
    expect(keys(rules, { score: 70 })).toEqual(['hot'])
    expect(keys(rules, { score: 70 }, { score: 50 })).toEqual(['hot'])
    expect(keys(rules, { score: 80 }, { score: 70 })).toEqual([])
    expect(keys(rules, { score: 50 }, { score: 70 })).toEqual([])
  })

  it('everyMatch fires on each change while it holds, but never on a save without a change', () => {
    const rules = [rule('hot', { condition: hot, trigger: { on: ['update'], fire: 'everyMatch' } })]
    expect(keys(rules, { score: 80 }, { score: 70 })).toEqual(['hot'])
    expect(keys(rules, { score: 80, tags: ['a'] }, { score: '80', tags: ['a'] })).toEqual([])
  })

  it('only looks when a watched field changed', () => {
    const rules = [rule('owner', { trigger: { on: ['update'], watch: ['owner'] } })]
    expect(keys(rules, { owner: 'b', score: 1 }, { owner: 'a', score: 1 })).toEqual(['owner'])
    expect(keys(rules, { owner: 'a', score: 2 }, { owner: 'a', score: 1 })).toEqual([])
  })

  it('keeps the order, then the name; leaves out what is off or of another phase', () => {
    const rules = [
      rule('z'),
      rule('b', { order: 50 }),
      rule('a'),
      rule('off', { enabled: false }),
      rule('early', { phase: 'beforeSave' }),
    ]
    expect(keys(rules, { score: 1 })).toEqual(['b', 'a', 'z'])
  })

  it('a condition that speaks of the message holds only where a message set the rule off', () => {
    const spoken = { '!=': [{ var: 'payload.kind' }, 'x'] }
    const rules = [
      rule('both', { condition: spoken, trigger: { on: ['message', 'update'], fire: 'everyMatch' } }),
      rule('own', { condition: spoken, trigger: { on: ['update'], fire: 'everyMatch' } }),
    ]
    // Where no message is waited for, the name is that of a field.
    expect(keys(rules, { score: 2 }, { score: 1 })).toEqual(['own'])
  })

  it('a manual rule runs only when it is asked for', () => {
    const rules = compileRules([
      rule('one', { trigger: { on: ['manual'] } }),
      rule('two', { trigger: { on: ['manual'] } }),
    ])
    const found = matchRules(
      rules,
      { phase: 'afterSave', event: 'manual', record: record({}), rule: 'two' },
      contextOf,
    )
    expect(found.map((one) => one.key)).toEqual(['two'])
  })
})

describe('before a save', () => {
  const save = (rules: readonly RuleDocument[], values: Values) =>
    runBeforeSave({
      rules: compileRules(rules),
      event: 'create',
      record: record(values),
      contextOf,
      runAction,
    })
  const set = (key: string, field: string, value: Json, more: Partial<RuleDocument> = {}) =>
    rule(key, { phase: 'beforeSave', actions: [{ type: 'set', set: { [field]: value } }], ...more })

  it('lets later rules see what earlier ones set, also against the order', () => {
    const grade = set('grade', 'grade', 'hot', { order: 1, condition: hot })
    const points = set('points', 'score', 80, { order: 2 })
    expect(save([grade, points], {})).toMatchObject({
      values: { score: 80, grade: 'hot' },
      ran: ['points', 'grade'],
    })
  })

  it('takes back a refusal whose reason another rule removed', () => {
    const check = rule('check', {
      phase: 'beforeSave',
      order: 1,
      condition: { '==': [{ var: 'name' }, null] },
      actions: [{ type: 'refuse' }],
    })
    expect(save([check], {}).errors).toMatchObject([{ rule: 'check', path: 'name', level: 'block' }])
    expect(save([check, set('name', 'name', 'x', { order: 2 })], {}).errors).toEqual([])
  })

  it('names the two rules that never agree', () => {
    const up = set('up', 'score', { '+': [{ var: 'score' }, 1] })
    const down = set('down', 'score', { '+': [{ var: 'score' }, 5] })
    expect(() => save([up, down], { score: 0 })).toThrow(
      expect.objectContaining({
        code: 'RULE_NO_FIXPOINT',
        text: expect.objectContaining({ en: expect.stringMatching(/"down".*"up"|"up".*"down"/) }),
      }),
    )
  })
})

describe('running', () => {
  it('gives every action its own key and lets others run when one fails', () => {
    const document = rule('r', { id: 'u1', actions: [{ type: 'boom' }, { type: 'set', set: { a: 1 } }] })
    const run = runRule(document, { ctx: contextOf(record({})), runAction, version: 3, eventId: 'e9' })
    expect(run.actions.map((one) => one.key)).toEqual(['u1@3:e9:0', 'u1@3:e9:1'])
    expect(run.actions[0]?.error?.code).toBe('RULE_ACTION_PHASE')
    expect(run.actions[1]?.effects).toHaveLength(1)
  })

  it('imports run rules on data quietly unless told otherwise', () => {
    const effects: readonly Effect[] = [
      { type: 'notify', to: ['u'], title: 't' },
      { type: 'set_value', field: 'a', value: 1 },
    ]
    expect(effectsFor(importChoice(rule('r')), effects)).toEqual([effects[1]])
    expect(effectsFor(importChoice(rule('r', { onImport: 'run' })), effects)).toEqual(effects)
    expect(effectsFor(importChoice(rule('r', { onImport: 'ask' }), { r: 'skip' }), effects)).toEqual([])
  })
})

describe('the guard of chains', () => {
  const at = (state: Values) => ({ id: 'r1', values: state })

  it('stops at ten deep and when nothing the rule watches has changed', () => {
    const one = rule('one', { trigger: { on: ['update'], watch: ['a'] } })
    let cause = rootCause('c')
    let tally = emptyTally
    for (let step = 0; step < 10; step += 1) {
      const entered = enterRule(one, { cause, tally, record: at({ a: step }), eventId: `e${step}` })
      if (!entered.ok) throw new Error('stopped too early')
      cause = entered.cause
      tally = entered.tally
    }
    expect(enterRule(one, { cause, tally, record: at({ a: 99 }), eventId: 'x' })).toMatchObject({
      ok: false,
      incident: { why: 'depth' },
    })
    expect(
      enterRule(one, { cause: rootCause('c'), tally, record: at({ a: 3, b: 1 }), eventId: 'x' }),
    ).toMatchObject({ ok: false, incident: { why: 'repeat' } })
  })

  it('stops after 500 runs of one root cause', () => {
    const tally = { runs: 500, fired: [] }
    const entered = enterRule(rule('r'), { cause: rootCause('c'), tally, record: at({}), eventId: 'x' })
    expect(entered).toMatchObject({ ok: false, incident: { why: 'runs', path: ['r'] } })
  })
})

describe('proof that rules end', () => {
  const writesOf: WritesOf = (action, entity) => [
    { entity, fields: Object.keys((action['set'] ?? {}) as Values) },
  ]
  const sets = (key: string, watch: string, set: Values, more: Partial<RuleDocument> = {}) =>
    rule(key, { trigger: { on: ['update'], watch: [watch] }, actions: [{ type: 'set', set }], ...more })
  const proveTermination = (rules: readonly RuleDocument[], given: WritesOf) =>
    prove({ rules }, { writesOf: given, readsOf: () => undefined, startsOf: () => [] })
  const up = (field: string) => ({ '+': [{ var: field }, 1] })

  it('shows the path of a cycle that can not be proven to end', () => {
    const problems = proveTermination(
      [sets('a', 'x', { y: up('y') }), sets('b', 'y', { x: up('x') }), sets('c', 'q', { r: 1 })],
      writesOf,
    )
    expect(problems).toMatchObject([{ code: 'RULE_LOOP', cycle: ['a', 'b'] }])
    expect(problems[0]?.message.zh).toContain('a → b → a')
  })

  it('accepts constants that change nothing the second time', () => {
    expect(proveTermination([sets('a', 'x', { y: 1 }), sets('b', 'y', { x: up('x') })], writesOf)).toEqual([])
  })

  it('but not when another rule of the cycle sets the field to something else', () => {
    expect(proveTermination([sets('a', 'x', { x: 1 }), sets('b', 'x', { x: 2 })], writesOf)).toHaveLength(1)
  })

  it('accepts a constant that makes the own condition false', () => {
    const own = sets(
      'a',
      'x',
      { state: 'done', x: up('x') },
      { condition: { '==': [{ var: 'state' }, 'new'] } },
    )
    expect(proveTermination([own], writesOf)).toEqual([])
    expect(
      proveTermination([{ ...own, condition: { '!=': [{ var: 'state' }, 'new'] } }], writesOf),
    ).toHaveLength(1)
  })

  it('accepts a cycle an administrator has bounded', () => {
    expect(proveTermination([sets('a', 'x', { x: up('x') }, { limits: { depth: 3 } })], writesOf)).toEqual([])
  })

  it('a rule for new records is not woken by changes, only by what makes records', () => {
    const fresh = rule('a', {
      trigger: { on: ['create'], fire: 'everyMatch' },
      actions: [{ type: 'set', set: { n: up('n') } }],
    })
    const only =
      (op: 'create' | 'update'): WritesOf =>
      (action, entity) =>
        writesOf(action, entity).map((write) => ({ ...write, op }))
    expect(proveTermination([fresh], only('update'))).toEqual([])
    expect(proveTermination([fresh], only('create'))).toHaveLength(1)
  })

  it('a rule waiting for its condition is not woken by other fields', () => {
    const a = rule('a', { condition: hot, actions: [{ type: 'set', set: { n: up('n') } }] })
    expect(proveTermination([a], writesOf)).toEqual([])
  })
})
