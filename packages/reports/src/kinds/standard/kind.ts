import { defineReportKind, type ReportKind } from '../../define.ts'
import { checkStandard } from './check.ts'
import { compileStandard } from './compile.ts'
import { drillStandard } from './drill.ts'
import { shapeStandard } from './shape.ts'

/** Dimensions × measures: records grouped and added up. */
export const standardKind: ReportKind = defineReportKind({
  type: 'standard',
  label: { zh: '汇总报表', en: 'Summary' },
  compile: compileStandard,
  check: checkStandard,
  shape: (plan, rows, ctx) =>
    plan.kind === 'aggregate'
      ? shapeStandard(plan, rows, ctx)
      : { columns: plan.columns, rows: [], labels: {}, asOf: ctx.asOf },
  drill: drillStandard,
})
