import { describe, expect, it } from 'vitest'
import { bindSql, type Fragment, joinSql, rawSql, renderSql, sql } from '@mortise/expressions/sql'
import { askedOnce } from './asked-once.ts'
import type { QueryContext } from './context.ts'
import { type Place, placeOf } from './place.ts'

/** Columns that each ask something of other rows of the place's record; tables get a new name each time. */
function made(asks: readonly ((alias: string) => Fragment)[]): {
  readonly text: string
  readonly values: unknown
} {
  let last = 0
  const context = { schema: 'ws_x', shapes: { entity: () => undefined }, alias: () => `t${(last += 1)}` }
  const place = placeOf(context as unknown as QueryContext, 'account', 'actor')
  const figures = (at: Place): Fragment =>
    joinSql(
      asks.map((ask) => at.subquery?.(ask(context.alias())) ?? rawSql('')),
      ', ',
    )
  const { made: list, source } = askedOnce(place, figures)
  const { from, where } = source(rawSql('live'))
  const rest = where === undefined ? rawSql('') : sql` where ${where}`
  return renderSql(sql`select ${list} from ${from}${rest}`)
}

const since =
  (day: string, column: string = 't7') =>
  (alias: string): Fragment =>
    sql`(select 1 from r_deal ${rawSql(`"${alias}" where "${alias}"."${column}" = "t1"."id"`)} and day > ${bindSql(day)})`

describe('what figures ask of related rows', () => {
  it('stands once in the statement where several ask the same', () => {
    const { text, values } = made([since('a'), since('b'), since('a')])
    expect(text).toBe(
      'select "t1"."zz_once0", (select 1 from r_deal "t6" where "t6"."t7" = "t1"."id" and day > $1), "t1"."zz_once0" from ' +
        '(select "t1".*, (select 1 from r_deal "t5" where "t5"."t7" = "t1"."id" and day > $2) as zz_once0 ' +
        'from "ws_x"."r_account" "t1" where live offset 0) "t1"',
    )
    expect(values).toEqual(['b', 'a'])
  })

  it('is left where it stands while each asks something else', () => {
    const { text } = made([since('a'), since('b'), since('a', 't8')])
    expect(text).toContain('from "ws_x"."r_account" "t1" where live')
    expect(text).not.toContain('zz_once')
  })
})
