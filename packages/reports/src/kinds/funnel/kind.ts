import { defineReportKind, type ReportKind } from '../../define.ts'
import { checkFunnel } from './check.ts'
import { compileFunnel } from './compile.ts'
import { drillFunnel } from './drill.ts'
import { shapeFunnel } from './shape.ts'
import { funnelSettings, startFunnel } from './settings.ts'

/**
 * How far records came along the values of a field: reached (from history, skips count as passed), snapshot (where they
 * stand now) or period (what came in within it). A click shows the records that were counted.
 */
export const funnelKind: ReportKind = defineReportKind({
  type: 'funnel',
  label: { zh: '漏斗', en: 'Funnel' },
  note: { zh: '一步步走到哪里、在哪里流失', en: 'How far records came, and where they were lost' },
  picture: { fill: 'M4 4h32l-5 6H9zM10 12h20l-4 6H14zM15 20h10v4H15z' },
  settings: funnelSettings,
  start: startFunnel,
  chart: 'funnel',
  compile: compileFunnel,
  check: checkFunnel,
  shape: (plan, rows, ctx) =>
    plan.kind === 'stages'
      ? shapeFunnel(plan, rows, ctx)
      : { columns: plan.columns, rows: [], labels: {}, asOf: ctx.asOf },
  drill: drillFunnel,
})
