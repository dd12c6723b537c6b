import type { ForecastSettings } from '@mortise/schema'
import { addPeriods, periodOf } from '../../period.ts'
import type { AggregatePlan, ReportColumn, ReportResult, ReportRow, ShapeContext } from '../../types.ts'
import { plainNumber } from '../plain.ts'
import { labelsOf } from '../standard/shape.ts'
import { lookedBack, type Stages, stagesOf } from './ask.ts'
import { chancesOf, middleOf } from './chance.ts'

const money = '#,##0.00'

function measure(key: string, zh: string, en: string, format?: string): ReportColumn {
  return { key, label: { zh, en }, role: 'measure', type: { kind: 'number' }, format }
}

const month: ReportColumn = {
  key: 'month',
  label: { zh: '预计成交', en: 'Expected' },
  role: 'dimension',
  type: { kind: 'date' },
  bucket: 'month',
}

/** Columns by what is shown. */
export function forecastColumns({ show, period = 'quarter' }: ForecastSettings): readonly ReportColumn[] {
  if (show === 'landing')
    return [
      { key: 'item', label: { zh: '项目', en: 'Item' }, role: 'dimension', type: { kind: 'text' } },
      measure('amount', '金额', 'Amount', money),
      measure('deals', '约合商机数', 'Deals it takes', '0'),
    ]
  if (show === 'backtest')
    return [
      { ...month, key: 'period', label: { zh: '时间', en: 'Period' }, bucket: period },
      measure('forecast', '期初预测', 'Forecast then', money),
      measure('actual', '实际赢单', 'Won in fact', money),
      measure('error', '误差', 'Off by', '0.0%'),
      measure('bias', '偏差（高为正）', 'Too high by', '0.0%'),
    ]
  return [
    month,
    measure('weighted', '加权预测', 'Weighted', money),
    measure('historical', '按历史赢率预测', 'By history', money),
    measure('amount', '在途金额', 'Open amount', money),
    measure('count', '商机数', 'Deals'),
  ]
}

/** Names of what the landing is made of. */
export const landingItems: readonly {
  readonly value: string
  readonly label: { readonly zh: string; readonly en: string }
}[] = [
  { value: 'won', label: { zh: '已赢单', en: 'Won so far' } },
  { value: 'open', label: { zh: '在途商机', en: 'Open deals' } },
  { value: 'new', label: { zh: '期内新增', en: 'Still to come' } },
  { value: 'landing', label: { zh: '预计落地', en: 'Landing' } },
  { value: 'target', label: { zh: '目标', en: 'Target' } },
  { value: 'gap', label: { zh: '缺口', en: 'Gap' } },
]

const rounded = (value: number): number => Math.round(value * 100) / 100

type Given = { readonly settings: ForecastSettings; readonly stages: Stages; readonly ctx: ShapeContext }

function periods(answer: readonly ReportRow[], { stages, ctx }: Given): readonly ReportRow[] {
  const chances = chancesOf(stages, ctx.historyRows ?? [])
  const given = new Map(stages.open.map(({ value, chance }) => [value, chance]))
  const months = Map.groupBy(answer, (row) =>
    row['month'] === null ? null : String(row['month']).slice(0, 10),
  )
  return [...months]
    .toSorted(([a], [b]) => (a ?? '9999').localeCompare(b ?? '9999'))
    .map(([at, rows]) => {
      const sum = (chance: (stage: string) => number): number =>
        rounded(rows.reduce((all, row) => all + plainNumber(row, 'amount') * chance(String(row['stage'])), 0))
      return {
        month: at,
        weighted: sum((stage) => given.get(stage) ?? 0),
        historical: sum((stage) => chances.get(stage) ?? 0),
        amount: sum(() => 1),
        count: rows.reduce((all, row) => all + plainNumber(row, 'count'), 0),
      }
    })
}

function landing([row = {}]: readonly ReportRow[], { settings, stages, ctx }: Given): readonly ReportRow[] {
  const chances = chancesOf(stages, ctx.historyRows ?? [])
  const open = stages.open.reduce(
    (all, { value }, at) => all + plainNumber(row, `open${at}`) * (chances.get(value) ?? 0),
    0,
  )
  const won = plainNumber(row, 'won')
  const fresh = middleOf(lookedBack.map((back) => plainNumber(row, `late${back}`)))
  const end = won + open + fresh
  const [wins, losses] = [plainNumber(row, 'won_count'), plainNumber(row, 'lost_count')]
  const each = wins === 0 ? null : (plainNumber(row, 'won_amount') / wins) * (wins / (wins + losses))
  const target = settings.target === undefined ? null : plainNumber(row, 'target')
  const gap = target === null ? null : Math.max(0, target - end)
  const item = (name: string, amount: number | null, deals: number | null = null): ReportRow => ({
    item: name,
    amount: amount === null ? null : rounded(amount),
    deals,
  })
  const base = [item('won', won), item('open', open), item('new', fresh), item('landing', end)]
  if (gap === null) return base
  return [...base, item('target', target), item('gap', gap, each ? Math.ceil(gap / each) : null)]
}

function backtest([row = {}]: readonly ReportRow[], { settings, ctx }: Given): readonly ReportRow[] {
  const { period = 'quarter' } = settings
  return lookedBack.toReversed().map((back) => {
    const [wins, losses] = [plainNumber(row, `learnt_won${back}`), plainNumber(row, `learnt_lost${back}`)]
    const rate = wins + losses === 0 ? null : wins / (wins + losses)
    const forecast = rate === null ? null : rounded(rate * plainNumber(row, `open${back}`))
    const actual = plainNumber(row, `won${back}`)
    const off = forecast === null || actual === 0 ? null : (forecast - actual) / actual
    return {
      period: addPeriods(periodOf(ctx.asOf, period, ctx.timeZone), -back, period),
      forecast,
      actual: rounded(actual),
      error: off === null ? null : Math.abs(off),
      bias: off,
    }
  })
}

function meanOf(rows: readonly ReportRow[], key: string): number | null {
  const values = rows.flatMap((row) => (row[key] === null ? [] : [plainNumber(row, key)]))
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length
}

function totalsOf(show: ForecastSettings['show'], rows: readonly ReportRow[]): ReportRow | undefined {
  if (show === 'landing') return undefined
  const sum = (key: string): number => rounded(rows.reduce((all, row) => all + plainNumber(row, key), 0))
  if (show === 'backtest')
    return {
      forecast: sum('forecast'),
      actual: sum('actual'),
      error: meanOf(rows, 'error'),
      bias: meanOf(rows, 'bias'),
    }
  return {
    weighted: sum('weighted'),
    historical: sum('historical'),
    amount: sum('amount'),
    count: sum('count'),
  }
}

const shapes = { periods, landing, backtest } as const

/** Shapes a forecast by what it shows. */
export function shapeForecast(
  plan: AggregatePlan,
  answer: readonly ReportRow[],
  ctx: ShapeContext,
): ReportResult {
  const settings = plan.report.forecast
  if (settings === undefined) return { columns: plan.columns, rows: [], labels: {}, asOf: ctx.asOf }
  const { show = 'periods' } = settings
  const rows = shapes[show](answer, { settings, stages: stagesOf(plan.options['stage']), ctx })
  const totals = totalsOf(show, rows)
  return {
    columns: plan.columns,
    rows,
    ...(totals === undefined ? {} : { totals }),
    labels: labelsOf(plan, rows, ctx),
    asOf: ctx.asOf,
  }
}
