import type { Expression } from '@mortise/expressions'
import type { AggregateMeasure, AggregateQuery } from '@mortise/schema'

/**
 * Figures that need every value of a group side by side. One of them among others takes all rows of a question through one
 * sort, and keeps what could be added up from being read by several workers.
 */
const whole: ReadonlySet<AggregateMeasure['agg']> = new Set(['median', 'p90', 'countDistinct'])

/** Key of the part for them; no document can hold such a one. */
const apart = 'zz_apart'

/**
 * The same question with such figures in a part of their own, over the rows that they count alone: the middle of what was
 * won is found among what was won. Only where each of them counts some of the rows, and others count more: else all rows
 * would be sorted anyway.
 */
export function wholesApart(query: AggregateQuery): AggregateQuery {
  const alone = query.measures.filter(({ agg, part }) => part === undefined && whole.has(agg))
  const filters = alone.flatMap(({ filter }) => (filter === undefined || filter === null ? [] : [filter]))
  const others = query.measures.some((one) => one.part === undefined && !whole.has(one.agg))
  if (alone.length === 0 || filters.length < alone.length || !others) return query
  const counted: Expression = filters.length === 1 ? (filters[0] ?? true) : { or: filters }
  const filter =
    query.filter === undefined || query.filter === null ? counted : { and: [query.filter, counted] }
  const set = new Set(alone)
  return {
    ...query,
    measures: query.measures.map((one) => (set.has(one) ? { ...one, part: apart } : one)),
    parts: [...(query.parts ?? []), { key: apart, instead: { filter, dimensions: query.dimensions } }],
  }
}
