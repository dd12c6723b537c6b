import { userActor } from '../context/actor.ts'
import type { Unit } from '../context/unit.ts'

/** Those of some people who may read a record. */
export async function readersAmong(
  unit: Unit,
  people: readonly string[],
  at: { readonly entity: string; readonly id: string },
): Promise<readonly string[]> {
  const found: string[] = []
  for (const userId of new Set(people)) {
    const user = unit.people.users.find((one) => one.id === userId && one.active)
    if (user === undefined) continue
    const actor = userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' })
    if (unit.published.access(actor).entity(at.entity) === undefined) continue
    if ((await unit.door(actor).get(at.entity, at.id, { fields: ['id'] })) !== null) found.push(userId)
  }
  return found
}
