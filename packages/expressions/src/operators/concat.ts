import { formatDate } from '../civil.ts'
import { helpOf } from '../help.ts'
import type { NodeType } from '../node.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { type Fragment, joinSql, rawSql, sql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { textOrNull } from '../values.ts'
import { parseInstant, toLocal } from '../zone.ts'
import { canonicalTime } from '../time-values.ts'

/** A value as people read it: datetimes in the workspace's zone to the minute, times without seconds. */
function textOf(value: Json, type: NodeType, zone: string): string {
  if (value === null) return ''
  if (typeof value !== 'string') return typeof value === 'number' ? `${value}` : ''
  if (type.kind === 'time' || (type.kind === 'unknown' && canonicalTime(value) === value))
    return value.slice(0, 5)
  const instant = value.length === 24 && type.kind !== 'text' ? parseInstant(value) : undefined
  if (instant === undefined) return value
  const { date, time } = toLocal(instant, zone)
  const minutes = Math.floor(time / 60_000)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${formatDate(date) ?? ''} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const formats: { readonly [kind: string]: (value: Fragment, zone: Fragment) => Fragment } = {
  text: (value) => value,
  number: (value) => sql`trim_scale(${value})::text`,
  duration: (value) => sql`trim_scale(${value})::text`,
  date: (value) => sql`to_char(${value}, 'YYYY-MM-DD')`,
  datetime: (value, zone) => sql`to_char(${value} AT TIME ZONE ${zone}, 'YYYY-MM-DD HH24:MI')`,
  time: (value) => sql`to_char(${value}, 'HH24:MI')`,
}

function partSql(call: SqlCall, index: number): Fragment {
  const format = formats[call.args[index]?.type.kind ?? '']
  return format ? format(call.value(index), call.zone) : rawSql('NULL::text')
}

/** `concat`: Joins texts, numbers and dates. */
export const concat: ValueOperator = defineOperator({
  name: 'concat',
  help: helpOf({
    group: 'text',
    example: 'CONCAT(name, "-", no)',
    label: ['连接', 'Join texts'],
    names: ['连接', 'CONCAT'],
    help: ['把文本、数字和日期连成一段文本。', 'Joins texts, numbers and dates.'],
  }),
  params: [{ accept: ['text', 'number', 'duration', 'date', 'datetime', 'time'], rest: true }],
  result: { kind: 'text' },
  nullable: true,
  size: (args) => args.reduce((sum, argument) => sum + argument.size, 0),
  evaluate: (args, call, env) => {
    const parts = args.map((value, index) =>
      textOf(value, call.args[index]?.type ?? { kind: 'text' }, env.zone),
    )
    env.spend(parts.reduce((sum, part) => sum + part.length, 0))
    return textOrNull(parts.join(''))
  },
  sql: (call) =>
    sql`nullif(concat(${joinSql(
      call.args.map((_, index) => partSql(call, index)),
      ', ',
    )}), '')`,
})
