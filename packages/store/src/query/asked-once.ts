import { type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { column } from '../sql/names.ts'
import { meaningOf, namesOf } from './alias-names.ts'
import { fromSql, joinsSql, type Place } from './place.ts'

/** What figures of records are read from. */
export type Source = { readonly from: Fragment; readonly where?: Fragment }

/**
 * Figures of the records of a place with what they ask of related rows. What several of them ask alike, such as whether a
 * customer bought in a certain time, is worked out once for each record, in a statement within the one that adds up; Postgres
 * would work it out for every figure anew. `make` may be called twice, with places of the same table.
 */
export function askedOnce<T>(
  place: Place,
  make: (place: Place) => T,
): { readonly made: T; readonly source: (where: Fragment) => Source } {
  const times = new Map<string, number>()
  const counting: Place['subquery'] = (made, asked) => {
    const text = meaningOf(namesOf(place), made)
    times.set(text, (times.get(text) ?? 0) + 1)
    return place.subquery?.(made, asked) ?? made
  }
  const plain = make({ ...place, subquery: counting })
  const repeated = [...times].flatMap(([text, count]) => (count > 1 ? [text] : []))
  if (repeated.length === 0) return { made: plain, source: (where) => ({ from: fromSql(place), where }) }
  const columns = new Map(repeated.map((text, at) => [text, `zz_once${at}`]))
  const found = new Map<string, Fragment>()
  const made = make({
    ...place,
    subquery: (asked) => {
      const name = columns.get(meaningOf(namesOf(place), asked))
      if (name === undefined) return asked
      if (!found.has(name)) found.set(name, asked)
      const { maybeNull } = asked
      return { ...column(place.alias, name), ...(maybeNull === undefined ? {} : { maybeNull }) }
    },
  })
  return { made, source: (where) => ({ from: within(place, where, found) }) }
}

/** The table with those columns more, under its own name. */
function within(place: Place, where: Fragment, found: ReadonlyMap<string, Fragment>): Fragment {
  const alias = rawSql(`"${place.alias}"`)
  const more = [...found].map(([name, asked]) => sql`, ${asked} as ${rawSql(name)}`)
  // Without the offset Postgres would put the statements together again, and each column where it is named.
  const rows = sql`(select ${alias}.*${joinSql(more, '')} from ${fromSql(place)} where ${where} offset 0) ${alias}`
  return joinSql([rows, ...joinsSql(place)], ' ')
}
