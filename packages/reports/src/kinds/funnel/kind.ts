import { defineReportKind, type ReportKind } from '../../define.ts'
import { checkFunnel } from './check.ts'
import { compileFunnel } from './compile.ts'
import { shapeFunnel } from './shape.ts'

/**
 * How far records came along the values of a field: reached (from history, skips count as passed) or snapshot (where
 * they stand now). What was reached in the past is no condition on today's values, so a click always shows the records
 * that stand in the stage now.
 */
export const funnelKind: ReportKind = defineReportKind({
  type: 'funnel',
  label: { zh: '漏斗', en: 'Funnel' },
  compile: compileFunnel,
  check: checkFunnel,
  shape: (plan, rows, ctx) =>
    plan.kind === 'stages'
      ? shapeFunnel(plan, rows, ctx)
      : { columns: plan.columns, rows: [], labels: {}, asOf: ctx.asOf },
  drill: (report, row) => ({ '==': [{ var: report.funnel?.field ?? '' }, row['stage'] ?? null] }),
})
