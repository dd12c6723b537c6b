import { pathsOf, test } from '@mortise/expressions'
import { bindSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { asksForShares, withoutShares } from '../access/shared.ts'
import { storeErrors } from '../errors.ts'
import { newContext } from '../query/context.ts'
import { fromSql, placeOf, rowsInReach, scopeSql } from '../query/place.ts'
import { column } from '../sql/names.ts'
import { peopleTables } from '../sql/people.ts'
import type { EntityAccess, RowScope } from '../types.ts'
import type { WriteContext } from './context.ts'
import { missingLink } from './failures.ts'
import type { EntityShape } from './shape.ts'
import { idOf } from './values.ts'

/** Rights on an entity; the unknown and the forbidden look the same. */
export function rightsOn(context: WriteContext, entity: string): EntityAccess {
  const rights = context.base.access.entity(entity)
  if (rights === undefined) throw storeErrors.RECORD_ENTITY_UNKNOWN({ name: entity })
  return rights
}

type InScope = { readonly scope: RowScope; readonly rows: readonly RecordValues[] }

/** Which of these records, as they are stored now, lie in a scope. */
export function inScope(
  context: WriteContext,
  shape: EntityShape,
  asked: InScope,
): ReadonlySet<string> | Promise<ReadonlySet<string>> {
  const { scope, rows } = asked
  if (scope === null) return new Set(rows.map((row) => idOf(row)))
  if (scope === false) return new Set()
  const { now, timeZone, fiscalYearStart, user } = context.base
  // Most scopes look only at the record itself: the language means the same here and in SQL.
  const { alone, shares } = partsOf(scope)
  const local = isLocal(shape, alone)
  const holds = (row: RecordValues): boolean =>
    alone !== false && test(alone, { row, user, now, timeZone, fiscalYearStart }, shape.entity.scope)
  const inside = new Set(local ? rows.filter(holds).map((row) => idOf(row)) : [])
  if (local && (inside.size === rows.length || !shares)) return inside
  return storedInScope(context, shape, { scope, rows, inside })
}

/** The same, as the database knows it. */
async function storedInScope(
  context: WriteContext,
  shape: EntityShape,
  asked: InScope & { readonly inside: ReadonlySet<string> },
): Promise<ReadonlySet<string>> {
  const ids = asked.rows.map((row) => idOf(row))
  const place = placeOf(newContext(context.base), shape.key, 'system')
  const where = scopeSql(place, asked.scope)
  const id = column(place.alias, 'id')
  const found = await context.runner.rows<{ id: string }>(
    sql`select ${id} as id from ${fromSql(place)} where ${id} = any(${bindSql(ids)}::uuid[]) and ${where}`,
  )
  return new Set([...asked.inside, ...found.map((row) => row.id)])
}

type Parts = { readonly alone: RowScope; readonly shares: boolean }

const parts = new WeakMap<object, Parts>()

/** A scope without what others shared, and whether it had any of that. Made once: what is compiled is kept beside it. */
function partsOf(scope: RowScope): Parts {
  if (typeof scope !== 'object' || scope === null) return { alone: scope, shares: false }
  let known = parts.get(scope)
  if (known === undefined) {
    known = { alone: withoutShares(scope), shares: asksForShares(scope) }
    parts.set(scope, known)
  }
  return known
}

/** Whether a scope looks only at stored fields of the record itself, but for what others shared. */
export function isOwnLocal(shape: EntityShape, scope: RowScope): boolean {
  return isLocal(shape, partsOf(scope).alone)
}

const locals = new WeakMap<EntityShape, WeakMap<object, boolean>>()

/** Whether a scope looks only at stored fields of the record itself. */
export function isLocal(shape: EntityShape, scope: RowScope): boolean {
  if (typeof scope !== 'object' || scope === null) return true
  let byScope = locals.get(shape)
  if (byScope === undefined) locals.set(shape, (byScope = new WeakMap()))
  let local = byScope.get(scope)
  if (local === undefined) {
    local = pathsOf(scope).every((path) => Boolean(shape.fields.get(path)?.column))
    byScope.set(scope, local)
  }
  return local
}

/**
 * Records as they are after a write must lie in the actor's scope: he can't move what is his out of reach, or hand it
 * to somebody, unless `assignTo` lets him.
 */
export async function checkAfter(
  context: WriteContext,
  shape: EntityShape,
  asked: { readonly rows: readonly RecordValues[]; readonly scope: RowScope; readonly assigned: boolean },
): Promise<void> {
  const rights = rightsOn(context, shape.key)
  const inside = await inScope(context, shape, asked)
  const outside = asked.rows.filter((row) => !inside.has(idOf(row)))
  if (outside.length === 0) return
  if (!asked.assigned) throw storeErrors.RECORD_FORBIDDEN()
  const allowed = await inScope(context, shape, { scope: rights.assignTo, rows: outside })
  if (allowed.size < outside.length) throw storeErrors.RECORD_ASSIGN_FORBIDDEN()
}

/** Links a person sets must lead to records that person may read; the answer is that of a record that is not there. */
export async function checkLinks(
  context: WriteContext,
  shape: EntityShape,
  asked: { readonly keys: readonly string[]; readonly rows: readonly RecordValues[] },
): Promise<void> {
  for (const key of asked.keys) {
    const target = shape.fields.get(key)?.target
    if (target === undefined || peopleTables[target]) continue
    // The foreign key alone answers for who may read them all.
    if (context.base.access.entity(target)?.read === null) continue
    const ids = new Set(asked.rows.map((row) => row[key]).filter((id) => typeof id === 'string'))
    if (ids.size === 0) continue
    const place = placeOf(newContext(context.base), target, 'actor')
    const where = rowsInReach(place)
    const id = column(place.alias, 'id')
    const found = await context.runner.rows(
      sql`select ${id} from ${fromSql(place)} where ${id} = any(${bindSql([...ids])}::uuid[]) and ${where}`,
    )
    if (found.length < ids.size) throw missingLink(key)
  }
}

/**
 * Records that a person puts into a list or takes out of it: joining two asks for the right to change both. What is out
 * of sight is as good as absent.
 */
export async function checkMembers(
  context: WriteContext,
  shape: EntityShape,
  asked: {
    readonly keys: readonly string[]
    readonly rows: readonly { readonly before: RecordValues | null; readonly after: RecordValues }[]
  },
): Promise<void> {
  for (const key of asked.keys) {
    const target = shape.fields.get(key)?.members
    const rights = target === undefined ? undefined : context.base.access.entity(target)
    if (target === undefined || peopleTables[target]) continue
    if (rights?.read === null && rights.update === null) continue
    const moved = asked.rows.map((row) => differing(idsAt(row.before, key), idsAt(row.after, key)))
    const added = new Set(moved.flatMap((one) => one.added))
    const ids = [...new Set([...added, ...moved.flatMap((one) => one.removed)])]
    if (ids.length === 0) continue
    if (rights === undefined) throw missingLink(key)
    const place = placeOf(newContext(context.base), target, 'actor')
    const allowed = scopeSql(place, rights.update)
    const where = rowsInReach(place)
    const id = column(place.alias, 'id')
    const found = await context.runner.rows<{ id: string; ok: boolean | null }>(
      sql`select ${id} as id, (${allowed}) as ok from ${fromSql(place)} where ${id} = any(${bindSql(ids)}::uuid[]) and ${where}`,
    )
    const seen = new Map(found.map((row) => [row.id, row.ok === true]))
    if ([...added].some((one) => !seen.has(one))) throw missingLink(key)
    if (ids.some((one) => seen.get(one) !== true)) throw storeErrors.RECORD_LINK_FORBIDDEN({ name: key })
  }
}

function idsAt(row: RecordValues | null, key: string): readonly string[] {
  const value = row?.[key]
  return Array.isArray(value) ? (value as readonly string[]) : []
}

function differing(
  before: readonly string[],
  after: readonly string[],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  const [old, next] = [new Set(before), new Set(after)]
  return { added: after.filter((id) => !old.has(id)), removed: before.filter((id) => !next.has(id)) }
}
