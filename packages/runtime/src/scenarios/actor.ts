import type { Actor } from '@mortise/store'
import { userActor } from '../context/actor.ts'
import type { Workspace } from '../context/workspace.ts'
import { CastMissing } from './scenario-failure.ts'

/** A Monday at nine in Shanghai, in a week without holidays: when scenarios are played that do not say. */
export const scenarioOpening = '2026-03-09T01:00:00.000Z'

/** Who acts where nobody is named. */
const administrator = 'admin'

/** The person of a key or an e-mail address, acting; where nobody is called `admin`, an administrator. */
export async function scenarioActor(workspace: Workspace, name: string): Promise<Actor> {
  const people = await workspace.people()
  const { roleFacts } = await workspace.published()
  const [first] = name === administrator ? people.directory.admins() : []
  const user =
    people.users.find((one) => one.key === name) ??
    people.users.find((one) => one.active && one.email === name) ??
    people.users.find((one) => one.id === first?.id)
  if (user === undefined)
    throw new CastMissing({ zh: `没有人叫“${name}”`, en: `nobody has the key “${name}”` })
  return userActor(user, people, roleFacts, { via: 'ui' })
}
