import { sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { newContext } from '../query/context.ts'
import { holeSql, kept } from '../query/kept.ts'
import { headSql, readableFields } from '../query/page.ts'
import { listSql, recordOf, selectFields } from '../query/selected.ts'
import { fromSql, placeOf, rowsInReach } from '../query/place.ts'
import { column } from '../sql/names.ts'
import type { StoredRecord } from '../types.ts'
import type { WriteContext } from './context.ts'
import type { EntityShape } from './shape.ts'
import { idOf } from './values.ts'

/**
 * Written records as the actor may see them, in order. Who sees everything gets what was just stored; others get it
 * through the same door as any reader, and no values at all of a record that left their reach.
 */
export async function readBack(
  context: WriteContext,
  shape: EntityShape,
  after: readonly RecordValues[],
): Promise<readonly StoredRecord[]> {
  const computed = [...shape.fields.values()].some((field) => field.source?.from === 'query')
  if (!computed && seesAll(context, shape)) return after.map((values) => whole(values))
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

function seesAll(context: WriteContext, shape: EntityShape): boolean {
  const rights = context.base.access.entity(shape.key)
  if (rights === undefined || rights.read !== null) return false
  return [...shape.fields.keys()].every((key) => rights.fieldScope(key, 'read') === null)
}
