import type { Expression, ExpressionType, Scope, ScopeName } from '@mortise/expressions'
import {
  type EntityModel,
  type FieldModel,
  joinScope,
  joinTarget,
  type MeasureDocument,
  type ReportDocument,
  type ReportJoinDocument,
} from '@mortise/schema'
import type { ColumnOptions, ReportColumn, ReportContext } from './types.ts'

/** The path of an expression that only names a field, such as `{"var":"customer.industry"}`. */
export function plainPath(expr: Expression | undefined): string | undefined {
  if (expr === null || typeof expr !== 'object' || Array.isArray(expr)) return undefined
  const named = (expr as { readonly [key: string]: unknown })['var']
  return Object.keys(expr).length === 1 && typeof named === 'string' ? named : undefined
}

/** Follows a path along links to the field it ends at. */
export function fieldAt(
  entity: EntityModel,
  path: string,
  ctx: Pick<ReportContext, 'model' | 'fields'>,
): FieldModel | undefined {
  const [head = '', ...rest] = path.split('.')
  const field = entity.field(head)
  if (field === undefined || rest.length === 0) return field
  const target = ctx.fields.find(field.type)?.target?.(field.document)
  const next = target === undefined ? undefined : ctx.model.entity(target)
  return next && fieldAt(next, rest.join('.'), ctx)
}

/** The options of a field whose settings list them, whatever its type is called. */
export function optionsOf(field: FieldModel | undefined): ColumnOptions | undefined {
  const options = field?.document.settings?.['options']
  return Array.isArray(options) ? (options as unknown as ColumnOptions) : undefined
}

/** Attributes of a field's options by value: `kind`, `probability`, … */
export function optionAttribute(field: FieldModel | undefined, value: string, attribute: string): unknown {
  const option = optionsOf(field)?.find((one) => one.value === value)
  return (option as { readonly [key: string]: unknown } | undefined)?.[attribute]
}

const numberType: ExpressionType = { kind: 'number' }

/** The scope of `having` and calc formulas: what the given columns are called and hold. */
export function columnScope(columns: readonly ReportColumn[]): Scope {
  const names = new Map<string, ScopeName>()
  for (const { key, label, type } of columns) names.set(key, { key, label, type, nullable: true })
  return { name: 'report', find: (key) => names.get(key), keys: () => [...names.keys()] }
}

/** What a measure yields: counts and sums are numbers, the smallest of dates is a date. */
export function measureType(
  measure: MeasureDocument,
  scope: Scope | undefined,
  ctx: ReportContext,
): ExpressionType {
  if (measure.agg !== 'min' && measure.agg !== 'max') return numberType
  if (measure.expr === undefined || measure.per !== undefined || scope === undefined) return numberType
  const checked = ctx.language.check(measure.expr, scope)
  return checked.ok ? checked.info.type : numberType
}

function joinOf(measure: MeasureDocument, report: ReportDocument): ReportJoinDocument | undefined {
  return measure.over === undefined ? undefined : report.joins?.find((one) => one.key === measure.over)
}

/** The entity whose rows a measure counts, where those are rows of a join. */
export function rowsOf(
  measure: MeasureDocument,
  report: ReportDocument,
  ctx: ReportContext,
): EntityModel | undefined {
  const join = joinOf(measure, report)
  const target = join && joinTarget(ctx.model, report.source.entity, join)
  return target === undefined ? undefined : ctx.model.entity(target)
}

/** Names that a measure's expression and filter may use; undefined when its join leads nowhere. */
export function measureScopeOf(
  measure: MeasureDocument,
  report: ReportDocument,
  ctx: ReportContext,
): Scope | undefined {
  if (measure.over === undefined) return sourceOf(report, ctx)?.scope
  const join = joinOf(measure, report)
  return join && joinScope(ctx.model, report.source.entity, join)
}

/** All paths an expression reads; empty when it is wrong. */
export function pathsOf(
  expr: Expression,
  scope: Scope,
  ctx: Pick<ReportContext, 'language'>,
): readonly string[] {
  const checked = ctx.language.check(expr, scope)
  return checked.ok ? checked.info.deps.paths : []
}

/** What a report reads: its entity, or the rows of the report it is over; undefined where there is no such thing. */
export function sourceOf(report: ReportDocument, ctx: ReportContext): EntityModel | undefined {
  return report.source.report === undefined ? ctx.model.entity(report.source.entity) : ctx.rows
}

/** Names an expression reads with `var`, found without a scope. */
export function varsIn(expr: Expression | undefined): readonly string[] {
  if (expr === null || expr === undefined || typeof expr !== 'object') return []
  if (Array.isArray(expr)) return expr.flatMap((one: Expression) => varsIn(one))
  return Object.entries(expr as { readonly [operator: string]: Expression }).flatMap(([operator, given]) => {
    if (operator !== 'var') return varsIn(given)
    const name: unknown = Array.isArray(given) ? given[0] : given
    return typeof name === 'string' ? [name] : []
  })
}
