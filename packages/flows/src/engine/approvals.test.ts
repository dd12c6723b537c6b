import { describe, expect, it } from 'vitest'
import { approval, end, flow, node, people, start } from '../testing/builders.ts'
import { world } from '../testing/world.ts'
import { foldEvents } from './apply.ts'

const three = ['ann', 'cat', 'dan']
const five = ['ann', 'cat', 'dan', 'eve', 'fay']

describe('one approver', () => {
  it('goes from the starter to the manager to the end', () => {
    const w = world(flow(start(), approval('manager'), end()))
    expect(w.active()).toEqual(['mia'])
    expect(w.last().effects).toContainEqual({
      type: 'create_work_item',
      itemId: w.item('mia').id,
      instanceId: 'i1',
      assignee: 'mia',
    })
    w.act('mia', 'approve')
    expect(w.state()).toMatchObject({ status: 'approved', tokens: [], endedAt: '2026-03-02T01:00:00.000Z' })
  })

  it('ends as rejected when there is no edge for a rejection', () => {
    const w = world(flow(start(), approval('manager'), end()))
    w.act('mia', 'reject', { comment: 'too dear' })
    expect(w.state()).toMatchObject({ status: 'rejected', tokens: [] })
    expect(w.state().items[0]).toMatchObject({ state: 'rejected', comment: 'too dear' })
  })

  it('goes back to the starter when the definition says so, and on when they hand in again', () => {
    const w = world({ ...flow(start(), approval('manager'), end()), onReject: 'returnToStarter' })
    w.act('mia', 'reject')
    expect(w.active()).toEqual(['sam'])
    w.act('sam', 'resubmit')
    expect(w.active()).toEqual(['mia'])
    expect(w.item('mia').round).toBe(2)
  })
})

describe('acceptance 1: three people, two agree, one rejects', () => {
  it('veto: the rejection ends it and the rest is canceled', () => {
    const w = world(flow(start(), people('legal', three, { mode: 'all' }), end()))
    w.act('ann', 'approve')
    w.act('cat', 'reject')
    expect(w.state().status).toBe('rejected')
    expect(w.state().items.at(-1)).toMatchObject({
      assignee: 'dan',
      state: 'canceled',
      reason: 'nodeDecided',
    })
  })

  it('count: passes while fewer reject than the number', () => {
    const w = world(
      flow(start(), people('legal', three, { mode: 'all', rejectMode: 'count', rejectCount: 2 }), end()),
    )
    w.act('ann', 'reject')
    expect(w.state().status).toBe('running')
    w.act('cat', 'approve')
    w.act('dan', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('waitAll: everybody is heard before it is rejected', () => {
    const w = world(flow(start(), people('legal', three, { mode: 'all', rejectMode: 'waitAll' }), end()))
    w.act('ann', 'reject')
    w.act('cat', 'approve')
    expect(w.state().status).toBe('running')
    w.act('dan', 'approve')
    expect(w.state().status).toBe('rejected')
  })
})

describe('acceptance 2 and 3: at the same instant', () => {
  it('the second of an any-task gets 409 and nothing moves twice', () => {
    const w = world(flow(start(), people('legal', three, { mode: 'any' }), approval('manager'), end()))
    const late = w.item('cat')
    w.act('ann', 'approve')
    const before = w.state()
    const send = () => w.send({ type: 'approve', actor: 'cat', itemId: late.id, itemRev: late.rev })
    expect(send).toThrow(expect.objectContaining({ code: 'FLOW_ITEM_CLOSED', status: 409 }))
    expect(w.state()).toBe(before)
    expect(w.active()).toEqual(['mia'])
  })

  it('two of an all-task advance the node once', () => {
    const w = world(
      flow(start(), people('legal', ['ann', 'cat'], { mode: 'all' }), approval('manager'), end()),
    )
    w.act('ann', 'approve')
    w.act('cat', 'approve')
    expect(w.state().visits['manager']).toBe(1)
    expect(w.active()).toEqual(['mia'])
  })

  it('firstApproval only rejects when all do', () => {
    const w = world(
      flow(start(), people('legal', ['ann', 'cat'], { mode: 'any', anyMode: 'firstApproval' }), end()),
    )
    w.act('ann', 'reject')
    expect(w.state().status).toBe('running')
    w.act('cat', 'approve')
    expect(w.state().status).toBe('approved')
  })
})

describe('acceptance 4: votes', () => {
  const vote = (extra: object) =>
    world(flow(start(), people('board', five, { mode: 'vote', ...extra }), end()))

  it('60 % of five passes at the third agree', () => {
    const w = vote({ passRatio: 60 })
    w.act('ann', 'approve')
    w.act('cat', 'approve')
    expect(w.state().status).toBe('running')
    w.act('dan', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('60 % of five fails at the third reject', () => {
    const w = vote({ passRatio: 60 })
    w.act('ann', 'reject')
    w.act('cat', 'reject')
    expect(w.state().status).toBe('running')
    w.act('dan', 'reject')
    expect(w.state().status).toBe('rejected')
  })

  it('weights 60/40 against 50: the heavy one decides alone', () => {
    const weights = { ann: 60, cat: 40 }
    const w = world(flow(start(), people('board', ['ann', 'cat'], { mode: 'vote', weights }), end()))
    w.act('cat', 'approve')
    expect(w.state().status).toBe('running')
    w.act('ann', 'reject')
    expect(w.state().status).toBe('rejected')
  })
})

describe('in order', () => {
  it('asks one after the other and stops at the first rejection', () => {
    const w = world(flow(start(), people('legal', three, { mode: 'sequential' }), end()))
    expect(w.active()).toEqual(['ann'])
    const send = () => w.act('cat', 'approve')
    expect(send).toThrow(expect.objectContaining({ code: 'FLOW_ITEM_LOCKED' }))
    w.act('ann', 'approve')
    expect(w.active()).toEqual(['cat'])
    w.act('cat', 'reject')
    expect(w.state().status).toBe('rejected')
  })
})

describe('added signers', () => {
  it('acceptance 5: one beside raises the number that is needed', () => {
    const w = world(flow(start(), people('board', ['ann', 'cat'], { mode: 'all' }), end()))
    w.act('ann', 'addSign', { kind: 'parallel', to: ['fay'] })
    w.act('ann', 'approve')
    w.act('cat', 'approve')
    expect(w.state().status).toBe('running')
    w.act('fay', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('acceptance 6: one before locks the item, and rejecting rejects it', () => {
    const w = world(flow(start(), approval('manager'), end()))
    w.act('mia', 'addSign', { kind: 'before', to: ['fay'] })
    expect(w.active()).toEqual(['fay'])
    expect(() => w.act('mia', 'approve')).toThrow(expect.objectContaining({ code: 'FLOW_ITEM_LOCKED' }))
    w.act('fay', 'reject')
    expect(w.state().status).toBe('rejected')
  })

  it('one before who agrees gives it back', () => {
    const w = world(flow(start(), approval('manager'), end()))
    w.act('mia', 'addSign', { kind: 'before', to: ['fay'] })
    w.act('fay', 'approve')
    expect(w.active()).toEqual(['mia'])
  })

  it('one after is asked once the owner agreed', () => {
    const w = world(flow(start(), approval('manager'), end()))
    w.act('mia', 'addSign', { kind: 'after', to: ['fay'] })
    expect(w.active()).toEqual(['mia'])
    w.act('mia', 'approve')
    expect(w.active()).toEqual(['fay'])
    w.act('fay', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('refuses the same person twice and signers of signers', () => {
    const w = world(flow(start(), approval('manager'), end()))
    expect(() => w.act('mia', 'addSign', { kind: 'before', to: ['mia'] })).toThrow(/FLOW_PERSON_UNFIT/)
    w.act('mia', 'addSign', { kind: 'before', to: ['fay'] })
    expect(() => w.act('fay', 'addSign', { kind: 'before', to: ['eve'] })).toThrow(/FLOW_SIGN_DEPTH/)
  })
})

describe('handing on', () => {
  it('transfer moves the decision and keeps the first owner', () => {
    const w = world(flow(start(), approval('manager'), end()))
    w.act('mia', 'transfer', { to: 'fay' })
    expect(w.item('fay')).toMatchObject({ owner: 'mia', state: 'active' })
    expect(() => w.act('fay', 'transfer', { to: 'gone' })).toThrow(/FLOW_PERSON_UNFIT/)
    w.act('fay', 'approve')
    expect(w.state().status).toBe('approved')
  })

  it('an administrator can move the work of somebody who left', () => {
    const w = world(flow(start(), approval('manager'), end()))
    const { id: itemId } = w.item('mia')
    expect(() => w.send({ type: 'transfer', actor: 'eve', itemId, to: 'fay' })).toThrow(/FLOW_NOT_YOURS/)
    w.send({ type: 'transfer', actor: 'root', itemId, to: 'fay' })
    expect(w.active()).toEqual(['fay'])
  })

  it('delegate asks for an opinion and comes back', () => {
    const w = world(flow(start(), approval('manager'), end()))
    w.act('mia', 'delegate', { to: 'fay' })
    w.act('fay', 'completeWork', { comment: 'fine with me' })
    expect(w.active()).toEqual(['mia'])
  })
})

describe('refusals', () => {
  it('tells a stale view, a wrong person and a missing comment apart', () => {
    const w = world(flow(start(), approval('manager', { comment: { required: ['reject'] } }), end()))
    const { id: itemId } = w.item('mia')
    expect(() => w.send({ type: 'approve', actor: 'mia', itemId, itemRev: 7 })).toThrow(
      expect.objectContaining({ code: 'FLOW_ITEM_STALE', status: 409 }),
    )
    expect(() => w.send({ type: 'approve', actor: 'eve', itemId })).toThrow(
      expect.objectContaining({ code: 'FLOW_NOT_YOURS', status: 403 }),
    )
    expect(() => w.act('mia', 'reject')).toThrow(/FLOW_COMMENT_REQUIRED/)
    expect(() => w.act('mia', 'reject', { comment: ' ' })).toThrow(/FLOW_COMMENT_REQUIRED/)
  })
})

describe('acceptance 8 and 10: returns', () => {
  it('return to the starter from an all-task cancels the others', () => {
    const w = world(flow(start(), people('legal', three, { mode: 'all' }), end()))
    w.act('ann', 'approve')
    w.act('cat', 'return', { target: 'start' })
    expect(w.active()).toEqual(['sam'])
    expect(w.state().items.find((item) => item.assignee === 'dan')).toMatchObject({
      state: 'canceled',
      reason: 'returned',
    })
    w.act('sam', 'resubmit')
    expect(w.active()).toEqual(three)
  })

  it('three returns in a row go back level by level', () => {
    const w = world(flow(start(), approval('manager'), approval('boss'), approval('finance'), end()))
    w.act('mia', 'approve')
    w.act('bob', 'approve')
    w.act('eve', 'return', { target: 'boss' })
    w.act('bob', 'return', { target: 'manager' })
    expect(() => w.act('mia', 'return', { target: 'boss' })).toThrow(/FLOW_RETURN_TARGET/)
    w.act('mia', 'return', { target: '$start' })
    expect(w.active()).toEqual(['sam'])
    expect(w.state().round).toBe(4)
  })
})

describe('acceptance 12 and 13: who is skipped and who is missing', () => {
  it('the starter is not asked for their own request, but is after a return', () => {
    const w = world(flow(start(), people('check', ['sam'], { onSelf: 'skip' }), approval('manager'), end()))
    expect(w.active()).toEqual(['mia'])
    w.act('mia', 'return', { target: 'check' })
    expect(w.active()).toEqual(['sam'])
  })

  it('somebody who just approved is not asked again, but is after a return', () => {
    const w = world(
      flow(
        start(),
        approval('boss'),
        approval('boss', { id: 'again', dedupe: 'consecutive' }),
        approval('manager'),
        end(),
      ),
    )
    w.act('bob', 'approve')
    expect(w.active()).toEqual(['mia'])
    expect(w.state().items[1]).toMatchObject({ state: 'skipped', reason: 'dedupe' })
    w.act('mia', 'return', { target: 'boss' })
    w.act('bob', 'approve')
    expect(w.active()).toEqual(['bob'])
  })

  it('nobody found: administrators by default, rejected when told so', () => {
    const w = world(flow(start(), approval('ghost', { mode: 'all' }), end()))
    expect(w.active()).toEqual(['root'])
    const rejected = world(flow(start(), approval('ghost', { onEmpty: { do: 'reject' } }), end()))
    expect(rejected.state().status).toBe('rejected')
    expect(foldEvents(rejected.empty, rejected.events)).toEqual(rejected.state())
  })
})

describe('timeouts', () => {
  it('reminds, then approves; the person is too late afterwards', () => {
    const timeouts = [
      { after: 'PT4H', do: 'remind', repeat: 'PT4H', max: 2 },
      { after: 'P1D', do: 'approve' },
    ] as const
    const w = world(flow(start(), approval('manager', { timeouts }), approval('boss'), end()))
    const late = w.item('mia')
    const due = () => w.state().timers.map((timer) => timer.key)
    const [remind = '', decide = ''] = due()
    w.send({ type: 'timerDue', actor: 'system', key: remind })
    expect(w.last().events).toEqual([])
    w.wait('PT4H')
    w.send({ type: 'timerDue', actor: 'system', key: remind })
    expect(w.last().effects).toContainEqual(expect.objectContaining({ type: 'notify', to: ['mia'] }))
    w.wait('P1D')
    w.send({ type: 'timerDue', actor: 'system', key: decide })
    expect(w.active()).toEqual(['bob'])
    expect(due()).toEqual([])
    expect(() => w.send({ type: 'approve', actor: 'mia', itemId: late.id })).toThrow(/FLOW_ITEM_CLOSED/)
  })

  it('hands a late task to the manager of its assignee', () => {
    const timeouts = [{ after: 'P1D', do: 'transfer', to: { type: 'manager', of: 'assignee' } }] as const
    const w = world(flow(start(), approval('manager', { timeouts }), end()))
    w.wait('P1D')
    w.send({ type: 'timerDue', actor: 'system', key: w.state().timers[0]?.key })
    expect(w.item('bob').owner).toBe('mia')
  })
})

describe('recall, terminate, remind', () => {
  it('the starter recalls until somebody acted', () => {
    const w = world(flow(start(), approval('manager'), approval('boss'), end()))
    expect(() => w.send({ type: 'recall', actor: 'mia' })).toThrow(/FLOW_NOT_YOURS/)
    w.act('mia', 'approve')
    expect(() => w.send({ type: 'recall', actor: 'sam' })).toThrow(/FLOW_RECALL_REFUSED/)
    const early = world(flow(start(), approval('manager'), end()))
    early.send({ type: 'recall', actor: 'sam' })
    expect(early.state()).toMatchObject({ status: 'recalled', tokens: [], timers: [] })
    expect(() => early.send({ type: 'recall', actor: 'sam' })).toThrow(/FLOW_ENDED/)
  })

  it('a recall gives back what the record held before the flow wrote it', () => {
    const mark = (state: string) =>
      node(state, 'service_task', { action: { type: 'write', state, round: 1 } })
    const w = world(flow(start(), mark('sent'), mark('waiting'), approval('manager'), end()), {
      state: 'draft',
    })
    w.send({ type: 'recall', actor: 'sam' })
    const values = { state: 'draft', round: null }
    expect(w.last().effects).toContainEqual({
      type: 'write_record',
      op: 'update',
      entity: 'deal',
      id: 'r1',
      values,
    })
  })

  it('only an administrator terminates', () => {
    const w = world(flow(start(), approval('manager'), end()))
    expect(() => w.send({ type: 'terminate', actor: 'sam' })).toThrow(/FLOW_NOT_YOURS/)
    w.send({ type: 'terminate', actor: 'root' })
    expect(w.state().status).toBe('terminated')
  })

  it('the starter nudges once in ten minutes', () => {
    const w = world(flow(start(), approval('manager'), end()))
    const { id: itemId } = w.item('mia')
    w.send({ type: 'remind', actor: 'sam', itemId })
    expect(w.last().effects).toContainEqual(expect.objectContaining({ type: 'notify', to: ['mia'] }))
    expect(() => w.send({ type: 'remind', actor: 'sam', itemId })).toThrow(/FLOW_REMIND_TOO_SOON/)
    w.wait('PT1H')
    w.send({ type: 'remind', actor: 'sam', itemId })
  })
})
