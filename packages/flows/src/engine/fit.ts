import { errors } from '../errors.ts'
import type { Token } from '../types.ts'
import { keptOut } from './duties.ts'
import { operationsAt } from './items.ts'
import type { Run } from './run.ts'
import { isOpen } from './state.ts'

/** Refuses people who are inactive, have the task already, may not decide here, or would hand it to themselves. */
export function checkPeople(run: Run, token: Token, people: readonly string[]): void {
  const holders = run.state.items
    .filter((item) => item.tokenId === token.id && isOpen(item))
    .map((item) => item.assignee)
  checkFit(run, token, { people, holders })
}

/** The same of people of whom only `holders` must not be asked. */
export function checkFit(
  run: Run,
  token: Token,
  { people, holders }: { readonly people: readonly string[]; readonly holders: readonly string[] },
): void {
  const out = keptOut(run.state, operationsAt(run.engine, token.nodeId).notSameAs ?? [])
  for (const [index, id] of people.entries()) {
    const user = run.ctx.directory.user(id)
    const unfit = user?.active !== true || holders.includes(id) || people.indexOf(id) !== index
    if (unfit) throw errors.FLOW_PERSON_UNFIT({ person: user?.name ?? id })
    if (out.has(id)) throw errors.FLOW_SEPARATE_DUTIES({ person: user.name })
  }
}

/** Refuses what the node does not allow. */
export function needOperation(allowed: boolean, operation: string): void {
  if (!allowed) throw errors.FLOW_OPERATION_OFF({ operation })
}
