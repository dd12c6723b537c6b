import type { Json } from '@mortise/expressions'
import type { DateBucket, EntityModel, ReportDocument } from '@mortise/schema'
import { partsOf } from '../../all-of.ts'
import { addPeriods, bucketStart, dayIn, noonOf } from '../../period.ts'
import { plainPath, varsIn } from '../../scope.ts'
import type {
  AggregatePlan,
  PlanMeasure,
  ReportContext,
  ReportRow,
  ShapeContext,
  ZeroDimension,
} from '../../types.ts'
import { calcInput, storedColumns } from './derive.ts'
import { hiddenCount, hiddenSum } from './hidden.ts'

/** More empty groups than this help nobody. */
const mostGroups = 10_000
/** A filter that reaches further back than this has no beginning of its own. */
const mostBeyond = 400

/** What has to be known of each dimension to show its values without records. */
export function zeroDimensions(
  report: ReportDocument,
  entity: EntityModel,
  ctx: ReportContext,
): readonly ZeroDimension[] {
  return (report.dimensions ?? []).map(({ key, expr, groups }) => {
    const path = groups === undefined ? plainPath(expr) : undefined
    const checked = ctx.language.check(expr, entity.scope)
    const own = path !== undefined && !path.includes('.')
    const tests = partsOf(report.filter).filter((one) => {
      const names = varsIn(one)
      return own && names.length > 0 && names.every((name) => name === path)
    })
    return { key, path, tests, moments: checked.ok && checked.info.type.kind === 'datetime' }
  })
}

function allowed(dimension: ZeroDimension, value: Json, ctx: ShapeContext): boolean {
  const { path = '', tests, moments } = dimension
  const at = moments && typeof value === 'string' ? noonOf(value, ctx.timeZone) : value
  const input = calcInput({ [path]: at }, ctx)
  return tests.every((one) => ctx.language.evaluate(one, input) === true)
}

/** A period lies in the filter when its first or its last day does. */
function periodAllowed(
  dimension: ZeroDimension,
  start: string,
  given: { readonly bucket: DateBucket; readonly ctx: ShapeContext },
): boolean {
  const end = addPeriods(addPeriods(start, 1, given.bucket), -1, 'day')
  return allowed(dimension, start, given.ctx) || allowed(dimension, end, given.ctx)
}

/** The periods on one side of those with records that the filter lets in; none where it never ends. */
function beyond(
  start: string,
  step: 1 | -1,
  given: { readonly fits: (at: string) => boolean; readonly bucket: DateBucket },
): readonly string[] {
  const found: string[] = []
  for (
    let at = addPeriods(start, step, given.bucket);
    given.fits(at);
    at = addPeriods(at, step, given.bucket)
  ) {
    found.push(at)
    if (found.length >= mostBeyond) return []
  }
  return found
}

/** Every period from the first with records to the last, and as far as the filter reaches on both sides, up to today. */
function periods(
  dimension: ZeroDimension,
  seen: readonly string[],
  given: { readonly bucket: DateBucket; readonly ctx: ShapeContext },
): readonly string[] {
  const [first] = seen
  const last = seen.at(-1)
  if (first === undefined || last === undefined) return []
  const { bucket, ctx } = given
  const between: string[] = []
  for (let at = first; at <= last && between.length < mostGroups; at = addPeriods(at, 1, bucket))
    between.push(at)
  if (dimension.tests.length === 0) return between
  const today = dayIn(ctx.asOf, ctx.timeZone) ?? ''
  const fits = (at: string): boolean => at <= today && periodAllowed(dimension, at, given)
  return [
    ...beyond(first, -1, { fits, bucket }).toReversed(),
    ...between,
    ...beyond(last, 1, { fits, bucket }),
  ]
}

function valuesOf(
  plan: AggregatePlan,
  rows: readonly ReportRow[],
  given: { readonly dimension: ZeroDimension; readonly ctx: ShapeContext },
): readonly Json[] {
  const { dimension, ctx } = given
  const seen = [...new Set(rows.map((row) => row[dimension.key] ?? null))]
  const column = plan.columns.find((one) => one.key === dimension.key)
  if (column?.bucket !== undefined) {
    const starts = seen.flatMap((one) => bucketStart(one) ?? []).toSorted()
    const all = periods(dimension, starts, { bucket: column.bucket as DateBucket, ctx })
    return seen.includes(null) ? [...all, null] : all
  }
  const options = (plan.options[dimension.key] ?? []).map((one) => one.value)
  return [...new Set([...seen, ...options.filter((value) => allowed(dimension, value, ctx))])]
}

const counted: ReadonlySet<string> = new Set(['sum', 'count', 'countDistinct'])

function nothing(measures: readonly PlanMeasure[]): ReportRow {
  const values = measures.flatMap(({ key, agg, alone, earlier }): readonly (readonly [string, Json])[] => {
    if (earlier !== undefined) return earlier.flatMap((one) => nothingEarlier(one))
    if (agg === undefined) return []
    if (agg === 'avg' && alone !== true)
      return [
        [hiddenSum(key), 0],
        [hiddenCount(key), 0],
      ]
    return [[key, counted.has(agg) ? 0 : null]]
  })
  return Object.fromEntries(values)
}

function nothingEarlier({
  measure,
  from,
}: NonNullable<PlanMeasure['earlier']>[number]): readonly (readonly [string, Json])[] {
  const values = nothing([measure])
  return storedColumns(measure).map((name, at) => [from[at] ?? '', values[name] ?? null])
}

/** Adds a row of nothing for every group that the dimensions make and no record falls into. */
export function addZeros(
  plan: AggregatePlan,
  rows: readonly ReportRow[],
  ctx: ShapeContext,
): readonly ReportRow[] {
  const { zeros } = plan
  if (zeros === undefined || zeros.length === 0) return rows
  const all = zeros.map((dimension) => valuesOf(plan, rows, { dimension, ctx }))
  if (all.reduce((count, values) => count * values.length, 1) > mostGroups) return rows
  const keys = zeros.map((one) => one.key)
  const place = (row: ReportRow): string => JSON.stringify(keys.map((key) => row[key] ?? null))
  const known = new Set(rows.map(place))
  const empty = nothing(plan.measures)
  const combined = all.reduce<readonly ReportRow[]>(
    (made, values, at) => made.flatMap((row) => values.map((value) => ({ ...row, [keys[at] ?? '']: value }))),
    [{}],
  )
  return [...rows, ...combined.filter((row) => !known.has(place(row))).map((row) => ({ ...empty, ...row }))]
}
