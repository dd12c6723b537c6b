import type { ExpressionType } from '@mortise/expressions'
import { bindSql, type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import { storeErrors } from '../errors.ts'
import type { Place } from './place.ts'

const dated = new Set<string>(['date', 'datetime'])

const buckets: { readonly [bucket: string]: string } = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
}

/** First day of the bucket, in the workspace's zone; quarters and years follow the fiscal year. */
export function bucketSql(
  place: Place,
  value: Fragment & { readonly type: ExpressionType },
  bucket: string,
): Fragment {
  if (!dated.has(value.type.kind))
    throw storeErrors.STORE_EXPRESSION_INVALID({ reason: `${bucket}(${value.type.kind})` })
  const unit = Object.hasOwn(buckets, bucket) ? buckets[bucket] : undefined
  if (unit === undefined) throw storeErrors.STORE_EXPRESSION_INVALID({ reason: bucket })
  const { timeZone, fiscalYearStart } = place.context
  const local =
    value.type.kind === 'datetime'
      ? sql`((${value}) at time zone ${bindSql(timeZone)}::text)`
      : sql`(${value})::timestamp`
  const months = unit === 'quarter' || unit === 'year' ? Math.trunc(fiscalYearStart - 1) : 0
  const shift = rawSql(`make_interval(months => ${months})`)
  const start =
    months === 0
      ? sql`date_trunc(${rawSql(`'${unit}'`)}, ${local})`
      : sql`date_trunc(${rawSql(`'${unit}'`)}, ${local} - ${shift}) + ${shift}`
  return sql`(${start})::date`
}

const lengths: { readonly [bucket: string]: string } = {
  day: '1 day',
  week: '7 days',
  month: '1 month',
  quarter: '3 months',
  year: '1 year',
}

/** Where the bucket with a given first day begins and the next one does, as values of the field itself. */
export function bucketStartsSql(
  place: Place,
  of: ExpressionType,
  bucket: string,
): { readonly starts: (day: Fragment) => Fragment; readonly ends: (day: Fragment) => Fragment } {
  const { timeZone } = place.context
  const length = rawSql(`interval '${lengths[bucket] ?? '1 day'}'`)
  const at = (moment: Fragment): Fragment =>
    of.kind === 'datetime'
      ? sql`((${moment}) at time zone ${bindSql(timeZone)}::text)`
      : sql`(${moment})::date`
  return {
    starts: (day) => at(sql`(${day})::timestamp`),
    ends: (day) => at(sql`(${day})::timestamp + ${length}`),
  }
}

/** About how many buckets lie between two dates or moments, both ends in. */
export function bucketCountSql(bucket: string, first: Fragment, last: Fragment): Fragment {
  const length = rawSql(`interval '${lengths[bucket] ?? '1 day'}'`)
  return sql`(extract(epoch from (${last})::timestamp - (${first})::timestamp) / extract(epoch from ${length}) + 1)::float8`
}
