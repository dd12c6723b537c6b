import type { Expression } from '@mortise/expressions'
import type { CohortSettings, MeasureDocument, ReportDocument } from '@mortise/schema'
import { allOf, partsOf } from '../../all-of.ts'
import type { ReportKind } from '../../define.ts'
import { errors } from '../../errors.ts'
import { problem } from '../../problems.ts'
import { varsIn } from '../../scope.ts'
import { deriveKind } from '../derived.ts'
import { cohortSettings, startCohort } from './settings.ts'

/** The filter without what it asks of the date: who came first long ago did not come first last month. */
function timeless(filter: ReportDocument['filter'], date: string): Expression | undefined {
  const kept = partsOf(filter).filter((one) => !varsIn(one).includes(date))
  return kept.length === 0 ? undefined : allOf(kept)
}

function standard(settings: CohortSettings, report: ReportDocument): ReportDocument {
  const { who, date, period = 'month', value } = settings
  const rows = `${who}.${report.source.entity}_by_${who}`
  const condition = timeless(report.filter, date)
  const first = { minOf: [rows, { var: date }, ...(condition === undefined ? [] : [condition])] }
  // As the dimension cuts them: quarters and years follow the fiscal year.
  const unit = { quarter: 'fiscalQuarter', year: 'fiscalYear' }[period as string] ?? period
  const start = (expr: Expression): Expression => ({ dateTrunc: [expr, unit] })
  const summed: readonly MeasureDocument[] =
    value === undefined
      ? []
      : [{ key: 'amount', label: { zh: '金额', en: 'Amount' }, agg: 'sum', expr: value }]
  const whole = [{ '!=': [{ var: who }, null] }, { '!=': [{ var: date }, null] }]
  return {
    ...report,
    filter: allOf([report.filter, ...whole]),
    // Who came first is counted over all time, whatever part of it is shown.
    joins: [
      ...(report.joins ?? []),
      {
        key: 'everyone',
        type: 'beside',
        entity: report.source.entity,
        by: { cohort: first },
        where: allOf([condition, ...whole]),
      },
    ],
    dimensions: [
      { key: 'cohort', label: { zh: '首次时间', en: 'First in' }, expr: first, bucket: period },
      {
        key: 'age',
        label: { zh: '第几期', en: 'Periods later' },
        expr: { dateDiff: [start(first), start({ var: date }), period] },
      },
    ],
    measures: [
      {
        key: 'rate',
        label: { zh: '留存率', en: 'Retention' },
        format: '0.0%',
        calc: { '/': [{ var: 'active' }, { var: 'size' }] },
      },
      { key: 'active', label: { zh: '再来人数', en: 'Came' }, agg: 'countDistinct', expr: { var: who } },
      {
        key: 'size',
        label: { zh: '首次人数', en: 'Came first' },
        agg: 'countDistinct',
        expr: { var: who },
        over: 'everyone',
      },
      ...summed,
    ],
    layout: report.layout ?? { kind: 'matrix', rows: ['cohort'], columns: ['age'], totals: false },
  }
}

/**
 * Of those who came first in a period, how many came again in each later one. In their first period all of them came, so
 * that rate is 1 and none is above it.
 */
export const cohortKind: ReportKind = deriveKind({
  type: 'cohort',
  label: { zh: '留存分析', en: 'Cohorts' },
  note: {
    zh: '同一期首次来的客户，后来还有多少再来',
    en: 'Of those who came first in a period, how many came again',
  },
  picture: { fill: 'M4 4h7v5H4zM13 4h7v5h-7zM22 4h7v5h-7zM4 12h7v5H4zM13 12h7v5h-7zM4 20h7v5H4z' },
  settings: cohortSettings,
  start: startCohort,
  chart: 'pivot',
  standard,
  check: ({ who, date }, report, ctx) => {
    const entity = ctx.model.entity(report.source.entity)
    const type = entity?.scope.find(who)?.type
    const target = type?.kind === 'id' ? ctx.model.entity(type.entity) : undefined
    if (target?.relation(`${report.source.entity}_by_${who}`) === undefined)
      return [problem('/cohort/who', errors.REPORT_COHORT_WHO({ field: who }))]
    const dated = entity?.scope.find(date)?.type.kind
    return dated === 'date' || dated === 'datetime'
      ? []
      : [problem('/cohort/date', errors.REPORT_BUCKET_DATE({ key: date }))]
  },
  places: [
    ['/measures/3/expr', '/cohort/value'],
    ['/filter/and/0', '/filter'],
    ['/dimensions', '/cohort/date'],
  ],
})
