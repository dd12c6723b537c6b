import { type LocalizedText, say } from '@mortise/errors'
import type { RunAs } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { automation } from './automation.ts'
import { originOf } from './behalf.ts'
import type { Unit } from './unit.ts'

/** A flow or rule, as far as rights go. */
export type Acting = {
  readonly label: LocalizedText
  readonly runAs?: RunAs | undefined
  /** `flow:<key>` or `rule:<key>`. */
  readonly via: string
}

/**
 * In whose name a flow or rule does something that follows from what `actor` did: its own, with the rights of a service
 * role or of whoever set it going, and named together with the person it acts for. One value per unit, so that doors are
 * shared.
 */
export function actingFor(unit: Unit, actor: Actor, automated: Acting): Actor {
  const from = originOf(actor)
  const role = automated.runAs?.type === 'role' ? (automated.runAs.role ?? '') : undefined
  // The platform's own work (a first start, an import taken back) goes on as the platform's.
  const asPlatform = from.kind === 'system' || unit.published.asPlatform.has(automated.via)
  if (asPlatform && role === undefined) return automation(unit, automated.via)
  const key = JSON.stringify([automated.via, role ?? null, from.kind, from.userId, from.keyId ?? null])
  const known = acting.get(unit) ?? new Map<string, Actor>()
  acting.set(unit, known)
  let made = known.get(key)
  if (made === undefined) known.set(key, (made = make(unit, from, { ...automated, role })))
  return made
}
const acting = new WeakMap<Unit, Map<string, Actor>>()

function make(unit: Unit, from: Actor, given: Acting & { readonly role: string | undefined }): Actor {
  const { label, via, role } = given
  const own = say(label, from.locale) || via
  const forWhom = from.locale === 'zh' ? `${own}（代 ${from.name}）` : `${own} (for ${from.name})`
  const name = from.kind === 'system' ? own : forWhom
  const acts: Actor = { ...from, kind: 'service', name, via, behalf: from }
  const { serviceRoles } = unit.published
  if (role === undefined) return { ...acts, roles: from.roles.filter((one) => !serviceRoles.has(one)) }
  const roles = serviceRoles.has(role) ? [role] : []
  return { ...acts, roles, admin: false, design: false, user: { ...from.user, roles } }
}
