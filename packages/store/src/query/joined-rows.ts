import { type Fragment, joinSql, sql } from '@mortise/expressions/sql'
import { type AggregateJoin, joinShares, joinSteps, type JoinStep } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { column } from '../sql/names.ts'
import { unknownField } from './fields-in-reach.ts'
import { shapeInReach } from './page.ts'
import {
  conditionSql,
  expressionSql,
  fieldSql,
  fromSql,
  type Place,
  placeOf,
  relatedSql,
  rowsInReach,
  scopeAt,
} from './place.ts'

/** The rows that a join brings to the records of a place. */
export type JoinedRows = {
  /** Where expressions on these rows are worked out. */
  readonly place: Place
  /** What follows the records in FROM; asked for after everything else of the statement is made. */
  readonly from: () => Fragment
  /** Further conditions on pairs of record and row. */
  readonly where: readonly Fragment[]
  /** One row may belong to several records. */
  readonly shared: boolean
}

type Step = { readonly place: Place; readonly on: Fragment }

/** Joins the rows of a join to a place of records; of both only what the actor may read. */
export function joinedRows(record: Place, join: AggregateJoin): JoinedRows {
  const { model } = record.context
  const steps = join.path === undefined ? [byValues(record, join)] : byPath(record, join.path)
  const last = steps.at(-1)?.place ?? record
  const place: Place = { ...last, record }
  const where = join.where === undefined || join.where === null ? [] : [conditionSql(place, join.where)]
  return {
    place,
    from: () =>
      joinSql(
        steps.map(({ place: to, on }) =>
          to.joins.size === 0 ? sql`join ${fromSql(to)} on ${on}` : sql`join (${fromSql(to)}) on ${on}`,
        ),
        ' ',
      ),
    where,
    shared: joinShares(model, record.entity, join),
  }
}

function reached(from: Place, entity: string): Place {
  shapeInReach(from.context, entity)
  return placeOf(from.context, entity, from.rights)
}

function byPath(record: Place, path: string): readonly Step[] {
  const steps = joinSteps(record.context.model, record.entity, path)
  if (steps === undefined) throw storeErrors.RECORD_FIELD_UNKNOWN({ name: path })
  let from = record
  return steps.map((step) => {
    const place = reached(from, step.target)
    const on = sql`${stepSql(from, place, step)} and ${rowsInReach(place)}`
    from = place
    return { place, on }
  })
}

function stepSql(from: Place, to: Place, { key, relation }: JoinStep): Fragment {
  if (relation === undefined) return sql`${column(to.alias, 'id')} = ${fieldSql(from, key)}`
  // A sub-table the actor may not see, or rows by a link he may not see, are as unknown as what does not exist.
  const seen = relation.owned || relation.many === 'forth' || scopeAt(to).find(relation.via) !== undefined
  if (!seen || scopeAt(from).find(key) === undefined) throw unknownField(key, scopeAt(from).keys())
  return relatedSql(from, to, relation)
}

function byValues(record: Place, { key, entity = '', on = [] }: AggregateJoin): Step {
  if (on.length === 0) throw storeErrors.STORE_EXPRESSION_INVALID({ reason: key })
  const place = reached(record, entity)
  const pairs = on.map(({ own, other }) => {
    const [mine, theirs] = [expressionSql(record, own), expressionSql(place, other)]
    if (mine.type.kind !== theirs.type.kind)
      throw storeErrors.STORE_EXPRESSION_INVALID({ reason: `${mine.type.kind} = ${theirs.type.kind}` })
    return sql`(${mine}) = (${theirs})`
  })
  return { place, on: joinSql([...pairs, rowsInReach(place)], ' and ') }
}
