import type { ApprovalSettings } from '@mortise/schema'
import type { WorkItem } from '../../types.ts'

/** What became of a vote: also the value of the flow variable `outcome`. */
export type Outcome = 'approved' | 'rejected'
type Verdict = Outcome | 'pending'

type Votes = {
  readonly total: number
  readonly approved: number
  readonly rejected: number
  readonly pending: number
  /** Voters with their verdict, for weights. */
  readonly each: readonly { readonly user: string; readonly verdict: Verdict }[]
}

type Mode = (votes: Votes, approval: ApprovalSettings) => Outcome | null

/** All must agree; what a rejection means is `rejectMode`. */
const all: Mode = (votes, { rejectMode = 'veto', rejectCount }) => {
  const limit = { veto: 1, count: rejectCount ?? 2, waitAll: votes.total + 1 }[rejectMode]
  if (votes.rejected >= limit) return 'rejected'
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
const vote: Mode = (votes, approval) => {
  if (approval.weights !== undefined) return byWeight(votes, approval.weights, approval.passWeight ?? 50)
  const possible = votes.approved + votes.pending
  const { passCount } = approval
  if (passCount !== undefined && passCount !== null) {
    const needed = Math.min(passCount, votes.total)
    return votes.approved >= needed ? 'approved' : possible < needed ? 'rejected' : null
  }
  const ratio = approval.passRatio ?? 100
  if (votes.approved * 100 >= ratio * votes.total) return 'approved'
  return possible * 100 < ratio * votes.total ? 'rejected' : null
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

const modes: { readonly [K in ApprovalSettings['mode']]: Mode } = { one: any, any, all, sequential, vote }

/** What an item says; one with signers after it speaks only when they have. */
function verdictOf(item: WorkItem, items: readonly WorkItem[]): Verdict {
  if (item.state === 'rejected') return 'rejected'
  if (item.state !== 'approved' && item.state !== 'skipped') return 'pending'
  const after = items.filter(
    (one) => one.kind === 'after' && one.parentItemId === item.id && one.state !== 'canceled',
  )
  if (after.some((one) => one.state === 'rejected')) return 'rejected'
  return after.every((one) => one.state === 'approved' || one.state === 'transferred')
    ? 'approved'
    : 'pending'
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
export function decide(approval: ApprovalSettings, items: readonly WorkItem[]): Outcome | null {
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
  return (stoodIn ? any : modes[approval.mode])(votes, approval)
}
