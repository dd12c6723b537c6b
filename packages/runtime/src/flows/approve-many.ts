import type { ApprovalSettings } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { commandItem } from './item-commands.ts'
import { loadItem, mayOpenRun } from './opened.ts'

/** Items that are approved with one press, and what is said to all of them. */
export type ApproveMany = {
  readonly items: readonly { readonly id: string; readonly itemRev?: number }[]
  readonly comment?: string
  /** Makes a repeated press count once for each item. */
  readonly commandId: string
}

/** What became of one of them: `error` says why it was left as it was. */
export type ApprovedItem = { readonly id: string; readonly error?: unknown }

/**
 * Approves several items, each in a transaction of its own: what asks for more than a word of agreement (fields to be
 * filled in, a signature, a comment where none is given) is left alone and told, and keeps nothing else from going on.
 */
export async function approveMany(
  workspace: Workspace,
  actor: Actor,
  { items, comment, commandId }: ApproveMany,
): Promise<readonly ApprovedItem[]> {
  const done: ApprovedItem[] = []
  for (const { id, itemRev } of items)
    try {
      await workspace.unit(async (unit) => {
        await refuseSigned(unit, actor, id)
        await commandItem(unit, actor, {
          itemId: id,
          command: 'approve',
          commandId: `${commandId}:${id}`,
          ...(itemRev === undefined ? {} : { itemRev }),
          ...(comment === undefined ? {} : { comment }),
        })
      })
      done.push({ id })
    } catch (error) {
      done.push({ id, error })
    }
  return done
}

async function refuseSigned(unit: Unit, actor: Actor, itemId: string): Promise<void> {
  const { row, instance, definition } = await loadItem(unit, itemId, false)
  if (!(await mayOpenRun(unit, actor, { instance, definition }))) throw errors.WORK_ITEM_NOT_FOUND()
  const node = definition.nodes.find((one) => one.id === row.nodeId)
  const approval = node?.['approval'] as ApprovalSettings | undefined
  if (approval?.signature === true) throw errors.WORK_ITEM_NEEDS_SIGNATURE()
}
