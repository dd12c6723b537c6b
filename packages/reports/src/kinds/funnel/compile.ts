import type { EntityModel, ReportDocument, StageHistoryQuery } from '@mortise/schema'
import { errors } from '../../errors.ts'
import { fieldAt, optionsOf, plainPath, sourceOf } from '../../scope.ts'
import type { ReportColumn, ReportContext, StagesPlan } from '../../types.ts'
import { columnEntities } from '../standard/columns.ts'
import { stageField, stagesOf } from './stages.ts'

/** The time in which entries count where nothing is said. */
export const usualPeriod = 'thisMonth'

const number = { kind: 'number' } as const

function measure(key: string, zh: string, en: string, format?: string): ReportColumn {
  return { key, label: { zh, en }, role: 'measure', type: number, format }
}

const counted: { readonly [mode: string]: ReportColumn } = {
  reached: measure('count', '曾到达', 'Reached'),
  snapshot: measure('count', '当前数量', 'Now in stage'),
  period: measure('count', '期间进入', 'Came in'),
}

/** What became of those that reached a stage; without meaning for entries and for how things stand. */
const fates: readonly ReportColumn[] = [
  measure('lost', '在此输掉', 'Lost here'),
  measure('still', '停在此阶段', 'Came no further'),
]

/** Columns of a funnel. The first two measures are what the chart shows; the rest explains them. */
function funnelColumns(
  report: ReportDocument,
  stage: Pick<ReportColumn, 'label' | 'path'>,
  by: readonly ReportColumn[],
): readonly ReportColumn[] {
  const { mode = 'reached', amount } = report.funnel ?? {}
  const valued = amount === undefined ? [] : [measure('amount', '金额', 'Amount', '#,##0.00')]
  return [
    { key: 'stage', role: 'dimension', type: { kind: 'text' }, ...stage },
    ...by,
    counted[mode] ?? measure('count', '曾到达', 'Reached'),
    ...valued,
    measure('step', '阶段转化率', 'From stage before', '0.0%'),
    measure('total', '总转化率', 'From first stage', '0.0%'),
    ...(mode === 'snapshot' ? [] : pastColumns(mode)),
  ]
}

/** What the way of the records up to now tells, for which it has to be read: how things stand says nothing of it. */
function pastColumns(mode: 'reached' | 'period'): readonly ReportColumn[] {
  return [
    ...(mode === 'reached' ? fates : fates.slice(0, 1)),
    measure('dwell_average', '平均停留（天）', 'Average days', '0.0'),
    measure('dwell_median', '停留中位（天）', 'Median days', '0.0'),
    measure('dwell_p90', '停留九成位（天）', '90th percentile days', '0.0'),
    measure('waiting', '在此已停留（天）', 'Days here so far', '0.0'),
    measure('stuck', '停滞', 'Stuck'),
  ]
}

function teamColumn(
  report: ReportDocument,
  entity: EntityModel,
  ctx: ReportContext,
): readonly ReportColumn[] {
  const by = report.funnel?.by
  if (by === undefined) return []
  const checked = ctx.language.check(by, entity.scope)
  const path = plainPath(by)
  const field = path === undefined ? undefined : fieldAt(entity, path, ctx)
  const label = field?.document.label ?? { zh: '对比', en: 'Compared' }
  const type = checked.ok ? checked.info.type : ({ kind: 'text' } as const)
  return [{ key: 'by', label, role: 'dimension', type, path }]
}

/** Compiles a funnel to the question of stage history. */
export function compileFunnel(report: ReportDocument, ctx: ReportContext): StagesPlan {
  const entity = sourceOf(report, ctx)
  if (entity === undefined) throw errors.REPORT_ENTITY_UNKNOWN({ entity: report.source.entity, hint: '' })
  const field = stageField(report, entity)
  if (field === undefined) throw errors.REPORT_FUNNEL_FIELD({ field: report.funnel?.field ?? '' })
  const { amount, mode, period = usualPeriod, by } = report.funnel ?? {}
  const query: StageHistoryQuery = {
    entity: entity.key,
    field: field.key,
    filter: report.filter,
    amount,
    ...stagesOf(field),
    ...(by === undefined ? {} : { by }),
    ...(mode === 'period' ? { period } : {}),
    ...(mode === 'snapshot' ? { past: false } : {}),
  }
  const teams = teamColumn(report, entity, ctx)
  const columns = funnelColumns(report, { label: field.document.label, path: field.key }, teams)
  const [team] = teams
  const teamOptions = team?.path === undefined ? undefined : optionsOf(fieldAt(entity, team.path, ctx))
  return {
    kind: 'stages',
    report,
    columns,
    options: {
      stage: optionsOf(field) ?? [],
      ...(teamOptions === undefined ? {} : { by: teamOptions }),
    },
    entities: columnEntities(teams),
    query,
  }
}
