import type { ExpressionType } from '@mortise/expressions'
import type { DimensionDocument, EntityModel, MeasureDocument, ReportDocument } from '@mortise/schema'
import { fieldAt, measureType, optionsOf, plainPath } from '../../scope.ts'
import type { ColumnOptions, ReportColumn, ReportContext } from '../../types.ts'

const dateType: ExpressionType = { kind: 'date' }
const shares: ReadonlySet<string> = new Set(['percentOfTotal'])

function dimensionColumn(one: DimensionDocument, entity: EntityModel, ctx: ReportContext): ReportColumn {
  const path = plainPath(one.expr)
  const field = path === undefined ? undefined : fieldAt(entity, path, ctx)
  const checked = ctx.language.check(one.expr, entity.scope)
  const type =
    one.bucket !== undefined ? dateType : checked.ok ? checked.info.type : ({ kind: 'text' } as const)
  const label = one.label ?? field?.document.label ?? one.key
  return { key: one.key, label, role: 'dimension', type, path, bucket: one.bucket }
}

function measureColumn(one: MeasureDocument, entity: EntityModel, ctx: ReportContext): ReportColumn {
  const path = plainPath(one.expr)
  const field = path === undefined ? undefined : fieldAt(entity, path, ctx)
  const count = one.agg === 'count' ? { zh: '数量', en: 'Count' } : undefined
  const label = one.label ?? field?.document.label ?? count ?? one.key
  const format = one.format ?? (one.window !== undefined && shares.has(one.window) ? '0.0%' : undefined)
  return { key: one.key, label, role: 'measure', type: measureType(one, entity, ctx), format }
}

/** Columns of a standard report, dimensions first, each in the order of the document. */
export function standardColumns(
  report: ReportDocument,
  entity: EntityModel,
  ctx: ReportContext,
): readonly ReportColumn[] {
  return [
    ...(report.dimensions ?? []).map((one) => dimensionColumn(one, entity, ctx)),
    ...(report.measures ?? []).map((one) => measureColumn(one, entity, ctx)),
  ]
}

/** Options of those dimensions that have a closed list of values. */
export function columnOptions(
  columns: readonly ReportColumn[],
  entity: EntityModel,
  ctx: ReportContext,
): { readonly [column: string]: ColumnOptions } {
  const found = columns.flatMap(({ key, path, bucket }) => {
    const field = path === undefined || bucket !== undefined ? undefined : fieldAt(entity, path, ctx)
    const options = optionsOf(field)
    return options === undefined ? [] : [[key, options] as const]
  })
  return Object.fromEntries(found)
}

/** Of which entity the ids in a dimension are. */
export function columnEntities(columns: readonly ReportColumn[]): { readonly [column: string]: string } {
  const found = columns.flatMap(({ key, role, type }) => {
    if (role !== 'dimension') return []
    if (type.kind === 'id') return [[key, type.entity] as const]
    return type.kind === 'set' && type.entity !== undefined ? [[key, type.entity] as const] : []
  })
  return Object.fromEntries(found)
}
