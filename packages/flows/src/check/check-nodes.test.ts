import { describe, expect, it } from 'vitest'
import { extensionList } from '@mortise/schema'
import { builtinNodes } from '../nodes/index.ts'
import { problemsOf } from '../testing/accepted.ts'
import { action, graph, of, task } from '../testing/graph.ts'
import { checkFlow } from './check-flow.ts'

const over = { '>': [{ var: 'record.amount' }, 5] }
const boundary = (attachedTo: string, more: object = {}) =>
  of('boundary_event', { attachedTo, event: { message: { name: 'm' } }, ...more })
const inside = { parent: 'sub' }

describe.each([
  ['a sub-process without steps', graph({ sub: of('sub_process') }, 's>sub>e'), 'FLOW_SCOPE_EMPTY /nodes/1'],
  [
    'a sub-process with two beginnings',
    graph({ sub: of('sub_process'), a: task('ann', inside), b: task('cat', inside) }, 's>sub>e'),
    'FLOW_SCOPE_ENTRY /nodes/1',
  ],
  [
    'steps inside what holds none',
    graph({ a: task('ann'), b: task('cat', { parent: 'a' }) }, 's>a>e'),
    'FLOW_PARENT /nodes/2/parent',
  ],
  [
    'an edge over a border',
    graph({ sub: of('sub_process'), a: task('ann', inside), b: task('cat') }, 's>sub>e a>b b>e'),
    'FLOW_EDGE_CROSSES /edges/2',
  ],
  [
    'a boundary event on a gateway',
    graph({ x: of('exclusive_gateway'), b: boundary('x') }, 's>x>e b>e'),
    'FLOW_BOUNDARY_TARGET /nodes/2/attachedTo',
  ],
  [
    'a boundary event without a way out',
    graph({ a: task('ann'), b: boundary('a') }, 's>a>e'),
    'FLOW_BOUNDARY_EDGE /nodes/2',
  ],
  [
    'a boundary event that never happens',
    graph({ a: action(), b: boundary('a') }, 's>a>e b>e'),
    'FLOW_BOUNDARY_NEVER /nodes/2',
  ],
  [
    'an undoing that is not there',
    graph({ a: action({ compensation: 'u' }) }, 's>a>e'),
    'FLOW_COMPENSATION /nodes/1/compensation',
  ],
  [
    'an undoing with a way',
    graph({ a: action({ compensation: 'b' }), b: action() }, 's>a>b>e'),
    'FLOW_COMPENSATION /nodes/1/compensation',
  ],
  [
    'a cancelled node that is not there',
    graph({ x: of('end_event', { cancelScope: ['y'] }) }, 's>x'),
    'FLOW_NODE_LOST /nodes/1/cancelScope/0',
  ],
  [
    'a guard on a lost node',
    graph({ a: task('ann', { enabledWhile: { node: 'y' } }) }, 's>a>e'),
    'FLOW_NODE_LOST /nodes/1/enabledWhile/node',
  ],
  [
    'a task behind an event gateway',
    graph(
      {
        g: of('event_based_gateway'),
        a: task('ann'),
        d: of('delay', { duration: 'PT1H' }),
        m: of('exclusive_gateway'),
      },
      's>g>a>m g>d>m m>e',
    ),
    'FLOW_EVENT_BRANCH /edges/1',
  ],
  [
    'a flow that is not there',
    graph({ c: of('call_activity', { flow: 'nope' }) }, 's>c>e'),
    'FLOW_UNKNOWN /nodes/1/flow',
  ],
  [
    'a flow that calls itself without a bound',
    graph({ c: of('call_activity', { flow: 'approval' }) }, 's>c>e'),
    'FLOW_CALL_CYCLE /nodes/1/maxDepth',
  ],
  [
    'more branches than there are',
    graph(
      { p: of('parallel_gateway'), a: action(), b: action(), j: of('join_gateway', { threshold: 3 }) },
      's>p>a>j p>b>j j>e',
    ),
    'FLOW_SETTING /nodes/4/threshold',
  ],
  [
    'a secret',
    graph({ a: action({ action: { type: 'x', apiKey: 'sk-1' } }) }, 's>a>e'),
    'FLOW_SECRET /nodes/1/action/apiKey',
  ],
  [
    'two kinds of events',
    graph(
      { c: of('intermediate_catch_event', { event: { signal: { name: 'a' }, message: { name: 'b' } } }) },
      's>c>e',
    ),
    'FLOW_SETTING /nodes/1/event',
  ],
  [
    'a duration nobody can read',
    graph({ d: of('delay', { duration: '4 hours' }) }, 's>d>e'),
    'FLOW_SETTING /nodes/1/duration',
  ],
  [
    'an interrupting way that ends in a branch',
    graph(
      {
        p: of('parallel_gateway'),
        a: task('ann'),
        b: boundary('a'),
        c: task('cat'),
        j: of('parallel_gateway'),
        e2: of('end_event'),
      },
      's>p>a>j p>c>j j>e b>e2',
    ),
    'FLOW_JOIN_DEADLOCK /nodes/5',
  ],
] as const)('%s', (_, definition, expected) => {
  it('is told, with its place, in both languages', () => {
    const found = problemsOf(definition)
    expect(found.map((one) => `${one.code} ${one.path}`)).toContain(expected)
    for (const { message } of found)
      expect([message.zh, message.en].every((text) => (text ?? '') !== '')).toBe(true)
  })
})

it('conditions of which one is another turned round need no default', () => {
  const definition = graph(
    { x: of('exclusive_gateway'), a: task('ann'), b: task('cat'), m: of('exclusive_gateway') },
    's>x>a>m x>b>m m>e',
    { 'x>a': { condition: over }, 'x>b': { condition: { '!': [over] } } },
  )
  expect(problemsOf(definition)).toEqual([])
})

it('a field may be called a secret', () => {
  const approval = {
    mode: 'any',
    assignees: [{ type: 'starter' }],
    fields: { secret: 'hidden', '*': 'read' },
  }
  const set = { action: { type: 'set_fields', set: { password: 'x' } } }
  expect(problemsOf(graph({ a: { type: 'user_task', approval }, b: action(set) }, 's>a>b>e'))).toEqual([])
})

it('a flow that new records start and that makes one starts itself', () => {
  const nodes = extensionList(builtinNodes)
  const writesOf = () => [{ entity: 'deal', fields: ['*'], op: 'create' as const }]
  const definition = { ...graph({ a: action() }, 's>a>e'), start: { type: 'record' as const } }
  expect(checkFlow(definition, { nodes, writesOf })).toMatchObject([
    { code: 'FLOW_RESTARTS_ITSELF', level: 'block' },
  ])
  const meant = { ...definition, start: { type: 'record' as const, condition: over } }
  expect(checkFlow(meant, { nodes, writesOf })).toMatchObject([{ level: 'warn' }])
})
