import { describe, expect, it } from 'vitest'
import { problemsOf } from '../testing/accepted.ts'
import { action, graph, of, task } from '../testing/graph.ts'

const and = of('parallel_gateway')
const over = { '>': [{ var: 'record.amount' }, 5] }

/** Two splits whose branches meet at one partial join: it would have to tell their waves apart. */
const waves = (threshold: number) =>
  graph(
    {
      p: and,
      a: task('ann'),
      b: task('cat'),
      q: and,
      c: task('dan'),
      d: task('eve'),
      j: of('join_gateway', { threshold }),
    },
    's>p>a>q p>b>j q>c>j q>d>j j>e',
  )

/** A partial join in a loop that comes back to it without its split. */
const looped = (threshold: number) =>
  graph(
    {
      p: and,
      a: task('ann'),
      b: task('cat'),
      j: of('join_gateway', { threshold }),
      c: task('dan'),
      x: of('exclusive_gateway', { default: 'x_e' }),
    },
    's>p>a>j p>b>j j>c>x x>e x>j',
    { 'x>j': { condition: over } },
  )

const orInCycle = graph(
  {
    o: of('inclusive_gateway', { default: 'o_b' }),
    a: task('ann'),
    b: task('cat'),
    j: of('inclusive_gateway'),
    x: of('exclusive_gateway', { default: 'x_e' }),
  },
  's>o>a>j o>b>j j>x x>e x>a',
  { 'o>a': { condition: over }, 'x>a': { condition: over } },
)

describe.each([
  ['WCP28 blocking discriminator', looped(1), 'FLOW_PATTERN_BLOCKING', '28'],
  [
    'WCP28 said outright',
    graph(
      { p: and, a: action(), b: action(), j: of('join_gateway', { blocking: true }) },
      's>p>a>j p>b>j j>e',
    ),
    'FLOW_PATTERN_BLOCKING',
    '28',
  ],
  ['WCP31 blocking partial join', looped(2), 'FLOW_PATTERN_BLOCKING', '31'],
  ['WCP38 general synchronising merge', orInCycle, 'FLOW_OR_JOIN_CYCLE', '38'],
  [
    'WCP41 thread merge',
    graph({ a: task('ann', { startQuantity: 2 }) }, 's>a>e'),
    'FLOW_PATTERN_THREAD_MERGE',
    '41',
  ],
  [
    'WCP42 thread split',
    graph({ a: task('ann', { completionQuantity: 2 }) }, 's>a>e'),
    'FLOW_PATTERN_THREAD_SPLIT',
    '42',
  ],
] as const)('%s', (_, definition, code, pattern) => {
  it('is refused at publish, with what to draw instead', () => {
    const found = problemsOf(definition).filter((one) => one.code === code)
    expect(found).not.toEqual([])
    for (const { level, message, path } of found) {
      expect(level).toBe('block')
      expect(path).toMatch(/^\/nodes\/\d+/)
      expect(message.zh).toContain(pattern)
      expect(message.en).toContain(pattern)
    }
  })
})

it('a partial join that closes one split of several it lies behind is fine', () => {
  expect(problemsOf(waves(2)).filter((one) => one.code === 'FLOW_PATTERN_BLOCKING')).toEqual([])
})
