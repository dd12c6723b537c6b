import { defineReportKind, type ReportKind } from '../../define.ts'
import { checkStandard } from './check.ts'
import { compileStandard } from './compile.ts'
import { drillStandard } from './drill.ts'
import { shapeStandard } from './shape.ts'

/** Dimensions × measures: records grouped and added up. */
export const standardKind: ReportKind = defineReportKind({
  type: 'standard',
  label: { zh: '汇总报表', en: 'Summary' },
  note: {
    zh: '把记录分组，算出合计、平均、占比、同比',
    en: 'Groups records and works out sums, averages, shares and comparisons',
  },
  picture: { fill: 'M4 4h32v5H4zM4 12h9v12H4z', line: 'M16 15h20M16 20h20M16 25h20' },
  compile: compileStandard,
  check: checkStandard,
  shape: (plan, rows, ctx) =>
    plan.kind === 'aggregate'
      ? shapeStandard(plan, rows, ctx)
      : { columns: plan.columns, rows: [], labels: {}, asOf: ctx.asOf },
  drill: drillStandard,
})
