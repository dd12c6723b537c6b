import { type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { AggregateMeasure, AggregatePart, AggregateQuery } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { newContext, type QueryBase, type QueryContext } from './context.ts'
import {
  aggregated,
  dimensionOf,
  emptyFigure,
  measuredOn,
  measureOf,
  type Output,
  outputName,
} from './figures.ts'
import { type JoinedRows, joinedRows } from './joined-rows.ts'
import { shapeInReach, whereSql } from './page.ts'
import { expressionSql, fromSql, type Place, placeOf } from './place.ts'
import { column } from '../sql/names.ts'
import { sameGroup } from './same-group.ts'
import { type Related, type Relatives, workedOut } from './relatives.ts'

/** Groups with their figures as one statement. */
export type GroupedSql = {
  readonly dimensions: readonly Output[]
  readonly measures: readonly Output[]
  readonly inner: Fragment
}

/** `select … from … where … group by …` of these columns. */
export function groupedSql(given: {
  readonly dimensions: readonly Output[]
  readonly measures: readonly Output[]
  readonly from: Fragment
  readonly where?: Fragment
}): Fragment {
  const { dimensions, measures, from, where } = given
  const columns = [...dimensions, ...measures].map((one) => sql`${one.sql} as ${rawSql(outputName(one.key))}`)
  // A query for groups alone may have no column at all once its only dimension is left out.
  const list = columns.length === 0 ? rawSql('count(*) as _n') : joinSql(columns, ', ')
  const groups =
    dimensions.length === 0 ? rawSql('') : rawSql(` group by ${dimensions.map((_, at) => at + 1).join(', ')}`)
  return sql`select ${list} from ${from}${where === undefined ? rawSql('') : sql` where ${where}`}${groups}`
}

type Part = GroupedSql & { readonly name: string; readonly part: AggregatePart | undefined }

/**
 * Every part of a query worked out by itself, with its own pass over the records, and put side by side by their groups:
 * a record with three items and two visits counts its items three times and its visits twice, never six times.
 */
export function partsSql(base: QueryBase, query: AggregateQuery, related: Related): GroupedSql {
  const parts = query.parts ?? []
  const given = { base, context: newContext(base), related }
  const main = partSql(given, query, undefined)
  const others = parts.map((part) => partSql(given, query, part))
  const all = [main, ...others]
  const givers = others.filter(({ part }) => part?.groups === true)
  // With groups from the records alone those are what the parts are put beside; else every giver is read for them once more.
  const alone = givers.length === 0 || main.dimensions.length === 0
  const find = (measure: AggregateMeasure): Part => {
    const part = all.find((one) => one.part?.key === measure.part)
    if (part === undefined) throw storeErrors.RECORD_FIELD_UNKNOWN({ name: measure.part ?? '' })
    return part
  }
  const measures = query.measures.map((measure): Output => {
    const part = find(measure)
    const made = part.measures.find((one) => one.key === measure.key) as Output
    const value = rawSql(`${alone && part === main ? 'g' : part.name}.${outputName(measure.key)}`)
    const none = emptyFigure(measure.agg)
    return { ...made, sql: none === undefined ? value : sql`coalesce(${value}, ${none})` }
  })
  const dimensions = main.dimensions.map((one) => ({ ...one, sql: rawSql(`g.${outputName(one.key)}`) }))
  const list = joinSql(
    [...dimensions, ...measures].map((one) => sql`${one.sql} as ${rawSql(outputName(one.key))}`),
    ', ',
  )
  const from = alone ? besideMain(main, others) : besideGroups(main, [main, ...givers], all)
  return { dimensions, measures, inner: from(list) }
}

type Beside = (list: Fragment) => Fragment

/** Parts beside the groups of the records, which are worked out once. */
function besideMain(main: Part, others: readonly Part[]): Beside {
  const joins = others.map(
    (one) => sql`left join (${one.inner}) ${rawSql(one.name)} on ${sameGroup(main.dimensions, one)}`,
  )
  return (list) => sql`select ${list} from (${main.inner}) g ${joinSql(joins, ' ')}`
}

/** Parts beside all the groups that some of them have. Those are read twice, so they are kept within the statement. */
function besideGroups(main: Part, givers: readonly Part[], all: readonly Part[]): Beside {
  const kept = givers.map((one) => sql`${rawSql(one.name)} as materialized (${one.inner})`)
  const names = rawSql(main.dimensions.map((one) => outputName(one.key)).join(', '))
  const groups = givers.map((one) => sql`select ${names} from ${rawSql(one.name)}`)
  const joins = all.map((one) => {
    const from = givers.includes(one) ? rawSql(one.name) : sql`(${one.inner}) ${rawSql(one.name)}`
    return sql`left join ${from} on ${sameGroup(main.dimensions, one)}`
  })
  return (list) =>
    sql`with ${joinSql(kept, ', ')} select ${list} from (${joinSql(groups, ' union ')}) g ${joinSql(joins, ' ')}`
}

function partSql(
  given: { readonly base: QueryBase; readonly context: QueryContext; readonly related: Related },
  query: AggregateQuery,
  part: AggregatePart | undefined,
): Part {
  const { base, context, related } = given
  const entity = part?.instead?.entity ?? query.entity
  shapeInReach(base, entity)
  const place = placeOf(context, entity, 'actor')
  const { filter, dimensions: grouped } = part?.instead ?? query
  const wanted = grouped.filter(({ key }) => part?.grain?.includes(key) ?? true)
  const measures = query.measures.filter((one) => one.part === part?.key)
  const join = query.joins?.find((one) => one.key === part?.join)
  if (part?.join !== undefined && join === undefined)
    throw storeErrors.RECORD_FIELD_UNKNOWN({ name: part.join })
  const rows = join && joinedRows(place, join)
  const whereOn = (at: Place): Fragment =>
    joinSql(
      [
        whereSql(at, { filter, search: entity === query.entity ? query.search : undefined }),
        ...(rows?.where ?? []),
      ],
      ' and ',
    )
  const name = context.alias()
  if (rows === undefined && part?.per === undefined) {
    const { made, source } = workedOut(related, place, {
      where: whereOn,
      make: (at) => ({
        dimensions: wanted.map((one) => dimensionOf(at, one)),
        measures: measures.map((one) => measureOf(at, one)),
      }),
    })
    return { name, part, ...made, inner: groupedSql({ ...made, ...source }) }
  }
  const near = related.select()
  const at = near.on(place)
  const where = whereOn(at)
  const dimensions = wanted.map((one) => dimensionOf(at, one))
  const heard = rows && { ...rows, place: near.on(rows.place) }
  const figures = inGroups({ place: at, rows: heard, where, dimensions, measures, near }, part)
  return { name, part, dimensions, ...figures }
}

type Given = {
  readonly place: Place
  readonly rows: JoinedRows | undefined
  readonly where: Fragment
  readonly dimensions: readonly Output[]
  readonly measures: readonly AggregateMeasure[]
  readonly near: Relatives
}

type Figures = Pick<GroupedSql, 'measures' | 'inner'>

function inGroups(given: Given, part: AggregatePart | undefined): Figures {
  if (part?.per !== undefined) return finer(given, part.per)
  return given.rows?.shared === true ? onceEach(given, given.rows) : plain(given)
}

/** Records and their joined rows; call it last, when all joins of the expressions are known. */
function sourceSql({ place, rows, near }: Given): Fragment {
  const joined = rows === undefined ? [] : [rows.from()]
  return joinSql([fromSql(place), ...joined, ...near.joins()], ' ')
}

function plain(given: Given): Figures {
  const { place, rows, where, dimensions } = given
  const measures = given.measures.map((one) => measureOf(rows?.place ?? place, one))
  return { measures, inner: groupedSql({ dimensions, measures, where, from: sourceSql(given) }) }
}

/** The groups of an inner statement, as columns of the one around it. */
const handed = (dimensions: readonly Output[]): readonly Output[] =>
  dimensions.map((one) => ({ ...one, sql: rawSql(`i.${outputName(one.key)}`) }))

/** A row that belongs to several records of a group counts once there. */
function onceEach(given: Given, rows: JoinedRows): Figures {
  const id: Output = { key: 'zz_row', sql: column(rows.place.alias, 'id'), type: { kind: 'text' } }
  const inside = given.measures.flatMap((one, at): readonly Output[] => {
    const { value, filter } = measuredOn(rows.place, one)
    const counts = filter ?? rawSql('true')
    const holds: Output = { key: `zz_f${at}`, sql: sql`bool_or(${counts})`, type: { kind: 'boolean' } }
    if (value === undefined) return [holds]
    const first = sql`(array_agg(${value}) filter (where ${counts}))[1]`
    return [{ key: `zz_v${at}`, sql: first, type: value.type }, holds]
  })
  const { where, dimensions } = given
  const inner = groupedSql({
    dimensions: [...dimensions, id],
    measures: inside,
    where,
    from: sourceSql(given),
  })
  const measures = given.measures.map((one, at): Output => {
    const found = inside.find(({ key }) => key === `zz_v${at}`)
    const value = found && Object.assign({}, rawSql(`i.zz_v${at}`), { type: found.type })
    const made = aggregated(one.agg, value, rawSql(`i.zz_f${at}`))
    return { key: one.key, sql: made, type: made.type }
  })
  return {
    measures,
    inner: groupedSql({ dimensions: handed(dimensions), measures, from: sql`(${inner}) i` }),
  }
}

/** First in finer groups, then over what came out of those. */
function finer(given: Given, per: Exclude<AggregatePart['per'], undefined>): Figures {
  const { where, dimensions, place, rows } = given
  const on = rows?.place ?? place
  const finest = per.map((expr, at): Output => {
    const value = expressionSql(on, expr)
    return { key: `zz_p${at}`, sql: sql`(${value})`, type: value.type }
  })
  const inside = given.measures.map((one, at): Output => {
    const { value, filter } = measuredOn(on, one)
    const made = aggregated(one.each ?? (value === undefined ? 'count' : 'sum'), value, filter)
    return { key: `zz_v${at}`, sql: made, type: made.type }
  })
  const inner = groupedSql({
    dimensions: [...dimensions, ...finest],
    measures: inside,
    where,
    from: sourceSql(given),
  })
  const measures = given.measures.map((one, at): Output => {
    const value = Object.assign({}, rawSql(`i.zz_v${at}`), {
      type: inside[at]?.type ?? { kind: 'number' as const },
    })
    const made = aggregated(one.agg, value, undefined)
    return { key: one.key, sql: made, type: made.type }
  })
  return {
    measures,
    inner: groupedSql({ dimensions: handed(dimensions), measures, from: sql`(${inner}) i` }),
  }
}
