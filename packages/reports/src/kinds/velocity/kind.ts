import type { Expression } from '@mortise/expressions'
import type { MeasureDocument, ReportDocument, VelocitySettings } from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import type { ReportKind } from '../../define.ts'
import { sourceOf } from '../../scope.ts'
import type { ReportContext } from '../../types.ts'
import { deriveKind } from '../derived.ts'
import { daysBetween } from '../days.ts'
import { startVelocity, velocitySettings } from './settings.ts'

const of = (key: string): Expression => ({ var: key })
const money = '#,##0.00'

function conditions({ won, lost, open, end, period }: VelocitySettings): {
  readonly won: Expression
  readonly lost: Expression
  readonly open: Expression
} {
  const closed = period === undefined ? undefined : { dateIn: [end, period] }
  return {
    won: allOf([won, closed]),
    lost: allOf([lost, closed]),
    open: open ?? { '!': [{ or: [won, lost] }] },
  }
}

/** What open deals bring in a day: how many there are, times what becomes of one, over how long that takes. */
const perDay: Expression = {
  '/': [{ '*': [of('open'), of('rate'), of('average')] }, of('cycle')],
}

function measures(settings: VelocitySettings, days: Expression): readonly MeasureDocument[] {
  const { won, lost, open } = conditions(settings)
  const { amount } = settings
  const valued: readonly MeasureDocument[] =
    amount === undefined
      ? []
      : [
          {
            key: 'velocity',
            label: { zh: '销售速率（每天）', en: 'Velocity per day' },
            format: money,
            calc: perDay,
          },
          {
            key: 'amount',
            label: { zh: '赢单金额', en: 'Won amount' },
            format: money,
            agg: 'sum',
            expr: amount,
            filter: won,
          },
          {
            key: 'average',
            label: { zh: '平均赢单金额', en: 'Average won' },
            format: money,
            calc: { '/': [of('amount'), of('won')] },
          },
        ]
  return [
    {
      key: 'rate',
      label: { zh: '赢率', en: 'Win rate' },
      format: '0.0%',
      calc: { '/': [of('won'), { '+': [of('won'), of('lost')] }] },
    },
    {
      key: 'cycle',
      label: { zh: '平均成交周期（天）', en: 'Average cycle (days)' },
      format: '0.0',
      agg: 'avg',
      expr: days,
      filter: won,
    },
    {
      key: 'cycle_median',
      label: { zh: '成交周期中位数（天）', en: 'Median cycle (days)' },
      format: '0.0',
      agg: 'median',
      expr: days,
      filter: won,
    },
    { key: 'won', label: { zh: '赢单数', en: 'Won' }, agg: 'count', filter: won },
    { key: 'lost', label: { zh: '输单数', en: 'Lost' }, agg: 'count', filter: lost },
    { key: 'open', label: { zh: '进行中', en: 'Open' }, agg: 'count', filter: open },
    ...valued,
  ]
}

function standard(settings: VelocitySettings, report: ReportDocument, ctx: ReportContext): ReportDocument {
  const { by, start, end } = settings
  const days = daysBetween(start, end, { scope: sourceOf(report, ctx)?.scope, ctx })
  const { won, lost, open } = conditions(settings)
  return {
    ...report,
    filter: allOf([report.filter, { or: [won, lost, open] }]),
    dimensions: by === undefined ? [] : [{ key: 'by', expr: by }],
    measures: measures(settings, days),
    sort: report.sort ?? [{ by: 'won', dir: 'desc' }],
  }
}

/**
 * Sales cycle, win rate and velocity. Deals count as won or lost by when they were closed, open ones as they stand now; a
 * rate of nothing is empty, not 0.
 */
export const velocityKind: ReportKind = deriveKind({
  type: 'velocity',
  label: { zh: '赢率与成交周期', en: 'Win rate and sales cycle' },
  note: {
    zh: '赢率、成交周期和销售速率：赢单平均多久成交，进行中的商机每天能带来多少',
    en: 'How many deals are won, how long they take, and what the open ones bring in a day',
  },
  picture: { fill: 'M4 20h8v5H4zM15 14h8v11h-8z', line: 'M4 12C12 12 16 5 34 5M29 2l6 3-5 4' },
  settings: velocitySettings,
  start: startVelocity,
  standard,
  places: [
    ['/dimensions/0/expr', '/velocity/by'],
    ['/measures/1/expr', '/velocity/end'],
    ['/measures/1/filter', '/velocity/won'],
    ['/measures/2', '/velocity/end'],
    ['/measures/3/filter', '/velocity/won'],
    ['/measures/4/filter', '/velocity/lost'],
    ['/measures/5/filter', '/velocity/open'],
    ['/measures/7/expr', '/velocity/amount'],
  ],
})
