import { type Fragment, joinSql, rawSql, type RowsAsked, sql } from '@mortise/expressions/sql'
import { column } from '../sql/names.ts'
import { mentions, namesOf, renaming, textOf } from './alias-names.ts'
import { askedOnce, type Source } from './asked-once.ts'
import { fromSql, type Place } from './place.ts'

/**
 * How what expressions ask of related rows is worked out: for each record by itself, which is best for few of them, or in one
 * pass over all the rows, which is best for many. Both give the same.
 */
export type Way = 'each' | 'together'

/** What the expressions of one SELECT ask of related rows. */
export type Relatives = {
  /** A place in that SELECT whose expressions are to be heard. */
  readonly on: (place: Place) => Place
  /** What follows everything else in FROM; asked for when all expressions are made. */
  readonly joins: () => readonly Fragment[]
  /** Whether there was anything that one pass over the rows can tell. */
  readonly asks: () => boolean
}

/** See `Way`. */
export function relativesOf(way: Way): Relatives {
  return way === 'each' ? eachByItself() : inOnePass()
}

function eachByItself(): Relatives {
  let asks = false
  const subquery: Place['subquery'] = (made, asked) => {
    asks ||= asked !== undefined
    return made
  }
  return { on: (place) => ({ ...place, subquery }), joins: () => [], asks: () => asks }
}

/** Rows of one relation, read once for everything that is asked of them. */
type Pass = {
  readonly name: string
  readonly asked: Pick<RowsAsked, 'from' | 'live' | 'by' | 'of'>
  readonly columns: Map<string, { readonly name: string; readonly sql: Fragment }>
  /** What the rows have to meet one of; absent where all of them count for something. */
  wheres: Map<string, Fragment> | undefined
}

function inOnePass(): Relatives {
  const passes = new Map<string, Pass>()
  const on = (place: Place): Place => ({
    ...place,
    subquery: (made, asked) => {
      const outside = namesOf(place)
      return asked === undefined || leansOut(asked, outside) ? made : answered(passes, asked, outside)
    },
  })
  return { on, joins: () => [...passes.values()].map(passSql), asks: () => passes.size > 0 }
}

/** Whether rows are asked for with something of the record itself, beside whom they belong to. */
function leansOut({ from, live, by, column: figure }: RowsAsked, outside: ReadonlySet<string>): boolean {
  return [from, live, by, figure].some((one) => mentions(one, outside))
}

function answered(passes: Map<string, Pass>, asked: RowsAsked, outside: ReadonlySet<string>): Fragment {
  const named = renaming(outside)
  // The tables come in `from`, so that they are called alike in everything that is asked of the same rows.
  const rows = { from: named(asked.from), by: named(asked.by), live: named(asked.live), of: asked.of }
  const key = [rows.from, rows.by, rows.live, rows.of].map(textOf).join(' ')
  const pass = passes.get(key) ?? {
    name: `zz_rows${passes.size}`,
    asked: rows,
    columns: new Map(),
    wheres: new Map(),
  }
  passes.set(key, pass)
  const figure = named(asked.column)
  const text = textOf(figure)
  const found = pass.columns.get(text) ?? { name: `v${pass.columns.size}`, sql: figure }
  pass.columns.set(text, found)
  const where = asked.where && named(asked.where)
  if (where === undefined) pass.wheres = undefined
  else pass.wheres?.set(textOf(where), where)
  return asked.value(column(pass.name, found.name))
}

function passSql({ name, asked, columns, wheres }: Pass): Fragment {
  const { from, live, by, of } = asked
  const figures = [...columns.values()].map((one) => sql`, ${one.sql} as ${rawSql(one.name)}`)
  const some =
    wheres === undefined
      ? rawSql('')
      : sql` and (${joinSql(
          [...wheres.values()].map((one) => sql`(${one})`),
          ' or ',
        )})`
  const rows = sql`select ${by} as record${joinSql(figures, '')} from ${from} where ${live} and ${by} is not null${some} group by 1`
  return sql`left join (${rows}) ${rawSql(name)} on ${column(name, 'record')} = ${of}`
}

/** Figures of the records of a place, and what they are read from; `where` and `make` get a place of the same table. */
export function workedOut<T>(
  way: Way,
  place: Place,
  given: { readonly where: (at: Place) => Fragment; readonly make: (at: Place) => T },
): { readonly made: T; readonly source: Source; readonly asks: boolean } {
  const near = relativesOf(way)
  const at = near.on(place)
  if (way === 'each') {
    const { made, source } = askedOnce(at, given.make)
    return { made, source: source(given.where(at)), asks: near.asks() }
  }
  const where = given.where(at)
  const made = given.make(at)
  const from = joinSql([fromSql(place), ...near.joins()], ' ')
  return { made, source: { from, where }, asks: near.asks() }
}
