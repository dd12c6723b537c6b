import type { FieldRight } from '@mortise/schema'
import type { Actor, EntityAccess } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { RuntimeOptions } from '../types.ts'

/** What an actor may do with the records of an entity, as a whole; which records is decided one by one. */
export type EntityRights = {
  readonly create: boolean
  readonly read: boolean
  readonly update: boolean
  readonly delete: boolean
  readonly export: boolean
  readonly print: boolean
  readonly share: boolean
  readonly fields: { readonly [field: string]: Exclude<FieldRight, 'hidden'> }
}

/** Rights on every entity the actor may know. Fields and entities that are hidden are absent. */
export function rightsOf(
  published: Published,
  actor: Actor,
  kit: RuntimeOptions['kit'],
): { readonly [entity: string]: EntityRights } {
  const access = published.access(actor)
  const found: Record<string, EntityRights> = {}
  for (const entity of published.model.entities) {
    const rights = access.entity(entity.key)
    if (rights === undefined) continue
    const fields: Record<string, Exclude<FieldRight, 'hidden'>> = {}
    for (const field of entity.fields) {
      const right = rights.field(field.key)
      if (right === 'hidden') continue
      const computed = field.system
        ? field.key !== 'owner' && field.key !== 'department'
        : kit.fields.find(field.type)?.computed === true
      fields[field.key] = computed && right === 'write' ? 'read' : right
    }
    found[entity.key] = { ...acts(rights), fields }
  }
  return found
}

function acts(rights: EntityAccess): Omit<EntityRights, 'fields'> {
  return {
    create: rights.create,
    read: rights.read !== false,
    update: rights.update !== false,
    delete: rights.delete !== false,
    export: rights.export !== false,
    print: rights.print !== false,
    share: rights.share !== false,
  }
}

/** Whether the actor's roles list a report or a dashboard. */
export function mayOpen(
  published: Published,
  actor: Actor,
  one: { readonly kind: 'reports' | 'dashboards'; readonly key: string },
): boolean {
  if (actor.admin || actor.kind === 'system') return true
  return published.roles
    .filter((role) => actor.roles.includes(role.key))
    .some((role) => role[one.kind] === 'all' || (role[one.kind] ?? []).includes(one.key))
}

/**
 * Whether a person may start a flow by hand. The flow's own list of roles decides; without one the roles that name the flow
 * do; a flow that no role names is for whoever may see the record.
 */
export function mayStart(published: Published, actor: Actor, flow: string): boolean {
  if (actor.admin || actor.kind === 'system') return true
  const listed = published.model.document('flow', flow)?.start.permission?.roles ?? []
  if (listed.length > 0) return listed.some((role) => actor.roles.includes(role))
  const naming = published.roles.filter((role) => (role.flows?.[flow] ?? []).includes('start'))
  return naming.length === 0 || naming.some((role) => actor.roles.includes(role.key))
}
