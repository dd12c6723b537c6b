import type { ApprovalSettings } from '@mortise/schema'
import { expect, it } from 'vitest'
import { language } from '@mortise/expressions'
import { makeItem } from '../../engine/make-item.ts'
import { type Dice, dice } from '../../testing/random-graph.ts'
import type { Token, WorkItem } from '../../types.ts'
import { decide, type EvaluateVote } from './decide.ts'

const token: Token = {
  id: 't',
  nodeId: 'n',
  viaEdgeId: null,
  state: 'waiting',
  forkId: null,
  path: [],
  round: 1,
}
const evaluate: EvaluateVote = (expression, names) =>
  language.evaluate(expression, { row: names, now: '2026-03-02T01:00:00.000Z' })

/** Ways to decide whose outcome hangs on the votes alone, not on who was quicker. */
function settings(roll: Dice, users: readonly string[]): ApprovalSettings {
  const base = { assignees: [] }
  const count = 1 + roll.below(users.length)
  const weights = Object.fromEntries(users.map((user) => [user, roll.below(60)]))
  return roll.one<ApprovalSettings>([
    { ...base, mode: 'all' },
    { ...base, mode: 'all', rejectMode: 'count', rejectCount: count },
    { ...base, mode: 'any', anyMode: 'firstApproval' },
    { ...base, mode: 'vote', passRatio: 1 + roll.below(100) },
    { ...base, mode: 'vote', passCount: count },
    { ...base, mode: 'vote', rejectCount: count },
    { ...base, mode: 'vote', weights, passWeight: roll.below(100) },
  ])
}

type Vote = 'approved' | 'rejected'
const both: readonly Vote[] = ['approved', 'rejected']

function items(users: readonly string[], votes: readonly (Vote | undefined)[]): readonly WorkItem[] {
  return users.map((user, order) => {
    const item = makeItem(
      { now: '', newId: () => user, token },
      { assignee: user, order, kind: order === 0 ? 'decide' : 'parallel' },
    )
    const vote = votes[order]
    return vote === undefined ? item : { ...item, state: vote }
  })
}

/** All ways in which the votes that are still open could be given. */
function completions(votes: readonly (Vote | undefined)[]): readonly (readonly Vote[])[] {
  const [first, ...rest] = votes
  if (votes.length === 0) return [[]]
  const heads = first === undefined ? both : [first]
  return completions(rest).flatMap((tail) => heads.map((head) => [head, ...tail]))
}

it('invariant 10: the outcome hangs on the votes alone and is given with the first vote that fixes it', () => {
  for (let seed = 1; seed <= 1500; seed += 1) {
    const roll = dice(seed)
    const users = ['a', 'b', 'c', 'd', 'e'].slice(0, 1 + roll.below(5))
    const approval = settings(roll, users)
    const votes = users.map((): Vote | undefined => roll.one(['approved', 'rejected', undefined] as const))
    const now = decide(approval, items(users, votes), evaluate)
    const order = users.map((_, index) => index).toSorted(() => roll.below(3) - 1)
    const shuffled = order.map((index) => items(users, votes)[index]).filter((one) => one !== undefined)
    expect(decide(approval, shuffled, evaluate)).toBe(now)
    const ends = new Set(completions(votes).map((all) => decide(approval, items(users, all), evaluate)))
    const fixed = ends.size === 1 ? [...ends][0] : null
    expect({ seed, approval, votes, now }).toEqual({ seed, approval, votes, now: fixed })
  }
})
