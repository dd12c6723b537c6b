import { describe, expect, it } from 'vitest'
import { checkReport, compileReport, drillFilter, periodName, shapeResult } from '../../index.ts'
import { report, reportContext, shapeContext } from '../../testing/deals.ts'
import { runInMemory } from '../../testing/memory.ts'
import type { AggregatePlan } from '../../types.ts'
import { hiddenCount, hiddenSum } from './hidden.ts'

const amount = { key: 'amount', agg: 'sum', expr: { var: 'amount' } } as const
const bySource = { key: 'source', expr: { var: 'source' } }
const byStage = { key: 'stage', expr: { var: 'stage' } }
const deals = {
  deal: [
    ['ads', 60],
    ['web', 30],
    ['fair', 10],
  ].map(([source = '', value = 0]) => ({ row: { id: String(source), source, amount: value } })),
}

describe('what a limit cuts off', () => {
  const shares = [amount, { key: 'share', window: 'percentOfTotal', of: 'amount' } as const]
  const top = (more: object) =>
    runInMemory(
      report({
        dimensions: [bySource],
        measures: shares,
        sort: [{ by: 'amount', dir: 'desc' }],
        limit: { n: 2, ...more },
      }),
      deals,
    )

  it('is missing from the share in the totals, and with the others in it is all there', () => {
    expect(top({}).totals).toEqual({ amount: 90, share: '0.9' })
    expect(top({ others: true }).totals).toEqual({ amount: 100, share: 1 })
  })

  it('is never told by the store where options stand in an order of their own', () => {
    const of = (dimension: object): number | undefined =>
      (
        compileReport(
          report({
            dimensions: [dimension as typeof byStage],
            measures: [amount],
            sort: [{ by: (dimension as typeof byStage).key }],
            limit: { n: 2 },
          }),
          reportContext,
        ) as AggregatePlan
      ).query.limit
    expect(of(bySource)).toBe(2)
    expect(of(byStage)).toBeGreaterThan(2)
    expect(
      of({ key: 'size', expr: { var: 'amount' }, groups: [{ key: 'small', below: 20 }, { key: 'big' }] }),
    ).toBeGreaterThan(2)
  })

  it('is found again by one short condition', () => {
    const limited = report({ dimensions: [bySource], measures: [amount], limit: { n: 2, others: true } })
    const plan = compileReport(limited, reportContext)
    const shown = ['ads', 'web', null].map((source) => ({ source, amount: 1 }))
    expect(drillFilter({ source: '$others' }, { plan, shown })).toEqual({
      and: [
        { '!': [{ in: [{ var: 'source' }, ['ads', 'web']] }] },
        { '!': [{ '==': [{ var: 'source' }, null] }] },
      ],
    })
  })
})

describe('more groups than a report shows', () => {
  const top = report({
    dimensions: [bySource],
    measures: [amount],
    sort: [{ by: 'amount', dir: 'desc' }],
    limit: { n: 2, others: true },
  })
  const plan = compileReport(top, reportContext) as AggregatePlan

  it('are all looked at where the first few and the others are shown', () => {
    const answer = Array.from({ length: 20_000 }, (_, at) => ({ source: `s${at}`, amount: at }))
    const { rows, truncated } = shapeResult(plan, answer, shapeContext)
    expect(rows.map((row) => row['amount'])).toEqual([19_999, 19_998, (19_998 * 19_997) / 2])
    expect(truncated).toBeUndefined()
  })

  it('come with the first in the order of the report, and it says that there are more', () => {
    expect(plan.query).toMatchObject({ sort: top.sort, limit: 100_000 })
    const { limit: _limit, ...whole } = top
    const table = compileReport(whole, reportContext) as AggregatePlan
    expect(table.query).toMatchObject({ sort: top.sort, limit: 10_000 })
    const answer = Array.from({ length: 10_000 }, (_, at) => ({ source: `s${at}`, amount: 1 }))
    expect(shapeResult(table, answer, shapeContext).truncated).toBe(true)
  })

  it('are not missing from a top n that the store cuts off', () => {
    const few = compileReport({ ...top, limit: { n: 2 } }, reportContext) as AggregatePlan
    expect(shapeResult(few, [{ source: 'a', amount: 1 }], shapeContext).truncated).toBeUndefined()
    expect(
      shapeResult(
        few,
        [
          { source: 'a', amount: 2 },
          { source: 'b', amount: 1 },
        ],
        shapeContext,
      ).truncated,
    ).toBeUndefined()
  })
})

describe('texts made of digits', () => {
  const codes = ['9', '10', '1a'].map((source) => ({ row: { id: source, source, stage: 'won', amount: 1 } }))

  it('stand in the order of texts, as the store has them', () => {
    const { rows } = runInMemory(report({ dimensions: [bySource], measures: [amount] }), { deal: codes })
    expect(rows.map((row) => row['source'])).toEqual(['10', '1a', '9'])
  })

  it('are compared as texts where the least and the greatest are put together', () => {
    const ends = [
      { key: 'least', agg: 'min', expr: { var: 'source' } },
      { key: 'most', agg: 'max', expr: { var: 'source' } },
    ] as const
    const { totals } = runInMemory(report({ dimensions: [bySource], measures: ends }), { deal: codes })
    expect(totals).toEqual({ least: '10', most: '9' })
  })
})

describe('places, shares and running sums', () => {
  const last = { key: 'last', agg: 'max', expr: { var: 'closed_at' } } as const
  const of = (window: 'rank' | 'running' | 'percentOfTotal') =>
    report({ dimensions: [bySource], measures: [last, { key: 'w', window, of: 'last' }] })

  it.each(['rank', 'running', 'percentOfTotal'] as const)('of dates are refused: %s', (window) => {
    expect(checkReport(of(window), reportContext)).toMatchObject([
      { path: '/measures/1/of', code: 'REPORT_MEASURE_NUMBER' },
    ])
    // Whoever stored one past the checks gets nothing, and no failure.
    const dated = { row: { id: 'a', source: 'web', closed_at: '2026-03-01T00:00:00.000Z' } }
    const { rows } = runInMemory(of(window), { deal: [dated] })
    expect(rows[0]?.['last']).toBe('2026-03-01T00:00:00.000Z')
    expect(Number(rows[0]?.['w'] ?? 0)).toBe(0)
  })
})

describe('names of periods', () => {
  it('are those of the fiscal year where it is not the calendar’s', () => {
    const name = (start: string, bucket: 'quarter' | 'year' | 'month', fiscalYearStart?: number): string =>
      periodName(start, bucket, { locale: 'zh', fiscalYearStart })
    expect(name('2026-04-01', 'quarter')).toBe('2026年2季度')
    expect(name('2026-04-01', 'quarter', 4)).toBe('2026财年1季度')
    expect(name('2026-02-01', 'quarter', 5)).toBe('2025财年4季度')
    expect(name('2025-12-01', 'year', 12)).toBe('2025财年')
    expect(name('2026-04-01', 'month', 4)).toBe('2026年4月')
    // A quarter of the calendar is none of a fiscal year that begins within one.
    expect(name('2026-04-01', 'quarter', 5)).toBe('2026年2季度')
    expect(periodName('2026-10-01', 'quarter', { locale: 'en', fiscalYearStart: 10 })).toBe('FY2026 Q1')
  })
})

describe('columns behind an average', () => {
  it('stay apart, however long the keys are, and nobody may take their names', () => {
    const [one, other] = ['won', 'lost'].map((end) => `average_amount_of_everything_that_was_${end}`)
    const names = [one ?? '', other ?? ''].flatMap((key) => [hiddenSum(key), hiddenCount(key)])
    expect(new Set(names).size).toBe(4)
    expect(names.every((name) => /^[a-z][a-z0-9_]{0,47}$/.test(name))).toBe(true)
    const taken = report({
      measures: [
        { key: 'mean', agg: 'avg', expr: { var: 'amount' } },
        { key: 'mean__sum', agg: 'count' },
      ],
    })
    expect(checkReport(taken, reportContext).map((found) => found.path)).toEqual(['/measures/1/key'])
  })
})

describe('a year before a week', () => {
  it('is asked of the store, because weeks of two years do not begin on one day', () => {
    const asked = (bucket: 'week' | 'month', by: string): number => {
      const plan = compileReport(
        report({
          dimensions: [{ key: 'at', expr: { var: 'closed_at' }, bucket }],
          measures: [amount, { key: 'ago', window: 'shift', of: 'amount', by }],
        }),
        reportContext,
      ) as AggregatePlan
      return plan.query.parts?.length ?? 0
    }
    expect([asked('week', '1 year'), asked('week', '1 week'), asked('month', '1 year')]).toEqual([1, 0, 0])
  })
})

describe('groups of values', () => {
  it('are refused where those before them leave one without any', () => {
    const faults = (groups: readonly object[]): readonly (string | undefined)[] =>
      checkReport(
        report({
          dimensions: [{ key: 'd', expr: { var: 'amount' }, groups: groups as never }],
          measures: [amount],
        }),
        reportContext,
      ).map((one) => one.path)
    expect(faults([{ key: 'a', below: 10 }, { key: 'b', below: 20 }, { key: 'c' }])).toEqual([])
    expect(
      faults([
        { key: 'a', below: 20 },
        { key: 'b', below: 10 },
      ]),
    ).toEqual(['/dimensions/0/groups/1'])
    expect(faults([{ key: 'a' }, { key: 'b', below: 10 }])).toEqual(['/dimensions/0/groups/1'])
    expect(
      faults([
        { key: 'a', in: [1, 2] },
        { key: 'b', in: [2] },
      ]),
    ).toEqual(['/dimensions/0/groups/1'])
    expect(faults([{ key: 'a', below: 2 }, { key: 'b', in: [3] }, { key: 'c' }])).toEqual([])
  })
})
