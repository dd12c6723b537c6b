import type { Expression, ExpressionType } from '@mortise/expressions'
import { type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { AggregateDimension, AggregateMeasure } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { quoted } from '../sql/names.ts'
import { bucketSql } from './buckets.ts'
import { conditionSql, expressionSql, type Place } from './place.ts'

/** One column of a query that groups and adds up. */
export type Output = {
  readonly key: string
  readonly sql: Fragment
  readonly type: ExpressionType
  /** It is the id of the record that is counted, and so never empty. */
  readonly filled?: boolean
}

const key = /^[a-z][a-z0-9_]{0,47}$/
const count: ExpressionType = { kind: 'number' }

/** A key of a document as the name of a column. Keys come from documents: checked, never taken over as they are. */
export function outputName(text: string): string {
  if (!key.test(text)) throw storeErrors.STORE_NAME_INVALID({ name: text })
  return quoted(text)
}

/** What groups are told apart by. */
export function dimensionOf(place: Place, dimension: AggregateDimension): Output {
  const value = expressionSql(place, dimension.expr)
  if (dimension.bucket === undefined) {
    const text = value.type.kind === 'text' ? sql`(${value}) collate "C"` : sql`(${value})`
    return { key: dimension.key, sql: text, type: value.type, filled: isOwnId(place, dimension.expr) }
  }
  return { key: dimension.key, sql: bucketSql(place, value, dimension.bucket), type: { kind: 'date' } }
}

function isOwnId({ shape }: Place, expr: Expression): boolean {
  if (shape === undefined || typeof expr !== 'object' || expr === null || Array.isArray(expr)) return false
  return (expr as { readonly var?: Expression }).var === 'id'
}

type Aggregate = AggregateMeasure['agg']

const percentile = (part: string) => (value: Fragment, filter: Fragment) =>
  sql`(percentile_cont(${rawSql(part)}) within group (order by (${value})::float8)${filter})::numeric`

const aggregates: { readonly [A in Aggregate]: (value: Fragment, filter: Fragment) => Fragment } = {
  sum: (value, filter) => sql`coalesce(sum(${value})${filter}, 0)::numeric`,
  avg: (value, filter) => sql`avg(${value})${filter}`,
  min: (value, filter) => sql`min(${value})${filter}`,
  max: (value, filter) => sql`max(${value})${filter}`,
  count: (value, filter) => sql`count(${value})${filter}`,
  countDistinct: (value, filter) => sql`count(distinct ${value})${filter}`,
  median: percentile('0.5'),
  p90: percentile('0.9'),
  stddev: (value, filter) => sql`stddev_samp(${value})${filter}::numeric`,
}

const ordered = new Set<string>(['number', 'text', 'date', 'datetime', 'null'])
const number = (kind: string): boolean => kind === 'number' || kind === 'null'

/** What each can be worked out over. */
const fits: { readonly [A in Aggregate]: (kind: string) => boolean } = {
  sum: number,
  avg: number,
  min: (kind) => ordered.has(kind),
  max: (kind) => ordered.has(kind),
  count: () => true,
  countDistinct: (kind) => kind !== 'json',
  median: number,
  p90: number,
  stddev: number,
}

/** What a measure of no rows at all is. */
export function emptyFigure(agg: Aggregate): Fragment | undefined {
  return agg === 'sum' || agg === 'count' || agg === 'countDistinct' ? rawSql('0') : undefined
}

/** Puts values together; without a value only rows can be counted. */
export function aggregated(
  agg: Aggregate,
  value: (Fragment & { readonly type: ExpressionType }) | undefined,
  filter: Fragment | undefined,
): Fragment & { readonly type: ExpressionType } {
  if (!Object.hasOwn(aggregates, agg)) throw storeErrors.STORE_EXPRESSION_INVALID({ reason: agg })
  if (value === undefined && agg !== 'count')
    throw storeErrors.STORE_EXPRESSION_INVALID({ reason: `${agg}()` })
  if (value !== undefined && !fits[agg](value.type.kind))
    throw storeErrors.STORE_EXPRESSION_INVALID({ reason: `${agg}(${value.type.kind})` })
  const where = filter === undefined ? rawSql('') : sql` filter (where ${filter})`
  const type = agg === 'min' || agg === 'max' ? (value?.type ?? count) : count
  // The first and the last of texts are those of the lists: by code point, whatever the database was made with.
  const collated = value !== undefined && type.kind === 'text' ? sql`(${value}) collate "C"` : value
  return Object.assign({}, aggregates[agg](collated ?? rawSql('*'), where), { type })
}

/** Value and condition of a measure on the rows of a place. */
export function measuredOn(
  place: Place,
  measure: AggregateMeasure,
): {
  readonly value: ReturnType<typeof expressionSql> | undefined
  readonly filter: Fragment | undefined
} {
  return {
    value: measure.expr === undefined ? undefined : expressionSql(place, measure.expr),
    filter: measure.filter === undefined ? undefined : conditionSql(place, measure.filter),
  }
}

/** A measure of the rows of a place. */
export function measureOf(place: Place, measure: AggregateMeasure): Output {
  const { value, filter } = measuredOn(place, measure)
  const made = aggregated(measure.agg, value, filter)
  return { key: measure.key, sql: made, type: made.type }
}
