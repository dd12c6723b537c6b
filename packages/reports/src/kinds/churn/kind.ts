import type { Json } from '@mortise/expressions'
import type { ChurnSettings } from '@mortise/schema'
import { say } from '@mortise/errors'
import { allOf } from '../../all-of.ts'
import type { ReportKind } from '../../define.ts'
import { errors } from '../../errors.ts'
import { addPeriods, periodOf } from '../../period.ts'
import { problem } from '../../problems.ts'
import type { AggregatePlan, ReportColumn, ReportResult, ReportRow, ShapeContext } from '../../types.ts'
import { deriveKind } from '../derived.ts'
import { plainNumber } from '../plain.ts'
import { mostGroups } from '../standard/compile.ts'
import { wordOf } from '../standard/derive.ts'
import { labelsOf } from '../standard/shape.ts'
import { churnReport, leftIn, shownPeriods, trailing } from './ask.ts'
import { alarms, beyondChance, causeOf, type Left, rateOf, together } from './figures.ts'
import { churnSettings, startChurn } from './settings.ts'

function measure(key: string, zh: string, en: string, format?: string): ReportColumn {
  return { key, label: { zh, en }, role: 'measure', type: { kind: 'number' }, format }
}

function dimension(key: string, zh: string, en: string, more: Partial<ReportColumn> = {}): ReportColumn {
  return { key, label: { zh, en }, role: 'dimension', type: { kind: 'text' }, ...more }
}

const causes: readonly ReportColumn[] = [
  dimension('field', '方面', 'Field'),
  dimension('value', '取值', 'Value'),
  measure('change', '对流失率变化的影响', 'Part in the change', '0.0%'),
  measure('effect', '其中：该类流失率变化', 'By its rate', '0.0%'),
  measure('mix', '其中：客户结构变化', 'By its number', '0.0%'),
  measure('rate', '流失率', 'Churn', '0.0%'),
  measure('lift', '相当于整体的倍数', 'Times the whole', '0.0'),
  measure('share', '占流失客户', 'Share of those lost', '0.0%'),
  measure('active', '期初客户', 'Customers'),
  measure('left', '流失客户', 'Lost'),
]

function trend(period: ChurnSettings['period'] = 'quarter'): readonly ReportColumn[] {
  return [
    dimension('period', '时间', 'Period', { type: { kind: 'date' }, bucket: period }),
    measure('rate', '流失率', 'Churn', '0.0%'),
    measure('active', '期初客户', 'Customers'),
    measure('left', '流失客户', 'Lost'),
    measure('beyond', '高出前三期（标准误）', 'Above the three before (SE)', '0.0'),
    measure('alarm', '预警', 'Alarm'),
  ]
}

const countsOf = (row: ReportRow, back: number): Left => ({
  active: plainNumber(row, `active${back}`),
  left: plainNumber(row, `left${back}`),
})

function causeRows(answer: readonly ReportRow[], by: readonly string[]): readonly ReportRow[] {
  const of = (rows: readonly ReportRow[], back: number): Left =>
    together(rows.map((row) => countsOf(row, back)))
  const all = { now: of(answer, 1), before: of(answer, 2) }
  return by.flatMap((path, at) =>
    [...Map.groupBy(answer, (row) => row[`b${at}`] ?? null)].map(([value, rows]) => {
      const own = { now: of(rows, 1), before: of(rows, 2) }
      const cause = causeOf(own, all)
      return {
        field: path,
        value: `b${at}:${value === null ? '' : wordOf(value)}`,
        change: cause.mix + cause.effect,
        ...cause,
        ...own.now,
        // What a click needs and nobody reads.
        zz_value: value,
      }
    }),
  )
}

function trendRows(
  [row = {}]: readonly ReportRow[],
  settings: ChurnSettings,
  { asOf, timeZone }: ShapeContext,
): readonly ReportRow[] {
  const { period = 'quarter', threshold = 0 } = settings
  const start = periodOf(asOf, period, timeZone)
  return Array.from({ length: shownPeriods }, (_, at) => shownPeriods - at).map((back) => {
    const now = countsOf(row, back)
    const before = together(Array.from({ length: trailing }, (_, at) => countsOf(row, back + at + 1)))
    const beyond = beyondChance(now, before)
    return {
      period: addPeriods(start, -back, period),
      rate: rateOf(now),
      ...now,
      beyond: beyond === null ? null : Math.round(beyond * 100) / 100,
      zz_back: back,
      alarm: alarms(now, before, threshold) ? 1 : 0,
    }
  })
}

/** Words of the values of several fields in one column. */
function valueNames(
  plan: AggregatePlan,
  rows: readonly ReportRow[],
  ctx: ShapeContext,
): { [value: string]: string } {
  const names: { [value: string]: string } = {}
  for (const row of rows) {
    const [column = '', ...rest] = String(row['value']).split(':')
    const raw = rest.join(':')
    const option = plan.options[column]?.find((one) => one.value === raw)
    names[String(row['value'])] =
      raw === '' ? '—' : (ctx.labels?.[column]?.[raw] ?? (option ? say(option.label, ctx.locale) : raw))
  }
  return names
}

function shape(plan: AggregatePlan, answer: readonly ReportRow[], ctx: ShapeContext): ReportResult {
  const settings = plan.report.churn
  if (settings === undefined) return { columns: plan.columns, rows: [], labels: {}, asOf: ctx.asOf }
  const { by = [], show = 'causes' } = settings
  if (show === 'trend') {
    const rows = trendRows(answer, settings, ctx)
    return { columns: plan.columns, rows, labels: labelsOf(plan, rows, ctx), asOf: ctx.asOf }
  }
  const rows = causeRows(answer, by).toSorted(
    (a, b) => Math.abs(plainNumber(b, 'change')) - Math.abs(plainNumber(a, 'change')),
  )
  return {
    columns: plan.columns,
    rows,
    labels: { ...labelsOf(plan, rows, ctx), value: valueNames(plan, rows, ctx) },
    asOf: ctx.asOf,
    ...(answer.length >= mostGroups ? { truncated: true } : {}),
  }
}

/** Which customers leave, whether more than before, and what that change comes from. */
export const churnKind: ReportKind = deriveKind({
  type: 'churn',
  label: { zh: '客户流失', en: 'Churn' },
  note: {
    zh: '流失率多少、是不是真的升高了、升高来自哪类客户',
    en: 'How many customers leave, whether that really rose, and which of them it comes from',
  },
  picture: { fill: 'M4 6h8v18H4zM15 11h8v13h-8z', line: 'M26 8l9 10M35 11v7h-7' },
  settings: churnSettings,
  start: startChurn,
  standard: churnReport,
  check: ({ by = [], show = 'causes' }) =>
    show === 'causes' && by.length === 0 ? [problem('/churn/by', errors.REPORT_NO_MEASURE())] : [],
  plan: (plan, _, { churn }) => {
    if (churn === undefined) return plan
    const shown = churn.show === 'trend' ? trend(churn.period) : causes
    const fields = plan.columns.filter((one) => one.role === 'dimension')
    const named = (churn.by ?? []).map((value, at) => ({ value, label: fields[at]?.label ?? value }))
    return {
      ...plan,
      columns: shown,
      options: { ...plan.options, field: named },
      query: { ...plan.query, limit: mostGroups },
      totals: undefined,
    }
  },
  shape,
  drill: (report, row) => {
    const settings = report.churn
    if (settings === undefined) return null
    if (typeof row['value'] !== 'string') return leftIn(report, Number(row['zz_back']))
    const path = settings.by?.[Number(row['value'].slice(1).split(':')[0])] ?? ''
    const value: Json = row['zz_value'] ?? null
    return allOf([{ '==': [{ var: path }, value] }, leftIn(report, 1)])
  },
  places: [
    ['/measures', '/churn/date'],
    ['/dimensions', '/churn/by'],
  ],
})
