import { errors } from '../errors.ts'
import type { CommandOf, WorkItem } from '../types.ts'
import { needOperation } from './fit.ts'
import { actAs, openItem, operationsAt } from './items.ts'
import { type Run, tellItem } from './run.ts'
import { isOpen } from './state.ts'

/** The others who could take the same task. */
function pool(run: Run, item: WorkItem): readonly WorkItem[] {
  return run.state.items.filter(
    (one) => one.tokenId === item.tokenId && one.id !== item.id && one.parentItemId === null && isOpen(one),
  )
}

/** Takes a task of several people; the others wait until it is decided or released. */
export function claim(run: Run, command: CommandOf<'claim'>): void {
  const item = run.state.items.find((one) => one.id === command.itemId)
  const holder = item === undefined ? undefined : pool(run, item).find((one) => one.claimed === true)
  if (item?.state === 'waiting' && holder !== undefined) {
    actAs(run, command, item)
    throw errors.FLOW_CLAIMED({ person: run.ctx.directory.user(holder.assignee)?.name ?? holder.assignee })
  }
  const mine = openItem(run, command)
  needOperation(operationsAt(run.engine, mine.nodeId).claim === true && mine.parentItemId === null, 'claim')
  if (mine.claimed === true) return
  tellItem(run, 'item_claimed', { ...mine, claimed: true, rev: mine.rev + 1 })
  for (const one of pool(run, mine))
    if (one.state === 'active')
      tellItem(run, 'item_changed', { ...one, state: 'waiting', reason: 'claimed', rev: one.rev + 1 })
}

/** Gives a claimed task back to all. */
export function release(run: Run, command: CommandOf<'release'>): void {
  const item = openItem(run, command)
  if (item.claimed !== true) throw errors.FLOW_CLAIM_FIRST()
  tellItem(run, 'item_released', { ...item, claimed: false, rev: item.rev + 1 })
  for (const one of pool(run, item))
    if (one.reason === 'claimed')
      tellItem(run, 'item_activated', { ...one, state: 'active', reason: null, rev: one.rev + 1 })
}
