import type { ApprovalSettings } from '@mortise/schema'
import type { NodeContext } from '../../types.ts'

/** Who gets an item, and why somebody's is decided beforehand. */
export type Candidate = { readonly user: string; readonly reason: 'self' | 'dedupe' | 'empty' | null }

/** What the settings make of the people found. `none`: nobody is left and the setting says what that means. */
export type Candidates =
  | { readonly type: 'people'; readonly people: readonly Candidate[] }
  | { readonly type: 'none'; readonly outcome: 'approved' | 'rejected'; readonly reason: string }
  | { readonly type: 'incident' }

function handleSelf(
  users: readonly string[],
  approval: ApprovalSettings,
  ctx: NodeContext,
): readonly Candidate[] {
  const { starter } = ctx.instance
  const plain = users.map((user): Candidate => ({ user, reason: null }))
  // After a return the starter's own step must not be skipped: the person who returned it wants it looked at again.
  if (ctx.token.round > 1 || approval.onSelf === undefined || approval.onSelf === 'self') return plain
  if (approval.onSelf === 'skip')
    return plain.map((one) => (one.user === starter ? { ...one, reason: 'self' as const } : one))
  const above = ctx.resolve([{ type: 'manager', of: 'starter' }])
  const replaced = users.flatMap((user) => (user === starter ? above : [user]))
  return [...new Set(replaced)].map((user) => ({ user, reason: null }))
}

/** People who approved before in this run, as far as `dedupe` looks back. */
function approvedBefore(approval: ApprovalSettings, ctx: NodeContext): ReadonlySet<string> {
  const { dedupe = 'none' } = approval
  const asks = approval.signature === true || approval.comment?.required?.includes('approve') === true
  const writes = Object.values(approval.fields ?? {}).includes('write')
  if (dedupe === 'none' || ctx.token.round > 1 || asks || writes) return new Set()
  const earlier = ctx.instance.items.filter((item) => item.tokenId !== ctx.token.id && item.kind !== 'read')
  const last = earlier.at(-1)?.tokenId
  const counted = dedupe === 'instance' ? earlier : earlier.filter((item) => item.tokenId === last)
  return new Set(counted.filter((item) => item.state === 'approved').map((item) => item.assignee))
}

function whenEmpty(approval: ApprovalSettings, ctx: NodeContext): Candidates {
  const onEmpty = approval.onEmpty ?? { do: 'admin' }
  if (onEmpty.do === 'approve') return { type: 'none', outcome: 'approved', reason: 'empty' }
  if (onEmpty.do === 'reject') return { type: 'none', outcome: 'rejected', reason: 'empty' }
  const named =
    onEmpty.do === 'assign' && onEmpty.user !== undefined
      ? ctx.resolve([{ type: 'user', user: onEmpty.user }])
      : []
  const admins = ctx.directory.admins().filter((user) => user.active)
  const users = onEmpty.do === 'incident' || named.length > 0 ? named : admins.map((user) => user.id)
  if (users.length === 0) return { type: 'incident' }
  return { type: 'people', people: users.map((user) => ({ user, reason: 'empty' })) }
}

/** Finds who decides at a node, once, when a token enters; later changes of the organisation don't touch it. */
export function findCandidates(approval: ApprovalSettings, ctx: NodeContext): Candidates {
  const found = handleSelf(ctx.resolve(approval.assignees), approval, ctx)
  if (found.length === 0) return whenEmpty(approval, ctx)
  const before = approvedBefore(approval, ctx)
  const people = found.map((one) =>
    one.reason === null && before.has(one.user) ? { ...one, reason: 'dedupe' as const } : one,
  )
  return { type: 'people', people }
}
