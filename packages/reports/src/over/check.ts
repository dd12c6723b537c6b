import type { ErrorDetail } from '@mortise/errors'
import type { ReportDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import { checkStandard } from '../kinds/standard/check.ts'
import { earlierOf } from '../kinds/standard/earlier.ts'
import { nearHint, problem, under } from '../problems.ts'
import { varsIn } from '../scope.ts'
import type { ReportContext, ReportPlan } from '../types.ts'
import { innerOf, rowMeasures } from './columns.ts'
import { contextOver } from './compile.ts'

type Inside = {
  readonly check: (report: ReportDocument) => readonly ErrorDetail[]
  readonly compile: (report: ReportDocument) => ReportPlan
}

/** A report over a report over a report is as far as anybody can follow. */
const mostLayers = 3

const isStandard = ({ kind }: ReportDocument): boolean => kind === undefined || kind === 'standard'

/** Whether a report leads to itself, or through too many others. */
function leadsTooFar(report: ReportDocument, ctx: ReportContext): boolean {
  const seen = new Set([report.key])
  let at = innerOf(report, ctx.model)
  for (; at !== undefined; at = innerOf(at, ctx.model)) {
    if (seen.has(at.key) || seen.size > mostLayers) return true
    seen.add(at.key)
  }
  return seen.size > mostLayers + 1
}

/** Whether some of a report's groups are left out, or made up, in a way that only the finished result knows. */
function isCut(report: ReportDocument): boolean {
  const { limit, zeros, having, measures = [] } = report
  const known = new Set(rowMeasures(report).map((one) => one.key))
  const late = measures.filter((one) => !known.has(one.key)).map((one) => one.key)
  return limit !== undefined || zeros === true || varsIn(having).some((name) => late.includes(name))
}

function checkInner(report: ReportDocument, ctx: ReportContext): readonly ErrorDetail[] {
  const { report: name = '', entity, where } = report.source
  const path = '/source/report'
  const inner = innerOf(report, ctx.model)
  if (inner === undefined) {
    const known = ctx.model.documents('report').map((one) => one.key)
    return [problem(path, errors.REPORT_SOURCE_UNKNOWN({ name, hint: nearHint(name, known) }))]
  }
  if (leadsTooFar(report, ctx)) return [problem(path, errors.REPORT_SOURCE_CIRCLE({ name }))]
  if (!isStandard(report) || !isStandard(inner)) return [problem(path, errors.REPORT_SOURCE_KIND({ name }))]
  if (inner.source.entity !== entity)
    return [problem('/source/entity', errors.REPORT_SOURCE_ENTITY({ name, entity: inner.source.entity }))]
  if (isCut(inner)) return [problem(path, errors.REPORT_SOURCE_CUT({ name }))]
  const scope = ctx.model.entity(entity)?.scope
  if (where === undefined || scope === undefined) return []
  const checked = ctx.language.check(where, scope, { expect: { kind: 'boolean' }, sql: true })
  return checked.ok ? [] : under('/source/where', checked.problems)
}

/** What only records can be asked: rows beside them, other grains, other times. */
function checkParts(report: ReportDocument): readonly ErrorDetail[] {
  const joins =
    (report.joins ?? []).length === 0
      ? []
      : [problem('/joins', errors.REPORT_SOURCE_PARTS({ name: 'joins' }))]
  const parts = (report.measures ?? []).flatMap((one, at) => {
    const looks = one.over !== undefined || one.per !== undefined || one.grain !== undefined
    return looks || earlierOf(one, report) !== undefined
      ? [problem(`/measures/${at}`, errors.REPORT_SOURCE_PARTS({ name: one.key }))]
      : []
  })
  return [...joins, ...parts]
}

/** Every problem of a report over another one. */
export function checkOver(
  report: ReportDocument,
  ctx: ReportContext,
  inside: Inside,
): readonly ErrorDetail[] {
  const found = checkInner(report, ctx)
  if (found.length > 0) return found
  const inner = innerOf(report, ctx.model)
  if (inner === undefined) return found
  const name = report.source.report ?? ''
  if (inside.check(inner).length > 0)
    return [problem('/source/report', errors.REPORT_SOURCE_FAULTY({ name }))]
  const over = inside.compile(inner)
  if (over.kind !== 'aggregate') return [problem('/source/report', errors.REPORT_SOURCE_KIND({ name }))]
  const parts = checkParts(report)
  return parts.length > 0 ? parts : checkStandard(report, contextOver(over, ctx))
}
