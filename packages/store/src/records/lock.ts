import { type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { storeErrors } from '../errors.ts'
import { newContext, type QueryBase } from '../query/context.ts'
import { holeSql, kept } from '../query/kept.ts'
import { fromSql, placeOf, rowsInReach, scopeSql, withRights } from '../query/place.ts'
import { column, hidden, quoted } from '../sql/names.ts'
import type { EntityAccess, LockedRecord, RowScope } from '../types.ts'
import { conditionalFields } from './allowed.ts'
import type { WriteContext } from './context.ts'
import { rightsOn } from './rights.ts'
import { storedColumns } from './rows-sql.ts'
import type { EntityShape } from './shape.ts'
import { storedValues } from './values.ts'

/** A locked record with what its reader may do with it. */
export type RowLock = LockedRecord & {
  /** Whether it lies in the scope that was asked for. */
  readonly allowed: boolean
  /** Of the fields asked for, those that may be written on this row. */
  readonly writable: ReadonlySet<string>
  readonly deletedAt: string | null
}

type GivenOut = {
  readonly lock: RowLock
  readonly base: QueryBase
  readonly entity: string
  readonly asked: ReadonlySet<string>
}

/** Locks that doors gave out: what anybody else made up, or took from another door, is not among them. */
const givenOut = new WeakMap<LockedRecord, GivenOut>()

/** Locks a record before it is changed; null when absent or not readable. */
export async function lockForChange(
  context: WriteContext,
  of: { readonly entity: string; readonly id: string; readonly fields: readonly string[] },
): Promise<LockedRecord | null> {
  const rights = rightsOn(context, of.entity)
  const shape = context.base.shapes.entity(of.entity)
  const columns = of.fields.filter((key) => shape.fields.get(key)?.column)
  const asked = conditionalFields(rights, columns)
  const lock = await takeLock(context, shape, { id: of.id, scope: rights.update, fields: asked })
  if (lock === undefined) return null
  const { id, version, values } = lock
  const record: LockedRecord = Object.freeze({ id, version, values })
  givenOut.set(record, { lock, base: context.base, entity: of.entity, asked: new Set(asked) })
  return record
}

/** The lock a change brings along, if this door gave it out for this record and it tells about all fields asked for. */
export function knownLock(
  context: WriteContext,
  of: {
    readonly entity: string
    readonly id: string
    readonly fields: readonly string[]
    readonly locked?: LockedRecord | undefined
  },
): RowLock | undefined {
  const found = of.locked && givenOut.get(of.locked)
  if (found === undefined || found.base !== context.base || found.entity !== of.entity) return undefined
  if (found.lock.id !== of.id || of.fields.some((key) => !found.asked.has(key))) return undefined
  return found.lock
}

type Asked = {
  readonly id: string
  readonly scope: RowScope
  readonly fields?: readonly string[]
  readonly deleted?: boolean
}

/** Locks the record for something that lies in a scope. */
export async function lockRow(context: WriteContext, shape: EntityShape, asked: Asked): Promise<RowLock> {
  const lock = await takeLock(context, shape, asked)
  if (lock === undefined) throw storeErrors.RECORD_NOT_FOUND()
  if (!lock.allowed) throw storeErrors.RECORD_FORBIDDEN()
  return lock
}

/** Locks the record and asks for its values and rights in one statement. Unreadable is as good as absent. */
async function takeLock(
  context: WriteContext,
  shape: EntityShape,
  asked: Asked,
): Promise<RowLock | undefined> {
  if (!isUuid(asked.id)) return undefined
  const rights = rightsOn(context, shape.key)
  const { fields = [], deleted = false } = asked
  const key = `lock ${shape.key} ${scopeText(asked.scope)} ${fields.join(' ')} ${deleted}`
  const { bind } = kept(context.base, key, (base) => ({
    statement: lockSql(base, shape, { ...asked, rights }),
    more: undefined,
  }))
  const row = await context.runner.first(bind({ id: asked.id }))
  if (row === undefined) return undefined
  const writable = (asked.fields ?? []).filter((_, index) => row[`_w${index}`] === true)
  const values = storedValues(shape, row)
  return {
    id: asked.id,
    version: Number(values['version']),
    values,
    allowed: row['_allowed'] === true,
    writable: new Set(writable),
    deletedAt: row[hidden.deletedAt] as string | null,
  }
}

const scopeTexts = new WeakMap<object, string>()

/** A scope as text; it is the same value as long as the roles are. */
function scopeText(scope: RowScope): string {
  if (typeof scope !== 'object' || scope === null) return JSON.stringify(scope)
  let text = scopeTexts.get(scope)
  if (text === undefined) scopeTexts.set(scope, (text = JSON.stringify(scope)))
  return text
}

function lockSql(
  base: QueryBase,
  shape: EntityShape,
  asked: {
    readonly scope: RowScope
    readonly rights: EntityAccess
    readonly fields?: readonly string[]
    readonly deleted?: boolean
  },
): Fragment {
  const { rights } = asked
  const place = placeOf(newContext(base), shape.key, 'actor')
  const allowed = scopeSql(place, asked.scope)
  const fields = (asked.fields ?? []).map(
    (key, index) => sql`, (${scopeSql(place, rights.fieldScope(key, 'write'))}) as ${rawSql(`"_w${index}"`)}`,
  )
  const reach = rowsInReach(withRights(place, 'actor'), asked.deleted === true ? { deleted: true } : {})
  return sql`select ${storedColumns(shape, place.alias)}, (${allowed}) as "_allowed"${joinSql(fields, '')} from ${fromSql(place)} where ${column(place.alias, 'id')} = ${holeSql('id')}::uuid and ${reach} for no key update of ${rawSql(quoted(place.alias))}`
}

/** Whether a text is an id at all; anything else names no record. */
export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)
}
