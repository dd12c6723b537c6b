import { errors } from '../errors.ts'
import type { CommandOf, WorkItem } from '../types.ts'
import { checkPeople, needOperation } from './fit.ts'
import { openItem, operationsAt, tokenOfItem } from './items.ts'
import { newItem } from './make-item.ts'
import { isAdmin, type Run, tellItem } from './run.ts'
import { addItems } from './signs.ts'
import { isOpen } from './state.ts'
import { sendCopies } from './tokens.ts'

/** Gives an item to another person, who decides instead. The first owner stays visible. */
export function transfer(run: Run, command: CommandOf<'transfer'>): void {
  const item = openItem(run, command)
  const foreign = command.actor !== item.assignee && command.onBehalfOf !== item.assignee
  needOperation(operationsAt(run.engine, item.nodeId).transfer || (foreign && isAdmin(run)), 'transfer')
  const token = tokenOfItem(run, item)
  checkPeople(run, token, [command.to])
  const comment = command.comment ?? null
  tellItem(run, 'item_transferred', {
    ...item,
    state: 'transferred',
    comment,
    decidedAt: run.ctx.now,
    rev: item.rev + 1,
  })
  const { order, kind, owner, parentItemId, signMode, claimed } = item
  const kept: Partial<WorkItem> = {
    ...(signMode === undefined ? {} : { signMode }),
    ...(claimed === undefined ? {} : { claimed }),
  }
  const next = newItem(run, token, { assignee: command.to, order, kind, owner, parentItemId, ...kept })
  tellItem(run, 'item_created', next)
  for (const child of run.state.items)
    if (child.parentItemId === item.id && isOpen(child))
      tellItem(run, 'item_changed', { ...child, parentItemId: next.id, rev: child.rev + 1 })
}

/** Asks another person for an opinion; the item comes back to its owner. */
export function delegate(run: Run, command: CommandOf<'delegate'>): void {
  const item = openItem(run, command)
  needOperation(operationsAt(run.engine, item.nodeId).delegate && item.parentItemId === null, 'delegate')
  addItems(run, item, {
    kind: 'delegate',
    people: [command.to],
    event: 'item_delegated',
    comment: command.comment,
  })
}

/** Sends copies from a task. Who has one already gets no second. */
export function copyTo(run: Run, command: CommandOf<'cc'>): void {
  const item = openItem(run, command)
  needOperation(operationsAt(run.engine, item.nodeId).cc === true, 'cc')
  for (const id of command.to) {
    const user = run.ctx.directory.user(id)
    if (user?.active !== true) throw errors.FLOW_PERSON_UNFIT({ person: user?.name ?? id })
  }
  if (command.to.length === 0) throw errors.FLOW_PERSON_UNFIT({ person: '' })
  sendCopies(run, tokenOfItem(run, item), [...new Set(command.to)])
}
