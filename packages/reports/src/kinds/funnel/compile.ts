import { errors } from '../../errors.ts'
import { optionsOf, sourceOf } from '../../scope.ts'
import type { ReportDocument } from '@mortise/schema'
import type { ReportColumn, ReportContext, StagesPlan } from '../../types.ts'
import { stageField, stagesOf } from './stages.ts'

const number = { kind: 'number' } as const

function measure(key: string, zh: string, en: string, format?: string): ReportColumn {
  return { key, label: { zh, en }, role: 'measure', type: number, format }
}

/** Columns of a funnel. The first two measures are what the chart shows; the rest explains them. */
export function funnelColumns(
  report: ReportDocument,
  stage: Pick<ReportColumn, 'label' | 'path'>,
): readonly ReportColumn[] {
  const snapshot = report.funnel?.mode === 'snapshot'
  const amount = report.funnel?.amount === undefined ? [] : [measure('amount', '金额', 'Amount', '#,##0.00')]
  return [
    { key: 'stage', role: 'dimension', type: { kind: 'text' }, ...stage },
    snapshot ? measure('count', '当前数量', 'Now in stage') : measure('count', '曾到达', 'Reached'),
    ...amount,
    measure('step', '阶段转化率', 'From stage before', '0.0%'),
    measure('total', '总转化率', 'From first stage', '0.0%'),
    measure('lost', '在此输掉', 'Lost here'),
    measure('dwell_average', '平均停留（天）', 'Average days', '0.0'),
    measure('dwell_median', '停留中位（天）', 'Median days', '0.0'),
    measure('dwell_p90', '停留九成位（天）', '90th percentile days', '0.0'),
  ]
}

/** Compiles a funnel to the question of stage history. */
export function compileFunnel(report: ReportDocument, ctx: ReportContext): StagesPlan {
  const entity = sourceOf(report, ctx)
  if (entity === undefined) throw errors.REPORT_ENTITY_UNKNOWN({ entity: report.source.entity, hint: '' })
  const field = stageField(report, entity)
  if (field === undefined) throw errors.REPORT_FUNNEL_FIELD({ field: report.funnel?.field ?? '' })
  const query = {
    entity: entity.key,
    field: field.key,
    filter: report.filter,
    amount: report.funnel?.amount,
    ...stagesOf(field),
  }
  const columns = funnelColumns(report, { label: field.document.label, path: field.key })
  return { kind: 'stages', report, columns, options: { stage: optionsOf(field) ?? [] }, entities: {}, query }
}
