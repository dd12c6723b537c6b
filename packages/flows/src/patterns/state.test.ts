import { describe, expect, it } from 'vitest'
import { accepted } from '../testing/accepted.ts'
import { action, graph, of, task } from '../testing/graph.ts'
import { world } from '../testing/world.ts'

const and = of('parallel_gateway')
const xor = of('exclusive_gateway')
const message = (name: string) => ({ event: { message: { name } } })
const catches = (name: string) => of('intermediate_catch_event', message(name))
const boundary = (attachedTo: string, event: object, more: object = {}) =>
  of('boundary_event', { attachedTo, event, ...more })

describe('choices and locks', () => {
  it('WCP16 deferred choice: the first event decides, the others are not waited for any more', () => {
    const definition = accepted(
      graph(
        {
          g: of('event_based_gateway'),
          yes: catches('yes'),
          late: of('delay', { duration: 'P3D' }),
          a: task('ann'),
          b: task('cat'),
          m: xor,
        },
        's>g>yes>a>m g>late>b>m m>e',
      ),
    )
    const w = world(definition)
    w.tell('yes', { by: 'phone' })
    expect(w.active()).toEqual(['ann'])
    expect(w.state()).toMatchObject({ timers: [], subscriptions: [] })
    const late = world(definition)
    late.ring()
    expect(late.active()).toEqual(['cat'])
    expect(late.state().subscriptions).toEqual([])
  })

  const locked = { mutexKey: 'desk' }

  it('WCP17 interleaved parallel routing: in any order, never two at once', () => {
    const w = world(
      accepted(
        graph(
          { p: and, a: task('ann', locked), b: task('cat', locked), c: task('dan'), j: and },
          's>p>a>c>j p>b>j j>e',
        ),
      ),
    )
    expect(w.active()).toEqual(['ann'])
    w.act('ann', 'approve')
    expect(w.active().toSorted()).toEqual(['cat', 'dan'])
  })

  it('WCP39 critical section: several steps of one branch hold the lock together', () => {
    const w = world(
      accepted(
        graph(
          {
            p: and,
            sub: of('sub_process', locked),
            a: task('ann', { parent: 'sub' }),
            b: task('cat', { parent: 'sub' }),
            c: task('dan', locked),
            j: and,
          },
          's>p>sub>j p>c>j a>b j>e',
        ),
      ),
    )
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['cat'])
    w.act('cat', 'approve')
    expect(w.active()).toEqual(['dan'])
  })

  it('WCP40 interleaved routing: all once, one at a time', () => {
    const w = world(
      accepted(
        graph(
          { p: and, a: task('ann', locked), b: task('cat', locked), c: task('dan', locked), j: and },
          's>p>a>j p>b>j p>c>j j>e',
        ),
      ),
    )
    for (let n = 0; n < 3; n += 1) {
      const [user = ''] = w.active()
      expect(w.active()).toHaveLength(1)
      w.act(user, 'approve')
    }
    expect(w.state().status).toBe('approved')
  })

  const milestone = (otherwise: string) =>
    accepted(
      graph(
        {
          p: and,
          m: task('ann'),
          a: task('cat', { enabledWhile: { node: 'm', state: 'waiting', otherwise } }),
          j: and,
        },
        's>p>m>j p>a>j j>e',
      ),
    )

  it('WCP18 milestone: only while another step is under way', () => {
    const inTime = world(milestone('skip'))
    expect(inTime.active()).toEqual(['ann', 'cat'])
    inTime.act('cat', 'approve')
    inTime.act('ann', 'approve')
    expect(inTime.state().status).toBe('approved')
    const late = world(milestone('skip'))
    late.act('ann', 'approve')
    expect(late.state().status).toBe('approved')
    expect(late.state().items.map((item) => item.state)).toEqual(['approved', 'canceled'])
    const waits = world(milestone('wait'))
    waits.act('ann', 'approve')
    expect(waits.active()).toEqual([])
    expect(waits.state()).toMatchObject({ status: 'running', tokens: [{ held: 'guard' }, { nodeId: 'j' }] })
  })

  it('WCP18 with a condition: asked again when the record changes', () => {
    const when = { '==': [{ var: 'record.state' }, 'open'] }
    const w = world(accepted(graph({ a: task('ann', { enabledWhile: { when } }) }, 's>a>e')), {
      state: 'new',
    })
    expect(w.active()).toEqual([])
    w.change({ state: 'open' })
    expect(w.active()).toEqual(['ann'])
    w.change({ state: 'closed' })
    expect(w.active()).toEqual([])
  })
})

describe('cancelling', () => {
  it('WCP19 cancel task: an event at its boundary ends it', () => {
    const w = world(
      accepted(
        graph(
          { a: task('ann'), b: boundary('a', { message: { name: 'stop' } }), c: task('cat') },
          's>a>e b>c>e',
        ),
      ),
    )
    w.tell('stop')
    expect(w.active()).toEqual(['cat'])
    expect(w.state().items[0]).toMatchObject({ state: 'canceled', reason: 'boundary' })
  })

  it('WCP19 without ending it: a way beside it, by the clock', () => {
    const w = world(
      accepted(
        graph(
          {
            a: task('ann'),
            b: boundary('a', { timer: { duration: 'P3D' } }, { cancelActivity: false }),
            c: task('cat'),
            e2: of('end_event'),
          },
          's>a>e b>c>e2',
        ),
      ),
    )
    w.ring()
    expect(w.active()).toEqual(['ann', 'cat'])
    w.act('cat', 'approve')
    w.act('ann', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('nobody returns from the node into the way beside it, nor from there into branches that have met', () => {
    const definition = accepted(
      graph(
        {
          p: and,
          x: task('eve'),
          a: task('ann'),
          b: boundary('a', { message: { name: 'more' } }, { cancelActivity: false }),
          c: task('cat'),
          j: and,
          d: task('dan'),
          e2: of('end_event'),
        },
        's>p>x>a>j p>d>j j>e b>c>e2',
      ),
    )
    const w = world(definition)
    w.act('eve', 'approve')
    w.tell('more')
    expect(() => w.act('ann', 'return', { target: 'c' })).toThrow(/FLOW_RETURN_TARGET/)
    w.act('ann', 'approve')
    w.act('dan', 'approve')
    expect(() => w.act('cat', 'return', { target: 'x' })).toThrow(/FLOW_RETURN_TARGET/)
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('WCP20 cancel case: by an end that ends all, or by who started it', () => {
    const w = world(
      accepted(
        graph({ p: and, a: task('ann'), b: task('cat'), t: of('terminate_end_event') }, 's>p>a>t p>b>e'),
      ),
    )
    w.send({ type: 'recall', actor: 'sam' })
    expect(w.state()).toMatchObject({ status: 'recalled', tokens: [] })
  })

  it('WCP25 cancel region: what stands at named nodes is ended', () => {
    const w = world(
      accepted(
        graph(
          {
            p: and,
            a: task('ann'),
            b: task('cat'),
            c: task('dan'),
            x: of('end_event', { cancelScope: ['b'] }),
          },
          's>p>a>x p>b>e p>c>e',
        ),
      ),
    )
    expect(w.active()).toEqual(['ann', 'cat', 'dan'])
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['dan'])
  })
})

describe('triggers', () => {
  const waiting = (event: object) =>
    accepted(
      graph({ a: task('ann'), c: of('intermediate_catch_event', { event }), b: task('cat') }, 's>a>c>b>e'),
    )

  it('WCP23 transient trigger: a signal that comes too early is lost', () => {
    const w = world(waiting({ signal: { name: 'go' } }))
    expect(() => w.tell('go')).toThrow(/nothing waits/)
    w.act('ann', 'approve')
    expect(w.effects('set_subscription')).toMatchObject([{ subscription: { kind: 'signal', name: 'go' } }])
    w.tell('go')
    expect(w.active()).toEqual(['cat'])
  })

  it('WCP24 persistent trigger: a message is kept until somebody waits for it', () => {
    const sender = world(
      accepted(
        graph(
          {
            t: of('intermediate_throw_event', {
              event: { message: { name: 'go', keep: 'P3D', data: { n: 7 } } },
            }),
          },
          's>t>e',
        ),
      ),
    )
    expect(sender.effects('publish')).toEqual([
      { type: 'publish', kind: 'message', name: 'go', correlation: 'r1', data: { n: 7 }, keep: 'P3D' },
    ])
    const w = world(waiting({ message: { name: 'go', into: 'said' } }))
    w.act('ann', 'approve')
    expect(w.effects('set_subscription')).toMatchObject([
      { subscription: { kind: 'message', name: 'go', correlation: 'r1' } },
    ])
    w.tell('go', { n: 7 })
    expect(w.active()).toEqual(['cat'])
    expect(w.state().variables).toMatchObject({ said: { n: 7 } })
  })

  it('a condition is waited for, and asked again when the record changes', () => {
    const w = world(waiting({ condition: { '>': [{ var: 'record.amount' }, 5] } }), { amount: 1 })
    w.act('ann', 'approve')
    w.change({ amount: 2 })
    expect(w.active()).toEqual([])
    w.change({ amount: 6 })
    expect(w.active()).toEqual(['cat'])
    const already = world(waiting({ condition: { '>': [{ var: 'record.amount' }, 5] } }), { amount: 9 })
    already.act('ann', 'approve')
    expect(already.active()).toEqual(['cat'])
  })
})

describe('errors, escalations and undoing', () => {
  const inside = (last: string, event: object, more: object = {}) =>
    accepted(
      graph(
        {
          sub: of('sub_process'),
          a: task('ann', { parent: 'sub' }),
          x: of(last, {
            parent: 'sub',
            ...(last === 'error_end_event' ? { code: 'bad' } : { event: { escalation: { code: 'up' } } }),
          }),
          y: task('eve', { parent: 'sub' }),
          b: boundary('sub', event, more),
          c: task('cat'),
          e2: of('end_event'),
        },
        last === 'error_end_event' ? 's>sub>e y>a>x b>c>e2' : 's>sub>e a>x>y b>c>e2',
      ),
    )

  it('an error ends the sub-process it is in', () => {
    const w = world(inside('error_end_event', { error: { code: 'bad' } }))
    w.act('eve', 'approve')
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['cat'])
  })

  it('an error nobody catches ends the run as failed', () => {
    const w = world(inside('error_end_event', { error: { code: 'other' } }))
    w.act('eve', 'approve')
    w.act('ann', 'approve')
    expect(w.state()).toMatchObject({ status: 'failed', tokens: [] })
  })

  it('an escalation opens a way beside the sub-process, or ends it', () => {
    const beside = world(
      inside('intermediate_throw_event', { escalation: { code: 'up' } }, { cancelActivity: false }),
    )
    beside.act('ann', 'approve')
    expect(beside.active().toSorted()).toEqual(['cat', 'eve'])
    const ends = world(inside('intermediate_throw_event', { escalation: {} }))
    ends.act('ann', 'approve')
    expect(ends.active()).toEqual(['cat'])
  })

  it('work that fails is tried again, then parked, then caught where somebody does', () => {
    const fails = action({ action: { type: 'fail' }, retry: { max: 2, first: 'PT1H' } })
    const w = world(accepted(graph({ a: fails }, 's>a>e')))
    const first = w.state().timers[0]?.at ?? ''
    w.ring()
    const second = w.state().timers[0]?.at ?? ''
    expect(Date.parse(second) - Date.parse(first)).toBe(2 * 3_600_000)
    w.ring()
    expect(w.state().incidents).toMatchObject([{ code: 'FLOW_PERSON_UNFIT', open: true }])
    const caught = world(
      accepted(
        graph(
          { a: action({ action: { type: 'fail' } }), b: boundary('a', { error: {} }), c: task('cat') },
          's>a>e b>c>e',
        ),
      ),
    )
    expect(caught.active()).toEqual(['cat'])
  })

  it('a recall undoes what was done, last first', () => {
    const done = (n: number) => action({ action: { type: `do${n}` }, compensation: `u${n}` })
    const undo = (n: number) => action({ action: { type: `undo${n}` } })
    const definition = accepted(
      graph({ a: done(1), b: done(2), u1: undo(1), u2: undo(2), c: task('ann') }, 's>a>b>c>e'),
    )
    const w = world(definition)
    w.send({ type: 'recall', actor: 'sam' })
    expect(w.effects('call_out').map((one) => one.action)).toEqual(['do1', 'do2', 'undo2', 'undo1'])
    expect(w.state()).toMatchObject({ status: 'recalled', tokens: [], compensations: [] })
  })

  it('a thrown undoing stays in its sub-process', () => {
    const w = world(
      accepted(
        graph(
          {
            a: action({ action: { type: 'do1' }, compensation: 'u1' }),
            u1: action({ action: { type: 'undo1' } }),
            sub: of('sub_process'),
            b: action({ parent: 'sub', action: { type: 'do2' }, compensation: 'u2' }),
            u2: action({ parent: 'sub', action: { type: 'undo2' } }),
            t: of('intermediate_throw_event', { parent: 'sub', event: { compensate: true } }),
          },
          's>a>sub>e b>t',
        ),
      ),
    )
    expect(w.effects('call_out').map((one) => one.action)).toEqual(['do1', 'do2', 'undo2'])
  })
})
