import type { Actor } from '@mortise/store'
import { userActor } from '../context/actor.ts'
import type { Workspace } from '../context/workspace.ts'

/**
 * A person as the actor of work that goes on in the background. Rights are those of now: who left is null, and who lost
 * a right meanwhile does nothing with it any more.
 */
export async function jobActor(
  workspace: Workspace,
  userId: string,
  via: 'bulk' | 'search',
): Promise<Actor | null> {
  return workspace.unit(async (unit) => {
    const user = unit.people.users.find((one) => one.id === userId && one.active)
    return user === undefined ? null : userActor(user, unit.people, unit.published.roleFacts, { via })
  })
}
