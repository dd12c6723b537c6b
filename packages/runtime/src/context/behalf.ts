import type { Json } from '@mortise/expressions'
import type { Actor } from '@mortise/store'
import { keyActor, systemActor, userActor } from './actor.ts'
import type { Unit } from './unit.ts'

/** Whose act something follows from: the person, key or platform at the root, however many rules and flows lie between. */
export function originOf(actor: Actor): Actor {
  return actor.behalf ?? actor
}

type Kept = {
  readonly kind: Actor['kind']
  readonly id?: string | null
  readonly name?: string
  readonly role?: string
}

/** The same as JSON, for what goes on later: a run of a flow, a waiting rule. */
export function keptOrigin(actor: Actor): Json {
  const { kind, userId, keyId, name, roles } = originOf(actor)
  if (kind === 'key') return { kind, id: keyId ?? null, name, role: roles[0] ?? '' }
  return { kind, id: userId }
}

/**
 * The origin that was kept, with the rights it has today: who left, or lost a role since, brings that much less along.
 * `via` is what acts now, for the audit log.
 */
export function origin(unit: Unit, kept: Json | undefined, via: string): Actor {
  const { kind, id, name = '', role = '' } = (kept ?? { kind: 'public' }) as unknown as Kept
  if (kind === 'system') return systemActor(via)
  if (kind === 'key')
    return { ...keyActor({ id: id ?? '', name, role, createdBy: '' }, unit.published.roleFacts, {}), via }
  const user = unit.people.users.find((one) => one.id === id && one.active)
  return user === undefined
    ? nobody(unit, id ?? null, via)
    : userActor(user, unit.people, unit.published.roleFacts, { via })
}

/** Somebody without any rights: a person who left, or none at all. */
function nobody(unit: Unit, id: string | null, via: string): Actor {
  const name = unit.people.users.find((one) => one.id === id)?.name ?? '—'
  return { ...systemActor(via), kind: 'public', userId: id, name, admin: false, design: false }
}
