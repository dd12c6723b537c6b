import type { Kit } from '@mortise/kit'
import type { EntityGrant, FieldRight, FormDocument, Model, RoleDocument } from '@mortise/schema'
import { type PublicOffer, publicOffers, publicSurface } from './surface.ts'

type Ground = { readonly model: Model; readonly kit: Pick<Kit, 'fields'> }

const prefix = 'form:'
const of = '#'

/** The name of the role that whoever fills in a public form has; no role of an app can be called so. */
export function publicRoleKey(form: string): string {
  return prefix + form
}

/** The name of the role by which one of its links is chosen for: it reads what the form offers there. */
export function offerRoleKey(form: string, path: string): string {
  return `${publicRoleKey(form)}${of}${path}`
}

/** A form by its stored name, if strangers may fill it in at all. */
export function publicFormOf(model: Model, name: string): FormDocument | undefined {
  const form = model.document('form', name)
  return form?.purpose === 'public' ? form : undefined
}

// Who a record belongs to is a system field that a writer may give; strangers may not.
const shut: { readonly [field: string]: FieldRight } = {
  '*': 'hidden',
  owner: 'hidden',
  department: 'hidden',
}

function grant(open: Iterable<string>): EntityGrant {
  const fields = Object.fromEntries([...open].map((key): [string, FieldRight] => [key, 'write']))
  return { create: true, read: false, update: false, assignTo: false, fields: { ...shut, ...fields } }
}

/**
 * The records that are offered, by what is shown of them. Joining many to many asks for the right to change both ends:
 * there it is given, with no field that could be written.
 */
function offered({ target, filter, shown, many }: PublicOffer): RoleDocument['entities'] {
  const fields = Object.fromEntries(shown.map(({ key }): [string, FieldRight] => [key, 'read']))
  const read = filter === undefined ? true : ({ scope: 'condition', condition: filter } as const)
  return { [target.key]: { read, ...(many ? { update: read } : {}), fields: { ...shut, ...fields } } }
}

/**
 * The rights of whoever fills in a public form, as roles made of the form itself: one may make records of its entity with
 * what is placed on it and read nothing; another one reads, for a link that is chosen for, what the form offers there.
 * Undefined for any other role, and for a form that is public no longer.
 */
export function publicRole(ground: Ground, role: string): RoleDocument | undefined {
  if (!role.startsWith(prefix)) return undefined
  const [name = '', path] = role.slice(prefix.length).split(of)
  const form = publicFormOf(ground.model, name)
  if (form === undefined) return undefined
  if (path !== undefined) {
    const offer = publicOffers(ground, form).get(path)
    return offer === undefined ? undefined : { key: role, label: role, entities: offered(offer) ?? {} }
  }
  const surface = publicSurface(ground, form)
  if (surface === undefined) return undefined
  const rows = [...surface.tables.values()].map(
    ({ entity, columns }) => [entity.key, grant(columns)] as const,
  )
  const entities = { ...Object.fromEntries(rows), [surface.entity.key]: grant(surface.fields) }
  return { key: role, label: role, entities }
}
