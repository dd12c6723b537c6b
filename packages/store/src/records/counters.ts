import type { FieldSource } from '@mortise/fields'
import { type Fragment, sql } from '@mortise/expressions/sql'
import { ownTable } from '../sql/names.ts'
import type { WriteContext } from './context.ts'
import { textOnce } from './rows-sql.ts'
import type { EntityShape, FieldShape } from './shape.ts'
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
    const first =
      context.base.numbers?.(`${shape.historyKey} ${field.historyKey}`, count) ??
      (await counted(context, { shape, field, source, count }))
    rows.forEach((values, index) => {
      values[field.key] = source.text(first + index, at)
    })
  }
}
async function counted(
  context: WriteContext,
  given: {
    readonly shape: EntityShape
    readonly field: FieldShape
    readonly source: Extract<FieldSource, { readonly from: 'counter' }>
    readonly count: number
  },
): Promise<number> {
  const { shape, field, source, count } = given
  const { schema, now, timeZone } = context.base
  const period = source.period({ now, timeZone })
  const row = await context.runner.first<{ value: number | string }>({
    text: textOnce(shape, `${schema} counter`, () => counterSql(schema)),
    values: [shape.historyKey, field.historyKey, period, source.start + count - 1, count],
  })
  return Number(row?.value ?? source.start) - count + 1
}
