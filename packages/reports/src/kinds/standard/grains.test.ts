import { type Json, language } from '@mortise/expressions'
import type { MeasureDocument, ReportDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkReport, compileReport, drillFilter, shapeResult, toMatrix } from '../../index.ts'
import { report, reportContext, shapeContext } from '../../testing/deals.ts'
import type { AggregatePlan, ReportResult, ReportRow } from '../../types.ts'
import { calcInput } from './derive.ts'
import { groupedExpr } from './groups.ts'

const bySource = { key: 's', expr: { var: 'source' } }
const byStage = { key: 'g', expr: { var: 'stage' } }
const byMonth = { key: 'm', expr: { var: 'closed_at' }, bucket: 'month' } as const
const sum = { key: 'won', agg: 'sum', expr: { var: 'amount' } } as const
const count = { key: 'n', agg: 'count' } as const

function planOf(parts: Partial<ReportDocument>): AggregatePlan {
  const plan = compileReport(report(parts), reportContext)
  if (plan.kind !== 'aggregate') throw new Error('wrong kind')
  return plan
}

const shaped = (parts: Partial<ReportDocument>, rows: readonly ReportRow[]): ReportResult =>
  shapeResult(planOf(parts), rows, shapeContext)
const column = (result: ReportResult, key: string): readonly Json[] =>
  result.rows.map((row) => row[key] ?? null)
const codes = (parts: Partial<ReportDocument>): readonly (readonly [string, string])[] =>
  checkReport(report(parts), reportContext).map(({ path, code }) => [path, code ?? ''])

describe('places', () => {
  const places = { key: 'place', window: 'rank', of: 'won' } as const

  it('are a filter: who is among the first three, whatever else the report shows', () => {
    const values = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(values, (all) => {
        const rows = all.map((won, at) => ({ s: `s${at}`, won }))
        const having = { '<=': [{ var: 'place' }, 3] }
        const result = shaped({ dimensions: [bySource], measures: [sum, places], having }, rows)
        const third = all.toSorted((a, b) => b - a)[2] ?? -1
        expect(result.rows.map((row) => row['s']).toSorted()).toEqual(
          rows
            .filter((row) => row.won >= third)
            .map((row) => row.s)
            .toSorted(),
        )
      }),
    )
  })

  it('and shares start anew within another dimension', () => {
    const within = ['s']
    const share = { key: 'share', window: 'percentOfTotal', of: 'won', within } as const
    const result = shaped(
      { dimensions: [bySource, byStage], measures: [sum, { ...places, within }, share] },
      [
        { s: 'a', g: 'lead', won: 3 },
        { s: 'a', g: 'won', won: 1 },
        { s: 'b', g: 'lead', won: 5 },
      ],
    )
    expect(column(result, 'place')).toEqual([1, 2, 1])
    expect(column(result, 'share')).toEqual(['0.75', '0.25', 1])
  })

  it('may be what rows are sorted and cut off by', () => {
    const result = shaped(
      {
        dimensions: [bySource],
        measures: [sum, places],
        sort: [{ by: 'place' }],
        limit: { n: 2, others: true },
      },
      [
        { s: 'a', won: 1 },
        { s: 'b', won: 9 },
        { s: 'c', won: 4 },
      ],
    )
    expect(column(result, 's')).toEqual(['b', 'c', '$others'])
    expect(column(result, 'won')).toEqual([9, 4, 1])
  })
})

describe('the first of each group', () => {
  it('keeps n values in every group, and gathers the others there', () => {
    const cells = fc.array(
      fc.record({ s: fc.integer({ min: 0, max: 9 }), g: fc.constantFrom('lead', 'won'), won: fc.nat(50) }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 3 }), (list, n) => {
        const rows = [
          ...new Map(list.map((one) => [`${one.s} ${one.g}`, { ...one, s: `s${one.s}` }])).values(),
        ]
        const limit = { n, others: true, within: ['g'] }
        const sort = [{ by: 'won', dir: 'desc' }] as const
        const result = shaped({ dimensions: [bySource, byStage], measures: [sum], sort, limit }, rows)
        for (const g of ['lead', 'won']) {
          const own = rows.filter((row) => row.g === g)
          const shown = result.rows.filter((row) => row['g'] === g)
          expect(shown).toHaveLength(Math.min(own.length, own.length > n ? n + 1 : n))
          const total = (list: readonly ReportRow[]): number =>
            list.reduce((all, row) => all + Number(row['won']), 0)
          expect(total(shown)).toBe(total(own))
          const last = shown.findLast((row) => row['s'] !== '$others')
          const cut = own.filter((row) => !shown.some((one) => one['s'] === row.s))
          expect(cut.every((row) => row.won <= Number(last?.['won']))).toBe(true)
        }
      }),
    )
  })
})

describe('an earlier period', () => {
  const ago = { key: 'ago', window: 'shift', of: 'mean', by: '1 year' } as const
  const mean = { key: 'mean', agg: 'avg', expr: { var: 'amount' } } as const
  const growth = { key: 'growth', calc: { '-': [{ '/': [{ var: 'mean' }, { var: 'ago' }] }, 1] } }
  const filter = { and: [{ dateIn: [{ var: 'closed_at' }, 'thisYear'] }, { '>': [{ var: 'amount' }, 5] }] }

  it('is asked for where the filter leaves it out, and formulas read it', () => {
    const parts = {
      dimensions: [bySource],
      measures: [mean, { ...ago, on: { var: 'closed_at' } }, growth],
      filter,
    }
    const { query } = planOf(parts)
    expect(query.parts).toEqual([
      {
        key: 'p1',
        groups: true,
        instead: {
          filter: {
            and: [
              { dateIn: [{ dateAdd: [{ var: 'closed_at' }, 1, 'year'] }, 'thisYear'] },
              { '>': [{ var: 'amount' }, 5] },
            ],
          },
          dimensions: [{ key: 's', expr: { var: 'source' }, bucket: undefined }],
        },
      },
    ])
    const result = shaped(parts, [
      { s: 'a', mean__sum: 12, mean__count: 2, ago__ago0: 15, ago__ago1: 3 },
      { s: 'b', mean__sum: 8, mean__count: 2, ago__ago0: 0, ago__ago1: 0 },
    ])
    expect(column(result, 'ago')).toEqual([5, null])
    expect(column(result, 'growth')).toEqual(['0.2', null])
    expect(result.totals).toMatchObject({ mean: 5, ago: 5, growth: 0 })
    expect(codes(parts)).toEqual([])
  })

  it('is found among the rows where the report holds every period', () => {
    const { query } = planOf({ dimensions: [byMonth], measures: [mean, ago] })
    expect(query.parts).toBeUndefined()
  })
})

describe('groups of values', () => {
  const bands = {
    key: 'band',
    expr: { var: 'amount' },
    groups: [
      { key: 'small', label: { zh: '小单', en: 'Small' }, below: 100 },
      { key: 'fair', in: [100, 200] },
      { key: 'rest' },
    ],
  }

  it('are told apart by the store, named, ordered as given, and lead to their records', () => {
    const { query } = planOf({ dimensions: [bands], measures: [count] })
    const expr = {
      if: [
        { '<': [{ var: 'amount' }, 100] },
        'small',
        {
          if: [
            { in: [{ var: 'amount' }, [100, 200]] },
            'fair',
            { if: [{ '!=': [{ var: 'amount' }, null] }, 'rest', null] },
          ],
        },
      ],
    }
    expect(query.dimensions[0]?.expr).toEqual(expr)
    const result = shaped({ dimensions: [bands], measures: [count] }, [
      { band: 'rest', n: 1 },
      { band: 'small', n: 2 },
    ])
    expect(column(result, 'band')).toEqual(['small', 'rest'])
    expect(result.labels['band']).toMatchObject({ small: '小单' })
    expect(
      drillFilter({ band: 'fair' }, { plan: planOf({ dimensions: [bands], measures: [count] }) }),
    ).toEqual({
      '==': [expr, 'fair'],
    })
  })

  it('of days are told by the clock of the workspace, open at the ends, the first that fits', () => {
    const days = {
      expr: { var: 'closed_at' },
      groups: [
        { key: 'old', days: { until: '2026-01-01' } },
        { key: 'sale', days: { from: '2026-11-01', until: '2026-11-12' } },
        { key: 'month', days: { range: 'thisMonth' } },
        { key: 'rest' },
      ],
    }
    const moment = { asOf: '2026-11-20T04:00:00.000Z', timeZone: 'Asia/Shanghai', fiscalYearStart: 1 }
    const of = (closed_at: string | null): unknown =>
      language.evaluate(groupedExpr(days), calcInput({ closed_at }, moment))
    expect(
      [
        '2025-12-31T15:59:59.999Z',
        '2025-12-31T16:00:00.000Z',
        '2026-10-31T15:59:00.000Z',
        '2026-10-31T16:00:00.000Z',
        '2026-11-11T16:00:00.000Z',
        null,
      ].map(of),
    ).toEqual(['old', 'rest', 'rest', 'sale', 'month', null])
  })

  it('of days refuse days that end before they begin, days that are taken, and values that are no dates', () => {
    const told = (groups: readonly object[], path = 'closed_at') =>
      codes({ dimensions: [{ key: 'd', expr: { var: path }, groups }], measures: [count] } as never)
    const [first, second] = [
      { key: 'a', days: { from: '2026-01-01', until: '2026-03-01' } },
      { key: 'b', days: { from: '2026-03-01', until: '2026-05-01' } },
    ]
    const inside = { key: 'c', days: { from: '2026-02-01', until: '2026-04-01' } }
    expect(told([first, second, { key: 'rest' }])).toEqual([])
    expect(told([inside, first, second])).toEqual([])
    expect(told([first, second, inside])).toEqual([['/dimensions/0/groups/2', 'REPORT_GROUPS_DEAD']])
    expect(told([{ key: 'a', days: { from: '2026-03-01', until: '2026-03-01' } }])).toEqual([
      ['/dimensions/0/groups/0/days', 'REPORT_GROUPS_DAYS'],
    ])
    expect(told([{ key: 'a', days: { range: 'someday' } }])).toEqual([
      ['/dimensions/0/groups', 'REPORT_GROUPS_VALUES'],
    ])
    expect(told([first], 'amount')).toEqual([['/dimensions/0/groups', 'REPORT_GROUPS_VALUES']])
  })

  it('refuse values of another type', () => {
    const wrong = { ...bands, groups: [{ key: 'a', below: 'viele' }] }
    expect(codes({ dimensions: [wrong], measures: [count] })).toEqual([
      ['/dimensions/0/groups', 'REPORT_GROUPS_VALUES'],
    ])
  })
})

describe('zeros', () => {
  it('stand for options and periods without records, no further than the filter reaches', () => {
    const filter = {
      and: [
        { dateIn: [{ var: 'closed_at' }, '2026-01-01', '2027-01-01'] },
        { in: [{ var: 'stage' }, ['won', 'lost']] },
      ],
    }
    const parts = { dimensions: [byMonth, byStage], measures: [sum, count], filter, zeros: true }
    const result = shaped(parts, [{ m: '2026-02-01', g: 'won', won: 7, n: 1 }])
    expect(result.rows).toEqual(
      ['2026-01-01', '2026-02-01', '2026-03-01'].flatMap((m) =>
        ['won', 'lost'].map((g) =>
          m === '2026-02-01' && g === 'won' ? { m, g, won: 7, n: 1 } : { m, g, won: 0, n: 0 },
        ),
      ),
    )
    expect(result.totals).toMatchObject({ won: 7, n: 1 })
  })

  it('reach up to today where the workspace is', () => {
    const filter = { dateIn: [{ var: 'closed_at' }, 'thisYear'] }
    const plan = planOf({ dimensions: [byMonth], measures: [count], filter, zeros: true })
    const last = (timeZone: string): Json => {
      const ctx = { ...shapeContext, asOf: '2026-03-31T17:00:00.000Z', timeZone }
      return shapeResult(plan, [{ m: '2026-01-01', n: 1 }], ctx).rows.at(-1)?.['m'] ?? null
    }
    expect(['Asia/Shanghai', 'UTC', 'Pacific/Kiritimati'].map(last)).toEqual([
      '2026-04-01',
      '2026-03-01',
      '2026-04-01',
    ])
  })

  it('fill the gaps between periods, and are no records for `having`', () => {
    const parts = { dimensions: [byMonth], measures: [count], zeros: true }
    const rows = [
      { m: '2025-11-01', n: 2 },
      { m: '2026-02-01', n: 1 },
    ]
    expect(column(shaped(parts, rows), 'n')).toEqual([2, 0, 0, 1])
    const having = { '>': [{ var: 'n' }, 1] }
    expect(column(shaped({ ...parts, having }, rows), 'n')).toEqual([2])
  })
})

describe('rows of joins', () => {
  const joins = [
    { key: 'same', path: 'customer.deal_by_customer' },
    {
      key: 'none',
      type: 'absent',
      path: 'customer.deal_by_customer',
      where: { '==': [{ var: 'stage' }, 'won'] },
    },
  ] as const

  it('become a condition on the record, which a list of records understands too', () => {
    const { query } = planOf({ joins, measures: [count] })
    expect(query.filter).toEqual({
      '!': [{ some: ['customer.deal_by_customer', { '==': [{ var: 'stage' }, 'won'] }] }],
    })
    expect(codes({ joins, measures: [count] })).toEqual([])
  })

  it('of an entity are compared on both sides', () => {
    const newer = {
      key: 'newer',
      type: 'exists',
      entity: 'deal',
      on: [{ own: { var: 'customer' }, other: { var: 'customer' } }],
      where: { '>': [{ var: 'closed_at' }, { var: 'record.closed_at' }] },
    } as const
    expect(planOf({ joins: [newer], measures: [count] }).query.filter).toEqual({
      '!=': [
        {
          lookup: [
            'deal',
            {
              and: [
                { '==': [{ var: 'customer' }, { var: 'record.customer' }] },
                { '>': [{ var: 'closed_at' }, { var: 'record.closed_at' }] },
              ],
            },
            'id',
          ],
        },
        null,
      ],
    })
    expect(codes({ joins: [newer], measures: [count] })).toEqual([])
  })

  it('count once in each group, so their groups are not added up', () => {
    const rows = { key: 'rows', agg: 'sum', over: 'same', expr: { var: 'amount' } } as const
    const plan = planOf({ joins, dimensions: [bySource], measures: [rows] })
    expect(plan.totals?.dimensions).toEqual([])
    const result = shapeResult(
      plan,
      [
        { s: 'a', rows: 5 },
        { s: 'b', rows: 5 },
      ],
      {
        ...shapeContext,
        totalsRow: { rows: 5 },
      },
    )
    expect(result.totals).toEqual({ rows: 5 })
  })

  const faults: readonly (readonly [string, Partial<ReportDocument>, string, string])[] = [
    ['a path to nowhere', { joins: [{ key: 'a', path: 'customr' }] }, '/joins/0', 'REPORT_JOIN_NOWHERE'],
    ['neither path nor entity', { joins: [{ key: 'a' }] }, '/joins/0', 'REPORT_JOIN_SHAPE'],
    [
      'values of two types',
      { joins: [{ key: 'a', entity: 'account', on: [{ own: { var: 'amount' }, other: { var: 'name' } }] }] },
      '/joins/0/on/0',
      'REPORT_JOIN_TYPES',
    ],
    [
      'a measure over a join that is not there',
      { measures: [{ key: 'x', agg: 'count', over: 'b' }] },
      '/measures/0/over',
      'REPORT_JOIN_UNKNOWN',
    ],
    [
      'a finer grain of rows that several records share',
      {
        joins,
        measures: [{ key: 'x', agg: 'avg', over: 'same', expr: { var: 'amount' }, per: [{ var: 'stage' }] }],
      },
      '/measures/0/per',
      'REPORT_PER_SHARED',
    ],
    [
      'a coarser grain of no dimension',
      { measures: [{ key: 'x', agg: 'count', grain: ['s'] }] },
      '/measures/0/grain/0',
      'REPORT_NAME_UNKNOWN',
    ],
  ]
  it.each(faults)('refuse %s', (_, parts, path, code) => {
    expect(codes({ measures: [count], ...parts })).toEqual([[path, code]])
  })
})

describe('running sums', () => {
  const run = { key: 'run', window: 'running', of: 'won' } as const
  const same = { key: 'same', calc: { 'window.running': [{ var: 'won' }] } }
  const rows = [1, 2, 4, 8].map((won, at) => ({ m: `2026-0${at + 1}-01`, won }))
  const runs = (parts: Partial<ReportDocument>): readonly (readonly Json[])[] => {
    const result = shaped({ dimensions: [byMonth], measures: [sum, run, same], ...parts }, rows)
    expect(column(result, 'same')).toEqual(column(result, 'run'))
    return result.rows.map((row) => [row['m']?.toString().slice(5, 7) ?? '', row['run'] ?? null])
  }

  it('follow the periods, whatever the rows are sorted by', () => {
    expect(runs({ sort: [{ by: 'm', dir: 'desc' }] })).toEqual([
      ['04', 15],
      ['03', 7],
      ['02', 3],
      ['01', 1],
    ])
  })

  it('stay what they are where the order, a limit or a condition reads them', () => {
    const sort = [{ by: 'run', dir: 'desc' }] as const
    const cut = { dimensions: [bySource], measures: [sum, same], limit: { n: 2 }, sort: [{ by: 'won' }] }
    expect(planOf(cut).query.limit).toBeGreaterThan(1000)
    expect(runs({ sort, limit: { n: 2 } })).toEqual([
      ['04', 15],
      ['03', 7],
    ])
    for (const key of ['run', 'same'])
      expect(runs({ having: { '>': [{ var: key }, 5] } })).toEqual([
        ['03', 7],
        ['04', 15],
      ])
  })

  it('end with the row of the others', () => {
    const result = shaped(
      {
        dimensions: [bySource],
        measures: [sum, run],
        sort: [{ by: 'won', dir: 'desc' }],
        limit: { n: 1, others: true },
      },
      rows.map(({ m, won }) => ({ s: m, won })),
    )
    expect(column(result, 'run')).toEqual([8, 15])
  })
})

describe('formulas', () => {
  it('may not lead back to themselves over a window', () => {
    const loop: readonly MeasureDocument[] = [
      count,
      { key: 'a', calc: { '+': [{ var: 'b' }, { var: 'n' }] } },
      { key: 'b', window: 'running', of: 'a' },
    ]
    expect(codes({ dimensions: [bySource], measures: loop })).toEqual([
      ['/measures/1', 'REPORT_CALC_CYCLE'],
      ['/measures/2', 'REPORT_CALC_CYCLE'],
    ])
  })
})

describe('a matrix', () => {
  it('has totals on every level, of averages and rates too', () => {
    const mean = { key: 'mean', agg: 'avg', expr: { var: 'amount' } } as const
    const parts: Partial<ReportDocument> = {
      dimensions: [bySource, byStage, byMonth],
      measures: [mean],
      layout: { kind: 'matrix', rows: ['s', 'g'], columns: ['m'] },
    }
    const result = shaped(parts, [
      { s: 'a', g: 'lead', m: '2026-01-01', mean__sum: 10, mean__count: 1 },
      { s: 'a', g: 'won', m: '2026-01-01', mean__sum: 2, mean__count: 3 },
      { s: 'b', g: 'won', m: '2026-02-01', mean__sum: 9, mean__count: 3 },
    ])
    const { subtotal, rowTotal, columnTotal } = toMatrix(result, {
      rows: ['s', 'g'],
      columns: ['m'],
      additive: [],
    })
    expect(result.subtotals?.map(({ by }) => by.join(' '))).toEqual(['', 'm', 's', 's m', 's g'])
    expect(subtotal(['a'], ['2026-01-01'], 'mean')).toBe(3)
    expect(subtotal(['a'], [], 'mean')).toBe(3)
    expect(rowTotal('["b","won"]', 'mean')).toBe(3)
    expect(columnTotal('["2026-02-01"]', 'mean')).toBe(3)
    expect(subtotal([], [], 'mean')).toBe(3)
  })
})
