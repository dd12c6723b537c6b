import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyFlow } from '../testing/random-flow.ts'
import { type World, world } from '../testing/world.ts'
import type { FlowCommand } from '../types.ts'
import { advance } from './advance.ts'
import { foldEvents } from './apply.ts'
import { returnTargets } from './items.ts'
import { isOpen } from './state.ts'

type Command = Parameters<World['send']>[0]

/** What anybody could do now. */
function possible(w: World): readonly Command[] {
  const state = w.state()
  const items = state.items.filter((item) => item.state === 'active' && isOpen(item))
  const signed = (id: string): boolean =>
    state.items.some((one) => one.parentItemId === id && one.kind === 'after' && isOpen(one))
  const decisions = items.flatMap((item): readonly Command[] => {
    const by = { actor: item.assignee, itemId: item.id, itemRev: item.rev }
    if (item.kind === 'resubmit') return [{ ...by, type: 'resubmit' }]
    if (item.kind === 'delegate') return [{ ...by, type: 'completeWork' }]
    const hand: readonly Command[] =
      item.parentItemId === null && state.items.every((one) => one.assignee !== 'fay' || !isOpen(one))
        ? [
            { ...by, type: 'transfer', to: 'fay' },
            { ...by, type: 'delegate', to: 'fay' },
            ...(['before', 'after', 'parallel'] as const)
              .filter((kind) => kind !== 'before' || !signed(item.id))
              .map((kind) => ({
                ...by,
                type: 'addSign' as const,
                kind,
                to: ['fay'],
              })),
          ]
        : []
    const targets = state.round > 4 ? [] : returnTargets(w.engine, state, item.id)
    const back = targets.map((target) => ({ ...by, type: 'return' as const, target }))
    return [
      { ...by, type: 'approve' },
      { ...by, type: 'approve' },
      { ...by, type: 'reject' },
      ...hand,
      ...back,
    ]
  })
  return [
    ...decisions,
    ...state.timers.map(({ key }): Command => ({ type: 'timerDue', actor: 'system', key })),
  ]
}

function checkState(w: World): void {
  const state = w.state()
  const created = w.events.filter((row) => row.type === 'token_created').length
  const consumed = w.events.filter((row) => row.type === 'token_consumed').length
  expect(created - consumed).toBe(state.tokens.length)
  const nodes = new Set(w.engine.definition.nodes.map((one) => one.id))
  for (const token of state.tokens) expect(nodes.has(token.nodeId)).toBe(true)
  expect(w.events.map((row) => row.seq)).toEqual(w.events.map((_, index) => index + 1))
  expect(foldEvents(w.empty, w.events)).toEqual(state)
  // Without a jump back no node is entered twice in a round: a join that fired early would show here.
  for (const visits of Object.values(state.visits)) expect(visits).toBeLessThanOrEqual(state.round)
  const live = new Set(state.tokens.map((token) => token.id))
  for (const item of state.items) if (isOpen(item)) expect(live.has(item.tokenId)).toBe(true)
  for (const timer of state.timers) expect(live.has(timer.tokenId)).toBe(true)
  if (state.status !== 'running') {
    expect(state.tokens).toEqual([])
    expect(state.items.filter(isOpen)).toEqual([])
    expect(state.timers).toEqual([])
  }
}

/** A run can always be brought to its end by agreeing and waiting. */
function bringToEnd(w: World): void {
  for (let step = 0; step < 400 && w.state().status === 'running'; step += 1) {
    w.wait('P3D')
    const next = possible(w).find((one) =>
      ['approve', 'resubmit', 'completeWork', 'timerDue'].includes(one.type),
    )
    if (next === undefined) break
    w.send(next)
  }
  expect(w.state()).toMatchObject({ incidents: [] })
  expect(['approved', 'rejected']).toContain(w.state().status)
}

it('random flows under random commands keep their tokens, replay, and can always be completed', () => {
  fc.assert(
    fc.property(
      anyFlow(),
      fc.integer({ min: 0, max: 9 }),
      fc.array(fc.nat(), { maxLength: 25 }),
      (definition, amount, picks) => {
        const w = world(definition, { amount })
        checkState(w)
        for (const pick of picks) {
          w.wait('PT4H')
          const commands = possible(w)
          const command = commands[pick % Math.max(1, commands.length)]
          if (command === undefined) break
          const before = w.state()
          w.send(command)
          checkState(w)
          if (command.itemId === undefined) continue
          // The same click once more, as from a second window: refused, whatever came of the first.
          const full = { commandId: 'again', ...command } as unknown as FlowCommand
          expect(() => advance(w.engine, w.state(), full, w.ctx())).toThrow(/FLOW_ITEM_(CLOSED|LOCKED|STALE)/)
          expect(before.items.find((item) => item.id === command.itemId)?.rev).toBe(command.itemRev)
        }
        bringToEnd(w)
        checkState(w)
      },
    ),
    { numRuns: 600 },
  )
}, 60_000)

it('the same command on the same run gives the same answer', () => {
  fc.assert(
    fc.property(anyFlow(1), (definition) => {
      const one = world(definition, { amount: 5 })
      const two = world(definition, { amount: 5 })
      expect(one.last()).toEqual(two.last())
    }),
    { numRuns: 50 },
  )
})
