import type { Actor } from '@mortise/store'
import { systemActor } from './actor.ts'
import type { Unit } from './unit.ts'

/** The platform's own actor in this unit for automation named `via`. One value per unit and name, so doors are shared. */
export function automation(unit: Unit, via: string): Actor {
  const known = systemActors.get(unit) ?? new Map<string, Actor>()
  systemActors.set(unit, known)
  let actor = known.get(via)
  if (actor === undefined) {
    actor = systemActor(via)
    known.set(via, actor)
  }
  return actor
}
const systemActors = new WeakMap<Unit, Map<string, Actor>>()
