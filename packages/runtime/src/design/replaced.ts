import type { EntityDocument, EntityGrant, RoleDocument } from '@mortise/schema'
import type { StoredDocument } from './assemble.ts'

type Named = { readonly id?: string; readonly key: string }

/** What stands under a name that something else had: the entity as a whole, or some of its fields. */
type Replaced = { readonly entity: EntityDocument; readonly fields: readonly string[] | 'all' }

const another = (old: Named | undefined, now: Named): boolean =>
  old?.id !== undefined && now.id !== undefined && old.id !== now.id

const isNamed = (value: unknown): boolean => typeof value === 'object' && value !== null && 'key' in value

/** A draft may have any shape, and is told so by the checks; here it counts as far as it names fields. */
function entitiesOf(rows: readonly StoredDocument[]): readonly EntityDocument[] {
  return rows.flatMap(({ kind, json }) => {
    if (kind !== 'entity' || !isNamed(json)) return []
    const entity = json as unknown as EntityDocument
    const fields: unknown = entity.fields
    return [{ ...entity, fields: Array.isArray(fields) ? entity.fields.filter(isNamed) : [] }]
  })
}

function replacedIn(
  before: readonly EntityDocument[],
  after: readonly EntityDocument[],
): readonly Replaced[] {
  const [byId, byKey] = [
    new Map(before.map((one) => [one.id, one])),
    new Map(before.map((one) => [one.key, one])),
  ]
  return after.flatMap((entity): readonly Replaced[] => {
    if (another(byKey.get(entity.key), entity)) return [{ entity, fields: 'all' }]
    const old = (entity.id === undefined ? undefined : byId.get(entity.id)) ?? byKey.get(entity.key)
    const known = new Map((old?.fields ?? []).map((field) => [field.key, field]))
    const fields = entity.fields.filter((field) => another(known.get(field.key), field))
    return fields.length === 0 ? [] : [{ entity, fields: fields.map(({ key }) => key) }]
  })
}

function shutGrant(grant: EntityGrant | undefined, { entity, fields }: Replaced): EntityGrant | undefined {
  if (grant === undefined && (fields === 'all' || entity.kind !== 'child')) return undefined
  if (fields === 'all') return {}
  return {
    ...grant,
    fields: { ...grant?.fields, ...Object.fromEntries(fields.map((key) => [key, 'hidden'])) },
  }
}

function shutRole(role: RoleDocument, replaced: readonly Replaced[]): RoleDocument {
  const shut = replaced.flatMap((one) => {
    const grant = shutGrant(role.entities?.[one.entity.key], one)
    return grant === undefined ? [] : [[one.entity.key, grant] as const]
  })
  return shut.length === 0 ? role : { ...role, entities: { ...role.entities, ...Object.fromEntries(shut) } }
}

/**
 * Roles name fields by their keys, but what they give is given to the field itself. Where a publication puts another
 * field (or entity) under a known key, no role reaches it until an administrator says so anew.
 */
export function withoutInheritedRights(
  published: readonly StoredDocument[],
  proposed: readonly StoredDocument[],
): readonly StoredDocument[] {
  const replaced = replacedIn(entitiesOf(published), entitiesOf(proposed))
  if (replaced.length === 0) return proposed
  return proposed.map((row) => {
    const role = row.json as unknown as RoleDocument
    if (row.kind !== 'role' || role.admin === true) return row
    const shut = shutRole(role, replaced)
    return shut === role ? row : { ...row, json: shut as unknown as StoredDocument['json'] }
  })
}
