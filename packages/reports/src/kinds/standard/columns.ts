import type { ExpressionType } from '@mortise/expressions'
import type { DimensionDocument, EntityModel, MeasureDocument, ReportDocument } from '@mortise/schema'
import { fieldAt, measureScopeOf, measureType, optionsOf, plainPath, rowsOf } from '../../scope.ts'
import type { ColumnOptions, ReportColumn, ReportContext } from '../../types.ts'
import { groupedExpr, groupOptions } from './groups.ts'

const dateType: ExpressionType = { kind: 'date' }
const shares: ReadonlySet<string> = new Set(['percentOfTotal'])

function dimensionColumn(one: DimensionDocument, entity: EntityModel, ctx: ReportContext): ReportColumn {
  const path = plainPath(one.expr)
  const field = path === undefined ? undefined : fieldAt(entity, path, ctx)
  const checked = ctx.language.check(groupedExpr(one), entity.scope)
  const type =
    one.bucket !== undefined ? dateType : checked.ok ? checked.info.type : ({ kind: 'text' } as const)
  const label = one.label ?? field?.document.label ?? one.key
  // A group of values is no value of the field.
  const shown = one.groups === undefined ? path : undefined
  return { key: one.key, label, role: 'dimension', type, path: shown, bucket: one.bucket }
}

function measureColumn(
  one: MeasureDocument,
  report: ReportDocument,
  { entity, ctx }: { readonly entity: EntityModel; readonly ctx: ReportContext },
): ReportColumn {
  const path = plainPath(one.expr)
  const rows = rowsOf(one, report, ctx)
  const field = path === undefined ? undefined : fieldAt(rows ?? entity, path, ctx)
  const count = one.agg === 'count' ? { zh: '数量', en: 'Count' } : undefined
  const label = one.label ?? field?.document.label ?? count ?? one.key
  const format = one.format ?? (one.window !== undefined && shares.has(one.window) ? '0.0%' : undefined)
  return {
    key: one.key,
    label,
    role: 'measure',
    type: measureType(one, measureScopeOf(one, report, ctx), ctx),
    format,
  }
}

/** Columns of a standard report, dimensions first, each in the order of the document. */
export function standardColumns(
  report: ReportDocument,
  entity: EntityModel,
  ctx: ReportContext,
): readonly ReportColumn[] {
  return [
    ...(report.dimensions ?? []).map((one) => dimensionColumn(one, entity, ctx)),
    ...(report.measures ?? []).map((one) => measureColumn(one, report, { entity, ctx })),
  ]
}

/** Options of those dimensions that have a closed list of values. */
export function columnOptions(
  columns: readonly ReportColumn[],
  report: ReportDocument,
  { entity, ctx }: { readonly entity: EntityModel; readonly ctx: ReportContext },
): { readonly [column: string]: ColumnOptions } {
  const found = columns.flatMap(({ key, path, bucket }) => {
    const field = path === undefined || bucket !== undefined ? undefined : fieldAt(entity, path, ctx)
    const grouped = report.dimensions?.find((one) => one.key === key)
    const options = (grouped && groupOptions(grouped)) ?? optionsOf(field)
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
