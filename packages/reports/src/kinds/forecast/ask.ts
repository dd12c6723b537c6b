import type { Expression } from '@mortise/expressions'
import type {
  ForecastSettings,
  MeasureDocument,
  ReportDocument,
  ReportJoinDocument,
  StageHistoryQuery,
} from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import { optionsOf, sourceOf } from '../../scope.ts'
import type { ColumnOptions, ReportContext } from '../../types.ts'
import { isMoment } from '../days.ts'

/** Periods that are looked back on. */
export const lookedBack: readonly number[] = [1, 2, 3, 4]

/** The stages of a field: those that are worked on, with their given chances, and those that mean won or lost. */
export type Stages = {
  readonly open: readonly { readonly value: string; readonly chance: number }[]
  readonly won: readonly string[]
  readonly lost: readonly string[]
}

/** Reads them from the options of the field: a chance is given in percent, else it grows from stage to stage. */
export function stagesOf(options: ColumnOptions = []): Stages {
  const all = options as readonly {
    readonly value: string
    readonly kind?: unknown
    readonly probability?: unknown
  }[]
  const of = (kind: string): readonly string[] =>
    all.filter((one) => one.kind === kind).map((one) => one.value)
  const open = all.filter((one) => one.kind !== 'won' && one.kind !== 'lost')
  return {
    open: open.map(({ value, probability }, at) => ({
      value,
      chance: typeof probability === 'number' ? probability / 100 : (at + 1) / (open.length + 1),
    })),
    won: of('won'),
    lost: of('lost'),
  }
}

/** The stages that a forecast's settings mean. */
export function stagesIn(
  settings: Pick<ForecastSettings, 'field'>,
  report: ReportDocument,
  ctx: ReportContext,
): Stages {
  return stagesOf(optionsOf(sourceOf(report, ctx)?.field(settings.field)))
}

type Unit = NonNullable<ForecastSettings['period']>

/** Dates of a field held against periods, whether it holds days or moments. */
function calendar(expr: Expression, unit: Unit, moment: boolean) {
  const today: Expression = moment ? { now: [] } : { today: [] }
  const start = (back: number): Expression => ({
    dateAdd: [{ dateTrunc: [today, unit] }, -back, unit],
  })
  return {
    today,
    start,
    /** Of this moment of the period, so many periods ago. */
    ago: (back: number, of: Unit = unit): Expression => ({ dateAdd: [today, -back, of] }),
    within: (back: number): Expression => ({
      and: [{ '>=': [expr, start(back)] }, { '<': [expr, start(back - 1)] }],
    }),
  }
}

type Asking = {
  readonly settings: ForecastSettings
  readonly stages: Stages
  readonly when: (expr: Expression) => ReturnType<typeof calendar>
}

function asking(settings: ForecastSettings, report: ReportDocument, ctx: ReportContext): Asking {
  const scope = sourceOf(report, ctx)?.scope
  const { period = 'quarter' } = settings
  return {
    settings,
    stages: stagesIn(settings, report, ctx),
    when: (expr) => calendar(expr, period, isMoment(expr, { scope, ctx })),
  }
}

const inStages = (field: string, values: readonly string[]): Expression => ({ in: [{ var: field }, values] })

const isWon = ({ settings, stages }: Asking): Expression => inStages(settings.field, stages.won)
const isLost = ({ settings, stages }: Asking): Expression => inStages(settings.field, stages.lost)
const isOpen = ({ settings, stages }: Asking): Expression =>
  inStages(
    settings.field,
    stages.open.map((one) => one.value),
  )

/** When an open record is expected: what should have come already is expected today. */
function expected({ settings, when }: Asking): Expression {
  const { today } = when(settings.close)
  return { if: [{ '<': [settings.close, today] }, today, settings.close] }
}

function byPeriod(report: ReportDocument, ask: Asking): ReportDocument {
  const { amount, field } = ask.settings
  return {
    ...report,
    filter: allOf([report.filter, isOpen(ask)]),
    dimensions: [
      { key: 'month', label: { zh: '预计成交', en: 'Expected' }, expr: expected(ask), bucket: 'month' },
      { key: 'stage', expr: { var: field } },
    ],
    measures: [
      { key: 'amount', agg: 'sum', expr: amount },
      { key: 'count', agg: 'count' },
    ],
  }
}

const sum = (key: string, expr: Expression, filter: Expression): MeasureDocument => ({
  key,
  agg: 'sum',
  expr,
  filter,
})
const count = (key: string, filter: Expression): MeasureDocument => ({ key, agg: 'count', filter })

/** What was closed in the months that chances are learnt from. */
function lately({ settings, when }: Asking): Expression {
  const { closedAt, lookback = 12 } = settings
  return { '>=': [closedAt, when(closedAt).ago(lookback, 'month')] }
}

function landing(report: ReportDocument, ask: Asking): ReportDocument {
  const { settings, stages, when } = ask
  const { amount, field, closedAt, targets, targetDate, target, targetWhere, period = 'quarter' } = settings
  const [closed, made, due] = [when(closedAt), when({ var: 'created_at' }), when(settings.close)]
  const joins: readonly ReportJoinDocument[] =
    targets === undefined || targetDate === undefined
      ? []
      : [
          {
            key: 'targets',
            type: 'beside',
            entity: targets,
            by: {},
            where: allOf([{ dateIn: [targetDate, thisPeriod[period]] }, targetWhere]),
          },
        ]
  const stillDue = { '<': [expected(ask), due.start(-1)] }
  return {
    ...report,
    joins,
    dimensions: [],
    measures: [
      sum('won', amount, allOf([isWon(ask), closed.within(0)])),
      ...stages.open.map(({ value }, at) =>
        sum(`open${at}`, amount, allOf([{ '==': [{ var: field }, value] }, stillDue])),
      ),
      // Of an earlier period: made in what was left of it then, and won before its end.
      ...lookedBack.map((back) =>
        sum(
          `late${back}`,
          amount,
          allOf([isWon(ask), closed.within(back), { '>=': [{ var: 'created_at' }, made.ago(back)] }]),
        ),
      ),
      sum('won_amount', amount, allOf([isWon(ask), lately(ask)])),
      count('won_count', allOf([isWon(ask), lately(ask)])),
      count('lost_count', allOf([isLost(ask), lately(ask)])),
      ...(joins.length === 0 || target === undefined
        ? []
        : [{ key: 'target', agg: 'sum', over: 'targets', expr: target } as const]),
    ],
  }
}

const thisPeriod: { readonly [unit in Unit]: string } = {
  month: 'thisMonth',
  quarter: 'thisQuarter',
  year: 'thisYear',
}

function backtest(report: ReportDocument, ask: Asking): ReportDocument {
  const { settings, when } = ask
  const { amount, closedAt, close, lookback = 12 } = settings
  const [closed, due, made] = [when(closedAt), when(close), when({ var: 'created_at' })]
  const measures = lookedBack.flatMap((back) => {
    const start = closed.start(back)
    const learnt = allOf([
      { '<': [closedAt, start] },
      { '>=': [closedAt, { dateAdd: [start, -lookback, 'month'] }] },
    ])
    // Told as it would have been then: what was open and due before the end, also what was overdue already. When a deal
    // was closed in fact is nothing that anybody knew.
    const wasOpen = allOf([
      { '<': [{ var: 'created_at' }, made.start(back)] },
      { or: [{ '==': [closedAt, null] }, { '>=': [closedAt, start] }] },
      { '<': [close, due.start(back - 1)] },
    ])
    return [
      sum(`open${back}`, amount, wasOpen),
      sum(`won${back}`, amount, allOf([isWon(ask), closed.within(back)])),
      count(`learnt_won${back}`, allOf([isWon(ask), learnt])),
      count(`learnt_lost${back}`, allOf([isLost(ask), learnt])),
    ]
  })
  return { ...report, dimensions: [], measures }
}

const asks: {
  readonly [show in NonNullable<ForecastSettings['show']>]: (
    report: ReportDocument,
    ask: Asking,
  ) => ReportDocument
} = { periods: byPeriod, landing, backtest }

/** What a forecast asks of the records, by what it shows. */
export function forecastReport(
  settings: ForecastSettings,
  report: ReportDocument,
  ctx: ReportContext,
): ReportDocument {
  return asks[settings.show ?? 'periods'](report, asking(settings, report, ctx))
}

/** What became of those that were ever in a stage, of records closed lately. */
export function historyAsked(
  settings: ForecastSettings,
  report: ReportDocument,
  ctx: ReportContext,
): StageHistoryQuery {
  const ask = asking(settings, report, ctx)
  const { open, won, lost } = ask.stages
  return {
    entity: report.source.entity,
    field: settings.field,
    filter: allOf([report.filter, { or: [isWon(ask), isLost(ask)] }, lately(ask)]),
    stages: [...open.map((one) => one.value), ...won],
    won,
    lost,
    dwell: false,
  }
}
