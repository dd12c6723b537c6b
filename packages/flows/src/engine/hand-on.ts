import { errors } from '../errors.ts'
import type { CommandOf, FlowCommand, ItemKind, Token, WorkItem } from '../types.ts'
import { openItem, operationsAt, tokenOfItem } from './items.ts'
import { type Run, tellItem } from './run.ts'
import { isOpen } from './state.ts'
import { newItem } from './make-item.ts'

type Command<T extends FlowCommand['type']> = CommandOf<T>

/** Refuses people who are inactive, have the task already, or would hand it to themselves. */
function checkPeople(run: Run, token: Token, people: readonly string[]): void {
  const holders = run.state.items
    .filter((item) => item.tokenId === token.id && isOpen(item))
    .map((item) => item.assignee)
  for (const [index, id] of people.entries()) {
    const user = run.ctx.directory.user(id)
    const unfit = user?.active !== true || holders.includes(id) || people.indexOf(id) !== index
    if (unfit) throw errors.FLOW_PERSON_UNFIT({ person: user?.name ?? id })
  }
}

function need(allowed: boolean, operation: string): void {
  if (!allowed) throw errors.FLOW_OPERATION_OFF({ operation })
}

/** Gives an item to another person, who decides instead. The first owner stays visible. */
export function transfer(run: Run, command: Command<'transfer'>): void {
  const item = openItem(run, command)
  need(operationsAt(run.engine, item.nodeId).transfer || command.actor !== item.assignee, 'transfer')
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
  const { order, kind, owner, parentItemId } = item
  const next = newItem(run, token, { assignee: command.to, order, kind, owner, parentItemId })
  tellItem(run, 'item_created', next)
  for (const child of run.state.items)
    if (child.parentItemId === item.id && isOpen(child))
      tellItem(run, 'item_changed', { ...child, parentItemId: next.id, rev: child.rev + 1 })
}

/** Makes items for others that hang on one; the item itself waits when they come first. */
function addItems(
  run: Run,
  item: WorkItem,
  given: {
    readonly kind: ItemKind
    readonly people: readonly string[]
    readonly event: string
    readonly comment?: string | undefined
  },
): void {
  const token = tokenOfItem(run, item)
  checkPeople(run, token, given.people)
  const { kind } = given
  const first = kind === 'before' || kind === 'delegate'
  tellItem(
    run,
    given.event,
    { ...item, state: first ? 'waiting' : item.state, rev: item.rev + 1 },
    { kind, people: given.people, comment: given.comment ?? null },
  )
  for (const assignee of given.people) {
    const state = kind === 'after' ? 'waiting' : 'active'
    tellItem(
      run,
      'item_created',
      newItem(run, token, { assignee, order: item.order, kind, state, parentItemId: item.id }),
    )
  }
}

/** Asks another person for an opinion; the item comes back to its owner. */
export function delegate(run: Run, command: Command<'delegate'>): void {
  const item = openItem(run, command)
  need(operationsAt(run.engine, item.nodeId).delegate && item.parentItemId === null, 'delegate')
  addItems(run, item, {
    kind: 'delegate',
    people: [command.to],
    event: 'item_delegated',
    comment: command.comment,
  })
}

/** Adds signers before, after or beside an item. Added ones can't add further ones. */
export function addSign(run: Run, command: Command<'addSign'>): void {
  const item = openItem(run, command)
  const { kind, to: people, comment } = command
  need(
    operationsAt(run.engine, item.nodeId).addSign.includes(kind) && item.parentItemId === null,
    `addSign.${kind}`,
  )
  if (people.length === 0) throw errors.FLOW_PERSON_UNFIT({ person: '' })
  addItems(run, item, { kind, people, event: 'sign_added', comment })
}
