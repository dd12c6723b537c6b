import type { ReportKind } from '../../define.ts'
import { errors } from '../../errors.ts'
import { problem } from '../../problems.ts'
import { optionsOf, sourceOf } from '../../scope.ts'
import { deriveKind } from '../derived.ts'
import { forecastReport, historyAsked, stagesIn } from './ask.ts'
import { drillForecast } from './drill.ts'
import { forecastSettings, startForecast } from './settings.ts'
import { forecastColumns, landingItems, shapeForecast } from './shape.ts'

/**
 * What will be won. Open records count by the chance of their stage, in the period they are expected in, what is overdue
 * today; lost ones never do.
 */
export const forecastKind: ReportKind = deriveKind({
  type: 'forecast',
  label: { zh: '销售预测', en: 'Forecast' },
  note: {
    zh: '能赢多少：逐月加权预测、本期预计落地与缺口、过去预测得准不准',
    en: 'How much will be won, where this period ends, and how well that was told before',
  },
  picture: { fill: 'M4 16h6v8H4zM13 12h6v12h-6z', line: 'M22 14L28 9M28 9L35 4M22 24h13' },
  settings: forecastSettings,
  start: startForecast,
  standard: forecastReport,
  check: ({ field, show, targets, target, targetDate }, report, ctx) => {
    const found = sourceOf(report, ctx)?.field(field)
    const { open, won } = stagesIn({ field }, report, ctx)
    if (found === undefined || open.length === 0 || won.length === 0)
      return [problem('/forecast/field', errors.REPORT_FUNNEL_FIELD({ field }))]
    if (found.document.history !== true && show !== 'backtest')
      return [problem('/forecast/field', errors.REPORT_FUNNEL_HISTORY({ field }))]
    const half = targets !== undefined && (target === undefined || targetDate === undefined)
    return half ? [problem('/forecast/targets', errors.REPORT_KIND_SETTINGS({ kind: 'forecast' }))] : []
  },
  plan: (plan, ctx, report) => {
    const settings = report.forecast
    if (settings === undefined) return plan
    const stage = optionsOf(sourceOf(report, ctx)?.field(settings.field)) ?? []
    return {
      ...plan,
      columns: forecastColumns(settings),
      options: { stage, ...(settings.show === 'landing' ? { item: landingItems } : {}) },
      entities: {},
      totals: undefined,
      ...(settings.show === 'backtest' ? {} : { history: historyAsked(settings, report, ctx) }),
    }
  },
  shape: shapeForecast,
  drill: drillForecast,
  places: [
    ['/dimensions/0', '/forecast/close'],
    ['/dimensions/1', '/forecast/field'],
    ['/joins', '/forecast/targets'],
    ['/measures', '/forecast/amount'],
  ],
})
