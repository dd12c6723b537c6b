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
  /** What follows everything else in FROM; asked for when all its expressions are made. */
  readonly joins: () => readonly Fragment[]
}

/** What the expressions of one statement ask of related rows. */
export type Related = {
  readonly way: Way
  readonly select: () => Relatives
  /** What comes before the statement; asked for when all of it is made. */
  readonly heads: () => Fragment
  /** Whether there was anything that one pass over the rows can tell. */
  readonly asks: () => boolean
}

/** See `Way`. */
export function relatedRows(way: Way): Related {
  return way === 'each' ? eachByItself() : inOnePass()
}

function eachByItself(): Related {
  let asks = false
  const subquery: Place['subquery'] = (made, asked) => {
    asks ||= asked !== undefined
    return made
  }
  const near: Relatives = { on: (place) => ({ ...place, subquery }), joins: () => [] }
  return { way: 'each', select: () => near, heads: () => rawSql(''), asks: () => asks }
}

/** Rows of one relation, read once for everything that the statement asks of them. */
type Pass = {
  readonly name: string
  readonly rows: Pick<RowsAsked, 'from' | 'live' | 'by'>
  readonly columns: Map<string, { readonly name: string; readonly sql: Fragment }>
  /** What the rows have to meet one of; absent where all of them count for something. */
  wheres: Map<string, Fragment> | undefined
}

function inOnePass(): Related {
  const passes = new Map<string, Pass>()
  return {
    way: 'together',
    select: () => nearIn(passes),
    heads: () => {
      const all = [...passes.values()].map(passSql)
      return all.length === 0 ? rawSql('') : sql`with ${joinSql(all, ', ')} `
    },
    asks: () => passes.size > 0,
  }
}

function nearIn(passes: Map<string, Pass>): Relatives {
  const joins = new Map<string, { readonly name: string; readonly join: Fragment }>()
  /** The groups of a pass beside the record with this id, by their alias. */
  const joined = (pass: Pass, of: Fragment): string => {
    const key = `${pass.name} ${textOf(of)}`
    const name = joins.get(key)?.name ?? `zz_near${joins.size}`
    const join = sql`left join ${rawSql(`${pass.name} ${name}`)} on ${column(name, 'record')} = ${of}`
    joins.set(key, { name, join })
    return name
  }
  const on = (place: Place): Place => ({
    ...place,
    subquery: (made, asked) => {
      const outside = namesOf(place)
      if (asked === undefined || leansOut(asked, outside)) return made
      const { pass, figure } = passFor(passes, asked, renaming(outside))
      return asked.value(column(joined(pass, asked.of), figure))
    },
  })
  return { on, joins: () => [...joins.values()].map(({ join }) => join) }
}

/** Whether rows are asked for with something of the record itself, beside whom they belong to. */
function leansOut({ from, live, by, column: figure }: RowsAsked, outside: ReadonlySet<string>): boolean {
  return [from, live, by, figure].some((one) => mentions(one, outside))
}

/** The pass that tells a figure, and the name of its column there. */
function passFor(
  passes: Map<string, Pass>,
  asked: RowsAsked,
  named: (made: Fragment) => Fragment,
): { readonly pass: Pass; readonly figure: string } {
  // The tables come in `from`, so that they are called alike in everything that is asked of the same rows.
  const rows = { from: named(asked.from), by: named(asked.by), live: named(asked.live) }
  const key = [rows.from, rows.by, rows.live].map(textOf).join(' ')
  const pass = passes.get(key) ?? {
    name: `zz_rows${passes.size}`,
    rows,
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
  return { pass, figure: found.name }
}

/** Kept within the statement: each of several workers would go through all the rows for itself. */
function passSql({ name, rows, columns, wheres }: Pass): Fragment {
  const { from, live, by } = rows
  const figures = [...columns.values()].map((one) => sql`, ${one.sql} as ${rawSql(one.name)}`)
  const some = [...(wheres?.values() ?? [])].map((one) => sql`(${one})`)
  const kept = wheres === undefined ? rawSql('') : sql` and (${joinSql(some, ' or ')})`
  return sql`${rawSql(name)} as materialized (select ${by} as record${joinSql(figures, '')} from ${from} where ${live} and ${by} is not null${kept} group by 1)`
}

/** Figures of the records of a place, and what they are read from; `where` and `make` get a place of the same table. */
export function workedOut<T>(
  related: Related,
  place: Place,
  given: { readonly where: (at: Place) => Fragment; readonly make: (at: Place) => T },
): { readonly made: T; readonly source: Source } {
  const near = related.select()
  const at = near.on(place)
  if (related.way === 'each') {
    const { made, source } = askedOnce(at, given.make)
    return { made, source: source(given.where(at)) }
  }
  const where = given.where(at)
  const made = given.make(at)
  return { made, source: { from: joinSql([fromSql(place), ...near.joins()], ' '), where } }
}
