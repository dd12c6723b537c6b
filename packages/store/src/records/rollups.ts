import { bindSql, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { castType } from '../ddl/columns.ts'
import { newContext } from '../query/context.ts'
import { expressionSql, placeOf } from '../query/place.ts'
import { column, hidden, quoted, recordTable } from '../sql/names.ts'
import type { WriteContext } from './context.ts'
import type { EntityShape } from './shape.ts'

/** Records whose roll-ups lean on changed rows, by entity. */
export type Affected = ReadonlyMap<string, ReadonlySet<string>>

/** Parents of rows, by the links their roll-ups go over; `null` and unchanged-to-null links count on both sides. */
export function parentsOf(
  context: WriteContext,
  shape: EntityShape,
  rows: readonly RecordValues[],
): Affected {
  const affected = new Map<string, Set<string>>()
  for (const { parent, via } of context.base.shapes.parents(shape.key)) {
    const ids = affected.get(parent.key) ?? new Set<string>()
    for (const row of rows) {
      const id: Json = row[via] ?? null
      if (typeof id === 'string') ids.add(id)
    }
    if (ids.size > 0) affected.set(parent.key, ids)
  }
  return affected
}

/**
 * Locks parents before their rows are written, in one order for everybody: by entity, then id. Rows of one parent are
 * so written one transaction after the other, and each recompute sees all that were committed before.
 */
export async function lockParents(context: WriteContext, affected: Affected): Promise<void> {
  for (const [entity, ids] of [...affected].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    await context.runner.rows(
      sql`select 1 from ${recordTable(context.base.schema, entity)} where id = any(${bindSql([...ids])}::uuid[]) order by id for no key update`,
    )
}

/**
 * Works out the roll-ups of records anew, from their rows as they are now, and goes on to the parents of those that
 * changed. Parents have to be locked already. Answers the records that changed.
 */
export async function recomputeRollups(
  context: WriteContext,
  affected: Affected,
  depth: number = 0,
): Promise<readonly { readonly entity: string; readonly id: string }[]> {
  const touched: { entity: string; id: string }[] = []
  for (const [entity, ids] of [...affected].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const shape = context.base.shapes.entity(entity)
    const changed = await recompute(context, shape, [...ids])
    touched.push(...changed.map((row) => ({ entity, id: row['id'] as string })))
    const above = parentsOf(context, shape, changed as readonly RecordValues[])
    if (above.size === 0 || depth > 8) continue
    await lockParents(context, above)
    touched.push(...(await recomputeRollups(context, above, depth + 1)))
  }
  return touched
}

async function recompute(
  context: WriteContext,
  shape: EntityShape,
  ids: readonly string[],
): Promise<readonly { readonly [column: string]: unknown }[]> {
  if (shape.rollups.length === 0 || ids.length === 0) return []
  const place = placeOf(newContext(context.base), shape.key, 'system')
  const links = context.base.shapes.parents(shape.key).map(({ via }) => rawSql(quoted(via)))
  const parts = shape.rollups.map(({ field }, index) => ({
    name: rawSql(quoted(field.key)),
    value: field.source?.from === 'rows' ? expressionSql(place, field.source.expr) : rawSql('null'),
    type: rawSql(field.column ? castType(field.column) : 'text'),
    alias: rawSql(`v${index}`),
  }))
  const values = joinSql(
    parts.map(({ value, type, alias }) => sql`(${value})::${type} as ${alias}`),
    ', ',
  )
  const sets = joinSql(
    parts.map(({ name, alias }) => sql`${name} = x.${alias}`),
    ', ',
  )
  const differs = joinSql(
    parts.map(({ name, alias }) => sql`t.${name} is distinct from x.${alias}`),
    ' or ',
  )
  const table = recordTable(context.base.schema, shape.key)
  const from = sql`select ${column(place.alias, 'id')} as id, ${values} from ${table} ${rawSql(quoted(place.alias))} where ${column(place.alias, 'id')} = any(${bindSql(ids)}::uuid[]) and ${column(place.alias, hidden.deletedAt)} is null`
  const returned = joinSql(
    [rawSql('id'), ...links].map((name) => sql`t.${name}`),
    ', ',
  )
  return context.runner.rows(
    sql`update ${table} as t set ${sets} from (${from}) as x where t.id = x.id and (${differs}) returning ${returned}`,
  )
}
