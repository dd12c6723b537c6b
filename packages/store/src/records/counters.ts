import { bindSql, sql } from '@mortise/expressions/sql'
import { ownTable } from '../sql/names.ts'
import type { WriteContext } from './context.ts'
import type { EntityShape } from './shape.ts'
import type { StoredValues } from './values.ts'

/**
 * Takes running numbers for rows, one statement a field. The counter's row stays locked until commit, so numbers have
 * no gap even when a save is rolled back.
 */
export async function takeNumbers(
  context: WriteContext,
  shape: EntityShape,
  rows: readonly StoredValues[],
): Promise<void> {
  const at = { now: context.base.now, timeZone: context.base.timeZone }
  const counter = ownTable(context.base.schema, 'counter')
  for (const field of shape.counters) {
    const source = field.source?.from === 'counter' ? field.source : undefined
    if (source === undefined || rows.length === 0) continue
    const count = rows.length
    const row = await context.runner.first<{ value: number | string }>(
      sql`insert into ${counter} as c (entity, field, period, value) values (${bindSql(shape.historyKey)}, ${bindSql(field.historyKey)}, ${bindSql(source.period(at))}, ${bindSql(source.start + count - 1)}::bigint) on conflict (entity, field, period) do update set value = c.value + ${bindSql(count)}::bigint returning value`,
    )
    const first = Number(row?.value ?? source.start) - count + 1
    rows.forEach((values, index) => {
      values[field.key] = source.text(first + index, at)
    })
  }
}
