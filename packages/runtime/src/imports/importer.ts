import type { Actor, ImportRow } from '@mortise/store'
import { userActor } from '../context/actor.ts'
import type { People } from '../context/directory.ts'
import type { Published } from '../context/published.ts'

/** The person who imports, with the rights they have now. */
export function importerOf(
  ground: { readonly people: People; readonly published: Published },
  row: ImportRow,
): Actor {
  const user = ground.people.users.find((one) => one.id === row.createdBy && one.active)
  if (user === undefined) throw new Error(`the importer of ${row.id} is gone`)
  return userActor(user, ground.people, ground.published.roleFacts, { via: 'import' })
}
