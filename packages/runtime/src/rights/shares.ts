import type { EntityModel } from '@mortise/schema'
import { type Actor, auditedBy, type ShareRow } from '@mortise/store'
import { say } from '@mortise/errors'
import { userActor } from '../context/actor.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { tellPeople } from '../notices/tell-people.ts'
import { entityFor } from '../records/entity-for.ts'

/** To whom a record is opened. */
export type SharePartner = { readonly kind: 'user' | 'department' | 'role'; readonly id: string }

/** A share with the name of whom it is for and who gave it. */
export type ShareView = {
  readonly id: string
  readonly with: SharePartner & { readonly name: string }
  readonly level: 'read' | 'write'
  readonly by: string | null
  readonly at: string
  readonly until: string | null
}

type AtRecord = { readonly entity: string; readonly id: string }

/** Shares name an entity by its stable id, so that a rename touches none. */
function entityId(entity: EntityModel): string {
  return entity.document.id ?? entity.key
}

function nameOf(unit: Unit, { kind, id }: SharePartner, locale: Actor['locale']): string | undefined {
  const { directory } = unit.people
  if (kind === 'user') return directory.user(id)?.name
  if (kind === 'department') return directory.department(id)?.name
  const role = unit.published.model.document('role', id)
  return role === undefined ? undefined : say(role.label, locale)
}

/** Finds the entity, if the actor may share this record of it. What can't be read does not exist. */
async function sharable(unit: Unit, actor: Actor, at: AtRecord): Promise<EntityModel> {
  const entity = entityFor(unit, actor, at.entity)
  const door = unit.door(actor)
  if ((await door.get(entity.key, at.id, { fields: ['id'] })) === null) throw errors.RECORD_NOT_FOUND()
  if (!(await door.may(entity.key, at.id, 'share')))
    throw errors.FORBIDDEN({ what: say({ zh: '共享', en: 'share' }, actor.locale) })
  return entity
}

function viewOf(unit: Unit, row: ShareRow, locale: Actor['locale']): ShareView {
  const [kind = 'user', id = ''] = row.principal.split(':')
  const partner = { kind: kind as SharePartner['kind'], id }
  return {
    id: row.id,
    with: { ...partner, name: nameOf(unit, partner, locale) ?? '—' },
    level: row.level,
    by: row.createdBy === null ? null : (unit.people.directory.user(row.createdBy)?.name ?? null),
    at: row.createdAt,
    until: row.until,
  }
}

/** With whom a record is shared, for those who may share it. */
export async function sharesOf(unit: Unit, actor: Actor, at: AtRecord): Promise<readonly ShareView[]> {
  const entity = await sharable(unit, actor, at)
  const rows = await unit.tx.side.shares(entityId(entity), at.id)
  return rows.map((row) => viewOf(unit, row, actor.locale))
}

/**
 * Opens a record to somebody, for reading or for changing too, for ever or until a time. Nobody gives more than he has: to
 * open it for changing one has to be allowed to change it. A person whose roles know nothing of such records gains nothing
 * by a share; that is refused rather than promised.
 */
export async function shareRecord(
  unit: Unit,
  actor: Actor,
  given: AtRecord & {
    readonly with: SharePartner
    readonly level: 'read' | 'write'
    readonly until: string | null
  },
): Promise<ShareView> {
  const entity = await sharable(unit, actor, given)
  const { id, level, until } = given
  const name = nameOf(unit, given.with, actor.locale)
  if (name === undefined) throw errors.SHARE_NOBODY()
  if (until !== null && until <= unit.now) throw errors.SHARE_OVER()
  if (level === 'write' && !(await unit.door(actor).may(entity.key, id, 'update')))
    throw errors.FORBIDDEN({ what: say({ zh: '共享编辑', en: 'share for changing' }, actor.locale) })
  if (!gains(unit, given.with, entity)) throw errors.SHARE_USELESS({ name })
  const row = await unit.tx.side.putShare(entityId(entity), {
    recordId: id,
    principal: `${given.with.kind}:${partnerId(unit, given.with)}`,
    level,
    createdBy: actor.userId,
    until,
  })
  await audit(unit, actor, {
    action: 'record.share',
    entity: entity.key,
    id,
    data: { with: row.principal, level, until },
  })
  await tell(unit, actor, { entity, row })
  unit.announce({ topic: 'record', entity: entity.key })
  return viewOf(unit, row, actor.locale)
}

/** Keys of demo people name them too; a share holds the id. */
function partnerId(unit: Unit, { kind, id }: SharePartner): string {
  const { directory } = unit.people
  if (kind === 'user') return directory.user(id)?.id ?? id
  return kind === 'department' ? (directory.department(id)?.id ?? id) : id
}

function gains(unit: Unit, { kind, id }: SharePartner, entity: EntityModel): boolean {
  const reads = (actor: Actor): boolean => {
    const rights = unit.published.access(actor).entity(entity.key)
    return rights !== undefined && rights.read !== false
  }
  if (kind === 'role') {
    const grant = unit.published.roles.find((role) => role.key === id)
    const read = grant?.entities?.[entity.key]?.read
    return grant?.admin === true || (read !== undefined && read !== false)
  }
  const inside = new Set(
    kind === 'department' ? unit.people.departmentsBelow(partnerId(unit, { kind, id })) : [],
  )
  return unit.people.users
    .filter(
      (one) =>
        one.active &&
        (kind === 'user' ? one.id === partnerId(unit, { kind, id }) : inside.has(one.departmentId ?? '')),
    )
    .some((one) => reads(userActor(one, unit.people, unit.published.roleFacts, { via: 'ui' })))
}

/** Shares of a record that stand for somebody: by name, by department or by role. */
export async function sharesWith(
  unit: Unit,
  given: {
    readonly entity: EntityModel
    readonly id: string
    readonly actor: Actor
    readonly locale: Actor['locale']
  },
): Promise<readonly ShareView[]> {
  const { entity, id, actor, locale } = given
  const mine = new Set([
    `user:${actor.userId}`,
    ...(actor.user.deptPath ?? []).map((one) => `department:${one}`),
    ...actor.roles.map((one) => `role:${one}`),
  ])
  const rows = await unit.tx.side.shares(entityId(entity), id)
  return rows.filter((row) => mine.has(row.principal)).map((row) => viewOf(unit, row, locale))
}

/** Takes a share back; who may share a record may end any share of it. */
export async function unshareRecord(
  unit: Unit,
  actor: Actor,
  given: AtRecord & { readonly share: string },
): Promise<void> {
  const entity = await sharable(unit, actor, given)
  const gone = await unit.tx.side.removeShare(entityId(entity), { id: given.share, recordId: given.id })
  if (!gone) throw errors.SHARE_NOT_FOUND()
  await audit(unit, actor, {
    action: 'record.unshare',
    entity: entity.key,
    id: given.id,
    data: { share: given.share },
  })
  unit.announce({ topic: 'record', entity: entity.key })
}

async function audit(
  unit: Unit,
  actor: Actor,
  entry: {
    readonly action: string
    readonly entity: string
    readonly id: string
    readonly data: { readonly [key: string]: string | null }
  },
): Promise<void> {
  await unit.tx.side.audit({
    action: entry.action,
    ...auditedBy(actor),
    entity: entry.entity,
    recordId: entry.id,
    data: entry.data,
  })
}

/** The person a record was opened to hears of it, with the name the record has for that person. */
async function tell(
  unit: Unit,
  actor: Actor,
  of: { readonly entity: EntityModel; readonly row: ShareRow },
): Promise<void> {
  const { entity, row } = of
  const user = unit.people.users.find((one) => `user:${one.id}` === row.principal && one.active)
  if (user === undefined || user.id === actor.userId) return
  const reader = userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' })
  const refs = await unit.door(reader).refs([{ entity: entity.key, ids: [row.recordId] }])
  const label = say(entity.document.label, user.locale)
  const title = refs[entity.key]?.[row.recordId] ?? '—'
  const words = {
    zh: `${actor.name} 与你共享了${label}：${title}`,
    en: `${actor.name} shared a record with you: ${label}, ${title}`,
  }
  await tellPeople(unit, [
    {
      userId: user.id,
      title: words[user.locale],
      body: null,
      entity: entity.key,
      recordId: row.recordId,
      topic: 'share',
      key: `share:${row.id}:${row.createdAt}`,
    },
  ])
  unit.announce({ topic: 'notification', users: [user.id] })
}
