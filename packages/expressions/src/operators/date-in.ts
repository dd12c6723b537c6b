import { hintOf } from '../hint.ts'
import { type CivilDate, formatDate, parseDate } from '../civil.ts'
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
import { movedDate } from './shared-moved.ts'

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

/** The days of a range that is known beforehand. */
function knownDays(call: SqlCall): readonly [CivilDate, CivilDate] | undefined {
  const { env } = call
  const given = [1, 2].map((index) => asText(call.known(index) ?? null) ?? '')
  if (call.args.length === 3) {
    const [from, to] = given.map(parseDate)
    return from && to && [from, to]
  }
  const today = parseDate(env.today())
  const range = today && rangeOf(given[0] ?? '', today, env.fiscalYearStart)
  return range && [range.from, range.to]
}

/** A date of another time, held against a range moved to the date's own. */
function movedSql(call: SqlCall): Fragment | undefined {
  const type = call.args[0]?.type ?? { kind: 'date' }
  const moved = movedDate(call, 0)
  const [from, to] = (moved && knownDays(call)?.map(moved.from)) ?? []
  if (moved === undefined || from === undefined || to === undefined) return undefined
  const bound = (day: CivilDate): Fragment =>
    typedSql(type.kind === 'datetime' ? midnight(day, call.env.zone) : formatDate(day), type)
  const value = moved.value()
  return maybeNull(sql`(${value} >= ${bound(from)} AND ${value} < ${bound(to)})`)
}

function dateInSql(call: SqlCall): Fragment {
  const moved = movedSql(call)
  if (moved !== undefined) return moved
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
