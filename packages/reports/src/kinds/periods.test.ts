import { describe, expect, it } from 'vitest'
import { compileReport, shapeResult } from '../index.ts'
import { report, reportContext, shapeContext } from '../testing/deals.ts'
import type { AggregatePlan } from '../types.ts'

/** Already the new year in Shanghai. */
const newYear = { ...shapeContext, asOf: '2025-12-31T17:00:00.000Z', timeZone: 'Asia/Shanghai' }
const closed = { var: 'closed_at' }

function planOf(parts: Parameters<typeof report>[0]): AggregatePlan {
  const plan = compileReport(report(parts), reportContext)
  if (plan.kind !== 'aggregate') throw new Error('stages are asked of the store')
  return plan
}

describe('periods', () => {
  it('are those of the workspace, where elsewhere it is still the year before', () => {
    const forecast = { field: 'stage', amount: { var: 'amount' }, close: closed, closedAt: closed } as const
    const told = shapeResult(
      planOf({ kind: 'forecast', forecast: { ...forecast, show: 'backtest' } }),
      [{}],
      newYear,
    )
    expect(told.rows.map((row) => row['period'])).toEqual([
      '2025-01-01',
      '2025-04-01',
      '2025-07-01',
      '2025-10-01',
    ])
  })

  it('lie a year apart where a leaderboard is of a year so far', () => {
    const by = (period: string): string | undefined =>
      planOf({
        kind: 'leaderboard',
        leaderboard: { who: { var: 'owner' }, value: { agg: 'count' }, date: closed, period },
      }).measures.find((one) => one.key === 'before')?.by
    expect(['yearToDate', 'fiscalYearToDate', 'quarterToDate', 'monthToDate', 'last2Weeks'].map(by)).toEqual([
      '1 year',
      '1 year',
      '1 quarter',
      '1 month',
      '2 week',
    ])
  })

  it('of cohorts are as old as the fiscal year makes them', () => {
    const { query } = planOf({
      kind: 'cohort',
      cohort: { who: 'customer', date: 'closed_at', period: 'quarter' },
    })
    expect(JSON.stringify(query.dimensions.find((one) => one.key === 'age'))).toContain('fiscalQuarter')
  })
})
