import type { Kit } from '@mortise/kit'
import { compileModel, type FlowDocument, type Model, type RoleDocument } from '@mortise/schema'
import { type Access, type Actor, buildAccess } from '@mortise/store'
import { compileForm, type FormProgram } from '@mortise/forms'
import { compileRules, type RuleSet } from '@mortise/rules'
import { type Calendar, compileCalendar, plainTime } from '@mortise/calendars'
import { language } from '@mortise/expressions'
import { errors } from '../errors.ts'
import { publicRole } from '../public/role.ts'
import { leanOn } from '../rules/paths.ts'
import { assembleApps, type StoredDocument } from '../design/assemble.ts'
import type { RoleFacts } from './actor.ts'

/** One version of a workspace's metadata, compiled for use and shared by all requests of that version. */
export type Published = {
  readonly version: number
  readonly model: Model
  readonly timeZone: string
  readonly currency: string
  readonly roles: readonly RoleDocument[]
  readonly roleFacts: RoleFacts
  /** Keys of the roles that flows and rules may act with, and nobody else. */
  readonly serviceRoles: ReadonlySet<string>
  /** Flows and rules (`rule:<key>`) from before they had rights: they act as the platform until they are published anew. */
  readonly asPlatform: ReadonlySet<string>
  readonly rules: RuleSet
  /** Rules that are published but stopped for now, by their stable name. */
  readonly paused: ReadonlySet<string>
  /**
   * What the server validates and computes with: of the entity alone, where every field shows, or of one of its forms
   * by its key. Throws RECORD_FORM_UNKNOWN.
   */
  readonly program: (entity: string, form?: string) => FormProgram
  readonly flowsOf: (entity: string) => readonly FlowDocument[]
  /** A calendar of this workspace by its key; plain time where there is none of that key. */
  readonly calendar: (key: string) => Calendar
  /** Adds an ISO duration: working time by a calendar of this workspace, plain time without one. */
  readonly addTime: (from: string, duration: string, calendar?: string) => string
  /** Rights of an actor on this version. Who has the same roles shares one value, and with it what is made from it. */
  readonly access: (actor: Actor) => Access
}

function remember<V>(make: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>()
  return (key) => {
    let value = known.get(key)
    if (value === undefined) {
      value = make(key)
      known.set(key, value)
    }
    return value
  }
}

function roleFactsOf(roles: readonly RoleDocument[]): RoleFacts {
  const keys = (pick: (role: RoleDocument) => boolean | undefined): ReadonlySet<string> =>
    new Set(roles.filter((role) => pick(role) === true).map((role) => role.key))
  return { admin: keys((role) => role.admin), design: keys((role) => role.design) }
}

const keysOfRoles = new WeakMap<readonly string[], string>()

/** A name for a set of roles, whatever their order. Kept beside the list, which lives as long as the session. */
function rolesKey(roles: readonly string[]): string {
  let key = keysOfRoles.get(roles)
  if (key === undefined) keysOfRoles.set(roles, (key = roles.toSorted().join(' ')))
  return key
}

// One list, so that what is made of it can be kept beside it.
const noFlows: readonly FlowDocument[] = Object.freeze([])

// Combinations of roles that people really have are few; this only keeps a strange case bounded.
const mostAccesses = 500

/** Programs by entity and form, compiled when first asked for. */
function programsOf(model: Model, kit: Kit): Published['program'] {
  const program = remember((name) => {
    const [key = '', form] = name.split('.')
    const entity = model.entity(key)
    if (entity === undefined) throw errors.ENTITY_UNKNOWN({ name: key })
    const document = form === undefined ? undefined : model.document('form', name)
    if (form !== undefined && document === undefined) throw errors.RECORD_FORM_UNKNOWN({ name: form })
    return compileForm({ model, entity, form: document, fields: kit.fields, language })
  })
  return (entity, form) => program(form === undefined ? entity : `${entity}.${form}`)
}

/** Compiles stored documents. They passed the publish checks, so problems here are ours and are thrown. */
export function compilePublished(given: {
  readonly version: number
  readonly rows: readonly StoredDocument[]
  readonly asPlatform: ReadonlySet<string>
  readonly paused?: ReadonlySet<string>
  readonly kit: Kit
}): Published {
  const { version, rows, asPlatform, kit, paused = new Set<string>() } = given
  const { model } = compileModel({ apps: assembleApps(rows), fieldFacts: kit.fields, version })
  const [app] = model.apps
  const roles = model.documents('role')
  const flows = Map.groupBy(
    model.documents('flow').filter((flow) => flow.enabled !== false),
    (flow) => flow.entity,
  )
  leanOn(model.documents('rule'), (kind, key) => model.document(kind, key))
  const calendars = new Map(model.documents('calendar').map((one) => [one.key, one]))
  const calendar = remember((key) => {
    const document = calendars.get(key)
    return document === undefined ? plainTime : compileCalendar(document)
  })
  const accesses = new Map<string, Access>()
  return {
    version,
    model,
    timeZone: model.time.timeZone,
    currency: app?.currency ?? 'CNY',
    roles,
    roleFacts: roleFactsOf(roles),
    serviceRoles: new Set(roles.filter((role) => role.service === true).map((role) => role.key)),
    asPlatform,
    rules: compileRules(model.documents('rule'), paused),
    paused,
    program: programsOf(model, kit),
    flowsOf: (entity) => flows.get(entity) ?? noFlows,
    calendar,
    addTime: (from, duration, key) => (key === undefined ? plainTime : calendar(key)).addWork(from, duration),
    access: (actor) => {
      // Rights speak of the person only by name (`user.id`), so that roles alone tell them apart.
      const all = actor.kind === 'system' || actor.admin
      const service = actor.kind === 'service'
      const apart = service || actor.kind === 'public' ? `${actor.kind} ` : ''
      const key = all ? '*' : `${apart}${rolesKey(actor.roles)}`
      let access = accesses.get(key)
      if (access === undefined) {
        if (accesses.size >= mostAccesses) accesses.clear()
        // Only the roles the actor has: `buildAccess` adds up whatever it is given.
        // Who fills in a public form has rights made of that form, and no others.
        const own =
          actor.kind === 'public'
            ? actor.roles.flatMap((role) => publicRole({ model, kit }, role) ?? [])
            : roles.filter((role) => actor.roles.includes(role.key) && (service || role.service !== true))
        access = buildAccess(model, own, actor)
        accesses.set(key, access)
      }
      return access
    },
  }
}

/** The same version with other rules stopped. */
export function withPaused(published: Published, paused: ReadonlySet<string>): Published {
  const same = paused.size === published.paused.size && [...paused].every((one) => published.paused.has(one))
  if (same) return published
  return { ...published, paused, rules: compileRules(published.model.documents('rule'), paused) }
}
