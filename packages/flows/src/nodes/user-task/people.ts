import type { ApprovalSettings } from '@mortise/schema'
import { keptOut } from '../../engine/duties.ts'
import { visitKey } from '../../engine/state.ts'
import type { NodeContext, WorkItem } from '../../types.ts'

/** Who gets an item, and why somebody's is decided beforehand. */
export type Candidate = { readonly user: string; readonly reason: 'self' | 'dedupe' | 'empty' | null }

/** What the settings make of the people found. `none`: nobody is left and the setting says what that means. */
export type Candidates =
  | { readonly type: 'people'; readonly people: readonly Candidate[] }
  | { readonly type: 'none'; readonly outcome: 'approved' | 'rejected'; readonly reason: string }
  | { readonly type: 'incident' }

/** Whether a return has brought the run here again: then everybody is asked, whoever they are. */
function isAgain({ token, instance }: NodeContext): boolean {
  return token.round > 1 && (instance.visits[visitKey(token.nodeId, token.path)] ?? 0) > 1
}

function handleSelf(
  users: readonly string[],
  approval: ApprovalSettings,
  ctx: NodeContext,
): readonly Candidate[] {
  const { starter } = ctx.instance
  const plain = users.map((user): Candidate => ({ user, reason: null }))
  // After a return the starter's own step must not be skipped: the person who returned it wants it looked at again.
  if (isAgain(ctx) || approval.onSelf === undefined || approval.onSelf === 'self') return plain
  if (approval.onSelf === 'skip')
    return plain.map((one) => (one.user === starter ? { ...one, reason: 'self' as const } : one))
  const type = approval.onSelf === 'manager' ? 'manager' : 'department_head'
  const above = ctx.resolve([{ type, of: 'starter' }]).filter((user) => user !== starter)
  // A department without a head, or whose head has handed it in: nobody is left to ask.
  if (above.length === 0 && type === 'department_head')
    return plain.map((one) => (one.user === starter ? { ...one, reason: 'self' as const } : one))
  const replaced = users.flatMap((user) => (user === starter ? above : [user]))
  return [...new Set(replaced)].map((user) => ({ user, reason: null }))
}

/** People who approved before in this run, as far as `dedupe` looks back. */
function approvedBefore(approval: ApprovalSettings, ctx: NodeContext): ReadonlySet<string> {
  const { dedupe = 'none' } = approval
  const needed = [...(approval.comment?.required ?? []), ...(approval.attachment?.required ?? [])]
  const asks = approval.signature === true || needed.includes('approve')
  const writes = Object.values(approval.fields ?? {}).includes('write')
  if (dedupe === 'none' || isAgain(ctx) || asks || writes) return new Set()
  const { values } = ctx.record
  const changed = (watched: WorkItem['watched'] = {}): boolean =>
    (approval.dedupeWatch ?? []).some(
      (field) => JSON.stringify(watched[field] ?? null) !== JSON.stringify(values[field] ?? null),
    )
  const earlier = ctx.instance.items.filter((item) => item.tokenId !== ctx.token.id && item.kind !== 'read')
  const last = earlier.at(-1)?.tokenId
  const counted = dedupe === 'instance' ? earlier : earlier.filter((item) => item.tokenId === last)
  return new Set(
    counted
      .filter((item) => item.state === 'approved' && !changed(item.watched))
      .map((item) => item.assignee),
  )
}

function whenEmpty(approval: ApprovalSettings, ctx: NodeContext): Candidates {
  const onEmpty = approval.onEmpty ?? { do: 'admin' }
  if (onEmpty.do === 'approve') return { type: 'none', outcome: 'approved', reason: 'empty' }
  if (onEmpty.do === 'reject') return { type: 'none', outcome: 'rejected', reason: 'empty' }
  const named =
    onEmpty.do === 'assign' && onEmpty.user !== undefined
      ? ctx.resolve([{ type: 'user', user: onEmpty.user }])
      : []
  const out = keptOut(
    ctx.instance,
    (approval.sod ?? []).map((one) => one.notSameAs),
  )
  const users = (onEmpty.do === 'incident' || named.length > 0 ? named : ctx.administrators()).filter(
    (user) => !out.has(user),
  )
  if (users.length === 0) return { type: 'incident' }
  return { type: 'people', people: users.map((user) => ({ user, reason: 'empty' })) }
}

/** Finds who decides at a node, once, when a token enters; later changes of the organisation don't touch it. */
export function findCandidates(approval: ApprovalSettings, ctx: NodeContext): Candidates {
  const out = keptOut(
    ctx.instance,
    (approval.sod ?? []).map((one) => one.notSameAs),
  )
  const fit = ctx.resolve(approval.assignees).filter((user) => !out.has(user))
  const found = handleSelf(fit, approval, ctx).filter((one) => !out.has(one.user))
  if (found.length === 0) return whenEmpty(approval, ctx)
  const before = approvedBefore(approval, ctx)
  const people = found.map((one) =>
    one.reason === null && before.has(one.user) ? { ...one, reason: 'dedupe' as const } : one,
  )
  return { type: 'people', people }
}

/** One of them by lot; whoever needs not be asked is not drawn. The lot is the run's own: the same run draws the same. */
export function drawOne(people: readonly Candidate[], ctx: NodeContext): readonly Candidate[] {
  const open = people.filter((one) => one.reason === null || one.reason === 'empty')
  if (open.length === 0) return people
  let lot = 2_166_136_261
  for (const letter of ctx.newId()) lot = Math.imul(lot ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0
  const drawn = open[lot % open.length]
  return drawn === undefined ? people : [drawn]
}
