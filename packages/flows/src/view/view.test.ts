import type { FlowDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approval, choice, end, flow, node, parallel, start } from '../testing/builders.ts'
import { anyFlow } from '../testing/random-flow.ts'
import { world } from '../testing/world.ts'
import { simulate } from './simulate.ts'
import { flowTree, treeToGraph } from './tree.ts'

const byId = (list: readonly { readonly id: string }[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))

describe('the cards', () => {
  it('show branches beside each other and what follows below them', () => {
    const tree = flowTree(flow(start(), parallel('both', [approval('legal')], []), approval('boss'), end()))
    expect(tree?.map((card) => card.node.id)).toEqual(['start', 'both', 'both_join', 'boss', 'end'])
    expect(tree?.[1]?.branches?.map((branch) => branch.cards.map((card) => card.node.id))).toEqual([
      ['legal'],
      [],
    ])
  })

  it('show a branch that ends by itself', () => {
    const base = flow(start(), approval('manager'), approval('boss'), end())
    const definition: FlowDocument = {
      ...base,
      nodes: [...base.nodes, { id: 'no', type: 'end_event' }],
      edges: [...base.edges, { id: 'x', source: 'manager', target: 'no', outcome: 'rejected' }],
    }
    const tree = flowTree(definition)
    expect(tree?.[1]?.branches?.map((branch) => branch.cards.map((card) => card.node.id))).toEqual([
      ['boss', 'end'],
      ['no'],
    ])
    expect(byId(treeToGraph(tree ?? []).edges)).toEqual(byId(definition.edges))
  })

  it('are not offered for a flow with a jump back', () => {
    const base = flow(start(), approval('manager'), approval('boss'), end())
    expect(
      flowTree({ ...base, edges: [...base.edges, { id: 'x', source: 'boss', target: 'manager' }] }),
    ).toBeUndefined()
  })

  it('go to the graph and back without loss', () => {
    fc.assert(
      fc.property(anyFlow(), (definition) => {
        const tree = flowTree(definition)
        if (tree === undefined) throw new Error('a block-structured flow must have cards')
        const graph = treeToGraph(tree)
        expect(byId(graph.nodes)).toEqual(byId(definition.nodes))
        expect(byId(graph.edges)).toEqual(byId(definition.edges))
        expect(flowTree(graph)).toEqual(tree)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the preview', () => {
  const big = { '>': [{ var: 'amount' }, 10] }
  const definition = flow(
    start(),
    choice('size', { when: big, steps: [approval('legal', { mode: 'all' })] }, { steps: [] }),
    node('nap', 'delay', { duration: 'P1D' }),
    approval('ghost'),
    end(),
  )

  it('names who would approve, on the way the data takes', () => {
    const w = world(definition, { amount: 50 }, false)
    const preview = simulate(w.engine, { starter: 'sam', ctx: w.ctx() })
    expect(preview.status).toBe('approved')
    expect(preview.steps.map((step) => step.nodeId)).toEqual([
      'start',
      'size',
      'legal',
      'size_join',
      'nap',
      'ghost',
      'end',
    ])
    expect(preview.steps[2]?.people.map((one) => one.user)).toEqual(['ann', 'cat', 'dan'])
    expect(preview.steps[5]?.people).toEqual([{ user: 'root', reason: 'empty', copy: false }])
  })

  it('takes the path of the real run on the same data', () => {
    const w = world(definition, { amount: 1 }, false)
    const { steps } = simulate(w.engine, { starter: 'sam', ctx: w.ctx() })
    const real = world(definition, { amount: 1 })
    real.wait('P3D')
    real.send({ type: 'timerDue', actor: 'system', key: real.state().timers[0]?.key })
    real.act('root', 'approve')
    const entered = real.events.filter((row) => row.type === 'node_entered').map((row) => row.nodeId)
    expect(steps.map((step) => step.nodeId)).toEqual(entered)
  })

  it('goes on where messages and other flows are waited for', () => {
    const waits = flow(
      start(),
      node('call', 'call_activity', { flow: 'other' }),
      node('answer', 'receive_task', { message: 'paid' }),
      approval('boss'),
      end(),
    )
    const w = world(waits, {}, false)
    expect(simulate(w.engine, { starter: 'sam', ctx: w.ctx() })).toMatchObject({
      status: 'approved',
      steps: [{}, { nodeId: 'call' }, { nodeId: 'answer' }, { people: [{ user: 'bob' }] }, {}],
    })
  })

  it('shows where it would stop', () => {
    const w = world(flow(start(), node('x', 'telepathy'), end()), {}, false)
    expect(simulate(w.engine, { starter: 'sam', ctx: w.ctx() })).toMatchObject({
      status: 'running',
      steps: [{ nodeId: 'start' }, { nodeId: 'x', incident: 'FLOW_NODE_UNKNOWN' }],
    })
  })
})
