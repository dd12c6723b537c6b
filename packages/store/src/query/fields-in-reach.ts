import { nearestName } from '@mortise/errors'
import type { Scope, ScopeName } from '@mortise/expressions'
import type { MortiseError } from '@mortise/errors'
import { readRight } from '../access/read-right.ts'
import { storeErrors } from '../errors.ts'
import type { EntityShape } from '../records/shape.ts'
import type { Access } from '../types.ts'
import { peopleTables } from '../sql/people.ts'

const scopes = new WeakMap<Access, Map<string, Scope>>()

/**
 * The scope of an entity as one actor may ask about it: hidden and masked fields and relations to unknown entities are not in it, so
 * that every message about them is the one about a name that does not exist, hints included.
 */
export function scopeInReach(access: Access, shape: EntityShape): Scope {
  return narrowed(access, shape.entity.scope)
}

function narrowed(access: Access, scope: Scope): Scope {
  if (peopleTables[scope.name] !== undefined) return scope
  let byEntity = scopes.get(access)
  if (byEntity === undefined) scopes.set(access, (byEntity = new Map()))
  let found = byEntity.get(scope.name)
  if (found === undefined) byEntity.set(scope.name, (found = narrow(access, scope)))
  return found
}

function narrow(access: Access, scope: Scope): Scope {
  const rights = access.entity(scope.name)
  const names = new Map<string, ScopeName>()
  for (const key of scope.keys()) {
    const name = scope.find(key)
    if (name === undefined || readRight(rights, key) !== 'read') continue
    if (name.type.kind === 'rows' && access.entity(name.type.entity) === undefined) continue
    names.set(key, narrowedName(access, name))
  }
  const keys = [...names.keys()]
  const { entities } = scope
  const narrowScope = { name: scope.name, find: (key: string) => names.get(key), keys: () => keys }
  if (entities === undefined) return narrowScope
  // What may not be read can't be looked through: its name is as unknown as one that does not exist.
  const find = (key: string): Scope | undefined => {
    const target = access.entity(key) === undefined ? undefined : entities.find(key)
    return target && narrowed(access, target)
  }
  const readable = (): readonly string[] => entities.keys().filter((key) => access.entity(key) !== undefined)
  return { ...narrowScope, entities: { find, keys: readable } }
}

function narrowedName(access: Access, name: ScopeName): ScopeName {
  const through = (next: (() => Scope | undefined) | undefined): (() => Scope | undefined) | undefined =>
    next &&
    ((): Scope | undefined => {
      const scope = next()
      if (scope === undefined) return undefined
      // A link stays usable as a value when nothing may be read behind it.
      return peopleTables[scope.name] || access.entity(scope.name) ? narrowed(access, scope) : undefined
    })
  const target = through(name.target)
  const rows = through(name.rows)
  return { ...name, ...(target ? { target } : {}), ...(rows ? { rows } : {}) }
}

/** The one error for a field that is unknown, hidden, or behind what can't be read. The hint names only what is in reach. */
export function unknownField(name: string, known: readonly string[]): MortiseError {
  const nearest = nearestName(name, known)
  const path = [
    {
      path: name,
      code: 'RECORD_FIELD_UNKNOWN',
      message: { zh: `没有字段“${name}”`, en: `no field "${name}"` },
    },
  ]
  if (nearest === undefined) return storeErrors.RECORD_FIELD_UNKNOWN({ name }, { details: path })
  const { text } = storeErrors.RECORD_FIELD_UNKNOWN_NEAR({ name, nearest })
  return hinted(text, path)
}

function hinted(text: MortiseError['text'], details: MortiseError['details']): MortiseError {
  const base = storeErrors.RECORD_FIELD_UNKNOWN({}, { details })
  return Object.assign(base, { text })
}
