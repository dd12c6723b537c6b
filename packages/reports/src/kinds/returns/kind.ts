import type { Json } from '@mortise/expressions'
import type { AggregateQuery, ReportDocument, ReportJoinDocument, ReturnsSettings } from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import type { ReportKind } from '../../define.ts'
import { dayIn } from '../../period.ts'
import { sourceOf } from '../../scope.ts'
import { errors } from '../../errors.ts'
import type {
  CreditsPlan,
  ReportColumn,
  ReportContext,
  ReportResult,
  ReportRow,
  ShapeContext,
} from '../../types.ts'
import { byChannels, channelColumn, channelPlan, channelResult } from '../attribution/channel.ts'
import { credited } from '../attribution/credited.ts'
import { directValue, touchReport, wonBy } from '../attribution/touches.ts'
import { mostGroups } from '../standard/compile.ts'
import { deriveKind } from '../derived.ts'
import { nothingLike } from '../nothing.ts'
import { plainNumber } from '../plain.ts'
import { type Brought, figuresOf } from './figures.ts'
import { returnsSettings, startReturns } from './settings.ts'

function standard(settings: ReturnsSettings, report: ReportDocument, ctx: ReportContext): ReportDocument {
  const { profit, customer, isNew, spending, spentBy, spent, spentWhere, touches, touchedAt } = settings
  const scope = sourceOf(report, ctx)?.scope
  const nobody = nothingLike(customer, scope, ctx)
  const base = touchReport(settings, report, ctx)
  const joins = (base.joins ?? []).map(
    (one): ReportJoinDocument =>
      one.by === undefined ? one : { ...one, by: { ...one.by, customer: nobody } },
  )
  const costs: ReportJoinDocument = {
    key: 'costs',
    type: 'beside',
    entity: spending,
    by: {
      conversion: { lookup: [report.source.entity, false, 'id'] },
      touched: nothingLike(touchedAt, ctx.model.entity(touches)?.scope, ctx),
      channel: spentBy,
      customer: nobody,
    },
    ...(spentWhere === undefined ? {} : { where: spentWhere }),
  }
  return {
    ...base,
    joins: [...joins, costs],
    dimensions: [...(base.dimensions ?? []), { key: 'customer', expr: customer }],
    measures: [
      ...(base.measures ?? []),
      { key: 'profit', agg: 'sum', expr: profit },
      { key: 'fresh', agg: 'count', filter: allOf([{ '!=': [customer, null] }, isNew]) },
      { key: 'spend', agg: 'sum', over: 'costs', expr: spent },
    ],
  }
}

const money = '#,##0.00'

function columns(channel: ReportColumn): readonly ReportColumn[] {
  const measure = (key: string, zh: string, en: string, format: string): ReportColumn => ({
    key,
    label: { zh, en },
    role: 'measure',
    type: { kind: 'number' },
    format,
  })
  return [
    channel,
    measure('spend', '费用', 'Cost', money),
    measure('revenue', '归因成交额', 'Credited amount', money),
    measure('profit', '归因毛利', 'Credited profit', money),
    measure('roi', 'ROI', 'ROI', '0.0%'),
    measure('fresh', '新客户', 'New customers', '0.0'),
    measure('cac', '获客成本（CAC）', 'CAC', money),
    measure('ltv', '客户终身价值（LTV）', 'LTV', money),
    measure('ltv_so_far', '每客户已贡献毛利', 'Profit per customer so far', money),
    measure('payback', '回本月数', 'Months to pay back', '0.0'),
  ]
}

/** Calendar months from the first that was won to the last, both in. */
function monthsOf(answer: readonly ReportRow[], { timeZone }: ShapeContext): number {
  const all = answer.find((row) => row['place'] === 'none')
  const [first, last] = ['since', 'until'].map((key) => {
    const day = dayIn(all?.[key], timeZone)
    return day === undefined ? undefined : Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  })
  return first === undefined || last === undefined ? 1 : last - first + 1
}

function shape(plan: CreditsPlan, answer: readonly ReportRow[], ctx: ShapeContext): ReportResult {
  const given = plan.report.returns
  if (given === undefined) return { columns: plan.columns, rows: [], labels: {}, asOf: ctx.asOf }
  const { model = 'linear' } = given
  const settings = { ...given, months: given.months ?? monthsOf(answer, ctx) }
  const spends = new Map<Json, number>()
  for (const row of answer) {
    const spend = plainNumber(row, 'spend')
    const channel = row['channel'] ?? directValue
    if (spend !== 0) spends.set(channel, (spends.get(channel) ?? 0) + spend)
  }
  const by = (key: string): ReadonlyMap<Json, number> => credited(model, answer, key)
  const parts = {
    spend: spends,
    revenue: by('amount'),
    profit: by('profit'),
    // Every customer counts once, shared among the channels of everything they bought.
    customers: by('customers'),
    fresh: by('fresh'),
  }
  const channels = [...new Set(Object.values(parts).flatMap((one) => [...one.keys()]))]
  const whole = (one: ReadonlyMap<Json, number>): number =>
    [...one.values()].reduce((sum, value) => sum + value, 0)
  const brought = (of: (one: ReadonlyMap<Json, number>) => number): Brought => ({
    spend: of(parts.spend),
    revenue: of(parts.revenue),
    profit: of(parts.profit),
    customers: of(parts.customers),
    fresh: of(parts.fresh),
  })
  const rows = channels
    .map(
      (channel): ReportRow => ({
        channel,
        ...figuresOf(
          brought((one) => one.get(channel) ?? 0),
          settings,
        ),
      }),
    )
    .toSorted((a, b) => plainNumber(b, 'profit') - plainNumber(a, 'profit'))
  const totals = figuresOf(brought(whole), settings)
  return channelResult(plan, { rows, totals }, ctx)
}

const meant = deriveKind({
  type: 'returns',
  label: { zh: '投入产出（ROI、CAC、LTV）', en: 'Returns (ROI, CAC, LTV)' },
  note: {
    zh: '每个渠道花了多少、带来多少毛利、一个新客户多少钱、几个月回本',
    en: 'What each channel cost and brought, what a new customer costs, and when that is paid back',
  },
  picture: { fill: 'M4 18h7v6H4zM15 12h7v12h-7zM26 6h7v18h-7z', line: 'M4 12L15 6l8 2L34 2' },
  settings: returnsSettings,
  start: startReturns,
  standard,
  drill: (report, { channel }) =>
    channel === undefined || report.returns === undefined
      ? null
      : wonBy(report, report.returns.channel, channel),
  places: [
    ['/joins/0', '/returns/touches'],
    ['/joins/1', '/returns/touches'],
    ['/joins/2/by/channel', '/returns/spentBy'],
    ['/joins/2', '/returns/spending'],
    ['/dimensions/3', '/returns/customer'],
    ['/dimensions', '/returns/channel'],
    ['/measures', '/returns/profit'],
  ],
})

function costsOf({ spending, spentBy, spent, spentWhere }: ReturnsSettings): AggregateQuery {
  return {
    entity: spending,
    filter: spentWhere,
    dimensions: [{ key: 'channel', expr: spentBy }],
    measures: [{ key: 'spend', agg: 'sum', expr: spent }],
    limit: mostGroups,
  }
}

/** What marketing brings for what it costs, by channel, over the touches before everything that was won. */
export const returnsKind: ReportKind = byChannels(meant, {
  plan: (plan, ctx) => {
    const settings = plan.report.returns
    if (settings === undefined) throw errors.REPORT_KIND_SETTINGS({ kind: 'returns' })
    const { amount, profit, customer, isNew, model = 'linear' } = settings
    const worth = {
      values: [
        ...(amount === undefined ? [] : [{ key: 'amount', expr: amount }]),
        { key: 'profit', expr: profit },
      ],
      heads: [
        { key: 'customers', per: customer },
        { key: 'fresh', per: customer, filter: isNew },
      ],
    }
    const asked = { settings: { ...settings, model }, ctx, worth, costs: costsOf(settings) }
    return channelPlan(plan, columns(channelColumn(settings, ctx)), asked)
  },
  shape,
})
