import { addDecimal, divideDecimal, type DecimalValue, type Json } from '@mortise/expressions'
import { dayIn, daysBetween } from '../../period.ts'
import type { AggregatePlan, ReportColumn, ReportResult, ReportRow, ShapeContext } from '../../types.ts'
import { mostGroups } from '../standard/compile.ts'
import { numberOf } from '../standard/derive.ts'
import { labelsOf } from '../standard/shape.ts'
import { reachKey, reachOf } from './behind.ts'
import { type Scores, scoresOf, segments, segmentsOf } from './scores.ts'

const number = { kind: 'number' } as const

function column(key: string, zh: string, en: string, more: Partial<ReportColumn> = {}): ReportColumn {
  return { key, label: { zh, en }, role: 'measure', type: number, ...more }
}

const r = column('r', '最近消费（R）', 'Recency', { role: 'dimension' })
const f = column('f', '消费频次（F）', 'Frequency', { role: 'dimension' })
const kind = column('segment', '客户类型', 'Kind', { role: 'dimension', type: { kind: 'text' } })
const figures: readonly ReportColumn[] = [
  column('count', '客户数', 'Customers'),
  column('average', '平均金额', 'Average amount', { format: '#,##0.00' }),
  column('amount', '金额', 'Amount', { format: '#,##0.00' }),
  column('share', '客户占比', 'Share of customers', { format: '0.0%' }),
]

/** Columns by what is shown. */
export function rfmColumns(show: string, customer: ReportColumn | undefined): readonly ReportColumn[] {
  if (show === 'segments') return [kind, ...figures]
  if (show !== 'customers') return [r, f, ...figures]
  return [
    ...(customer === undefined ? [] : [customer]),
    kind,
    column('days', '距上次消费（天）', 'Days since the last order'),
    column('frequency', '消费次数', 'Orders'),
    column('monetary', '消费金额', 'Amount', { format: '#,##0.00' }),
    column('r_score', 'R 分', 'R score'),
    column('f_score', 'F 分', 'F score'),
    column('m_score', 'M 分', 'M score'),
  ]
}

const ends = {
  r: { zh: ['最久', '最近'], en: ['oldest', 'latest'] },
  f: { zh: ['最少', '最多'], en: ['least', 'most'] },
} as const

/** Scores by themselves don't say whether 1 or 5 is the better one. */
function scoreNames(of: 'r' | 'f', locale: 'zh' | 'en'): { readonly [score: string]: string } {
  const [low, high] = ends[of][locale]
  return { 1: `1 ${low}`, 2: '2', 3: '3', 4: '4', 5: `5 ${high}` }
}

type Scored = {
  readonly row: ReportRow
  /** Day of the last order. */
  readonly last: string
  readonly days: number
  readonly scores: Scores
  readonly segment: string
}

function scored(plan: AggregatePlan, rows: readonly ReportRow[], ctx: ShapeContext): readonly Scored[] {
  const today = dayIn(ctx.asOf, ctx.timeZone) ?? ''
  const lasts = rows.map((row) => dayIn(row['last'], ctx.timeZone) ?? today)
  const buyers = rows.map((row, at) => ({
    recency: Math.max(0, daysBetween(lasts[at] ?? today, today)),
    frequency: Number(row['frequency'] ?? 0),
    monetary: Number(row['monetary'] ?? 0),
  }))
  const scores = scoresOf(buyers, plan.report.rfm?.limits)
  const kinds = segmentsOf(scores)
  return rows.map((row, at) => ({
    row,
    last: lasts[at] ?? today,
    days: buyers[at]?.recency ?? 0,
    scores: scores[at] ?? { r: 1, f: 1, m: 1 },
    segment: kinds[at] ?? '',
  }))
}

function figuresOf(list: readonly Scored[], all: number): ReportRow {
  const amount = list.reduce<DecimalValue>(
    (sum, { row }) => addDecimal(sum, numberOf(row['monetary']) ?? 0),
    0,
  )
  return {
    count: list.length,
    amount,
    average: divideDecimal(amount, list.length),
    share: divideDecimal(list.length, all),
  }
}

function rowsOf(show: string, list: readonly Scored[]): readonly ReportRow[] {
  if (show === 'customers')
    return list.map(({ row, days, scores, segment }) => ({
      customer: row['customer'] ?? null,
      segment,
      days,
      frequency: row['frequency'] ?? 0,
      monetary: row['monetary'] ?? 0,
      r_score: scores.r,
      f_score: scores.f,
      m_score: scores.m,
    }))
  const heads: readonly (readonly [ReportRow, (one: Scored) => boolean])[] =
    show === 'segments'
      ? segments.map(({ value }) => [{ segment: value }, (one) => one.segment === value])
      : [5, 4, 3, 2, 1].flatMap((high) =>
          [1, 2, 3, 4, 5].map((often): readonly [ReportRow, (one: Scored) => boolean] => [
            { r: high, f: often },
            ({ scores }) => scores.r === high && scores.f === often,
          ]),
        )
  return heads.map(([head, isIn]) => {
    const inside = list.filter(isIn)
    return { ...head, ...figuresOf(inside, list.length), [reachKey]: reachOf(inside) }
  })
}

/** Scores every customer that bought, and puts them into cells, kinds or a list. */
export function shapeRfm(plan: AggregatePlan, answer: readonly ReportRow[], ctx: ShapeContext): ReportResult {
  const show = plan.report.rfm?.show ?? 'grid'
  const list = scored(plan, answer, ctx)
  const rows = rowsOf(show, list)
  const whole = figuresOf(list, list.length)
  const totals: { readonly [key: string]: Json } =
    show === 'customers' ? { monetary: whole['amount'] ?? null } : whole
  const named = labelsOf(plan, rows, ctx)
  const labels =
    show === 'grid' ? { ...named, r: scoreNames('r', ctx.locale), f: scoreNames('f', ctx.locale) } : named
  return {
    columns: plan.columns,
    rows,
    totals,
    labels,
    asOf: ctx.asOf,
    ...(answer.length >= mostGroups ? { truncated: true } : {}),
  }
}
