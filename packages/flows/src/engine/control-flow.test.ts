import { describe, expect, it } from 'vitest'
import { approval, choice, end, flow, inclusive, node, parallel, people, start } from '../testing/builders.ts'
import { world } from '../testing/world.ts'

const over = (limit: number) => ({ '>': [{ var: 'record.amount' }, limit] })

describe('branches on data', () => {
  const byAmount = () =>
    flow(
      start(),
      choice('size', { when: over(50_000), steps: [approval('finance')] }, { steps: [approval('manager')] }),
      end(),
    )

  it('takes the first branch that holds, else the default', () => {
    expect(world(byAmount(), { amount: '60000' }).active()).toEqual(['eve'])
    expect(world(byAmount(), { amount: '50000' }).active()).toEqual(['mia'])
  })

  it('parks where no branch holds and there is no default; an administrator retries', () => {
    const definition = flow(
      start(),
      choice('size', { when: over(5), steps: [approval('finance')] }, { when: over(9), steps: [] }),
      end(),
    )
    const w = world(definition, { amount: '1' })
    expect(w.state().incidents).toMatchObject([{ code: 'NO_FLOW', nodeId: 'size', open: true }])
    expect(w.state().status).toBe('running')
    const incidentId = w.state().incidents[0]?.id
    expect(() => w.send({ type: 'retryIncident', actor: 'sam', incidentId })).toThrow(/FLOW_NOT_YOURS/)
    w.send({ type: 'skipIncident', actor: 'root', incidentId })
    expect(w.state().status).toBe('approved')
  })
})

describe('parallel branches', () => {
  const both = () =>
    flow(
      start(),
      parallel('both', [approval('finance')], [people('legal', ['ann'])]),
      approval('boss'),
      end(),
    )

  it('go on together once all are done', () => {
    const w = world(both())
    expect(w.active()).toEqual(['eve', 'ann'])
    w.act('eve', 'approve')
    expect(w.active()).toEqual(['ann'])
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['bob'])
    expect(w.state().tokens).toHaveLength(1)
    expect(w.state().tokens[0]?.path).toEqual([])
  })

  it('acceptance 9: returning out of a branch cancels the other once', () => {
    const w = world(both())
    w.act('ann', 'approve')
    w.act('eve', 'return', { target: 'start' })
    expect(w.active()).toEqual(['sam'])
    w.act('sam', 'resubmit')
    expect(w.active()).toEqual(['eve', 'ann'])
    w.act('eve', 'approve')
    expect(w.active()).toEqual(['ann'])
  })

  it('never into another branch, and within a branch the other goes on', () => {
    const inner = flow(
      start(),
      parallel('both', [approval('finance'), approval('manager')], [people('legal', ['ann'])]),
      end(),
    )
    const w = world(inner)
    w.act('eve', 'approve')
    w.act('ann', 'approve')
    expect(() => w.act('mia', 'return', { target: 'legal' })).toThrow(/FLOW_RETURN_TARGET/)
    w.act('mia', 'return', { target: 'finance' })
    expect(w.active()).toEqual(['eve'])
    w.act('eve', 'approve')
    w.act('mia', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('a rejection in one ends the other', () => {
    const w = world(both())
    w.act('eve', 'reject')
    expect(w.state()).toMatchObject({ status: 'rejected', tokens: [] })
    expect(w.state().items.find((item) => item.assignee === 'ann')).toMatchObject({
      state: 'canceled',
      reason: 'rejected',
    })
  })
})

describe('inclusive branches', () => {
  const some = () =>
    flow(
      start(),
      inclusive(
        'some',
        { when: over(10), steps: [approval('finance')] },
        { when: over(100), steps: [approval('boss')] },
        { steps: [approval('manager')] },
      ),
      end(),
    )

  it('waits for those that were opened', () => {
    const w = world(some(), { amount: '500' })
    expect(w.active()).toEqual(['eve', 'bob'])
    w.act('bob', 'approve')
    expect(w.state().status).toBe('running')
    w.act('eve', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('takes the default alone', () => {
    const w = world(some(), { amount: '1' })
    expect(w.active()).toEqual(['mia'])
    w.act('mia', 'approve')
    expect(w.state().status).toBe('approved')
  })
})

describe('tasks without people', () => {
  it('runs an action in the same step and hands its effects out', () => {
    const w = world(
      flow(
        start(),
        node('wb', 'service_task', { action: { type: 'set_fields', set: { state: 'ok' } } }),
        end(),
      ),
    )
    expect(w.state().status).toBe('approved')
    expect(w.last().effects).toEqual([
      {
        type: 'call_out',
        connector: 'test',
        action: 'set_fields',
        settings: { set: { state: 'ok' }, by: 'sam' },
        node: 'wb',
      },
    ])
  })

  it('waits for time and is woken once', () => {
    const w = world(flow(start(), node('nap', 'delay', { duration: 'PT4H' }), approval('manager'), end()))
    const key = w.state().timers[0]?.key
    expect(() => w.send({ type: 'timerDue', actor: 'sam', key })).toThrow(/FLOW_NOT_YOURS/)
    w.wait('PT1H')
    w.send({ type: 'timerDue', actor: 'system', key })
    expect(w.active()).toEqual([])
    w.wait('PT4H')
    w.send({ type: 'timerDue', actor: 'system', key })
    expect(w.active()).toEqual(['mia'])
    const before = w.state()
    w.send({ type: 'timerDue', actor: 'system', key })
    expect(w.state()).toEqual(before)
  })

  it('acceptance 26: nobody gets two copies, and nobody waits for them', () => {
    const cc = (id: string) => node(id, 'cc_task', { assignees: [{ type: 'role', role: 'legal' }] })
    const w = world(flow(start(), cc('one'), cc('two'), end()))
    expect(w.state().status).toBe('approved')
    const copies = w.state().items.filter((item) => item.kind === 'read')
    expect(copies.map((item) => item.assignee)).toEqual(['ann', 'cat', 'dan'])
    w.send({ type: 'markRead', actor: 'ann', itemId: copies[0]?.id })
    expect(w.state().items[0]?.state).toBe('approved')
  })
})

describe('what can not go on', () => {
  it('an unknown node is parked and its settings are kept', () => {
    const definition = flow(start(), node('x', 'telepathy', { strength: 3 }), end())
    const w = world(definition)
    expect(w.state().incidents).toMatchObject([{ code: 'FLOW_NODE_UNKNOWN', nodeId: 'x' }])
    expect(w.state().status).toBe('running')
    expect(w.engine.definition.nodes[1]).toMatchObject({ strength: 3 })
  })

  it('an endless loop stops at the bound', () => {
    const looped = flow(start(), node('a', 'exclusive_gateway'), node('b', 'exclusive_gateway'))
    const definition = { ...looped, edges: [...looped.edges, { id: 'back', source: 'b', target: 'a' }] }
    const w = world(definition)
    expect(w.state().incidents).toMatchObject([{ code: 'FLOW_LOOP_BOUND', open: true }])
  })
})
