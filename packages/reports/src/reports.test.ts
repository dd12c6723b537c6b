import { language, type Json } from '@mortise/expressions'
import type { ReportDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  atLevels,
  checkReport,
  compileReport,
  dashboardFilter,
  drillFilter,
  finerBucket,
  shapeResult,
  toMatrix,
} from './index.ts'
import { dealModel, report, reportContext, shapeContext } from './testing/deals.ts'
import type { ReportResult, ReportRow } from './types.ts'

const bySource = { key: 's', expr: { var: 'source' } }
const byMonth = { key: 'm', expr: { var: 'closed_at' }, bucket: 'month' } as const
const sum = { key: 'won', agg: 'sum', expr: { var: 'amount' } } as const
const count = { key: 'n', agg: 'count' } as const

function shaped(parts: Partial<ReportDocument>, rows: readonly ReportRow[]): ReportResult {
  return shapeResult(compileReport(report(parts), reportContext), rows, shapeContext)
}

function column(result: ReportResult, key: string): readonly Json[] {
  return result.rows.map((row) => row[key] ?? null)
}

describe('compiling', () => {
  it('asks the store for sum and count of an average, and for nothing it works out here', () => {
    const rate = { key: 'rate', calc: { '/': [{ var: 'won' }, { var: 'n' }] } }
    const avg = { key: 'mean', agg: 'avg', expr: { var: 'amount' } } as const
    const plan = compileReport(
      report({ dimensions: [bySource], measures: [sum, count, avg, rate] }),
      reportContext,
    )
    if (plan.kind !== 'aggregate') throw new Error('wrong kind')
    expect(plan.query.measures.map((one) => one.key)).toEqual(['won', 'n', 'mean__sum', 'mean__count'])
    expect(plan.columns.map((one) => [one.key, one.role, one.type.kind])).toEqual([
      ['s', 'dimension', 'text'],
      ['won', 'measure', 'number'],
      ['n', 'measure', 'number'],
      ['mean', 'measure', 'number'],
      ['rate', 'measure', 'number'],
    ])
  })

  it('lets the store cut off a plain top n, and only that', () => {
    const parts = {
      dimensions: [bySource],
      measures: [sum],
      sort: [{ by: 'won', dir: 'desc' }],
      limit: { n: 3 },
    } as const
    const limitOf = (more: Partial<ReportDocument>): number | undefined => {
      const plan = compileReport(report({ ...parts, ...more }), reportContext)
      return plan.kind === 'aggregate' ? plan.query.limit : undefined
    }
    expect(limitOf({})).toBe(3)
    expect(limitOf({ limit: { n: 3, others: true } })).toBeGreaterThan(1000)
    expect(limitOf({ dimensions: [bySource, byMonth] })).toBeGreaterThan(1000)
  })

  it('names the entity of ids, so that their names can be looked up', () => {
    const plan = compileReport(
      report({ dimensions: [{ key: 'c', expr: { var: 'customer' } }], measures: [count] }),
      reportContext,
    )
    expect(plan.entities).toEqual({ c: 'account' })
  })
})

describe('shaping', () => {
  it('works out rates exactly, null where the denominator is 0', () => {
    const rate = { key: 'rate', calc: { '/': [{ var: 'won' }, { var: 'n' }] } }
    const result = shaped({ dimensions: [bySource], measures: [sum, count, rate] }, [
      { s: '官网', won: '0.3', n: 3 },
      { s: '展会', won: '5', n: 0 },
    ])
    expect(column(result, 'rate')).toEqual(['0.1', null])
    expect(result.totals).toMatchObject({ won: '5.3', n: 3 })
  })

  it('lets formulas look at the rows around', () => {
    const share = { key: 'share', calc: { round: [{ 'window.percentOfTotal': [{ var: 'won' }] }, 2] } }
    const twice = { key: 'twice', calc: { '*': [{ var: 'share' }, 2] } }
    const growth = { key: 'growth', calc: { '-': [{ var: 'won' }, { 'window.shift': [{ var: 'won' }] }] } }
    const result = shaped({ dimensions: [bySource], measures: [sum, twice, share, growth] }, [
      { s: 'a', won: 10 },
      { s: 'b', won: 30 },
    ])
    expect(column(result, 'share')).toEqual(['0.25', '0.75'])
    expect(column(result, 'twice')).toEqual(['0.5', '1.5'])
    expect(column(result, 'growth')).toEqual([null, 20])
  })

  it('totals an average over records, not over groups', () => {
    const avg = { key: 'mean', agg: 'avg', expr: { var: 'amount' } } as const
    const result = shaped({ dimensions: [bySource], measures: [avg] }, [
      { s: 'a', mean__sum: '10', mean__count: 1 },
      { s: 'b', mean__sum: '20', mean__count: 9 },
    ])
    expect(result.totals).toEqual({ mean: 3 })
    expect(Object.keys(result.rows[0] ?? {})).toEqual(['s', 'mean'])
  })

  it('gathers what the limit cuts off, without losing or doubling anything', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 10 }), (values, n) => {
        const rows = values.map((cents, index) => ({ s: `s${index}`, won: (cents / 100).toFixed(2) }))
        const share = { key: 'share', window: 'percentOfTotal', of: 'won' } as const
        const parts = {
          dimensions: [bySource],
          measures: [sum, share],
          sort: [{ by: 'won', dir: 'desc' }],
        } as const
        const all = shaped(parts, rows)
        const cut = shaped({ ...parts, limit: { n, others: true } }, rows)
        expect(cut.rows).toHaveLength(Math.min(values.length, n + 1))
        expect(cut.totals?.['won']).toEqual(all.totals?.['won'])
        expect(cut.rows.slice(0, n)).toEqual(all.rows.slice(0, n))
      }),
    )
  })

  it('names the others row and lets it stand last', () => {
    const rows = [
      ['a', 1],
      ['b', 9],
      ['c', 5],
    ].map(([s = '', won = 0]) => ({ s, won }))
    const result = shaped(
      {
        dimensions: [bySource],
        measures: [sum],
        sort: [{ by: 'won', dir: 'desc' }],
        limit: { n: 1, others: true },
      },
      rows,
    )
    expect(result.rows).toEqual([
      { s: 'b', won: 9 },
      { s: '$others', won: 6 },
    ])
    expect(result.labels['s']?.['$others']).toBe('其他')
  })

  it('ranks ties alike and leaves the next place out', () => {
    const rank = { key: 'r', window: 'rank', of: 'won' } as const
    const rows = [9, 7, 7, 5].map((won, index) => ({ s: `s${index}`, won }))
    expect(column(shaped({ dimensions: [bySource], measures: [sum, rank] }, rows), 'r')).toEqual([1, 2, 2, 4])
  })

  it('runs sums along time for each series, and looks a year back', () => {
    const running = { key: 'run', window: 'running', of: 'won' } as const
    const last = { key: 'prev', window: 'shift', of: 'won', by: '1 year' } as const
    const result = shaped({ dimensions: [byMonth, bySource], measures: [sum, running, last] }, [
      { m: '2026-01-01', s: 'a', won: 3 },
      { m: '2025-01-01', s: 'a', won: 1 },
      { m: '2025-01-01', s: 'b', won: 5 },
      { m: '2026-02-01', s: 'a', won: 4 },
    ])
    expect(result.rows).toEqual([
      { m: '2025-01-01', s: 'a', won: 1, run: 1, prev: null },
      { m: '2025-01-01', s: 'b', won: 5, run: 5, prev: null },
      { m: '2026-01-01', s: 'a', won: 3, run: 4, prev: 1 },
      { m: '2026-02-01', s: 'a', won: 4, run: 8, prev: null },
    ])
    expect(result.labels['m']?.['2026-02-01']).toBe('2026年2月')
  })

  it('keeps options in the order of the designer, empty groups last', () => {
    const rows = [null, 'lost', 'won', 'lead'].map((s) => ({ s, n: 1 }))
    const result = shaped({ dimensions: [{ key: 's', expr: { var: 'stage' } }], measures: [count] }, rows)
    expect(column(result, 's')).toEqual(['lead', 'won', 'lost', null])
    expect(result.labels['s']?.['lead']).toBe('初步接触')
  })

  it('filters groups by calculated measures too', () => {
    const rate = { key: 'rate', calc: { '/': [{ var: 'won' }, { var: 'n' }] } }
    const parts = {
      dimensions: [bySource],
      measures: [sum, count, rate],
      having: { '>': [{ var: 'rate' }, 2] },
    }
    const rows = [
      { s: 'a', won: 6, n: 2 },
      { s: 'b', won: 3, n: 3 },
    ]
    expect(column(shaped(parts, rows), 's')).toEqual(['a'])
  })
})

describe('funnel', () => {
  const funnel = report({ kind: 'funnel', funnel: { field: 'stage', amount: 'amount' } })

  it('divides what reached a stage by the one before and by the first', () => {
    const plan = compileReport(funnel, reportContext)
    expect(plan.query).toMatchObject({ stages: ['lead', 'quote', 'won'], lost: ['lost'], amount: 'amount' })
    const same = { current: 0, currentAmount: '0', reachedAmount: '10', dwellAverageDays: 2.5 }
    const row = (stage: string, reached: number, lostHere: number): ReportRow => ({
      stage,
      reached,
      lostHere,
      dwellMedianDays: 2,
      dwellP90Days: null,
      ...same,
    })
    const result = shapeResult(plan, [row('won', 2, 0), row('lead', 10, 3), row('quote', 4, 1)], shapeContext)
    expect(column(result, 'stage')).toEqual(['lead', 'quote', 'won'])
    expect(column(result, 'step')).toEqual([null, '0.4', '0.5'])
    expect(column(result, 'total')).toEqual([1, '0.4', '0.2'])
    expect(column(result, 'dwell_p90')).toEqual([null, null, null])
  })

  it('reads nothing of the past where it tells how things stand, and tells nothing of it', () => {
    const plan = compileReport(
      report({ kind: 'funnel', funnel: { field: 'stage', amount: 'amount', mode: 'snapshot' } }),
      reportContext,
    )
    expect(plan.query).toMatchObject({ past: false })
    expect(plan.columns.map((one) => one.key)).toEqual(['stage', 'count', 'amount', 'step', 'total'])
  })

  it('has no rate where nothing came in', () => {
    const empty = { reached: 0, lostHere: 0, current: 0, currentAmount: '0', reachedAmount: '0' }
    const rows = [
      { stage: 'lead', ...empty },
      { stage: 'quote', ...empty },
    ]
    expect(column(shapeResult(compileReport(funnel, reportContext), rows, shapeContext), 'step')).toEqual([
      null,
      null,
    ])
  })

  it('needs a field with options and history', () => {
    const check = (field: string): readonly string[] =>
      checkReport(report({ kind: 'funnel', funnel: { field } }), reportContext).map((one) => one.code)
    expect(check('stage')).toEqual([])
    expect(check('name')).toEqual(['REPORT_FUNNEL_FIELD'])
  })
})

describe('drill', () => {
  const holds = (filter: Json, row: ReportRow): boolean =>
    language.test(
      filter,
      { row, now: '2026-03-05T02:00:00.000Z', timeZone: 'Asia/Shanghai' },
      dealModel.entity('deal')?.scope,
    )

  const behind = (parts: Partial<ReportDocument>, row: ReportRow, shown?: readonly ReportRow[]): Json =>
    drillFilter(row, { plan: compileReport(report(parts), reportContext), shown })

  it('finds exactly the records of a month in the time zone of the workspace', () => {
    const filter = behind({ dimensions: [byMonth], measures: [count] }, { m: '2026-02-01', n: 3 })
    expect(holds(filter, { closed_at: '2026-01-31T16:00:00.000Z' })).toBe(true)
    expect(holds(filter, { closed_at: '2026-01-31T15:59:59.999Z' })).toBe(false)
    expect(holds(filter, { closed_at: '2026-02-28T16:00:00.000Z' })).toBe(false)
    const checked = language.check(
      filter,
      dealModel.entity('deal')?.scope ?? { name: '', find: () => undefined, keys: () => [] },
      { sql: true },
    )
    expect(checked.ok).toBe(true)
  })

  it('asks for null behind the empty group, and keeps the filter of the report', () => {
    const won = { '==': [{ var: 'stage' }, 'won'] }
    const filter = behind({ filter: won, dimensions: [bySource], measures: [count] }, { s: null })
    expect(holds(filter, { stage: 'won', source: null })).toBe(true)
    expect(holds(filter, { stage: 'won', source: '官网' })).toBe(false)
    expect(holds(filter, { stage: 'lead', source: null })).toBe(false)
  })

  it('leaves out of the others what is shown by itself', () => {
    const shown = [{ s: 'a' }, { s: 'b' }, { s: '$others' }]
    const filter = behind({ dimensions: [bySource], measures: [count] }, { s: '$others' }, shown)
    expect(['a', 'b', 'c', null].map((source) => holds(filter, { source }))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  it('narrows a report by the choices of a dashboard', () => {
    const narrowed = dashboardFilter(report({ measures: [count] }), [
      { path: 'closed_at', type: 'dateRange', value: ['2026-01-01', '2026-02-01'] },
      { path: 'source', type: 'select', value: ['a', 'b'] },
      { path: 'owner', type: 'user', value: null },
    ])
    expect(checkReport(narrowed, reportContext)).toEqual([])
    expect(holds(narrowed.filter ?? null, { closed_at: '2026-01-15T00:00:00.000Z', source: 'b' })).toBe(true)
    expect(holds(narrowed.filter ?? null, { closed_at: '2026-01-15T00:00:00.000Z', source: 'c' })).toBe(false)
  })
})

describe('matrix', () => {
  it('puts months across in order, with totals only where they are true', () => {
    const result = shaped({ dimensions: [bySource, byMonth], measures: [sum, count] }, [
      { s: 'a', m: '2026-02-01', won: '1.1', n: 1 },
      { s: 'b', m: '2026-01-01', won: '2.2', n: 1 },
      { s: 'b', m: '2026-02-01', won: '3.3', n: 2 },
    ])
    const matrix = toMatrix(result, { rows: ['s'], columns: ['m'], additive: ['won'] })
    expect(matrix.columns.map((one) => one.values[0])).toEqual(['2026-01-01', '2026-02-01'])
    const [a = { key: '' }, b = { key: '' }] = matrix.rows
    expect(matrix.cell(a.key, matrix.columns[0]?.key ?? '', 'won')).toBeNull()
    expect([matrix.rowTotal(b.key, 'won'), matrix.rowTotal(b.key, 'n')]).toEqual(['5.5', null])
  })
})

describe('publishing', () => {
  const codes = (parts: Partial<ReportDocument>): readonly string[] =>
    checkReport(report(parts), reportContext).map((one) => `${one.path} ${one.code}`)

  it.each([
    [{ kind: 'x' as 'funnel' }, '/kind REPORT_KIND_UNKNOWN'],
    [{ source: { entity: 'dael' } }, '/source/entity REPORT_ENTITY_UNKNOWN'],
    [{}, ' REPORT_NO_MEASURE'],
    [{ measures: [count, count] }, '/measures/1/key REPORT_KEY_TAKEN'],
    [{ measures: [{ key: 'a', agg: 'sum' as const }] }, '/measures/0 REPORT_MEASURE_EXPR'],
    [
      { measures: [{ key: 'a', agg: 'sum' as const, expr: { var: 'name' } }] },
      '/measures/0/expr REPORT_MEASURE_NUMBER',
    ],
    [{ measures: [{ key: 'a' }] }, '/measures/0 REPORT_MEASURE_SHAPE'],
    [
      { measures: [count, { key: 'a', window: 'rank' as const, of: 'x' }] },
      '/measures/1/of REPORT_WINDOW_OF',
    ],
    [
      { measures: [count, { key: 'a', window: 'shift' as const, of: 'n', by: '1 year' }] },
      '/measures/1/by REPORT_SHIFT_BY',
    ],
    [
      { dimensions: [{ key: 'd', expr: { var: 'name' }, bucket: 'month' as const }] },
      '/dimensions/0/bucket REPORT_BUCKET_DATE',
    ],
    [{ dimensions: [{ key: 'd', expr: { var: 'files' } }] }, '/dimensions/0/expr REPORT_NOT_GROUPABLE'],
    [
      {
        measures: [
          { key: 'a', calc: { '+': [{ var: 'b' }, 1] } },
          { key: 'b', calc: { var: 'a' } },
        ],
      },
      '/measures/0 REPORT_CALC_CYCLE',
    ],
    [{ measures: [count], sort: [{ by: 'm' }] }, '/sort/0/by REPORT_NAME_UNKNOWN'],
    [{ measures: [count], limit: { n: 0 } }, '/limit/n REPORT_LIMIT'],
    [{ measures: [count], filter: { var: 'name' } }, '/filter EXPRESSION_TYPE'],
    [{ measures: [count], having: { '>': [{ var: 'm' }, 1] } }, '/having/>/0/var EXPRESSION_NAME_UNKNOWN'],
  ])('refuses %j', (parts, wanted) => {
    expect(codes(parts as Partial<ReportDocument>)).toContain(wanted)
  })

  it('passes the report of the reference', () => {
    const parts: Partial<ReportDocument> = {
      filter: { dateIn: [{ var: 'closed_at' }, 'thisQuarter'] },
      dimensions: [byMonth, { key: 'ind', expr: { var: 'customer.industry' } }],
      measures: [
        sum,
        count,
        { key: 'rate', calc: { '/': [{ var: 'won' }, { var: 'n' }] } },
        { key: 'share', window: 'percentOfTotal', of: 'won' },
      ],
      having: { '>': [{ var: 'won' }, 0] },
      sort: [{ by: 'won', dir: 'desc' }],
      limit: { n: 10, others: true },
      layout: { kind: 'matrix', rows: ['ind'], columns: ['m'], totals: true },
    }
    expect(codes(parts)).toEqual([])
  })
})

describe('levels of a date', () => {
  const yearly = report({
    dimensions: [
      { key: 'y', expr: { var: 'closed_at' }, bucket: 'year' },
      { key: 's', expr: { var: 'source' } },
    ],
    measures: [{ key: 'n', agg: 'count' }],
  })

  it('cut its periods finer, step by step down to the day, and touch nothing else', () => {
    const path: string[] = []
    for (let at = yearly.dimensions?.[0]?.bucket; at !== undefined; at = finerBucket[at]) path.push(at)
    expect(path).toEqual(['year', 'quarter', 'month', 'day'])
    const finer = atLevels(yearly, { y: 'quarter', s: 'month', other: 'day' })
    expect(finer.dimensions?.map(({ bucket }) => bucket)).toEqual(['quarter', undefined])
    expect(atLevels(yearly, { y: 'century' })).toEqual(yearly)
  })
})
