import type { ErrorDetail } from '@mortise/errors'
import type { Expression, Scope } from '@mortise/expressions'
import type { EntityModel, MeasureDocument, ReportDocument } from '@mortise/schema'
import { errors } from '../../errors.ts'
import { parseDistance } from '../../period.ts'
import { nearHint, problem, under } from '../../problems.ts'
import { columnScope, sourceOf } from '../../scope.ts'
import type { ReportContext } from '../../types.ts'
import { standardColumns } from './columns.ts'
import { calcCycle } from './derive.ts'

type Place = { readonly path: string; readonly entity: EntityModel; readonly ctx: ReportContext }

/** Checks an expression that the database has to run. */
function checkStored(expr: Expression, place: Place): readonly ErrorDetail[] {
  const checked = place.ctx.language.check(expr, place.entity.scope, { sql: true })
  return checked.ok ? [] : under(place.path, checked.problems)
}

function checkCondition(expr: Expression | undefined, scope: Scope, place: Place): readonly ErrorDetail[] {
  if (expr === undefined) return []
  const checked = place.ctx.language.check(expr, scope, { expect: { kind: 'boolean' } })
  return checked.ok ? [] : under(place.path, checked.problems)
}

function checkKeys(report: ReportDocument): readonly ErrorDetail[] {
  const seen = new Set<string>()
  const named = [
    ...(report.dimensions ?? []).map(({ key }, index) => ({ key, path: `/dimensions/${index}/key` })),
    ...(report.measures ?? []).map(({ key }, index) => ({ key, path: `/measures/${index}/key` })),
  ]
  return named.flatMap(({ key, path }) => {
    if (!/^[a-z][a-z0-9_]{0,47}$/.test(key)) return [problem(path, errors.REPORT_KEY_BAD({ key }))]
    if (seen.has(key)) return [problem(path, errors.REPORT_KEY_TAKEN({ key }))]
    seen.add(key)
    return []
  })
}

function checkDimensions(report: ReportDocument, place: Place): readonly ErrorDetail[] {
  return (report.dimensions ?? []).flatMap(({ key, expr, bucket }, index) => {
    const path = `${place.path}/dimensions/${index}`
    const wrong = checkStored(expr, { ...place, path: `${path}/expr` })
    if (wrong.length > 0) return wrong
    const checked = place.ctx.language.check(expr, place.entity.scope)
    const kind = checked.ok ? checked.info.type.kind : 'null'
    const dated = kind === 'date' || kind === 'datetime'
    if (bucket !== undefined && !dated) return [problem(`${path}/bucket`, errors.REPORT_BUCKET_DATE({ key }))]
    const groupable = kind !== 'json' && kind !== 'rows'
    return groupable ? [] : [problem(`${path}/expr`, errors.REPORT_NOT_GROUPABLE({ key, type: kind }))]
  })
}

const numeric: ReadonlySet<string> = new Set(['sum', 'avg'])
const bare: ReadonlySet<string> = new Set(['count'])

function checkAggregate(measure: MeasureDocument, place: Place): readonly ErrorDetail[] {
  const { key, agg = 'count', expr } = measure
  const wrong = checkCondition(measure.filter, place.entity.scope, { ...place, path: `${place.path}/filter` })
  if (expr === undefined)
    return bare.has(agg) ? wrong : [problem(place.path, errors.REPORT_MEASURE_EXPR({ key, agg })), ...wrong]
  const found = checkStored(expr, { ...place, path: `${place.path}/expr` })
  if (found.length > 0) return [...found, ...wrong]
  const checked = place.ctx.language.check(expr, place.entity.scope)
  const kind = checked.ok ? checked.info.type.kind : 'null'
  if (!numeric.has(agg) || kind === 'number' || kind === 'duration') return wrong
  return [problem(`${place.path}/expr`, errors.REPORT_MEASURE_NUMBER({ key, agg, type: kind })), ...wrong]
}

function checkWindow(measure: MeasureDocument, report: ReportDocument, path: string): readonly ErrorDetail[] {
  const { key, of, window, by } = measure
  const others = (report.measures ?? []).filter((one) => one.window === undefined).map((one) => one.key)
  if (of === undefined || !others.includes(of))
    return [problem(`${path}/of`, errors.REPORT_WINDOW_OF({ key, hint: nearHint(of ?? '', others) }))]
  if (window !== 'shift') return []
  const dated = (report.dimensions ?? []).some((one) => one.bucket !== undefined)
  return parseDistance(by) && dated ? [] : [problem(`${path}/by`, errors.REPORT_SHIFT_BY({ key }))]
}

function checkMeasure(
  measure: MeasureDocument,
  report: ReportDocument,
  place: Place,
): readonly ErrorDetail[] {
  const ways = [measure.agg, measure.calc, measure.window].filter((one) => one !== undefined)
  if (ways.length !== 1) return [problem(place.path, errors.REPORT_MEASURE_SHAPE({ key: measure.key }))]
  if (measure.agg !== undefined) return checkAggregate(measure, place)
  if (measure.window !== undefined) return checkWindow(measure, report, place.path)
  const all = report.measures ?? []
  const columns = standardColumns({ ...report, dimensions: [] }, place.entity, place.ctx)
  const usable = columns.filter(({ key }) => all.every((one) => one.key !== key || one.window === undefined))
  const checked = place.ctx.language.check(measure.calc ?? null, columnScope(usable), {
    allow: { window: true },
  })
  if (!checked.ok) return under(`${place.path}/calc`, checked.problems)
  return calcCycle(measure, all) ? [problem(place.path, errors.REPORT_CALC_CYCLE({ key: measure.key }))] : []
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
  const n = report.limit?.n
  if (n === undefined || (Number.isInteger(n) && n >= 1 && n <= 1000)) return []
  return [problem('/limit/n', errors.REPORT_LIMIT())]
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
