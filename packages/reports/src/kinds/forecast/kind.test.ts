import type { ForecastSettings } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkReport, compileReport, shapeResult } from '../../index.ts'
import { report, reportContext, shapeContext } from '../../testing/deals.ts'
import { answer, type Memory } from '../../testing/memory.ts'
import type { ReportResult } from '../../types.ts'
import { middleOf } from './chance.ts'

const forecast: ForecastSettings = {
  field: 'stage',
  amount: { var: 'amount' },
  close: { var: 'closed_at' },
  closedAt: { var: 'closed_at' },
}

function run(
  parts: Partial<ForecastSettings>,
  memory: Memory,
  ever: readonly [number, number],
): ReportResult {
  const plan = compileReport(report({ kind: 'forecast', forecast: { ...forecast, ...parts } }), reportContext)
  if (plan.kind !== 'aggregate') throw new Error('not a forecast')
  const [everWon, everLost] = ever
  const historyRows = [{ stage: 'quote', everWon, everLost }]
  return shapeResult(plan, answer(plan.query, memory), { ...shapeContext, timeZone: 'UTC', historyRows })
}

const deals = fc.array(
  fc.record({
    stage: fc.constantFrom('lead', 'quote', 'won', 'lost'),
    amount: fc.integer({ min: 1, max: 900 }),
    month: fc.integer({ min: 1, max: 9 }),
    created: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 30 },
)
type Deal = {
  readonly stage: string
  readonly amount: number
  readonly month: number
  readonly created: number
}

const memoryOf = (list: readonly Deal[]): Memory => ({
  deal: list.map(({ stage, amount, month, created }) => ({
    row: {
      id: 'x',
      stage,
      amount,
      closed_at: `2026-0${month}-15T00:00:00.000Z`,
      created_at: `2025-0${created}-15T00:00:00.000Z`,
    },
  })),
})
const sumOf = (list: readonly Deal[], value: (one: Deal) => number = (one) => one.amount): number =>
  list.reduce((sum, one) => sum + value(one), 0)

describe('forecast', () => {
  it('weighs what is open by the chance of its stage, what is overdue today, and never what is lost', () => {
    fc.assert(
      fc.property(deals, (list) => {
        const { rows, totals } = run({}, memoryOf(list), [0, 0])
        const open = list.filter((one) => one.stage === 'lead' || one.stage === 'quote')
        // Two open stages without chances of their own: a third and two thirds.
        const weight = (one: Deal): number => one.amount * (one.stage === 'lead' ? 1 / 3 : 2 / 3)
        expect(Number(totals?.['weighted'])).toBeCloseTo(sumOf(open, weight), 1)
        expect(Number(totals?.['amount'])).toBe(sumOf(open))
        for (const row of rows) {
          const month = Number(String(row['month']).slice(5, 7))
          const own = open.filter((one) => Math.max(one.month, 3) === month)
          expect([Number(row['amount']), Number(row['count'])]).toEqual([sumOf(own), own.length])
        }
        const without = run({}, memoryOf(list.filter((one) => one.stage !== 'lost')), [0, 0])
        expect(without.rows).toEqual(rows)
      }),
    )
  })

  it('draws a chance to what really happened, the more the more there is', () => {
    const memory = memoryOf([{ stage: 'quote', amount: 300, month: 5, created: 1 }])
    const historical = (won: number, lost: number): number =>
      Number(run({}, memory, [won, lost]).totals?.['historical'])
    expect(historical(0, 0)).toBe(200)
    // (10 + 20 × 2/3) / (40 + 20)
    expect(historical(10, 30)).toBeCloseTo(300 * (70 / 3 / 60), 1)
    expect(historical(0, 2000)).toBeLessThan(3)
  })

  it('lands at what is won, is open and is still to come, and back-tests without looking ahead', () => {
    fc.assert(
      fc.property(deals, (list) => {
        const { rows } = run({ show: 'landing' }, memoryOf(list), [0, 0])
        const of = (item: string): number => Number(rows.find((row) => row['item'] === item)?.['amount'])
        const won = list.filter((one) => one.stage === 'won' && one.month <= 3)
        expect(of('won')).toBe(sumOf(won))
        expect(of('landing')).toBeCloseTo(of('won') + of('open') + of('new'), 1)
        const past = run({ show: 'backtest', period: 'month' }, memoryOf(list), [0, 0]).rows
        expect(past.map((row) => row['period'])).toEqual([
          '2025-11-01',
          '2025-12-01',
          '2026-01-01',
          '2026-02-01',
        ])
        for (const row of past.slice(2)) {
          const at = Number(String(row['period']).slice(5, 7))
          const wins = list.filter((one) => one.stage === 'won' && one.month === at)
          expect(Number(row['actual'])).toBe(sumOf(wins))
          const [w, l] = ['won', 'lost'].map(
            (stage) => list.filter((one) => one.stage === stage && one.month < at).length,
          )
          const then = list.filter((one) => one.month === at)
          if (row['forecast'] === null) expect((w ?? 0) + (l ?? 0)).toBe(0)
          else
            expect(Number(row['forecast'])).toBeCloseTo(((w ?? 0) / ((w ?? 0) + (l ?? 0))) * sumOf(then), 1)
        }
      }),
    )
    expect([middleOf([3, 1, 2]), middleOf([4, 1, 2, 3]), middleOf([])]).toEqual([2, 2.5, 0])
  })

  it('needs stages that say what is won', () => {
    const wrong = report({ kind: 'forecast', forecast: { ...forecast, field: 'source' } })
    expect(checkReport(wrong, reportContext).map((one) => one.path)).toEqual(['/forecast/field'])
  })
})
