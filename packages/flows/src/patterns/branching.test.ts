import { describe, expect, it } from 'vitest'
import { accepted } from '../testing/accepted.ts'
import { action, graph, of, task } from '../testing/graph.ts'
import { world } from '../testing/world.ts'

const over = (limit: number) => ({ '>': [{ var: 'record.amount' }, limit] })
const and = of('parallel_gateway')
const xor = (fallback?: string) =>
  of('exclusive_gateway', fallback === undefined ? {} : { default: fallback })
const or = (fallback?: string) => of('inclusive_gateway', fallback === undefined ? {} : { default: fallback })

describe('basic control flow', () => {
  it('WCP1 sequence: one after the other', () => {
    const w = world(accepted(graph({ a: task('ann'), b: task('cat') }, 's>a>b>e')))
    expect(w.active()).toEqual(['ann'])
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['cat'])
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
  })

  const both = () => accepted(graph({ p: and, a: task('ann'), b: task('cat'), j: and }, 's>p>a>j p>b>j j>e'))

  it('WCP2 parallel split: both at the same time', () => {
    expect(world(both()).active()).toEqual(['ann', 'cat'])
  })

  it('WCP3 synchronisation: goes on once both are there', () => {
    const w = world(both())
    w.act('cat', 'approve')
    expect(w.state().status).toBe('running')
    w.act('ann', 'approve')
    expect(w.state()).toMatchObject({ status: 'approved', tokens: [] })
  })

  const one = () =>
    accepted(
      graph(
        { x: xor('x_b'), a: task('ann'), b: task('cat'), m: xor(), c: task('dan') },
        's>x>a>m x>b>m m>c>e',
        {
          'x>a': { condition: over(5) },
        },
      ),
    )

  it('WCP4 exclusive choice: the first that holds, else the default', () => {
    expect(world(one(), { amount: 6 }).active()).toEqual(['ann'])
    expect(world(one(), { amount: 5 }).active()).toEqual(['cat'])
  })

  it('WCP5 simple merge: what follows is the same for all', () => {
    const w = world(one(), { amount: 6 })
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['dan'])
  })
})

describe('branching and joining', () => {
  const some = () =>
    accepted(
      graph(
        { o: or('o_c'), a: task('ann'), b: task('cat'), c: task('dan'), j: or() },
        's>o>a>j o>b>j o>c>j j>e',
        {
          'o>a': { condition: over(5) },
          'o>b': { condition: over(50) },
        },
      ),
    )

  it('WCP6 multi-choice: every branch that holds', () => {
    expect(world(some(), { amount: 60 }).active()).toEqual(['ann', 'cat'])
    expect(world(some(), { amount: 6 }).active()).toEqual(['ann'])
    expect(world(some(), { amount: 1 }).active()).toEqual(['dan'])
  })

  it('WCP7 structured synchronising merge: waits for those that were opened', () => {
    const w = world(some(), { amount: 60 })
    w.act('ann', 'approve')
    expect(w.state().status).toBe('running')
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('WCP8 multi-merge: what follows is done once for each that arrives', () => {
    const w = world(
      graph({ p: and, a: task('ann'), b: task('cat'), m: xor(), c: task('dan') }, 's>p>a>m p>b>m m>c>e'),
    )
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['cat', 'dan'])
    w.act('cat', 'approve')
    expect(w.active()).toEqual(['dan', 'dan'])
  })

  const first = (more: object) =>
    accepted(
      graph(
        {
          p: and,
          a: task('ann'),
          b: task('cat'),
          c: task('eve'),
          j: of('join_gateway', { ...more }),
          d: task('dan'),
        },
        's>p>a>j p>b>j p>c>j j>d>e',
      ),
    )

  it('WCP9 structured discriminator: the first goes on, the others end there', () => {
    const w = world(first({ threshold: 1 }))
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['cat', 'eve', 'dan'])
    w.act('cat', 'approve')
    w.act('eve', 'approve')
    expect(w.active()).toEqual(['dan'])
    w.act('dan', 'approve')
    expect(w.state()).toMatchObject({ status: 'approved', tokens: [] })
  })

  it('WCP29 cancelling discriminator: the first goes on, the others are canceled', () => {
    const w = world(first({ threshold: 1, cancelRest: true }))
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['dan'])
    expect(w.state().items.filter((item) => item.state === 'canceled')).toHaveLength(2)
  })

  it('WCP30 structured partial join: the second goes on, the third ends there', () => {
    const w = world(first({ threshold: 2 }))
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['cat', 'eve'])
    w.act('eve', 'approve')
    expect(w.active()).toEqual(['cat', 'dan'])
    w.act('cat', 'approve')
    expect(w.active()).toEqual(['dan'])
  })

  it('WCP32 cancelling partial join: the second goes on, the third is canceled', () => {
    const w = world(first({ threshold: 2, cancelRest: true }))
    w.act('ann', 'approve')
    w.act('cat', 'approve')
    expect(w.active()).toEqual(['dan'])
  })

  it('WCP33 generalised AND-join: tokens of a second wave queue at their edge', () => {
    const definition = graph(
      { p: and, m: xor(), q: and, a: task('ann'), b: task('cat'), c: task('dan'), j: and },
      's>p>m p>m m>q q>a>j q>b>j j>c>e',
    )
    const twice = {
      ...definition,
      edges: definition.edges.map((edge, index) => ({ ...edge, id: `e${index}` })),
    }
    const w = world(twice)
    expect(w.active()).toEqual(['ann', 'cat', 'ann', 'cat'])
    w.act('ann', 'approve')
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['cat', 'cat'])
    w.act('cat', 'approve')
    expect(w.active()).toEqual(['cat', 'dan'])
    w.act('cat', 'approve')
    expect(w.active()).toEqual(['dan', 'dan'])
  })

  it('WCP37 acyclic synchronising merge: an OR-join of branches that cross', () => {
    const definition = accepted(
      graph(
        { o: or('o_a'), a: task('ann'), b: task('cat'), x: xor('x_j'), j: or(), d: task('dan'), k: or() },
        's>o>a>x x>j x>k o>b>j j>d>k k>e',
        { 'o>b': { condition: over(5) }, 'x>k': { condition: over(90) } },
      ),
    )
    const apart = world(definition, { amount: 10 })
    apart.act('cat', 'approve')
    expect(apart.active()).toEqual(['dan'])
  })
})

describe('loops and ends', () => {
  it('WCP10 arbitrary cycles: back to an earlier step by an edge', () => {
    const w = world(
      accepted(
        graph({ m: xor(), a: task('ann'), b: task('cat') }, 's>m>a>b>e b>m', {
          'b>m': { outcome: 'rejected' },
        }),
      ),
    )
    w.act('ann', 'approve')
    w.act('cat', 'reject')
    expect(w.active()).toEqual(['ann'])
    w.act('ann', 'approve')
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('WCP11 implicit termination: the run ends with its last token', () => {
    const w = world(
      accepted(graph({ p: and, a: task('ann'), b: task('cat'), e2: of('end_event') }, 's>p>a>e p>b>e2')),
    )
    w.act('ann', 'approve')
    expect(w.state().status).toBe('running')
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('WCP43 explicit termination: one end ends all', () => {
    const w = world(
      accepted(
        graph({ p: and, a: task('ann'), b: task('cat'), t: of('terminate_end_event') }, 's>p>a>t p>b>e'),
      ),
    )
    w.act('ann', 'approve')
    expect(w.state()).toMatchObject({ status: 'terminated', tokens: [] })
  })

  it('WCP21 structured loop: a group of steps again while a condition holds, at most so often', () => {
    const definition = (maxLoops: number) =>
      accepted(
        graph(
          {
            sub: of('sub_process', { repeatWhile: { '<': [{ var: 'index' }, 4] }, maxLoops }),
            a: task('ann', { parent: 'sub' }),
          },
          's>sub>e',
        ),
      )
    const w = world(definition(3))
    for (let n = 0; n < 3; n += 1) w.act('ann', 'approve')
    expect(w.state().status).toBe('approved')
    const more = world(definition(90))
    for (let n = 0; n < 5; n += 1) more.act('ann', 'approve')
    expect(more.state().status).toBe('approved')
  })

  it('WCP22 recursion: a flow that calls itself, down to a depth', () => {
    const definition = accepted(
      graph({ c: of('call_activity', { flow: 'approval', maxDepth: 2 }), a: action() }, 's>c>a>e'),
    )
    const w = world(definition)
    expect(w.effects('set_child')).toMatchObject([{ child: { flow: 'approval' } }])
    w.childEnds(0)
    expect(w.state().status).toBe('approved')
    const deep = world(definition, {}, false, { parent: { instanceId: 'p', key: 'k', depth: 2 } })
    deep.send({ type: 'start', actor: 'sam' })
    expect(deep.state().incidents).toMatchObject([{ code: 'FLOW_DEPTH' }])
  })
})
