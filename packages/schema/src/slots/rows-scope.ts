import type { Scope, ScopeName } from '@mortise/expressions'
import type { LocalizedText } from '@mortise/errors'
import type { DimensionDocument, ReportDocument } from '../documents/report.ts'
import { scopeOf } from '../compile/system.ts'
import { handOn, handOnLike } from '../names/choices.ts'
import { own } from '../pointer.ts'
import type { Model } from '../model/model.ts'
import type { Place, SlotContext } from './types.ts'

/** A report over a report over a report, and one that leads back to itself. */
const deepest = 6

/** What the scope of a report's rows is called: no entity has such a name. */
export function rowsName(report: string): string {
  return `rows of ${report}`
}

/** A column that is worked out. Of what type it is, only the report engine knows; here nothing asks for it. */
function worked(key: string, label: LocalizedText): ScopeName {
  return { key, label, type: { kind: 'number' }, nullable: true }
}

/** A column that shows a choice field has the options of that field. */
function dimensionName(
  { key, label, expr, bucket, groups }: DimensionDocument,
  { scope, home }: { readonly scope: Scope | undefined; readonly home: string | undefined },
): ScopeName {
  const column = worked(key, label ?? key)
  const path = own(expr, 'var')
  if (typeof path !== 'string' || bucket !== undefined || groups !== undefined) return column
  const inner = home === undefined ? scope?.find(path) : undefined
  return inner === undefined ? handOn(column, home, path) : handOnLike(column, inner)
}

function columnsOf(model: Model, report: ReportDocument, depth: number): Scope {
  const { entity, report: inner } = report.source
  const given =
    inner === undefined
      ? { scope: undefined, home: entity }
      : { scope: rowsOf(model, inner, depth + 1), home: undefined }
  return scopeOf(rowsName(report.key), [
    ...(report.dimensions ?? []).map((one) => dimensionName(one, given)),
    ...(report.measures ?? []).map((one) => worked(one.key, one.label ?? one.key)),
  ])
}

function rowsOf(model: Model, report: string, depth: number): Scope | undefined {
  const found = depth > deepest ? undefined : model.document('report', report)
  return found && columnsOf(model, found, depth)
}

/**
 * Names in a report that stands on another: the columns of that one. They are for following where names lead; whether
 * what is made of them fits is for the report engine to say.
 */
export function rowsScope(place: Place, { model }: SlotContext): Scope | undefined {
  const inner = own(own(place.trail[0], 'source'), 'report')
  return typeof inner === 'string' ? rowsOf(model, inner, 0) : undefined
}
