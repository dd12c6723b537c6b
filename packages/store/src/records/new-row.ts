import { evaluate, type Json } from '@mortise/expressions'
import { newId } from '../database/ids.ts'
import type { WriteContext } from './context.ts'
import type { NewRow } from './rows-sql.ts'
import type { EntityShape } from './shape.ts'
import { type StoredValues, toStored } from './values.ts'

/** Makes a row out of values over a blank one: all that is known of a new record before the database was asked anything. */
export function newRow(
  context: WriteContext,
  shape: EntityShape,
  given: {
    readonly values: StoredValues
    readonly id: string | undefined
    readonly createdAt: string | undefined
  },
): NewRow {
  const { now } = context.base
  const { userId, departmentId, kind } = context.actor
  const { values } = given
  const owner = values['owner'] ?? userId
  const at = kind === 'system' ? (given.createdAt ?? now) : now
  const row = values as Row
  row.id = given.id ?? newId(Date.parse(now))
  row['owner'] = owner
  row['department'] = values['department'] ?? (owner === userId ? departmentId : null)
  row['created_by'] = userId
  row['created_at'] = at
  row['updated_by'] = userId
  row['updated_at'] = at
  row['version'] = 1
  fillRollups(context, shape, row)
  return row
}

type Row = { id: string; [column: string]: Json }

/** Roll-ups over no rows: what a record without rows begins with. */
function fillRollups(context: WriteContext, shape: EntityShape, row: Row): void {
  if (shape.rollups.length === 0) return
  const { now, timeZone, user } = context.base
  const rows = Object.fromEntries(shape.rollups.map(({ relation }) => [relation.key, []]))
  const input = { row: { ...row }, rows, now, timeZone, user }
  for (const { field } of shape.rollups) {
    const expr = field.source?.from === 'rows' ? field.source.expr : null
    row[field.key] = toStored(field, evaluate(expr, input, shape.entity.scope))
  }
}
