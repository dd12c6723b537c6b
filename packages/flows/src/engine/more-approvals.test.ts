import type { AssigneeSource } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { approval, choice, end, flow, node, parallel, people, start } from '../testing/builders.ts'
import { type World, world } from '../testing/world.ts'
import { foldEvents } from './apply.ts'

const three = ['ann', 'cat', 'dan']
const who = (user: string): AssigneeSource => ({ type: 'user', user })
const sign = (w: World, by: string, kind: string, to: readonly string[], mode?: string): void =>
  void w.act(by, 'addSign', { kind, to, ...(mode === undefined ? {} : { mode }) })
const remove = (w: World, by: string, user: string): void => {
  const item = w.state().items.findLast((one) => one.assignee === by && one.kind === 'decide')
  w.send({ type: 'removeSign', actor: by, itemId: item?.id, remove: w.item(user).id })
}

describe('how several decide', () => {
  it('a task to be claimed is decided by whoever took it; the others wait until it is released', () => {
    const w = world(flow(start(), people('desk', three, { mode: 'claim' }), end()))
    expect(w.active()).toEqual(three)
    expect(() => w.act('ann', 'approve')).toThrow(/FLOW_CLAIM_FIRST/)
    w.act('ann', 'claim')
    expect(w.active()).toEqual(['ann'])
    expect(() => w.act('cat', 'claim')).toThrow(/FLOW_CLAIMED/)
    w.act('ann', 'release')
    expect(w.active()).toEqual(three)
    w.act('cat', 'claim')
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('by lot one is asked', () => {
    const w = world(flow(start(), people('desk', three, { mode: 'random' }), end()))
    expect(w.active()).toHaveLength(1)
    expect(three).toContain(w.active()[0])
  })

  it('a vote by conditions, and by a number of rejections alone', () => {
    const passWhen = { '>': [{ var: 'passNum' }, { '+': [{ var: 'rejectNum' }, { var: 'todoNum' }] }] }
    const w = world(flow(start(), people('board', three, { mode: 'vote', passWhen }), end()))
    w.act('ann', 'approve')
    expect(w.state().status).toBe('running')
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
    const two = world(flow(start(), people('board', three, { mode: 'vote', rejectCount: 2 }), end()))
    two.act('ann', 'approve')
    expect(two.state().status).toBe('running')
    two.act('cat', 'approve')
    expect(two.state().status).toBe('approved')
  })
})

describe('who is asked', () => {
  it('a chain of managers goes up in order and leaves out who is gone', () => {
    const assignees: AssigneeSource[] = [{ type: 'manager_chain', until: 'role', role: 'boss' }]
    const w = world(flow(start(), approval('x', { assignees }), end()))
    expect(w.active()).toEqual(['mia'])
    w.act('mia', 'approve')
    expect(w.active()).toEqual(['bob'])
    w.act('bob', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('whom the starter picks is in range and in number, and stays picked', () => {
    const range = [{ type: 'role', role: 'legal' }] as const
    const assignees: AssigneeSource[] = [{ type: 'starter_pick', range, max: 2 }]
    const definition = flow(start(), approval('x', { assignees, mode: 'all' }), end())
    const picked = (picks: readonly string[]) => world(definition, {}, true, { picks: { x: picks } })
    expect(picked(['ann', 'dan']).active()).toEqual(['ann', 'dan'])
    expect(() => picked(['eve'])).toThrow(/FLOW_PICK_UNFIT/)
    expect(() => picked(three)).toThrow(/FLOW_PICK_UNFIT/)
  })

  it('an approver picks who comes next; a second picking changes nothing', () => {
    const assignees: AssigneeSource[] = [{ type: 'previous_pick' }]
    const w = world(flow(start(), approval('manager'), approval('next', { assignees }), end()))
    w.act('mia', 'approve', { picks: { next: ['fay'] } })
    expect(w.active()).toEqual(['fay'])
    w.act('fay', 'return', { target: 'manager' })
    w.act('mia', 'approve', { picks: { next: ['eve'] } })
    expect(w.active()).toEqual(['fay'])
  })

  it('somebody who approved is asked again when what is watched has changed since', () => {
    const again = approval('boss', { id: 'again', dedupe: 'instance', dedupeWatch: ['amount'] })
    const definition = flow(start(), approval('boss'), approval('manager'), again, end())
    const same = world(definition, { amount: 5 })
    same.act('bob', 'approve')
    same.act('mia', 'approve')
    expect(same.state().status).toBe('approved')
    const other = world(definition, { amount: 5 })
    other.act('bob', 'approve')
    other.change({ amount: 9 })
    other.act('mia', 'approve')
    expect(other.active()).toEqual(['bob'])
  })

  it('a step reached for the first time after a return still leaves out who approved; one reached again does not', () => {
    const again = approval('boss', { id: 'again', dedupe: 'instance' })
    const w = world(flow(start(), approval('boss'), approval('manager'), again, end()))
    w.act('bob', 'approve')
    w.act('mia', 'return', { target: 'boss' })
    w.act('bob', 'approve')
    w.act('mia', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('the head of the department stands in for the starter; where it is the starter nobody is asked', () => {
    const self = (user: string) => people('check', [user], { onSelf: 'departmentHead' })
    expect(world(flow(start(), self('sam'), end())).active()).toEqual(['bob'])
    const head = world(flow(start(), self('bob'), end()), {}, true, { starter: 'bob' })
    expect(head.state().status).toBe('approved')
  })

  it('duties are kept apart: not asked, not handed to', () => {
    const sod = [{ notSameAs: 'starter' }, { notSameAs: 'manager' }] as const
    const w = world(flow(start(), approval('manager'), people('pay', ['sam', 'mia', 'eve'], { sod }), end()))
    w.act('mia', 'approve')
    expect(w.active()).toEqual(['eve'])
    expect(() => w.act('eve', 'transfer', { to: 'mia' })).toThrow(/FLOW_SEPARATE_DUTIES/)
    expect(() => w.act('eve', 'addSign', { kind: 'parallel', to: ['sam'] })).toThrow(/FLOW_SEPARATE_DUTIES/)
  })
})

describe('added signers', () => {
  it('case 6: when those before are taken away it is the owner’s turn; case 7: and those after', () => {
    const w = world(flow(start(), approval('manager'), end()))
    sign(w, 'mia', 'before', ['fay', 'eve'])
    remove(w, 'mia', 'fay')
    expect(w.active()).toEqual(['eve'])
    remove(w, 'mia', 'eve')
    expect(w.active()).toEqual(['mia'])
    sign(w, 'mia', 'after', ['fay'])
    remove(w, 'mia', 'fay')
    expect(w.active()).toEqual(['mia'])
    sign(w, 'mia', 'after', ['fay'])
    w.act('mia', 'approve')
    expect(w.active()).toEqual(['fay'])
    remove(w, 'mia', 'fay')
    expect(w.state().status).toBe('approved')
    expect(foldEvents(w.empty, w.events)).toEqual(w.state())
  })

  it('one of those before is enough, or each in turn', () => {
    const any = world(flow(start(), approval('manager'), end()))
    sign(any, 'mia', 'before', ['fay', 'eve'], 'any')
    any.act('eve', 'approve')
    expect(any.active()).toEqual(['mia'])
    const turn = world(flow(start(), approval('manager'), end()))
    sign(turn, 'mia', 'after', ['fay', 'eve'], 'sequential')
    turn.act('mia', 'approve')
    expect(turn.active()).toEqual(['fay'])
    turn.act('fay', 'approve')
    expect(turn.active()).toEqual(['eve'])
    turn.act('eve', 'reject')
    expect(turn.state().status).toBe('rejected')
  })

  it('not before and after at once; deeper only where the node lets them', () => {
    const w = world(flow(start(), approval('manager'), end()))
    sign(w, 'mia', 'after', ['fay'])
    expect(() => sign(w, 'mia', 'before', ['eve'])).toThrow(/FLOW_SIGN_MIXED/)
    const operations = { addSign: ['before'], addSignDepth: 2 } as const
    const deep = world(flow(start(), approval('manager', { operations }), end()))
    sign(deep, 'mia', 'before', ['fay'])
    sign(deep, 'fay', 'before', ['eve'])
    expect(() => sign(deep, 'eve', 'before', ['dan'])).toThrow(/FLOW_SIGN_DEPTH/)
    deep.act('eve', 'approve')
    deep.act('fay', 'approve')
    expect(deep.active()).toEqual(['mia'])
  })

  it('of some in order who is asked has asked another: taking the next one away does not make it their turn', () => {
    const operations = { addSign: ['before'], addSignDepth: 2 } as const
    const w = world(flow(start(), approval('manager', { operations }), end()))
    sign(w, 'mia', 'before', ['fay', 'eve'], 'sequential')
    sign(w, 'fay', 'before', ['dan'])
    remove(w, 'mia', 'eve')
    expect(w.active()).toEqual(['dan'])
    w.act('dan', 'approve')
    expect(w.active()).toEqual(['fay'])
  })

  it('whoever is to speak behind one of those before is waited for, and a rejection there counts', () => {
    const operations = { addSign: ['before', 'after'], addSignDepth: 2 } as const
    const w = world(flow(start(), approval('manager', { operations }), end()))
    sign(w, 'mia', 'before', ['fay', 'eve'])
    sign(w, 'fay', 'after', ['dan'])
    w.act('fay', 'approve')
    w.act('eve', 'approve')
    expect(w.active()).toEqual(['dan'])
    w.act('dan', 'reject')
    expect(w.state().status).toBe('rejected')
  })

  it('of those after one has asked another first: what a third says does not make it their turn', () => {
    const operations = { addSign: ['before', 'after'], addSignDepth: 2 } as const
    const w = world(flow(start(), approval('manager', { operations }), end()))
    sign(w, 'mia', 'after', ['fay', 'eve'])
    w.act('mia', 'approve')
    sign(w, 'fay', 'before', ['dan'])
    w.act('eve', 'approve')
    expect(w.active()).toEqual(['dan'])
    for (const one of ['dan', 'fay']) w.act(one, 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('with one who is spared those go whom that one had asked', () => {
    const operations = { addSign: ['before'], addSignDepth: 2 } as const
    const w = world(flow(start(), approval('manager', { operations }), end()))
    sign(w, 'mia', 'before', ['fay', 'eve'], 'any')
    sign(w, 'fay', 'before', ['dan'])
    w.act('eve', 'approve')
    expect(w.active()).toEqual(['mia'])
    expect(w.state().items.find((one) => one.assignee === 'dan')?.state).toBe('canceled')
  })

  it('one beside who is taken away needs not be waited for', () => {
    const w = world(flow(start(), people('board', ['ann', 'cat'], { mode: 'all' }), end()))
    sign(w, 'ann', 'parallel', ['fay'])
    w.act('cat', 'approve')
    w.act('ann', 'approve')
    expect(w.state().status).toBe('running')
    remove(w, 'ann', 'fay')
    expect(w.state().status).toBe('approved')
  })
})

describe('after a return', () => {
  const rejecter = (resume: 'toRejecter' | 'starterChooses') =>
    approval('finance', { operations: { return: { targets: 'anyPassed', resume } } })

  it('case 11: straight to whoever returned it, unless a branch would be another now', () => {
    const small = { when: { '<': [{ var: 'amount' }, 100] }, steps: [approval('manager')] }
    const definition = flow(
      start(),
      choice('g', small, { steps: [approval('boss')] }),
      rejecter('toRejecter'),
      end(),
    )
    const w = world(definition, { amount: 5 })
    w.act('mia', 'approve')
    w.act('eve', 'return', { target: '$start' })
    w.act('sam', 'resubmit')
    expect(w.active()).toEqual(['eve'])
    w.act('eve', 'return', { target: 'manager' })
    w.act('mia', 'approve')
    w.act('eve', 'return', { target: '$start' })
    w.change({ amount: 500 })
    w.act('sam', 'resubmit')
    expect(w.active()).toEqual(['bob'])
    expect(foldEvents(w.empty, w.events)).toEqual(w.state())
  })

  it('whoever hands in again chooses', () => {
    const definition = flow(start(), approval('manager'), rejecter('starterChooses'), end())
    for (const [resume, next] of [
      ['rerun', 'mia'],
      ['toRejecter', 'eve'],
    ] as const) {
      const w = world(definition)
      w.act('mia', 'approve')
      w.act('eve', 'return', { target: '$start' })
      w.act('sam', 'resubmit', { resume })
      expect(w.active()).toEqual([next])
      expect(w.item(next).round).toBe(2)
    }
  })

  it('case 9: out of a parallel branch ends the other once, and the join forgets it', () => {
    const definition = flow(
      start(),
      approval('boss'),
      parallel(
        'p',
        [approval('manager')],
        [approval('finance', { operations: { return: { targets: 'anyPassed', resume: 'toRejecter' } } })],
      ),
      end(),
    )
    const w = world(definition)
    w.act('bob', 'approve')
    w.act('mia', 'approve')
    w.act('eve', 'return', { target: 'boss' })
    expect(w.active()).toEqual(['bob'])
    expect(w.state().tokens).toHaveLength(1)
    w.act('bob', 'approve')
    expect(w.active()).toEqual(['mia', 'eve'])
  })
})

describe('taking back', () => {
  it('the last approver, as long as nobody has decided next', () => {
    const w = world(flow(start(), people('two', ['ann', 'cat'], { mode: 'all' }), approval('boss'), end()))
    w.act('ann', 'approve')
    const first = w.state().items.find((one) => one.assignee === 'ann')?.id
    w.send({ type: 'takeBack', actor: 'ann', itemId: first })
    expect(w.active()).toEqual(['ann', 'cat'])
    w.act('ann', 'approve')
    w.act('cat', 'approve')
    expect(w.active()).toEqual(['bob'])
    const last = w.state().items.findLast((one) => one.assignee === 'cat')?.id
    w.send({ type: 'takeBack', actor: 'cat', itemId: last })
    expect(w.active()).toEqual(['cat'])
    w.act('cat', 'approve')
    w.act('bob', 'approve')
    expect(w.state().status).toBe('approved')
    expect(foldEvents(w.empty, w.events)).toEqual(w.state())
  })

  it('case 19: not after an action has run, nor after the next has decided', () => {
    const call = node('call', 'service_task', { action: { type: 'post' } })
    const w = world(flow(start(), approval('manager'), call, approval('boss'), approval('finance'), end()))
    const mine = w.item('mia').id
    w.act('mia', 'approve')
    expect(() => w.send({ type: 'takeBack', actor: 'mia', itemId: mine })).toThrow(/FLOW_TAKE_BACK_REFUSED/)
    const theirs = w.item('bob').id
    w.act('bob', 'approve')
    expect(() => w.send({ type: 'takeBack', actor: 'mia', itemId: mine })).toThrow(/FLOW_TAKE_BACK_REFUSED/)
    expect(() => w.send({ type: 'takeBack', actor: 'mia', itemId: theirs })).toThrow(/FLOW_NOT_YOURS/)
    w.send({ type: 'takeBack', actor: 'bob', itemId: theirs })
    expect(w.active()).toEqual(['bob'])
  })
})

describe('what is handed in with a decision', () => {
  it('a signature for both decisions, a file where it is wanted', () => {
    const w = world(
      flow(start(), approval('manager', { signature: true, attachment: { required: ['reject'] } }), end()),
    )
    expect(() => w.act('mia', 'approve')).toThrow(/FLOW_SIGNATURE_REQUIRED/)
    expect(() => w.act('mia', 'reject', { signature: 'f1' })).toThrow(/FLOW_ATTACHMENT_REQUIRED/)
    w.act('mia', 'reject', { signature: 'f1', attachments: ['f2'] })
    expect(w.state().items[0]).toMatchObject({ signature: 'f1', attachments: ['f2'] })
  })

  it('a copy from a task reaches each person once; being seen changes nothing else', () => {
    const w = world(flow(start(), approval('manager'), end()))
    w.act('mia', 'cc', { to: ['fay', 'eve'] })
    w.act('mia', 'cc', { to: ['fay'] })
    expect(w.state().items.filter((one) => one.kind === 'read')).toHaveLength(2)
    w.act('mia', 'markRead')
    expect(w.item('mia')).toMatchObject({ state: 'active', readAt: w.ctx().now })
  })

  it('case 17: a deadline decides with added signers still open', () => {
    const timeouts = [{ after: 'P1D', do: 'approve' }] as const
    const w = world(flow(start(), approval('manager', { timeouts }), end()))
    sign(w, 'mia', 'before', ['fay'])
    w.ring()
    expect(w.state().status).toBe('approved')
    expect(w.state().items.map((one) => one.state)).toEqual(['canceled', 'timedOut'])
  })

  it('a deadline that returns', () => {
    const timeouts = [{ after: 'P1D', do: 'return' }] as const
    const w = world(flow(start(), approval('manager', { timeouts }), end()))
    w.ring()
    expect(w.active()).toEqual(['sam'])
  })

  it('case 25: a run that was rejected rejects, is passed over, or sends back', () => {
    for (const [onRejected, status, active] of [
      ['reject', 'rejected', []],
      ['continue', 'approved', []],
      ['return', 'running', ['sam']],
    ] as const) {
      const w = world(flow(start(), node('c', 'call_activity', { flow: 'other', onRejected }), end()))
      w.childEnds(0, 'rejected')
      expect([w.state().status, w.active()]).toEqual([status, active])
    }
  })
})

it('standing agents act in somebody’s place; the chain is told, and duties hold for both', () => {
  const chains: { readonly [pair: string]: readonly string[] } = {
    'fay mia': ['eve', 'fay'],
    'ann sam': ['ann'],
    'ann mia': ['ann'],
  }
  const agentsOf = (actor: string, principal: string) => chains[`${actor} ${principal}`]
  const sod = [{ notSameAs: 'starter' }] as const
  const w = world(flow(start(), approval('manager', { sod }), end()), {}, true, {}, { agentsOf })
  const { id: itemId } = w.item('mia')
  expect(() => w.send({ type: 'approve', actor: 'dan', onBehalfOf: 'mia', itemId })).toThrow(/FLOW_NOT_YOURS/)
  // Case 15: who stands in for the starter does not approve for another.
  expect(() => w.send({ type: 'approve', actor: 'ann', onBehalfOf: 'mia', itemId })).toThrow(
    /FLOW_SEPARATE_DUTIES/,
  )
  w.send({ type: 'approve', actor: 'fay', onBehalfOf: 'mia', itemId })
  expect(w.state().items[0]).toMatchObject({ assignee: 'mia', decidedBy: 'fay', agents: ['eve', 'fay'] })
  expect(w.state().status).toBe('approved')
})

it('whom the flow names administers its runs', () => {
  const administrators = [who('eve')]
  const w = world({ ...flow(start(), approval('ghost', { mode: 'all' }), end()), administrators })
  expect(w.active()).toEqual(['eve'])
  w.send({ type: 'terminate', actor: 'eve' })
  expect(w.state().status).toBe('terminated')
})

it('case 20: what a call that had not left would undo is not undone', () => {
  const call = node('call', 'service_task', { action: { type: 'post' }, compensation: 'undo' })
  const base = flow(start(), call, approval('manager'), end())
  const undo = { id: 'undo', type: 'service_task', action: { type: 'undo' } }
  const definition = { ...base, nodes: [...base.nodes, undo] }
  const calls = (unsent: readonly string[]): readonly string[] => {
    const w = world(definition)
    const own = w.effects('call_out')[0]
    expect(own).toMatchObject({ action: 'post' })
    w.send({ type: 'recall', actor: 'sam', unsent })
    return w.effects('call_out').map((one) => one.action)
  }
  expect(calls([])).toEqual(['post', 'undo'])
  expect(calls(['call'])).toEqual(['post'])
})
