import { describe, expect, it } from 'vitest'
import { action, graph, of, task } from '../testing/graph.ts'
import { world } from '../testing/world.ts'
import { advance } from './advance.ts'

const two = () => graph({ a: task('ann'), b: task('cat') }, 's>a>b>e')

describe('what administrators do with runs', () => {
  it('suspend: nobody can act, alarms and messages wait, and all goes on afterwards', () => {
    const definition = graph(
      {
        p: of('parallel_gateway'),
        a: task('ann'),
        d: of('delay', { duration: 'PT1H' }),
        c: of('receive_task', { message: 'm' }),
        j: of('parallel_gateway'),
      },
      's>p>a>j p>d>j p>c>j j>e',
    )
    const w = world(definition)
    w.send({ type: 'suspend', actor: 'root' })
    expect(() => w.act('ann', 'approve')).toThrow(/FLOW_SUSPENDED/)
    const timer = w.state().timers[0]
    w.wait('P1D')
    w.send({ type: 'timerDue', actor: 'system', key: timer?.key })
    expect(w.last().events).toEqual([])
    w.tell('m')
    expect(w.last().events).toEqual([])
    const resumed = w.send({ type: 'resume', actor: 'root' })
    expect(resumed.effects).toMatchObject([
      { type: 'set_timer', at: timer?.at },
      { type: 'set_subscription' },
    ])
    w.ring()
    w.tell('m')
    w.act('ann', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('a run that was started ends while the other is suspended: told afterwards', () => {
    const w = world(graph({ c: of('call_activity', { flow: 'x' }) }, 's>c>e'))
    w.send({ type: 'suspend', actor: 'root' })
    w.childEnds(0)
    expect(w.state().status).toBe('running')
    w.send({ type: 'resume', actor: 'root' })
    expect(w.state().status).toBe('approved')
  })

  it('who keeps a flow today keeps its older runs as well', () => {
    const w = world({ ...two(), administrators: [{ type: 'user', user: 'eve' }] })
    const by = (actor: string) => () =>
      advance(
        w.engine,
        w.state(),
        { type: 'suspend', commandId: 'c', actor },
        { ...w.ctx(), keepers: [{ type: 'user', user: 'dan' }] },
      )
    expect(by('eve')).toThrow(/FLOW_NOT_YOURS/)
    for (const actor of ['dan', 'root']) expect(by(actor)().instance.suspended).toBe(true)
  })

  it('a record that became what is waited for while the run was suspended is seen when it goes on', () => {
    const w = world(
      graph(
        { c: of('intermediate_catch_event', { event: { condition: { '>': [{ var: 'amount' }, 5] } } }) },
        's>c>e',
      ),
      { amount: 1 },
    )
    w.send({ type: 'suspend', actor: 'root' })
    w.change({ amount: 9 })
    expect(w.state().status).toBe('running')
    w.send({ type: 'resume', actor: 'root' })
    expect(w.state().status).toBe('approved')
    expect(w.state().subscriptions).toEqual([])
  })

  it('jump: alone, or in place of all that runs', () => {
    const w = world(two())
    expect(() => w.send({ type: 'jump', actor: 'ann', target: 'b' })).toThrow(/FLOW_NOT_YOURS/)
    expect(() => w.send({ type: 'jump', actor: 'root', target: 'x' })).toThrow(/FLOW_JUMP_TARGET/)
    w.send({ type: 'jump', actor: 'root', target: 'b' })
    expect(w.active()).toEqual(['cat'])
    const definition = graph(
      {
        p: of('parallel_gateway'),
        a: task('ann'),
        c: task('eve'),
        b: task('cat'),
        j: of('parallel_gateway'),
      },
      's>p>a>c>j p>b>j j>e',
    )
    const inBranch = world(definition)
    const token = inBranch.state().tokens.find((one) => one.nodeId === 'a')
    inBranch.send({ type: 'jump', actor: 'root', target: 'c', tokenId: token?.id, mode: 'this' })
    expect(inBranch.active()).toEqual(['cat', 'eve'])
    inBranch.act('eve', 'approve')
    inBranch.act('cat', 'approve')
    expect(inBranch.state().status).toBe('approved')
    const all = world(definition)
    all.send({ type: 'jump', actor: 'root', target: 'c' })
    expect(all.active()).toEqual(['eve'])
  })

  it('jump into a branch, and a run brought back there: the branches meet again without those that nobody is in', () => {
    const definition = graph(
      {
        p: of('parallel_gateway'),
        a: task('ann'),
        b: task('cat'),
        j: of('parallel_gateway'),
        c: task('dan'),
      },
      's>c>p>a>j p>b>j j>e',
    )
    const w = world(definition)
    w.send({ type: 'jump', actor: 'root', target: 'a' })
    w.act('ann', 'approve')
    expect(w.state().status).toBe('approved')
    w.send({ type: 'reactivate', actor: 'root', target: 'b' })
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
    const whole = world(definition)
    whole.act('dan', 'approve')
    whole.act('ann', 'approve')
    expect(whole.state().status).toBe('running')
    whole.act('cat', 'approve')
    expect(whole.state().status).toBe('approved')
  })

  it('a run that was brought on by hand goes back to its beginning all the same', () => {
    const w = world(
      graph({ a: task('ann'), c: of('call_activity', { flow: 'x', onRejected: 'return' }) }, 's>a>c>e'),
    )
    w.act('ann', 'approve')
    w.childEnds(0, 'rejected')
    w.send({ type: 'jump', actor: 'root', target: 'c' })
    w.childEnds(0, 'rejected')
    expect(w.active()).toEqual(['sam'])
  })

  it('a task given to one of its own signers: that one has both, and the run goes on', () => {
    const w = world(graph({ a: task('ann') }, 's>a>e'))
    w.act('ann', 'addSign', { kind: 'before', to: ['bob'] })
    const task1 = w.state().items.find((one) => one.assignee === 'ann')
    w.send({ type: 'reassign', actor: 'root', itemId: task1?.id, to: 'bob' })
    w.act('bob', 'approve')
    w.act('bob', 'approve')
    expect(w.state().status).toBe('approved')
    expect(() => w.send({ type: 'reassign', actor: 'root', itemId: task1?.id, to: 'bob' })).toThrow(/FLOW_/)
  })

  it('of signers in order one takes over the task of another: the turn goes on', () => {
    const w = world(graph({ a: task('ann') }, 's>a>e'))
    w.act('ann', 'addSign', { kind: 'before', to: ['bob', 'fay', 'mia'], mode: 'sequential' })
    const first = w.state().items.find((one) => one.assignee === 'bob')
    w.send({ type: 'reassign', actor: 'root', itemId: first?.id, to: 'fay' })
    expect(w.active()).toEqual(['fay'])
    for (const one of ['fay', 'mia', 'ann']) w.act(one, 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('jump: within a sub-process and out of it, never into one', () => {
    const definition = graph(
      {
        sub: of('sub_process'),
        a: task('ann', { parent: 'sub' }),
        b: task('cat', { parent: 'sub' }),
        c: task('eve'),
      },
      's>sub>c>e a>b',
    )
    const w = world(definition)
    const inside = w.state().tokens.find((one) => one.nodeId === 'a')
    w.send({ type: 'jump', actor: 'root', target: 'b', tokenId: inside?.id })
    expect(w.active()).toEqual(['cat'])
    w.act('cat', 'approve')
    expect(w.active()).toEqual(['eve'])
    expect(() => w.send({ type: 'jump', actor: 'root', target: 'a' })).toThrow(/FLOW_JUMP_TARGET/)
    const out = world(definition)
    const from = out.state().tokens.find((one) => one.nodeId === 'a')
    out.send({ type: 'jump', actor: 'root', target: 'c', tokenId: from?.id })
    expect(out.active()).toEqual(['eve'])
    expect(out.state().scopes).toEqual([])
  })

  it('reactivate: an ended run goes on at a node', () => {
    const w = world(two())
    expect(() => w.send({ type: 'reactivate', actor: 'root', target: 'b' })).toThrow(/FLOW_NOT_ENDED/)
    w.send({ type: 'terminate', actor: 'root' })
    w.send({ type: 'reactivate', actor: 'root', target: 'b' })
    expect(w.active()).toEqual(['cat'])
    w.act('cat', 'approve')
    expect(w.state()).toMatchObject({ status: 'approved', round: 2 })
  })

  it('an incident is skipped or tried again', () => {
    const w = world(graph({ a: action({ action: { type: 'fail' } }), b: task('ann') }, 's>a>b>e'))
    const incidentId = w.state().incidents[0]?.id
    w.send({ type: 'retryIncident', actor: 'root', incidentId })
    const again = w.state().incidents.find((one) => one.open)?.id
    w.send({ type: 'skipIncident', actor: 'root', incidentId: again })
    expect(w.active()).toEqual(['ann'])
  })
})
