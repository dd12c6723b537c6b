import type { EntityGrant, FieldRight, GrantDocument, RoleDocument } from '@mortise/schema'

/** Acts that have a scope, in the order of the columns. */
export const scopedActs = ['read', 'update', 'delete', 'export', 'print', 'share'] as const
/** An act with a scope. */
export type ScopedAct = (typeof scopedActs)[number]

/** Scopes to choose from. */
export const scopes = ['none', 'own', 'department', 'department_below', 'region', 'shared', 'all'] as const
/** A scope as it stands in a cell of the matrix. */
export type ScopeName = (typeof scopes)[number] | 'condition'

/** The scope of a grant in one word. */
export function scopeOf(grant: GrantDocument | undefined): ScopeName {
  if (grant === undefined || grant === false) return 'none'
  return grant === true ? 'all' : grant.scope
}

function withGrant(
  role: RoleDocument,
  entity: string,
  change: (grant: EntityGrant) => EntityGrant,
): RoleDocument {
  return { ...role, entities: { ...role.entities, [entity]: change(role.entities?.[entity] ?? {}) } }
}

/** Sets how far an act reaches; undefined leaves it to what stands for it where nothing is said. */
export function setGrant(
  role: RoleDocument,
  entity: string,
  { act, grant }: { readonly act: ScopedAct | 'assignTo'; readonly grant: GrantDocument | undefined },
): RoleDocument {
  return withGrant(role, entity, (before) =>
    grant === undefined
      ? Object.fromEntries(Object.entries(before).filter(([key]) => key !== act))
      : { ...before, [act]: grant },
  )
}

/** Sets whether records may be made. */
export function setCreate(role: RoleDocument, entity: string, create: boolean): RoleDocument {
  return withGrant(role, entity, (before) => ({ ...before, create }))
}

/** Sets the right on a field (`*` for all others); undefined takes the exception away. */
export function setFieldRight(
  role: RoleDocument,
  entity: string,
  { field, right }: { readonly field: string; readonly right: FieldRight | undefined },
): RoleDocument {
  return withGrant(role, entity, ({ fields = {}, ...before }) => {
    const { [field]: _, ...others } = fields
    const next = right === undefined ? others : { ...others, [field]: right }
    return Object.keys(next).length === 0 ? before : { ...before, fields: next }
  })
}
