import {
  type DatePiece,
  dateFormat,
  type DateToken,
  numberFormat,
  type NumberFormat,
} from '../format-pattern.ts'
import type { SqlCall } from '../sql/call.ts'
import { bindSql, type Fragment, joinSql, rawSql, sql } from '../sql/fragment.ts'
import { asText } from '../values.ts'

const textSql = (value: string): Fragment => sql`${bindSql(value)}::text`

/** The same digits as in JavaScript, put together from the text of a rounded numeric: `to_char` has a widest form. */
function numberSql(value: Fragment, format: NumberFormat): Fragment {
  const rounded = sql`round(${format.percent ? sql`${value} * 100` : value}, ${rawSql(String(format.most))})`
  const padded = sql`lpad(split_part(t, '.', 1), greatest(${rawSql(String(format.whole))}, length(split_part(t, '.', 1))), '0')`
  const whole = format.grouped
    ? sql`regexp_replace(${padded}, '([0-9])(?=([0-9]{3})+$)', '\\1,', 'g')`
    : padded
  const kept = sql`rtrim(split_part(t, '.', 2), '0')`
  const least = rawSql(String(format.least))
  const fraction = sql`CASE WHEN ${kept} = '' AND ${least} = 0 THEN '' ELSE '.' || rpad(${kept}, greatest(${least}, length(${kept})), '0') END`
  const sign = sql`CASE WHEN r < 0 THEN '-' ELSE '' END`
  return sql`(SELECT ${sign} || ${textSql(format.before)} || ${whole} || ${fraction} || ${textSql(format.after)} FROM (SELECT r, abs(r)::text AS t FROM (SELECT ${rounded} AS r) a) b)`
}

const pieces: { readonly [K in DateToken]: string } = {
  YYYY: 'YYYY',
  YY: 'YY',
  Q: 'Q',
  MM: 'MM',
  M: 'FMMM',
  DD: 'DD',
  D: 'FMDD',
  HH: 'HH24',
  H: 'FMHH24',
  mm: 'MI',
  m: 'FMMI',
  ss: 'SS',
  s: 'FMSS',
}

function dateSql(local: Fragment, parts: readonly DatePiece[]): Fragment {
  const texts = parts.map((one) =>
    'text' in one ? textSql(one.text) : sql`to_char(l, ${rawSql(`'${pieces[one.piece]}'`)})`,
  )
  return sql`(SELECT ${joinSql(texts, ' || ')} FROM (SELECT ${local} AS l) a)`
}

/** SQL of `format`. */
export function formatSql(call: SqlCall): Fragment {
  const pattern = asText(call.known(1)) ?? ''
  const kind = call.args[0]?.type.kind
  const value = call.value(0)
  const number = numberFormat(pattern)
  if (number !== undefined) return numberSql(value, number)
  const parts = dateFormat(pattern) ?? []
  if (kind === 'time') return dateSql(sql`(date '2000-01-01' + ${value})`, parts)
  return dateSql(
    kind === 'datetime' ? sql`(${value} AT TIME ZONE ${call.zone})` : sql`(${value})::timestamp`,
    parts,
  )
}
