import {
  type EntityGrant,
  type FieldRight,
  type Model,
  type RoleDocument,
  systemFields,
} from '@mortise/schema'
import type { Access, Actor, BuildAccess, EntityAccess, RecordAct, RowScope } from '../types.ts'
import { withoutShares } from './shared.ts'
import { anyOf, type GrantAct, scopeOf, throughLink } from './scopes.ts'

type Right = Exclude<FieldRight, 'hidden'>
const strength: { readonly [R in FieldRight]: number } = { hidden: 0, masked: 1, read: 2, write: 3 }
const system: ReadonlySet<string> = new Set(systemFields)

/** What one role gives on one entity, with its rows as scopes. */
type RoleGrant = {
  readonly create: boolean
  readonly read: RowScope
  readonly update: RowScope
  readonly delete: RowScope
  readonly export: RowScope
  readonly print: RowScope
  readonly share: RowScope
  readonly assignTo: RowScope
  readonly field: (key: string) => FieldRight
}

const everything: EntityAccess = Object.freeze({
  create: true,
  read: null,
  update: null,
  delete: null,
  export: null,
  print: null,
  share: null,
  assignTo: null,
  field: () => 'write' as const,
  createField: () => 'write' as const,
  fieldScope: () => null,
})

/**
 * Works out the rights of one actor. Roles add up per matched rule: a row is seen when any role's scope matches it,
 * and a field of that row only through a role whose scope matches the row. Members of a role with `admin` and the
 * system itself may do everything. Child entities without a grant of their own follow their parent.
 */
export const buildAccess: BuildAccess = (model, roles, actor, { shares = true } = {}) => {
  const all = actor.kind === 'system' || actor.admin
  const known = new Map<string, EntityAccess | undefined>()
  const access: Access = {
    entity: (key) => {
      if (!known.has(key)) known.set(key, entityAccess({ model, roles, actor, all, shares }, key))
      return known.get(key)
    },
  }
  return Object.freeze(access)
}

type Basis = {
  readonly model: Model
  readonly roles: readonly RoleDocument[]
  readonly actor: Actor
  readonly all: boolean
  readonly shares: boolean
}

function entityAccess(basis: Basis, key: string): EntityAccess | undefined {
  if (basis.model.entity(key) === undefined) return undefined
  if (basis.all) return everything
  const grants = basis.roles.flatMap((role) => roleGrant(basis.model, role, key) ?? [])
  const reachable = grants.some(({ read, create, update }) => read !== false || update !== false || create)
  if (!reachable) return undefined
  return combine(basis.shares ? grants : grants.map(unshared))
}

function roleGrant(model: Model, role: RoleDocument, key: string, depth: number = 0): RoleGrant | undefined {
  const given = role.entities?.[key]
  const parent = depth > 4 ? undefined : parentOf(model, key)
  const above = parent && roleGrant(model, role, parent.entity, depth + 1)
  // Who does not see the sub-table sees its rows nowhere else either.
  const inherited = parent && above?.field(parent.key) !== 'hidden' ? above : undefined
  if (given === undefined && inherited === undefined) return undefined
  const grant: EntityGrant = given ?? {}
  const via = parent?.via ?? ''
  const pick = (name: 'read' | RecordAct, from: typeof name = name): RowScope =>
    grant[name] === undefined && inherited ? throughLink(inherited[from], via) : scopeOf(grant[name], name)
  const update = pick('update')
  return {
    create: grant.create ?? (inherited ? inherited.create || inherited.update !== false : false),
    read: pick('read'),
    update,
    // A row of a sub-table goes by changing its parent.
    delete: pick('delete', inherited ? 'update' : 'delete'),
    export: pick('export'),
    print: pick('print'),
    // Rows are seen with their parent: there is nothing to share of them alone.
    share: inherited ? false : pick('share'),
    assignTo: grant.assignTo === undefined ? update : scopeOf(grant.assignTo, 'assignTo'),
    field: (field) => fieldRight(grant, field),
  }
}

function unshared(grant: RoleGrant): RoleGrant {
  const { create, field, ...scopes } = grant
  const plain = Object.fromEntries(
    Object.entries(scopes).map(([act, scope]) => [act, withoutShares(scope)]),
  ) as typeof scopes
  return { create, field, ...plain }
}

function parentOf(
  model: Model,
  child: string,
): { readonly entity: string; readonly key: string; readonly via: string } | undefined {
  if (model.entity(child)?.document.kind !== 'child') return undefined
  for (const { relations } of model.entities) {
    const found = relations.find((one) => one.owned && one.target === child)
    if (found) return found
  }
  return undefined
}

function fieldRight(grant: EntityGrant, key: string): FieldRight {
  const { fields } = grant
  if (fields && Object.hasOwn(fields, key)) return fields[key] ?? 'hidden'
  // Ids, times and versions are needed to show anything at all.
  if (system.has(key)) return 'write'
  return fields?.['*'] ?? 'write'
}

function combine(grants: readonly RoleGrant[]): EntityAccess {
  const any = (name: GrantAct): RowScope => anyOf(grants.map((one) => one[name]))
  const makers = grants.filter((one) => one.create)
  const scopes = (right: Right): ((key: string) => RowScope) =>
    remembered((key) => fieldScope(grants, key, right))
  const scopesOf = { write: scopes('write'), read: scopes('read'), masked: scopes('masked') }
  return Object.freeze({
    create: grants.some((one) => one.create),
    read: any('read'),
    update: any('update'),
    delete: any('delete'),
    export: any('export'),
    print: any('print'),
    share: any('share'),
    assignTo: any('assignTo'),
    field: remembered((key: string): FieldRight => bestRight(grants, key)),
    createField: remembered((key: string): FieldRight => bestRight(makers, key)),
    fieldScope: (key: string, right: Right): RowScope => scopesOf[right](key),
  })
}

const mostKeys = 5_000

/** Asked for every field of every request, and always the same. Names that are no field must not pile up. */
function remembered<V>(make: (key: string) => V): (key: string) => V {
  const known = new Map<string, { readonly value: V }>()
  return (key) => {
    let found = known.get(key)
    if (found === undefined) {
      found = { value: make(key) }
      if (known.size < mostKeys) known.set(key, found)
    }
    return found.value
  }
}

function bestRight(grants: readonly RoleGrant[], key: string): FieldRight {
  let best: FieldRight = 'hidden'
  for (const grant of grants) {
    const right = grant.field(key)
    if (strength[right] > strength[best]) best = right
  }
  return best
}

function fieldScope(grants: readonly RoleGrant[], key: string, right: Right): RowScope {
  const act = right === 'write' ? 'update' : 'read'
  const matching = grants.filter((grant) => grant[act] !== false)
  // Where no role reaches any row the question is idle; the answer must not look like a hidden field.
  if (matching.length === 0) return strength[bestRight(grants, key)] >= strength[right] ? null : false
  const giving = matching.filter((grant) => strength[grant.field(key)] >= strength[right])
  return giving.length === matching.length && giving.length > 0
    ? null
    : anyOf(giving.map((grant) => grant[act]))
}
