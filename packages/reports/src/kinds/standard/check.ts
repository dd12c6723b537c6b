import type { ErrorDetail } from '@mortise/errors'
import type { MeasureDocument, ReportDocument } from '@mortise/schema'
import { errors } from '../../errors.ts'
import { parseDistance } from '../../period.ts'
import { nearHint, problem, under } from '../../problems.ts'
import { columnScope, measureScopeOf, measureType, sourceOf } from '../../scope.ts'
import type { ReportContext } from '../../types.ts'
import { checkCondition, checkDimensionNames, checkStored, type Place } from './check-parts.ts'
import { checkEarlier, checkGrain, checkGroups, checkJoins } from './check-joins.ts'
import { standardColumns } from './columns.ts'
import { calcCycle } from './derive.ts'
import { basesOf } from './earlier.ts'
import { hiddenCount, hiddenSum } from './hidden.ts'
import { leadsBack } from './late.ts'

function checkKeys(report: ReportDocument): readonly ErrorDetail[] {
  const seen = new Set<string>()
  const hidden = new Set(
    (report.measures ?? []).flatMap(({ key, agg }) =>
      agg === 'avg' ? [hiddenSum(key), hiddenCount(key)] : [],
    ),
  )
  const named = [
    ...(report.dimensions ?? []).map(({ key }, index) => ({ key, path: `/dimensions/${index}/key` })),
    ...(report.measures ?? []).map(({ key }, index) => ({ key, path: `/measures/${index}/key` })),
  ]
  return named.flatMap(({ key, path }) => {
    if (!/^[a-z][a-z0-9_]{0,47}$/.test(key)) return [problem(path, errors.REPORT_KEY_BAD({ key }))]
    if (seen.has(key) || hidden.has(key)) return [problem(path, errors.REPORT_KEY_TAKEN({ key }))]
    seen.add(key)
    return []
  })
}

function checkDimensions(report: ReportDocument, place: Place): readonly ErrorDetail[] {
  return (report.dimensions ?? []).flatMap(({ key, expr, bucket, groups }, index) => {
    const path = `${place.path}/dimensions/${index}`
    const wrong = checkStored(expr, place.entity.scope, { ...place, path: `${path}/expr` })
    if (wrong.length > 0) return wrong
    const grouped = groups === undefined ? [] : checkGroups({ key, expr, groups }, bucket, { ...place, path })
    if (grouped.length > 0) return grouped
    const checked = place.ctx.language.check(expr, place.entity.scope)
    const kind = checked.ok ? checked.info.type.kind : 'null'
    const dated = kind === 'date' || kind === 'datetime'
    if (bucket !== undefined && !dated) return [problem(`${path}/bucket`, errors.REPORT_BUCKET_DATE({ key }))]
    const groupable = kind !== 'json' && kind !== 'rows'
    return groupable ? [] : [problem(`${path}/expr`, errors.REPORT_NOT_GROUPABLE({ key, type: kind }))]
  })
}

const numeric: ReadonlySet<string> = new Set(['sum', 'avg', 'median', 'p90', 'stddev'])
const bare: ReadonlySet<string> = new Set(['count'])

function checkAggregate(
  measure: MeasureDocument,
  report: ReportDocument,
  place: Place,
): readonly ErrorDetail[] {
  const grain = checkGrain(measure, report, place)
  const scope = measureScopeOf(measure, report, place.ctx)
  // A join that leads nowhere is told where it stands.
  if (grain.length > 0 || scope === undefined) return grain
  const { key, agg = 'count', expr, per } = measure
  const wrong = checkCondition(measure.filter, scope, { ...place, path: `${place.path}/filter` })
  if (expr === undefined)
    return bare.has(agg) || per !== undefined
      ? wrong
      : [problem(place.path, errors.REPORT_MEASURE_EXPR({ key, agg })), ...wrong]
  const found = checkStored(expr, scope, { ...place, path: `${place.path}/expr` })
  if (found.length > 0) return [...found, ...wrong]
  const checked = place.ctx.language.check(expr, scope)
  const kind = checked.ok ? checked.info.type.kind : 'null'
  const inner = per === undefined ? agg : (measure.each ?? 'sum')
  if (!numeric.has(inner) || kind === 'number' || kind === 'duration') return wrong
  const told = errors.REPORT_MEASURE_NUMBER({ key, agg: inner, type: kind })
  return [problem(`${place.path}/expr`, told), ...wrong]
}

/** Places, shares and running sums are of numbers: the last date of a group has none. */
function checkCounted(
  { key, of, window }: MeasureDocument,
  report: ReportDocument,
  { ctx, path }: Pick<Place, 'ctx' | 'path'>,
): readonly ErrorDetail[] {
  const found = (name: string | undefined): MeasureDocument | undefined => {
    const one = report.measures?.find((other) => other.key === name)
    return one?.window === 'shift' ? found(one.of) : one
  }
  const base = found(of)
  const type = base && measureType(base, measureScopeOf(base, report, ctx), ctx).kind
  if (type === undefined || type === 'number' || type === 'null') return []
  return [problem(`${path}/of`, errors.REPORT_MEASURE_NUMBER({ key, agg: window ?? '', type }))]
}

function checkWindow(
  measure: MeasureDocument,
  report: ReportDocument,
  { path, ctx }: Pick<Place, 'ctx' | 'path'>,
): readonly ErrorDetail[] {
  const { key, of, window, by, on, within = [] } = measure
  const others = (report.measures ?? []).filter((one) => one !== measure).map((one) => one.key)
  if (of === undefined || !others.includes(of))
    return [problem(`${path}/of`, errors.REPORT_WINDOW_OF({ key, hint: nearHint(of ?? '', others) }))]
  if (leadsBack(measure, report.measures ?? [])) return [problem(path, errors.REPORT_CALC_CYCLE({ key }))]
  const sides = checkDimensionNames(within, report, `${path}/within`)
  if (window !== 'shift') return [...checkCounted(measure, report, { ctx, path }), ...sides]
  const beside = new Set((report.joins ?? []).flatMap((one) => (one.type === 'beside' ? [one.key] : [])))
  const whole = (report.measures ?? []).find((one) => one.key === of)
  if (whole && basesOf(whole, report.measures ?? []).some((one) => beside.has(one.over ?? '')))
    return [problem(`${path}/of`, errors.REPORT_BESIDE_SHIFT({ key }))]
  const dated = on !== undefined || (report.dimensions ?? []).some((one) => one.bucket !== undefined)
  return parseDistance(by) && dated ? sides : [problem(`${path}/by`, errors.REPORT_SHIFT_BY({ key }))]
}

function checkMeasure(
  measure: MeasureDocument,
  report: ReportDocument,
  place: Place,
): readonly ErrorDetail[] {
  const ways = [measure.agg, measure.calc, measure.window].filter((one) => one !== undefined)
  if (ways.length !== 1) return [problem(place.path, errors.REPORT_MEASURE_SHAPE({ key: measure.key }))]
  if (measure.agg !== undefined) return checkAggregate(measure, report, place)
  if (measure.window !== undefined)
    return [...checkWindow(measure, report, place), ...checkEarlier(measure, place)]
  const all = report.measures ?? []
  const columns = standardColumns({ ...report, dimensions: [] }, place.entity, place.ctx)
  const checked = place.ctx.language.check(measure.calc ?? null, columnScope(columns), {
    allow: { window: true },
  })
  if (!checked.ok) return under(`${place.path}/calc`, checked.problems)
  return calcCycle(measure, all) || leadsBack(measure, all)
    ? [problem(place.path, errors.REPORT_CALC_CYCLE({ key: measure.key }))]
    : []
}

function checkNames(report: ReportDocument): readonly ErrorDetail[] {
  const keys = [...(report.dimensions ?? []), ...(report.measures ?? [])].map((one) => one.key)
  const { rows = [], columns = [] } = report.layout ?? {}
  const named = [
    ...(report.sort ?? []).map(({ by }, index) => ({ name: by, path: `/sort/${index}/by` })),
    ...rows.map((name, index) => ({ name, path: `/layout/rows/${index}` })),
    ...columns.map((name, index) => ({ name, path: `/layout/columns/${index}` })),
  ]
  return named.flatMap(({ name, path }) =>
    keys.includes(name)
      ? []
      : [problem(path, errors.REPORT_NAME_UNKNOWN({ name, hint: nearHint(name, keys) }))],
  )
}

function checkLimit(report: ReportDocument): readonly ErrorDetail[] {
  const { n, within = [] } = report.limit ?? {}
  const sides = checkDimensionNames(within, report, '/limit/within', 1)
  if (n === undefined || (Number.isInteger(n) && n >= 1 && n <= 1000)) return sides
  return [problem('/limit/n', errors.REPORT_LIMIT()), ...sides]
}

/** Every problem of a standard report. */
export function checkStandard(report: ReportDocument, ctx: ReportContext): readonly ErrorDetail[] {
  const entity = sourceOf(report, ctx)
  if (entity === undefined) {
    const { entity: wanted } = report.source
    const hint = nearHint(
      wanted,
      ctx.model.entities.map((one) => one.key),
    )
    return [problem('/source/entity', errors.REPORT_ENTITY_UNKNOWN({ entity: wanted, hint }))]
  }
  const measures = report.measures ?? []
  if (measures.length + (report.dimensions ?? []).length === 0)
    return [problem('', errors.REPORT_NO_MEASURE())]
  const place = { path: '', entity, ctx }
  const found = [
    ...checkKeys(report),
    ...checkJoins(report, place),
    ...checkCondition(report.filter, entity.scope, { ...place, path: '/filter' }),
    ...checkDimensions(report, place),
    ...measures.flatMap((one, index) => checkMeasure(one, report, { ...place, path: `/measures/${index}` })),
    ...checkNames(report),
    ...checkLimit(report),
  ]
  if (found.length > 0) return found
  const scope = columnScope(standardColumns(report, entity, ctx))
  return checkCondition(report.having, scope, { ...place, path: '/having' })
}
