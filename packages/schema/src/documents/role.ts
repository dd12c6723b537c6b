import type { Condition, ElementHead } from './common.ts'

/** Which records an act is allowed on. */
export type ScopeDocument =
  | { readonly scope: 'own' | 'department' | 'department_below' | 'region' | 'shared' | 'all' | 'none' }
  | { readonly scope: 'condition'; readonly condition: Condition }

export type FieldRight = 'write' | 'read' | 'masked' | 'hidden'

/** `true` means scope all, `false` or absent none. */
export type GrantDocument = boolean | ScopeDocument

export type EntityGrant = {
  readonly create?: boolean
  readonly read?: GrantDocument
  readonly update?: GrantDocument
  readonly delete?: GrantDocument
  readonly export?: GrantDocument
  readonly print?: GrantDocument
  /** Which records may be shared with others, one by one. */
  readonly share?: GrantDocument
  /** By field key; `*` for all others; default `write`. */
  readonly fields?: { readonly [field: string]: FieldRight }
  /** To whom a record may be handed; default: update scope. */
  readonly assignTo?: GrantDocument
}

/** `roles/<key>.json` */
export type RoleDocument = ElementHead & {
  readonly entities?: { readonly [entity: string]: EntityGrant }
  readonly reports?: readonly string[] | 'all'
  readonly dashboards?: readonly string[] | 'all'
  readonly flows?: { readonly [flow: string]: readonly ('start' | 'admin')[] }
  /** May design and publish. */
  readonly design?: boolean
  /** May manage users, departments, roles, keys. */
  readonly admin?: boolean
  /** Flows and rules may act with it; no person and no key can be given it. */
  readonly service?: boolean
}
