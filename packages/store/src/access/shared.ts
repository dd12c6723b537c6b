import type { Json, Scope, ScopeName } from '@mortise/expressions'
import { bindSql, type Fragment, sql } from '@mortise/expressions/sql'
import { column, ownTable } from '../sql/names.ts'
import type { Place } from '../query/place.ts'
import type { RowScope } from '../types.ts'

/**
 * Names that scopes use for records shared with the actor. No entity has them: only scopes that this package makes reach
 * them, and no condition of a person or designer does.
 */
export const sharedNames = { read: '$shared_read', write: '$shared_write' } as const

/** Records shared with the actor, at least at this level. */
export function sharedScope(level: 'read' | 'write'): Json {
  return { var: sharedNames[level] }
}

/** Whether a name is one of those. */
export function isSharedName(key: string): boolean {
  return key === sharedNames.read || key === sharedNames.write
}

/** Everybody a share may name that stands for the actor. */
function principalsOf(place: Place): readonly string[] {
  const { user } = place.context
  const above = user.deptPath ?? (user.dept === null ? [] : [user.dept])
  return [
    ...(user.id === '' ? [] : [`user:${user.id}`]),
    ...above.map((id) => `department:${id}`),
    ...user.roles.map((key) => `role:${key}`),
  ]
}

/**
 * Whether the record at a place is shared with the actor. The ids are collected once for the statement, so that the
 * primary key can serve, alone or beside the indexes of the other scopes.
 */
export function sharedSql(place: Place, name: string): Fragment {
  const { context, shape } = place
  const table = ownTable(context.schema, 'share')
  const level = name === sharedNames.write ? sql` and s.level = 'write'` : sql``
  const entity = shape?.historyKey ?? place.entity
  return sql`(${column(place.alias, 'id')} = any(array(select s.record_id from ${table} s where s.entity = ${bindSql(entity)}::text and s.principal = any(${bindSql(principalsOf(place))}::text[])${level} and (s.until is null or s.until > ${context.nowSql}::timestamptz))))`
}

const widened = new WeakMap<Scope, Scope>()

/** The same scope, in which records know whether they are shared. */
export function withSharedNames(scope: Scope): Scope {
  const known = widened.get(scope)
  if (known !== undefined) return known
  const find = (key: string): ScopeName | undefined => {
    if (isSharedName(key)) return { key, label: key, type: { kind: 'boolean' }, nullable: false }
    const found = scope.find(key)
    const target = found?.target
    if (found === undefined || target === undefined) return found
    return {
      ...found,
      target: () => {
        const next = target()
        return next && withSharedNames(next)
      },
    }
  }
  const made: Scope = { name: scope.name, find, keys: scope.keys }
  widened.set(scope, made)
  return made
}

/** A scope with nothing shared: what it says of the record alone. Sharing only ever adds, so what is in stays in. */
export function withoutShares(scope: RowScope): RowScope {
  if (scope === null || scope === false) return scope
  return replaced(scope) as RowScope
}

/** Whether a scope asks for shares at all. */
export function asksForShares(scope: RowScope): boolean {
  return JSON.stringify(scope).includes('$shared_')
}

function replaced(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly Json[]).map(replaced)
  const [[name, given] = ['', null]] = Object.entries(value)
  if (name === 'var' && typeof given === 'string' && isSharedName(given.split('.').at(-1) ?? '')) return false
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one)]))
}
