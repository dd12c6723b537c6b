import type { ColumnSpec } from '@mortise/fields'
import { castType } from './columns.ts'

type ColumnType = ColumnSpec['type']

const toText: { readonly [T in ColumnType]?: (value: string) => string } = {
  'text[]': (value) => `array_to_string(${value}, ', ')`,
  jsonb: (value) => `${value}::text`,
}

const number = '^\\s*-?[0-9]{1,30}(\\.[0-9]+)?\\s*$'
const whole = new Set<ColumnType>(['int4', 'int8', 'numeric'])

/**
 * SQL that turns a value of one column type into another, null where it can't be read; undefined where the change makes
 * no sense. The old column is kept beside it, so nothing is lost.
 */
export function conversion(from: ColumnSpec, to: ColumnSpec, value: string): string | undefined {
  if (from.references !== to.references && to.references !== undefined) return undefined
  if (to.type === 'text') return `nullif(${(toText[from.type] ?? ((v) => `${v}::text`))(value)}, '')`
  if (whole.has(from.type) && whole.has(to.type)) return numberTo(to, `${value}::numeric`)
  if (from.type === 'text' && whole.has(to.type))
    return `case when ${value} ~ '${number}' then ${numberTo(to, `trim(${value})::numeric`)} end`
  return other(from.type, to.type, value)
}

// What is too large for the new column becomes empty; the update must not fail for one row.
function numberTo(to: ColumnSpec, value: string): string {
  if (to.type === 'numeric' && to.precision === undefined) return value
  const digits =
    to.type === 'int4' ? 9 : to.type === 'int8' ? 18 : Math.trunc((to.precision ?? 38) - (to.scale ?? 0))
  const scale = to.type === 'numeric' ? Math.trunc(to.scale ?? 0) : 0
  const rounded = `round(${value}, ${scale})`
  return `case when abs(${rounded}) < 1e${digits}::numeric then ${rounded}::${castType(to)} end`
}

function other(from: ColumnType, to: ColumnType, value: string): string | undefined {
  if (from === to) return value
  if (from === 'text' && to === 'text[]') return `array[${value}]`
  if (from === 'text[]' && to === 'text[]') return value
  if (from === 'date' && to === 'timestamptz') return `${value}::timestamp at time zone 'Asia/Shanghai'`
  if (from === 'timestamptz' && to === 'date') return `(${value} at time zone 'Asia/Shanghai')::date`
  if (from === 'text' && to === 'date') return dateFrom(value)
  if (from === 'text' && to === 'timestamptz')
    return `(${dateFrom(value)})::timestamp at time zone 'Asia/Shanghai'`
  if (from === 'text' && to === 'bool')
    return `case lower(${value}) when 'true' then true when 'yes' then true when '是' then true when 'false' then false when 'no' then false when '否' then false end`
  if (from === 'uuid' && to === 'uuid[]') return `array[${value}]`
  return undefined
}

// The day is checked against its month first: a cast that fails would stop the whole change.
function dateFrom(value: string): string {
  const part = (from: number, length: number): string => `substr(${value}, ${from}, ${length})::int`
  const first = `make_date(${part(1, 4)}, ${part(6, 2)}, 1)`
  const lastDay = `extract(day from ${first} + interval '1 month' - interval '1 day')`
  return `case when ${value} ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-[0-3][0-9]' then case when ${part(9, 2)} between 1 and ${lastDay} then ${first} + (${part(9, 2)} - 1) end end`
}
