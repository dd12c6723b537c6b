import type { Expression, Json } from '@mortise/expressions'
import type { ActionDocument, FlowDocument, RuleDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findConflicts } from './conflicts.ts'
import type { DerivedField, Facts, FlowActions } from './movers.ts'
import { proveTermination } from './termination.ts'

type Values = { readonly [field: string]: Json }

const facts: Facts = {
  writesOf: (action, entity) => [
    {
      entity: (action['entity'] as string | undefined) ?? entity,
      fields: Object.keys((action['set'] ?? {}) as Values),
      op: action.type === 'create' ? 'create' : action.type === 'remove' ? 'delete' : 'update',
    },
  ],
  readsOf: () => undefined,
  startsOf: (action) => (action.type === 'start' ? [String(action['flow'])] : []),
}
const up = (field: string): Expression => ({ '+': [{ var: field }, 1] })
const sets = (set: Values, more: object = {}): ActionDocument => ({ type: 'set', set, ...more })
const rule = (key: string, more: Partial<RuleDocument> = {}): RuleDocument => ({
  key,
  label: { zh: `规则${key}`, en: key },
  entity: 'deal',
  phase: 'afterSave',
  trigger: { on: ['update'] },
  actions: [],
  ...more,
})
const flow = (
  key: string,
  actions: readonly ActionDocument[],
  start: FlowDocument['start'],
): FlowActions => ({
  flow: { key, label: key, entity: 'deal', start, nodes: [], edges: [] },
  actions,
})
const prove = (
  rules: readonly RuleDocument[],
  more: { readonly flows?: readonly FlowActions[]; readonly derived?: readonly DerivedField[] } = {},
) => proveTermination({ rules, ...more }, facts)
const cycles = (...given: Parameters<typeof prove>) => prove(...given).map(({ cycle }) => cycle)

describe('states that nothing leads back to', () => {
  const when = (state: string): Expression => ({ '==': [{ var: 'state' }, state] })
  const step = (key: string, from: string, to: string) =>
    rule(key, { condition: when(from), actions: [sets({ state: to })] })
  const starts = { type: 'record', on: ['update'], condition: when('waiting') } as const

  it('end the circle of a rule and the flow it starts', () => {
    const decided = flow('f', [sets({ state: 'free' }), sets({ state: 'void' })], starts)
    expect(prove([step('a', 'new', 'waiting'), step('b', 'new', 'free')], { flows: [decided] })).toEqual([])
  })

  it('but one that is led back to ends nothing', () => {
    const again = flow('f', [sets({ state: 'new' })], starts)
    expect(cycles([step('a', 'new', 'waiting')], { flows: [again] })).toHaveLength(1)
  })
})

describe('planted loops', () => {
  it('of one rule, and of two', () => {
    expect(cycles([rule('a', { actions: [sets({ n: up('n') })] })])).toEqual([['a']])
    const two = [
      rule('a', { trigger: { on: ['update'], watch: ['x'] }, actions: [sets({ y: up('y') })] }),
      rule('b', { trigger: { on: ['update'], watch: ['y'] }, actions: [sets({ x: up('x') })] }),
    ]
    expect(cycles(two)).toEqual([['a', 'b']])
  })

  it('of a rule and a flow, in either direction, and of a flow alone', () => {
    const start = rule('a', {
      trigger: { on: ['update'], watch: ['x'] },
      actions: [{ type: 'start', flow: 'f' }],
    })
    const byHand = flow('f', [sets({ x: up('x') })], { type: 'manual' })
    expect(cycles([start], { flows: [byHand] })).toEqual([['a', 'f']])
    const writes = rule('a', { trigger: { on: ['update'], watch: ['x'] }, actions: [sets({ y: up('y') })] })
    const byRecord = flow('f', [sets({ x: up('x') })], {
      type: 'record',
      on: ['update'],
      condition: { '>': [{ var: 'y' }, 0] },
    })
    expect(cycles([writes], { flows: [byRecord] })).toEqual([['a', 'f']])
    expect(
      cycles([], { flows: [flow('g', [sets({ x: up('x') })], { type: 'record', on: ['update'] })] }),
    ).toEqual([['g']])
  })

  it('over a roll-up, also over two of them', () => {
    const total: DerivedField = {
      entity: 'deal',
      field: 'total',
      label: 'total',
      reads: [{ entity: 'line', field: 'amount' }],
    }
    const rises = rule('a', {
      trigger: { on: ['update'], watch: ['total'] },
      actions: [sets({ amount: up('amount') }, { entity: 'line' })],
    })
    expect(cycles([rises], { derived: [total] })).toEqual([['a', 'deal.total']])
    const group: DerivedField = {
      entity: 'group',
      field: 'sum',
      label: 's',
      reads: [{ entity: 'deal', field: 'total' }],
    }
    const far = { ...rises, entity: 'group', trigger: { on: ['update'] as const, watch: ['sum'] } }
    expect(cycles([far], { derived: [total, group] })).toEqual([['a', 'group.sum']])
  })

  it('of a time that follows a date it moves, and of records that point at each other', () => {
    const again = rule('a', {
      trigger: { on: ['dateRelative'], dateRelative: { field: 'next', offset: 3, unit: 'day' } },
      actions: [sets({ next: { dateAdd: [{ var: 'next' }, 3, 'day'] } })],
    })
    expect(cycles([again])).toEqual([['a']])
    const related = rule('a', {
      trigger: { on: ['related'], related: [{ entity: 'line', link: 'deal' }] },
      actions: [sets({ n: up('n') }, { entity: 'line' })],
    })
    expect(cycles([related])).toEqual([['a']])
  })

  it('of records that make records', () => {
    expect(
      cycles([rule('a', { trigger: { on: ['create'] }, actions: [{ type: 'create', set: { n: 1 } }] })]),
    ).toEqual([['a']])
    const undo = rule('b', { trigger: { on: ['delete'] }, actions: [{ type: 'create', set: { n: 1 } }] })
    const drop = rule('a', { trigger: { on: ['create'] }, actions: [{ type: 'remove' }] })
    expect(cycles([drop, undo])).toEqual([['a', 'b']])
  })

  it('come with the circle as data to draw, in words', () => {
    const [found] = prove(
      [rule('a', { trigger: { on: ['update'], watch: ['x'] }, actions: [{ type: 'start', flow: 'f' }] })],
      { flows: [flow('f', [sets({ x: up('x') })], { type: 'manual' })] },
    )
    expect(found?.loop.nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ['rule:a', 'rule'],
      ['flow:f', 'flow'],
    ])
    expect(found?.loop.edges).toMatchObject([
      { from: 'rule:a', to: 'flow:f', via: null, sentence: { zh: '规则“规则a”发起流程“f”' } },
      { from: 'flow:f', to: 'rule:a', via: { entity: 'deal', field: 'x' } },
    ])
  })
})

describe('no false alarm', () => {
  it('where a rule counts to a bound, sets itself right, or is limited', () => {
    const counting = rule('a', {
      condition: { and: [{ '<': [{ var: 'n' }, 5] }, { var: 'open' }] },
      trigger: { on: ['update'], fire: 'everyMatch' },
      actions: [sets({ n: { '+': [{ '??': [{ var: 'n' }, 0] }, 1] } })],
    })
    expect(cycles([counting])).toEqual([])
    expect(cycles([{ ...counting, condition: { '>': [{ var: 'n' }, 5] } }])).toEqual([['a']])
    expect(cycles([rule('a', { actions: [sets({ n: up('n') })], limits: { perRecordPerDay: 3 } })])).toEqual(
      [],
    )
  })

  it('where a watched field changes but nothing the rule waits for', () => {
    const waiting = rule('a', {
      trigger: { on: ['update'], watch: ['n'] },
      condition: { '==': [{ var: 'stage' }, 'won'] },
      actions: [sets({ n: up('n') })],
    })
    expect(cycles([waiting])).toEqual([])
    expect(cycles([{ ...waiting, trigger: { ...waiting.trigger, fire: 'everyMatch' } }])).toEqual([['a']])
  })

  it('where a flow rules out its own start', () => {
    const settling = flow('f', [sets({ state: 'done' })], {
      type: 'record',
      on: ['update'],
      condition: { '==': [{ var: 'state' }, 'open'] },
    })
    expect(cycles([], { flows: [settling] })).toEqual([])
  })
})

describe('laws', () => {
  /** Rules over five fields: each watches some and copies one field into others, plus one. */
  const field = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const random = fc.array(
    fc.record({
      watch: fc.uniqueArray(field, { minLength: 1, maxLength: 2 }),
      write: field,
      constant: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  type Plan = { readonly watch: readonly string[]; readonly write: string; readonly constant: boolean }
  const made = (plans: readonly Plan[]): readonly RuleDocument[] =>
    plans.map(({ watch, write, constant }, index) =>
      rule(`r${index}`, {
        trigger: { on: ['update'], watch, fire: 'everyMatch' },
        actions: [sets({ [write]: constant ? index : up(write) })],
      }),
    )

  /** Carries the rules out on a record until nothing changes, or for far too long. */
  function runsForEver(plans: readonly Plan[], first: string): boolean {
    const state: { [name: string]: number } = { a: 100, b: 100, c: 100, d: 100, e: 100 }
    const waiting = [first]
    for (let step = 0; step < 2_000; step += 1) {
      const changed = waiting.shift()
      if (changed === undefined) return false
      for (const [index, { watch, write, constant }] of plans.entries()) {
        if (!watch.includes(changed)) continue
        const next = constant ? index : (state[write] ?? 0) + 1
        if (state[write] === next) continue
        state[write] = next
        waiting.push(write)
      }
    }
    return true
  }

  it('what was proven to end does end', () => {
    fc.assert(
      fc.property(random, field, (plans, first) => {
        if (prove(made(plans)).length === 0) expect(runsForEver(plans, first)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  it('what runs for ever is found, and the circle it shows is one', () => {
    fc.assert(
      fc.property(random, field, (plans, first) => {
        const problems = prove(made(plans))
        if (runsForEver(plans, first)) expect(problems).not.toHaveLength(0)
        for (const { loop } of problems)
          for (const [index, edge] of loop.edges.entries()) {
            expect(edge.from).toBe(loop.nodes[index]?.id)
            expect(edge.to).toBe(loop.nodes[(index + 1) % loop.nodes.length]?.id)
            const [from, to] = [edge.from, edge.to].map((id) => plans[Number(id.slice('rule:r'.length))])
            expect(to?.watch).toContain(from?.write)
          }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('rules before the save that contradict each other', () => {
  const before = (key: string, set: Values, more: Partial<RuleDocument> = {}): RuleDocument =>
    rule(key, { phase: 'beforeSave', actions: [sets(set)], ...more })
  const is = (value: string): Expression => ({ '==': [{ var: 'stage' }, value] })

  it('are named, with the field', () => {
    expect(findConflicts([before('a', { grade: 'x' }), before('b', { grade: 'y' })])).toMatchObject([
      {
        rules: ['a', 'b'],
        field: 'grade',
        ordered: false,
        message: { zh: expect.stringContaining('规则a') },
      },
    ])
    expect(
      findConflicts([before('a', { grade: 'x' }, { order: 1 }), before('b', { grade: 'y' })]),
    ).toMatchObject([{ ordered: true }])
  })

  it('are not where they agree, or never meet', () => {
    expect(findConflicts([before('a', { grade: 'x' }), before('b', { grade: 'x' })])).toEqual([])
    expect(
      findConflicts([
        before('a', { grade: 'x' }, { condition: is('won') }),
        before('b', { grade: 'y' }, { condition: { and: [is('lost'), { var: 'open' }] } }),
      ]),
    ).toEqual([])
    expect(
      findConflicts([
        before('a', { grade: 'x' }),
        before('b', { grade: 'y' }, { trigger: { on: ['create'] } }),
      ]),
    ).toEqual([])
  })
})
