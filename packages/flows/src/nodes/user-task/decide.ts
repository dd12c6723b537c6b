import type { Expression, Json } from '@mortise/expressions'
import type { ApprovalSettings } from '@mortise/schema'
import { verdictOf } from '../../engine/verdict.ts'
import type { WorkItem } from '../../types.ts'

/** What became of a vote: also the value of the flow variable `outcome`. */
export type Outcome = 'approved' | 'rejected'
type Verdict = ReturnType<typeof verdictOf>

type Votes = {
  readonly total: number
  readonly approved: number
  readonly rejected: number
  readonly pending: number
  /** Voters with their verdict, for weights. */
  readonly each: readonly { readonly user: string; readonly verdict: Verdict }[]
}

/** Evaluates a condition of a vote with the numbers it is about. */
export type EvaluateVote = (expression: Expression, names: { readonly [key: string]: Json }) => Json

type Mode = (votes: Votes, approval: ApprovalSettings, evaluate: EvaluateVote) => Outcome | null

/** All must agree; what a rejection means is `rejectMode`. */
const all: Mode = (votes, { rejectMode = 'veto', rejectCount }) => {
  const limit = { veto: 1, count: rejectCount ?? 2, waitAll: votes.total + 1 }[rejectMode]
  if (votes.rejected >= limit) return 'rejected'
  if (rejectMode === 'count' && votes.rejected + votes.pending < limit) return 'approved'
  if (votes.pending > 0) return null
  return rejectMode !== 'count' && votes.rejected > 0 ? 'rejected' : 'approved'
}

/** One is enough; with `firstApproval` a rejection only counts when all reject. */
const any: Mode = (votes, { anyMode = 'firstDecision' }) => {
  if (votes.approved > 0) return 'approved'
  const needed = anyMode === 'firstDecision' ? 1 : votes.total
  return votes.rejected >= needed ? 'rejected' : null
}

/** One after the other; the first rejection ends it. */
const sequential: Mode = (votes) => {
  if (votes.rejected > 0) return 'rejected'
  return votes.pending === 0 ? 'approved' : null
}

/** By ratio, number or weight; decided as soon as the rest can't change it. Whole numbers only. */
const vote: Mode = (votes, approval, evaluate) => {
  const { rejectCount, passWhen, rejectWhen } = approval
  const enough = rejectCount === undefined || rejectCount === null ? Infinity : rejectCount
  if (votes.rejected >= Math.min(enough, Math.max(votes.total, 1)) && enough !== Infinity) return 'rejected'
  if (passWhen !== undefined || rejectWhen !== undefined) return byCondition(votes, approval, evaluate)
  if (approval.weights !== undefined) return byWeight(votes, approval.weights, approval.passWeight ?? 50)
  const possible = votes.approved + votes.pending
  const { passCount } = approval
  if (passCount !== undefined && passCount !== null) {
    const needed = Math.min(passCount, votes.total)
    return votes.approved >= needed ? 'approved' : possible < needed ? 'rejected' : null
  }
  // Only a number of rejections is given: it passes once that many can't come together any more.
  if (enough !== Infinity && (approval.passRatio ?? null) === null)
    return votes.rejected + votes.pending < Math.min(enough, votes.total) ? 'approved' : null
  const ratio = approval.passRatio ?? 100
  if (votes.approved * 100 >= ratio * votes.total) return 'approved'
  return possible * 100 < ratio * votes.total ? 'rejected' : null
}

/** Conditions are asked after each vote; when all have voted and none holds, what was to pass has not. */
function byCondition(votes: Votes, approval: ApprovalSettings, evaluate: EvaluateVote): Outcome | null {
  const { passWhen, rejectWhen } = approval
  const { approved: passNum, rejected: rejectNum, pending: todoNum, total: allNum } = votes
  const holds = (one: Expression | undefined): boolean =>
    one !== undefined && evaluate(one, { passNum, rejectNum, todoNum, allNum }) === true
  if (holds(rejectWhen)) return 'rejected'
  if (holds(passWhen)) return 'approved'
  if (todoNum > 0) return null
  return passWhen === undefined ? 'approved' : 'rejected'
}

function byWeight(votes: Votes, weights: { readonly [user: string]: number }, pass: number): Outcome | null {
  const weigh = (verdicts: readonly Verdict[]): number =>
    votes.each.reduce(
      (sum, { user, verdict }) => sum + (verdicts.includes(verdict) ? (weights[user] ?? 0) : 0),
      0,
    )
  if (weigh(['approved']) > pass) return 'approved'
  return weigh(['approved', 'pending']) <= pass ? 'rejected' : null
}

const modes: { readonly [K in ApprovalSettings['mode']]: Mode } = {
  one: any,
  any,
  all,
  sequential,
  vote,
  random: any,
  claim: any,
}

/** How a node decides: the managers of a chain are asked one after the other. */
export function modeOf({ mode, assignees }: ApprovalSettings): ApprovalSettings['mode'] {
  const chain = assignees.some((source) => source.type === 'manager_chain')
  return mode === 'one' && chain ? 'sequential' : mode
}

const voting: readonly string[] = ['decide', 'work', 'parallel']
const gone: readonly string[] = ['transferred', 'canceled']

/** Whether an item has a vote of its own at its node. */
export function hasVote(item: WorkItem): boolean {
  return voting.includes(item.kind) && !gone.includes(item.state) && item.reason !== 'self'
}

/**
 * Whether a node is decided by the items it has, and how; null while it is open. Depends only on who voted what, and
 * is given at the earliest vote that fixes it. Items that stand in for an empty list (reason `empty`) need one vote.
 */
export function decide(
  approval: ApprovalSettings,
  items: readonly WorkItem[],
  evaluate: EvaluateVote,
): Outcome | null {
  const voters = items.filter(hasVote)
  const each = voters.map((item) => ({ user: item.owner, verdict: verdictOf(item, items) }))
  const count = (verdict: Verdict): number => each.filter((one) => one.verdict === verdict).length
  const votes: Votes = {
    total: each.length,
    approved: count('approved'),
    rejected: count('rejected'),
    pending: count('pending'),
    each,
  }
  const stoodIn = voters.length > 0 && voters.every((item) => item.reason === 'empty')
  return (stoodIn ? any : modes[modeOf(approval)])(votes, approval, evaluate)
}
