import { describe, expect, it } from 'vitest'
import { approval, choice, end, flow, inclusive, node, parallel, people, start } from '../testing/builders.ts'
import { world } from '../testing/world.ts'
import { advance } from './advance.ts'

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

  it('an alarm that rings too early, by a clock that was put back, is set once more', () => {
    const w = world(flow(start(), node('nap', 'delay', { duration: 'PT4H' }), end()))
    const [timer] = w.state().timers
    w.send({ type: 'timerDue', actor: 'system', key: timer?.key })
    expect(w.last()).toMatchObject({
      events: [],
      effects: [{ type: 'set_timer', key: timer?.key, at: timer?.at }],
    })
  })

  it('a day to wait for begins at midnight where the workspace is; words that are no time stop the run', () => {
    const nap = (until: string) =>
      world(flow(start(), node('nap', 'delay', { until: { var: 'day' } }), end()), { day: until }).state()
    expect(nap('2026-12-01').timers).toMatchObject([{ at: '2026-11-30T16:00:00.000Z' }])
    expect(nap('2026-12-01T09:00:00+08:00').timers).toMatchObject([{ at: '2026-12-01T01:00:00.000Z' }])
    expect(nap('some day').incidents).toMatchObject([{ code: 'FLOW_WAIT_EMPTY' }])
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
  it('a deed that is found to be impossible is tried again as its node says, then stops the run and is told', () => {
    const write = (retry?: object) => ({ action: { type: 'write', state: 'x' }, ...(retry ? { retry } : {}) })
    const refusedTwice = (retry?: object) => {
      const w = world(
        flow(start(), node('one', 'service_task', write()), node('two', 'service_task', write(retry)), end()),
        {},
        false,
      )
      const command = { type: 'start', commandId: 'c', actor: 'sam' } as const
      const planned = advance(w.engine, w.state(), command, w.ctx())
      const [first, second] = planned.effects
      expect([first, second].map((one) => one && planned.deeds.get(one))).toEqual([1, 2])
      const refused = new Map([[2, { code: 'NO', zh: '不行', en: 'no' }]])
      return advance(w.engine, w.state(), command, { ...w.ctx(), refused })
    }
    const stopped = refusedTwice()
    expect(stopped.instance.incidents).toMatchObject([{ nodeId: 'two', code: 'NO', open: true }])
    expect(stopped.effects).toMatchObject([
      { type: 'write_record' },
      { type: 'notify', to: ['root'], body: { zh: '不行', en: 'no' } },
    ])
    const later = refusedTwice({ max: 2, first: 'PT1M' })
    expect(later.instance).toMatchObject({ incidents: [], timers: [{ nodeId: 'two', payload: 1 }] })
  })

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
