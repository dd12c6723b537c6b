import type { Expression, Json } from '@mortise/expressions'
import { type ReportDocument, visitsName } from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import type { ReportRow } from '../../types.ts'
import { usualPeriod } from './compile.ts'

type Funnel = NonNullable<ReportDocument['funnel']>

/** Records that came into a stage within the period; what has no history came into its stage when it was made. */
function cameIn({ field, period = usualPeriod }: Funnel, stage: Json): Expression {
  const visits = visitsName(field)
  const came = { and: [{ '==': [{ var: 'value' }, stage] }, { dateIn: [{ var: 'entered' }, period] }] }
  const since = allOf([
    { '!': [{ some: [visits, true] }] },
    { '==': [{ var: field }, stage] },
    { dateIn: [{ var: 'created_at' }, period] },
  ])
  return { or: [{ some: [visits, came] }, since] }
}

/** Records that are or ever were in the stage or one after it. */
function everReached({ field }: Funnel, stages: readonly Json[]): Expression {
  return {
    or: [{ in: [{ var: field }, stages] }, { some: [visitsName(field), { in: [{ var: 'value' }, stages] }] }],
  }
}

/** The records behind a stage of a funnel: those that were counted for it. `shown` has the stages in their order. */
export function drillFunnel(
  { funnel }: ReportDocument,
  row: ReportRow,
  shown: readonly ReportRow[],
): Expression | null {
  const stage = row['stage'] ?? null
  if (funnel === undefined || stage === null) return null
  const { by, mode = 'reached' } = funnel
  const stages = [...new Set(shown.map((one) => one['stage'] ?? null))]
  const at = stages.indexOf(stage)
  const behind = {
    snapshot: { '==': [{ var: funnel.field }, stage] },
    period: cameIn(funnel, stage),
    reached: everReached(funnel, at < 0 ? [stage] : stages.slice(at)),
  }[mode]
  const team = by === undefined || row['by'] === undefined ? undefined : { '==': [by, row['by']] }
  return allOf([behind, team])
}
