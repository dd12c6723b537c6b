import { type Expression, language } from '@mortise/expressions'
import { say } from '@mortise/errors'
import type { EntityGrant, EntityModel, FieldRight, GrantDocument, RoleDocument } from '@mortise/schema'
import { type Actor, buildAccess, type Door, type RecordAct } from '@mortise/store'
import { userActor } from '../context/actor.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { sharesWith, type ShareView } from './shares.ts'

/** What somebody may want to do with a record, in the order it is told. */
export const explainedActs = ['read', 'update', 'delete', 'export', 'print', 'share'] as const
type Act = (typeof explainedActs)[number]

/** Why one role lets somebody do something with a record, or does not. */
export type RoleReason = {
  readonly role: string
  readonly label: string
  readonly allowed: boolean
  /** The scope the role gives for this act; `none` where it gives nothing. */
  readonly scope: string
  /** The condition of the scope, in words. */
  readonly condition?: string
  /** True where the record lies in the scope only because it is shared. */
  readonly byShare?: true
}

/** The rights of one person on one record, with the reason for each. */
export type AccessAnswer = {
  readonly user: { readonly id: string; readonly name: string; readonly roles: readonly string[] }
  /** True for administrators, who may do everything. */
  readonly admin: boolean
  readonly acts: readonly {
    readonly act: Act
    readonly allowed: boolean
    readonly because: readonly RoleReason[]
  }[]
  readonly fields: readonly {
    readonly field: string
    readonly label: string
    readonly right: FieldRight
    readonly because: readonly {
      readonly role: string
      readonly label: string
      readonly right: FieldRight
      readonly counts: boolean
    }[]
  }[]
  readonly shares: readonly ShareView[]
}

const strength: { readonly [R in FieldRight]: number } = { hidden: 0, masked: 1, read: 2, write: 3 }

/** Answers why somebody can or can't see and change a record. For administrators, who may know the record exists. */
export async function explainAccess(
  unit: Unit,
  asker: Actor,
  given: { readonly entity: string; readonly id: string; readonly user: string },
): Promise<AccessAnswer> {
  const { published, people } = unit
  const entity = published.model.entity(given.entity)
  if (entity === undefined) throw errors.ENTITY_UNKNOWN({ name: given.entity })
  if ((await unit.door(asker).get(entity.key, given.id, { fields: ['id'] })) === null)
    throw errors.RECORD_NOT_FOUND()
  const user = people.users.find((one) => one.id === given.user)
  if (user === undefined) throw errors.SHARE_NOBODY()
  const actor = userActor(user, people, published.roleFacts, { via: 'ui' })
  const roles = published.roles.filter((role) => user.roles.includes(role.key))
  const held = await Promise.all(roles.map((role) => byRole(unit, actor, { role, entity, id: given.id })))
  const locale = asker.locale
  const acts = explainedActs.map((act) => ({
    act,
    allowed: actor.admin || held.some((one) => one.allowed[act]),
    because: held.map((one) => reasonOf(one, act, { entity: entity.key, locale })),
  }))
  return {
    user: { id: user.id, name: user.name, roles: user.roles },
    admin: actor.admin,
    acts,
    fields: entity.fields.map((field) => ({
      field: field.key,
      label: say(field.document.label, locale),
      ...fieldReasons(held, field.key, { admin: actor.admin, locale }),
    })),
    shares: await sharesWith(unit, { entity, id: given.id, actor, locale }),
  }
}

/** What one role alone gives on the record. */
type Held = {
  readonly role: RoleDocument
  readonly allowed: { readonly [A in Act]: boolean }
  readonly alone: { readonly [A in Act]: boolean }
  readonly field: (key: string) => FieldRight
}

async function byRole(
  unit: Unit,
  actor: Actor,
  of: { readonly role: RoleDocument; readonly entity: EntityModel; readonly id: string },
): Promise<Held> {
  const { role, entity, id } = of
  const { model } = unit.published
  // As if this were the only role, so that the answer is the door's own.
  const one: Actor = { ...actor, admin: unit.published.roleFacts.admin.has(role.key), roles: [role.key] }
  const access = buildAccess(model, [role], one)
  const unshared = buildAccess(model, [role], one, { shares: false })
  const open = (rights: typeof access): Door =>
    unit.tx.records({ actor: one, access: rights, model, now: unit.now, nameOf: unit.people.nameOf })
  const allowed = await actsOf(open(access), entity.key, id)
  return {
    role,
    allowed,
    alone: await actsOf(open(unshared), entity.key, id),
    field: (key) => access.entity(entity.key)?.field(key) ?? 'hidden',
  }
}

async function actsOf(door: Door, entity: string, id: string): Promise<{ readonly [A in Act]: boolean }> {
  const none = { read: false, update: false, delete: false, export: false, print: false, share: false }
  if (door.access.entity(entity) === undefined) return none
  if ((await door.get(entity, id, { fields: ['id'] })) === null) return none
  const found = { ...none, read: true }
  for (const act of explainedActs)
    if (act !== 'read') found[act] = await door.may(entity, id, act satisfies RecordAct)
  return found
}

function reasonOf(
  held: Held,
  act: Act,
  given: { readonly entity: string; readonly locale: Actor['locale'] },
): RoleReason {
  const { role, allowed, alone } = held
  const grant = (role.entities?.[given.entity] as EntityGrant | undefined)?.[act]
  const condition = conditionOf(grant)
  return {
    role: role.key,
    label: say(role.label, given.locale),
    allowed: allowed[act],
    scope: role.admin === true ? 'all' : scopeName(grant),
    ...(condition === undefined ? {} : { condition: language.print(condition, given.locale) }),
    ...(allowed[act] && !alone[act] ? { byShare: true as const } : {}),
  }
}

function scopeName(grant: GrantDocument | undefined): string {
  if (grant === undefined || grant === false) return 'none'
  return grant === true ? 'all' : grant.scope
}

function conditionOf(grant: GrantDocument | undefined): Expression | undefined {
  return typeof grant === 'object' && grant.scope === 'condition' ? grant.condition : undefined
}

function fieldReasons(
  held: readonly Held[],
  key: string,
  given: { readonly admin: boolean; readonly locale: Actor['locale'] },
): Pick<AccessAnswer['fields'][number], 'right' | 'because'> {
  const because = held.map(({ role, allowed, field }) => {
    const own = role.admin === true ? 'write' : field(key)
    // A role counts only on records it lets one read, and its right to write only where it lets one change.
    const right: FieldRight = !allowed.read ? 'hidden' : own === 'write' && !allowed.update ? 'read' : own
    return {
      role: role.key,
      label: say(role.label, given.locale),
      right: own,
      counts: allowed.read,
      gives: right,
    }
  })
  const best = because.reduce<FieldRight>(
    (found, { gives }) => (strength[gives] > strength[found] ? gives : found),
    given.admin ? 'write' : 'hidden',
  )
  return {
    right: best,
    because: because.map(({ role, label, right, counts }) => ({ role, label, right, counts })),
  }
}
