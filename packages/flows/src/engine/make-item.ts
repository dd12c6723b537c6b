import type { Token, WorkItem } from '../types.ts'
import type { Run } from './run.ts'

/** A fresh work item of a token. */
export function newItem(
  run: Run,
  token: Token,
  given: Pick<WorkItem, 'assignee' | 'order' | 'kind'> & Partial<WorkItem>,
): WorkItem {
  return makeItem({ now: run.ctx.now, newId: run.ctx.newId, token }, given)
}

/** A fresh work item: active, without decision. */
export function makeItem(
  at: { readonly now: string; readonly newId: () => string; readonly token: Token },
  given: Pick<WorkItem, 'assignee' | 'order' | 'kind'> & Partial<WorkItem>,
): WorkItem {
  return {
    id: at.newId(),
    nodeId: at.token.nodeId,
    tokenId: at.token.id,
    owner: given.assignee,
    state: 'active',
    round: at.token.round,
    parentItemId: null,
    createdAt: at.now,
    decidedAt: null,
    comment: null,
    reason: null,
    rev: 1,
    remindedAt: null,
    ...given,
  }
}
