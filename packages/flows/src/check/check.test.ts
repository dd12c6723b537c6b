import { language, type Scope, type ScopeName } from '@mortise/expressions'
import { extensionList, type FlowDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtinNodes } from '../nodes/index.ts'
import { approval, choice, end, flow, inclusive, node, parallel, people, start } from '../testing/builders.ts'
import { anyFlow } from '../testing/random-flow.ts'
import { checkFlow } from './check-flow.ts'

const fields: readonly ScopeName[] = [
  { key: 'amount', label: 'Amount', type: { kind: 'number' }, nullable: true },
  { key: 'owner', label: 'Owner', type: { kind: 'id', entity: 'user' }, nullable: true },
]
const scope: Scope = {
  name: 'deal',
  find: (key) => fields.find((one) => one.key === key),
  keys: () => fields.map((one) => one.key),
}
const nodes = extensionList(builtinNodes)
const check = (definition: FlowDocument) => checkFlow(definition, { nodes, scope, language })
const found = (definition: FlowDocument) => check(definition).map((one) => `${one.code} ${one.path}`)
const over = (name: string) => ({ '>': [{ var: name }, 5] })

/** The same flow with another type at a node: the usual mistake of drawing. */
const retype = (definition: FlowDocument, id: string, type: string): FlowDocument => ({
  ...definition,
  nodes: definition.nodes.map((one) => (one.id === id ? { ...one, type } : one)),
})

describe('publish checks', () => {
  it('accept every block-structured flow', () => {
    fc.assert(
      fc.property(anyFlow(), (definition) => {
        expect(found(definition)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('refuse an exclusive split before a parallel join, wherever it hides', () => {
    const definition = flow(
      start(),
      parallel('p', [choice('c', { when: over('amount'), steps: [approval('manager')] }, { steps: [] })], []),
      end(),
    )
    expect(found(retype(definition, 'c_join', 'parallel_gateway'))).toEqual(['FLOW_JOIN_DEADLOCK /nodes/4'])
    expect(check(retype(definition, 'c_join', 'parallel_gateway'))[0]?.level).toBe('block')
  })

  it('warn of a parallel split that meets without a join', () => {
    const definition = flow(start(), parallel('p', [approval('manager')], [approval('boss')]), end())
    const problems = check(retype(definition, 'p_join', 'exclusive_gateway'))
    expect(problems).toMatchObject([{ code: 'FLOW_MULTI_MERGE', level: 'warn', path: '/nodes/2' }])
  })

  it('want a default, and a condition on every other branch', () => {
    const no = flow(
      start(),
      inclusive(
        'c',
        { when: over('amount'), steps: [] },
        { when: over('amount'), steps: [approval('boss')] },
      ),
      end(),
    )
    expect(found(no)).toEqual(['FLOW_DEFAULT_MISSING /nodes/1'])
    const two = flow(start(), choice('c', { steps: [] }, { steps: [approval('boss')] }), end())
    expect(found(two)).toEqual(['FLOW_CONDITION_MISSING /edges/1/condition'])
  })

  it('name loose edges, dead nodes, dead ends and missing starts', () => {
    const base = flow(start(), approval('manager'), end())
    expect(found({ ...base, edges: [...base.edges, { id: 'x', source: 'manger', target: 'end' }] })).toEqual([
      'FLOW_EDGE_LOOSE /edges/2/source',
    ])
    expect(
      found({
        ...base,
        nodes: [...base.nodes, { id: 'alone', type: 'service_task', action: { type: 'x' } }],
      }),
    ).toContain('FLOW_NODE_DEAD /nodes/3')
    expect(found(flow(approval('manager'), end()))).toContain('FLOW_START /nodes')
    expect(found(flow(start(), node('x', 'user_tsk'), end()))).toEqual(['FLOW_NODE_UNKNOWN /nodes/1/type'])
  })

  it('refuse a second plain edge out of an approval', () => {
    const base = flow(start(), approval('manager'), approval('boss'), end())
    const edges = [...base.edges, { id: 'x', source: 'manager', target: 'end' }]
    expect(found({ ...base, edges })).toEqual(['FLOW_EDGE_AMBIGUOUS /edges/3'])
    expect(
      found({
        ...base,
        edges: [...base.edges, { id: 'x', source: 'manager', target: 'end', outcome: 'rejected' }],
      }),
    ).toEqual([])
  })

  it('refuse a loop in which nothing waits, allow one with a person in it', () => {
    const loop = (step: string) => {
      const base = flow(
        start(),
        step === 'person'
          ? approval('boss', { id: 'a' })
          : node('a', 'service_task', { action: { type: 'x' } }),
        choice('c', { steps: [] }, { when: over('amount'), steps: [] }),
        end(),
      )
      const edges = base.edges.map((edge) => (edge.condition === undefined ? edge : { ...edge, target: 'a' }))
      return { ...base, edges }
    }
    expect(found(loop('action'))).toContain('FLOW_LOOP_NO_WAIT /nodes/1')
    expect(found(loop('person'))).toEqual([])
  })

  it('check conditions against the fields of the record', () => {
    const when = { '>': [{ var: 'record.amout' }, 5] }
    const definition = flow(start(), choice('c', { when, steps: [approval('boss')] }, { steps: [] }), end())
    const [problem] = check(definition)
    expect(problem?.path).toMatch(/^\/edges\/1\/condition/)
    expect(problem?.message.en).toContain('amount')
    const good = flow(
      start(),
      choice('c', { when: over('record.amount'), steps: [approval('boss')] }, { steps: [] }),
      end(),
    )
    expect(found(good)).toEqual([])
  })

  it('check approvals: who, how many, how long', () => {
    const bad = people('a', [], {
      mode: 'vote',
      passRatio: 160,
      assignees: [{ type: 'field', field: 'ower' }, { type: 'role' }],
      timeouts: [{ after: '4 hours', do: 'transfer' }],
    })
    expect(found(flow(start(), bad, end()))).toEqual([
      'FLOW_SETTING /nodes/1/approval/passRatio',
      'FLOW_SETTING /nodes/1/approval/timeouts/0/after',
      'FLOW_SETTING /nodes/1/approval/timeouts/0/to',
      'FLOW_FIELD_UNKNOWN /nodes/1/approval/assignees/0',
      'FLOW_ASSIGNEE_INCOMPLETE /nodes/1/approval/assignees/1/role',
    ])
  })
})
