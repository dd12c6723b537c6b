import { hintOf } from '../hint.ts'
import { formatDate, parseDate } from '../civil.ts'
import { isRangeName, rangeNames, rangeOf } from '../date-ranges.ts'
import { helpOf } from '../help.ts'
import type { Node } from '../node.ts'
import { type Checking, defineOperator, type Environment, type ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { type Fragment, maybeNull, sql, typedSql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { fitType, typeName } from '../typing.ts'
import { asText } from '../values.ts'
import { midnight } from '../zone.ts'
import { dateKinds } from './shared-kinds.ts'

/** A bound as the kind of the value it is compared with: a date means its midnight. */
function boundOf(bound: Json, datetime: boolean, zone: string): string | null {
  if (typeof bound !== 'string' || !datetime || bound.length !== 10) return asText(bound)
  const date = parseDate(bound)
  return date ? midnight(date, zone) : null
}

function boundsOf(
  datetime: boolean,
  [first, second]: readonly (Json | undefined)[],
  env: Environment,
): readonly [string | null, string | null] {
  if (second !== undefined)
    return [boundOf(first ?? null, datetime, env.zone), boundOf(second, datetime, env.zone)]
  const today = parseDate(env.today())
  const range = today && typeof first === 'string' ? rangeOf(first, today, env.fiscalYearStart) : undefined
  if (!range) return [null, null]
  return datetime
    ? [midnight(range.from, env.zone), midnight(range.to, env.zone)]
    : [formatDate(range.from), formatDate(range.to)]
}

function boundSql(call: SqlCall, index: number): Fragment {
  const date = call.args[index]?.type.kind !== 'datetime'
  const value = call.value(index)
  return date && call.args[0]?.type.kind === 'datetime'
    ? sql`(${value}::timestamp AT TIME ZONE ${call.zone})`
    : value
}

function dateInSql(call: SqlCall): Fragment {
  const type = call.args[0]?.type ?? { kind: 'date' }
  const value = call.value(0)
  if (call.args.length === 3)
    return maybeNull(sql`(${value} >= ${boundSql(call, 1)} AND ${value} < ${boundSql(call, 2)})`)
  const [from, to] = boundsOf(type.kind === 'datetime', [call.known(1)], call.env)
  return maybeNull(sql`(${value} >= ${typedSql(from, type)} AND ${value} < ${typedSql(to, type)})`)
}

function checkRange({ args, report }: Checking): readonly Node[] {
  const [value, from, to] = args
  if (!value || !from) return args
  if (to === undefined) {
    const name = from.kind === 'literal' ? from.value : undefined
    if (typeof name !== 'string' || !isRangeName(name))
      report(
        'EXPRESSION_CHOICE',
        {
          value: asText(name) ?? '…',
          hint: hintOf(asText(name) ?? '', rangeNames),
          choices: rangeNames.join(', '),
        },
        1,
      )
    return args
  }
  return args.map((bound, index) => {
    if (index === 0) return bound
    const date = fitType(bound, { kind: 'date' })
    const fitted = date ?? (value.type.kind === 'date' ? undefined : fitType(bound, { kind: 'datetime' }))
    if (!fitted)
      report('EXPRESSION_TYPE', { expected: typeName(value.type), actual: typeName(bound.type) }, index)
    return fitted ?? bound
  })
}

/** `dateIn`: Holds when the date lies in a range such as thisWeek, or from one day until before another. */
export const dateIn: ValueOperator = defineOperator({
  name: 'dateIn',
  help: helpOf({
    group: 'date',
    example: 'DATEIN(due, "thisMonth")',
    label: ['日期在', 'Date is in'],
    names: ['日期在', 'DATEIN'],
    help: [
      '日期在一段时间内：今天、本周、上月、last7Days…，或从一天起到另一天前。',
      'Holds when the date lies in a range such as thisWeek, or from one day until before another.',
    ],
  }),
  uses: 'now',
  params: [
    { accept: dateKinds },
    { accept: ['text', 'date', 'datetime'] },
    { accept: ['text', 'date', 'datetime'], optional: true },
  ],
  result: { kind: 'boolean' },
  nullable: false,
  check: checkRange,
  evaluate: ([value, first, second], _call, env) => {
    if (typeof value !== 'string') return false
    const [from, to] = boundsOf(value.length !== 10, [first, second], env)
    return from !== null && to !== null && value >= from && value < to
  },
  sql: dateInSql,
})
