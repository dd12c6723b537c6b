import { describe, expect, it } from 'vitest'
import { accepted } from '../testing/accepted.ts'
import { action, graph, of, task } from '../testing/graph.ts'
import { world } from '../testing/world.ts'

const each = (more: object) => of('for_each', { ...more })
const asked = (user: string) => task(user, { parent: 'each' })
const byItem = {
  type: 'user_task',
  parent: 'each',
  approval: { mode: 'one', assignees: [{ type: 'expression', expr: { var: 'item' } }] },
}

describe('several instances', () => {
  it('WCP12 without synchronisation: runs are started and nobody waits for them', () => {
    const w = world(
      accepted(
        graph(
          {
            c: of('call_activity', { flow: 'approval', async: true, cardinality: 3, maxDepth: 1 }),
            a: task('ann'),
          },
          's>c>a>e',
        ),
      ),
    )
    expect(w.effects('set_child').map((one) => one.child?.flow)).toEqual(['approval', 'approval', 'approval'])
    expect(w.active()).toEqual(['ann'])
    w.act('ann', 'approve')
    expect(w.state().status).toBe('approved')
    expect(w.effects('set_child').every((one) => one.child !== null)).toBe(true)
  })

  it('WCP13 a number known when the flow is drawn', () => {
    const w = world(accepted(graph({ each: each({ cardinality: 3 }), a: asked('ann') }, 's>each>e')))
    expect(w.active()).toEqual(['ann', 'ann', 'ann'])
    for (let n = 0; n < 3; n += 1) w.act('ann', 'approve')
    expect(w.state()).toMatchObject({ status: 'approved', scopes: [] })
  })

  const members = { collection: { var: 'record.members' } }

  it('WCP14 a number known when it is reached: one for each of a list', () => {
    const w = world(accepted(graph({ each: each(members), a: byItem }, 's>each>e')), {
      members: ['ann', 'cat'],
    })
    expect(w.active()).toEqual(['ann', 'cat'])
    w.change({ members: ['ann', 'cat', 'dan'] })
    w.act('cat', 'approve')
    w.act('ann', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('WCP14 the same one after the other, and none for an empty list', () => {
    const definition = accepted(
      graph({ each: each({ ...members, sequential: true }), a: byItem }, 's>each>e'),
    )
    const w = world(definition, { members: ['ann', 'cat'] })
    expect(w.active()).toEqual(['ann'])
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['cat'])
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
    expect(world(definition, { members: [] }).state().status).toBe('approved')
  })

  it('WCP14 rows of a sub-table, with their fields', () => {
    const approval = { mode: 'one', assignees: [{ type: 'expression', expr: { var: 'item.who' } }] }
    const definition = graph(
      { each: each({ rows: 'lines' }), a: { type: 'user_task', parent: 'each', approval } },
      's>each>e',
    )
    expect(world(definition, { lines: [{ who: 'ann' }, { who: 'eve' }] }).active()).toEqual(['ann', 'eve'])
  })

  const vote = (more: object) =>
    accepted(
      graph(
        {
          a: {
            type: 'user_task',
            approval: { mode: 'vote', assignees: [{ type: 'role', role: 'legal' }], ...more },
          },
        },
        's>a>e',
      ),
    )

  it('WCP15 a number nobody knew before: signers are added while it runs', () => {
    const w = world(vote({ passRatio: 100 }))
    w.act('ann', 'addSign', { kind: 'parallel', to: ['fay'] })
    for (const user of ['ann', 'cat', 'dan']) w.act(user, 'approve')
    expect(w.state().status).toBe('running')
    w.act('fay', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('WCP34 static partial join: enough have ended, the rest go on by themselves', () => {
    const completionCondition = { '>=': [{ var: 'completed' }, 2] }
    const w = world(
      accepted(
        graph(
          {
            c: of('call_activity', {
              flow: 'approval',
              cardinality: 3,
              completionCondition,
              rest: 'continue',
              maxDepth: 1,
            }),
            a: task('ann'),
          },
          's>c>a>e',
        ),
      ),
    )
    w.childEnds(2)
    expect(w.active()).toEqual([])
    w.childEnds(0)
    expect(w.active()).toEqual(['ann'])
    expect(w.effects('set_child').filter((one) => one.child === null)).toEqual([])
  })

  it('WCP35 cancelling partial join: enough have ended, the rest are canceled', () => {
    const completionCondition = { '>=': [{ var: 'completed' }, 2] }
    const w = world(
      accepted(
        graph(
          { each: each({ cardinality: 3, completionCondition }), a: asked('ann'), b: task('bob') },
          's>each>b>e',
        ),
      ),
    )
    w.act('ann', 'approve')
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['bob'])
    const decided = world(vote({ passCount: 2 }))
    decided.act('ann', 'approve')
    decided.act('dan', 'approve')
    expect(decided.state().items.map((item) => item.state)).toEqual(['approved', 'canceled', 'approved'])
  })

  it('WCP36 dynamic partial join: signers are added and the number to pass is asked again', () => {
    const w = world(vote({ passRatio: 50 }))
    w.act('ann', 'addSign', { kind: 'parallel', to: ['fay'] })
    w.act('ann', 'approve')
    expect(w.state().status).toBe('running')
    w.act('fay', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('WCP26 cancel: an event at the boundary ends all that run', () => {
    const b = of('boundary_event', { attachedTo: 'each', event: { message: { name: 'stop' } } })
    const w = world(
      accepted(
        graph({ each: each({ cardinality: 3 }), a: asked('ann'), b, c: task('cat') }, 's>each>e b>c>e'),
      ),
    )
    w.act('ann', 'approve')
    w.tell('stop')
    expect(w.active()).toEqual(['cat'])
    expect(w.state().tokens).toHaveLength(1)
  })

  it('WCP27 complete: an administrator ends it with what there is', () => {
    const w = world(
      accepted(graph({ each: each({ cardinality: 3 }), a: asked('ann'), b: task('bob') }, 's>each>b>e')),
    )
    w.act('ann', 'approve')
    const [owner] = w.state().tokens
    expect(() => w.send({ type: 'completeNow', actor: 'ann', tokenId: owner?.id })).toThrow(/FLOW_NOT_YOURS/)
    w.send({ type: 'completeNow', actor: 'root', tokenId: owner?.id })
    expect(w.active()).toEqual(['bob'])
  })
})

describe('runs that are waited for', () => {
  const call = (more: object) =>
    accepted(
      graph(
        { c: of('call_activity', { flow: 'approval', maxDepth: 1, ...more }), a: task('ann') },
        's>c>a>e',
      ),
    )

  it('acceptance 25: a rejected run rejects this one, is passed over, or sends it back', () => {
    const reject = world(call({}))
    reject.childEnds(0, 'rejected')
    expect(reject.state().status).toBe('rejected')
    const on = world(call({ onRejected: 'continue' }))
    on.childEnds(0, 'rejected')
    expect(on.active()).toEqual(['ann'])
    expect(on.state().variables).toMatchObject({ outcome: 'rejected' })
    const back = world(call({ onRejected: 'return' }))
    back.childEnds(0, 'rejected')
    expect(back.active()).toEqual(['sam'])
  })

  it('gets variables in and back', () => {
    const w = world(call({ in: { total: { var: 'amount' } }, out: { sum: 'result' } }), { amount: 7 })
    expect(w.effects('set_child')[0]?.child?.variables).toMatchObject({ total: 7 })
    w.childEnds(0, 'approved', { result: 9 })
    expect(w.state().variables).toMatchObject({ sum: 9, outcome: 'approved' })
  })

  it('cancels runs it no longer waits for', () => {
    const w = world(call({ cardinality: 2 }))
    w.send({ type: 'terminate', actor: 'root' })
    expect(w.effects('set_child').filter((one) => one.child === null)).toHaveLength(2)
  })

  it('tried again after some have failed, starts only those anew, each once, and goes on with what the others brought', () => {
    const w = world(call({ cardinality: 3, out: { sums: 'sum' } }))
    w.childEnds(1, 'failed')
    // The others go on meanwhile; that it stands there for the failed one is told once.
    w.childEnds(2, 'approved', { sum: 2 })
    expect(w.state().incidents.map(({ open }) => open)).toEqual([true])
    const before = w.effects('set_child').map(({ key }) => key)
    w.send({ type: 'retryIncident', actor: 'root', incidentId: w.state().incidents[0]?.id })
    const anew = w.effects('set_child').slice(before.length)
    expect(anew.map(({ child }) => child?.variables['index'])).toEqual([1])
    expect(before).not.toContain(anew[0]?.key)
    w.childEnds(1, 'approved', { sum: 1 })
    w.childEnds(0, 'approved', { sum: 0 })
    expect(w.state().variables).toMatchObject({ sums: [0, 1, 2], outcome: 'approved' })
  })

  it('one after the other, for each of a list as it was when the first began', () => {
    const w = world(call({ rows: 'lines', sequential: true }), {
      lines: [{ n: 'a' }, { n: 'b' }, { n: 'c' }],
    })
    w.change({ lines: [{ n: 'b' }, { n: 'c' }] })
    for (const index of [0, 1, 2]) w.childEnds(index)
    const asked = w.effects('set_child').map(({ child }) => child?.variables['item'])
    expect(asked).toEqual([{ n: 'a' }, { n: 'b' }, { n: 'c' }])
  })

  it('parks where a run has failed, or a boundary event catches it', () => {
    const w = world(call({}))
    w.childEnds(0, 'failed')
    expect(w.state().incidents).toMatchObject([{ code: 'CHILD_FAILED', open: true }])
    const b = of('boundary_event', { attachedTo: 'c', event: { error: { code: 'CHILD_FAILED' } } })
    const caught = world(
      accepted(
        graph(
          { c: of('call_activity', { flow: 'approval', maxDepth: 1 }), b, a: task('ann'), x: action() },
          's>c>x>e b>a>e',
        ),
      ),
    )
    caught.childEnds(0, 'failed')
    expect(caught.active()).toEqual(['ann'])
  })
})
