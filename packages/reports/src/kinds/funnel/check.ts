import type { ErrorDetail } from '@mortise/errors'
import type { ReportDocument } from '@mortise/schema'
import { errors } from '../../errors.ts'
import { nearHint, problem, under } from '../../problems.ts'
import { sourceOf } from '../../scope.ts'
import type { ReportContext } from '../../types.ts'
import { checkStored } from '../standard/check-parts.ts'
import { stageField } from './stages.ts'

/** Every problem of a funnel. */
export function checkFunnel(report: ReportDocument, ctx: ReportContext): readonly ErrorDetail[] {
  const entity = sourceOf(report, ctx)
  if (entity === undefined) {
    const { entity: wanted } = report.source
    const hint = nearHint(
      wanted,
      ctx.model.entities.map((one) => one.key),
    )
    return [problem('/source/entity', errors.REPORT_ENTITY_UNKNOWN({ entity: wanted, hint }))]
  }
  const found: ErrorDetail[] = []
  if (report.filter !== undefined) {
    const checked = ctx.language.check(report.filter, entity.scope, {
      expect: { kind: 'boolean' },
      sql: true,
    })
    if (!checked.ok) found.push(...under('/filter', checked.problems))
  }
  const { field = '', amount, mode, by, period } = report.funnel ?? {}
  const stage = stageField(report, entity)
  if (stage === undefined) found.push(problem('/funnel/field', errors.REPORT_FUNNEL_FIELD({ field })))
  else if (mode !== 'snapshot' && stage.document.history !== true)
    found.push(problem('/funnel/field', errors.REPORT_FUNNEL_HISTORY({ field })))
  if (amount !== undefined && entity.scope.find(amount)?.type.kind !== 'number')
    found.push(problem('/funnel/amount', errors.REPORT_FUNNEL_AMOUNT({ field: amount })))
  if (by !== undefined) found.push(...checkStored(by, entity.scope, { path: '/funnel/by', ctx }))
  if (period !== undefined) {
    const named = ctx.language.check({ dateIn: [{ now: [] }, period] }, entity.scope)
    if (!named.ok) found.push(...named.problems.map((one) => ({ ...one, path: '/funnel/period' })))
  }
  return found
}
