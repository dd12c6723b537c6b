import type { Json } from '@mortise/expressions'
import { sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { blankOf } from '../database/blank.ts'
import { newContext } from '../query/context.ts'
import { holeSql, kept } from '../query/kept.ts'
import { headSql, readableFields } from '../query/page.ts'
import { listSql, recordOf, selectFields } from '../query/selected.ts'
import { fromSql, placeOf, rowsInReach } from '../query/place.ts'
import { column } from '../sql/names.ts'
import { readRight } from '../access/read-right.ts'
import type { EntityAccess, StoredRecord } from '../types.ts'
import type { WriteContext } from './context.ts'
import type { EntityShape } from './shape.ts'
import { inScope, isOwnLocal } from './rights.ts'
import { idOf } from './values.ts'
import { writeNeeds } from './write-needs.ts'

/**
 * Written records as the actor may see them, in order. Who sees everything gets what was just stored; others get it
 * through the same door as any reader, and no values at all of a record that left their reach.
 */
export function readBack(
  context: WriteContext,
  shape: EntityShape,
  after: readonly RecordValues[],
): readonly StoredRecord[] | Promise<readonly StoredRecord[]> {
  if (!writeNeeds(context.base.shapes, shape).queried) {
    const seen = withoutReading(context, shape, after)
    if (seen !== undefined) return seen
  }
  return throughTheDoor(context, shape, after)
}

async function throughTheDoor(
  context: WriteContext,
  shape: EntityShape,
  after: readonly RecordValues[],
): Promise<readonly StoredRecord[]> {
  const { bind, more: selected } = kept(context.base, `back ${shape.key}`, (base) => {
    const place = placeOf(newContext(base), shape.key, 'actor')
    const fields = selectFields(place, readableFields(base, shape))
    const where = rowsInReach(place)
    const statement = sql`select ${headSql(place)}${listSql(fields)} from ${fromSql(place)} where ${column(place.alias, 'id')} = any(${holeSql('ids')}::uuid[]) and ${where}`
    return { statement, more: fields }
  })
  const ids = after.map((values) => idOf(values))
  const rows = await context.runner.rows(bind({ ids }))
  const byId = new Map(rows.map((row) => [row['_id'], recordOf(row, selected, context.base)]))
  return after.map((values) => byId.get(values['id']) ?? { ...whole(values), values: {} })
}

function whole(values: RecordValues): StoredRecord {
  return { id: idOf(values), version: Number(values['version']), values, deletedAt: null }
}

/** What rights give without asking the database: fields that do not differ by row, under a scope that looks only at the row. */
function withoutReading(
  context: WriteContext,
  shape: EntityShape,
  after: readonly RecordValues[],
): readonly StoredRecord[] | Promise<readonly StoredRecord[]> | undefined {
  const rights = context.base.access.entity(shape.key)
  const keys = rights === undefined ? undefined : keysForAllRows(shape, rights)
  if (rights === undefined || keys === undefined || !isOwnLocal(shape, rights.read)) return undefined
  const seen = (inside: ReadonlySet<string>): readonly StoredRecord[] =>
    after.map((values) => ({
      ...whole(values),
      values: !inside.has(idOf(values))
        ? {}
        : keys.length === shape.stored.length
          ? values
          : only(keys, values),
    }))
  const inside = inScope(context, shape, { scope: rights.read, rows: after })
  return inside instanceof Promise ? inside.then(seen) : seen(inside)
}

const blanks = new WeakMap<readonly string[], RecordValues>()

function only(keys: readonly string[], values: RecordValues): RecordValues {
  let blank = blanks.get(keys)
  if (blank === undefined) blanks.set(keys, (blank = blankOf(keys)))
  const seen: { [key: string]: Json } = { ...blank }
  for (const key of keys) seen[key] = values[key] ?? null
  return seen
}

const known = new WeakMap<EntityAccess, WeakMap<EntityShape, readonly string[] | null>>()

/** Fields readable on every row in reach; undefined when some row shows more or less of a field than another. */
function keysForAllRows(shape: EntityShape, rights: EntityAccess): readonly string[] | undefined {
  let byShape = known.get(rights)
  if (byShape === undefined) known.set(rights, (byShape = new WeakMap()))
  let keys = byShape.get(shape)
  if (keys === undefined) {
    const seen = shape.stored.filter(({ key }) => readRight(rights, key) !== 'hidden').map(({ key }) => key)
    keys = seen.every((key) => rights.fieldScope(key, 'read') === null) ? seen : null
    byShape.set(shape, keys)
  }
  return keys ?? undefined
}
