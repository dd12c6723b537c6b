import type { SqlCall } from '../sql/call.ts'
import { type Fragment, sql } from '../sql/fragment.ts'

/** Units below a day, in milliseconds. */
export const timeUnits: { readonly [unit: string]: number } = {
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
}

/** Units of whole days and more. */
export const dateUnits: readonly string[] = ['day', 'week', 'month', 'quarter', 'year']

/** A date argument as the local date, a datetime in the workspace's zone. */
export function localDateSql(call: SqlCall, index: number): Fragment {
  const value = call.value(index)
  return call.args[index]?.type.kind === 'datetime' ? sql`(${value} AT TIME ZONE ${call.zone})::date` : value
}
