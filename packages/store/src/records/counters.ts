import { type Fragment, sql } from '@mortise/expressions/sql'
import { ownTable } from '../sql/names.ts'
import type { WriteContext } from './context.ts'
import { textOnce } from './rows-sql.ts'
import type { EntityShape } from './shape.ts'
import type { StoredValues } from './values.ts'

function counterSql(schema: string): Fragment {
  return sql`insert into ${ownTable(schema, 'counter')} as c (entity, field, period, value) values ($1, $2, $3, $4::bigint) on conflict (entity, field, period) do update set value = c.value + $5::bigint returning value`
}

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
  for (const field of shape.counters) {
    const source = field.source?.from === 'counter' ? field.source : undefined
    if (source === undefined || rows.length === 0) continue
    const count = rows.length
    const { schema } = context.base
    const row = await context.runner.first<{ value: number | string }>({
      text: textOnce(shape, `${schema} counter`, () => counterSql(schema)),
      values: [shape.historyKey, field.historyKey, source.period(at), source.start + count - 1, count],
    })
    const first = Number(row?.value ?? source.start) - count + 1
    rows.forEach((values, index) => {
      values[field.key] = source.text(first + index, at)
    })
  }
}
