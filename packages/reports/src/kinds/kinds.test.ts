import { type Json, language } from '@mortise/expressions'
import type { ReportDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  builtinReportKinds,
  checkReport,
  compileReport,
  drillFilter,
  reportMeaning,
  shapeResult,
} from '../index.ts'
import { report, reportContext, shapeContext } from '../testing/deals.ts'
import type { ReportResult, ReportRow } from '../types.ts'
import { fifths, scoresOf, segmentsOf } from './rfm/scores.ts'

const shaped = (parts: Partial<ReportDocument>, rows: readonly ReportRow[]): ReportResult =>
  shapeResult(compileReport(report(parts), reportContext), rows, shapeContext)
const codes = (parts: Partial<ReportDocument>): readonly (readonly [string, string])[] =>
  checkReport(report(parts), reportContext).map(({ path, code }) => [path ?? '', code ?? ''])

describe('a kind of its own', () => {
  const asking = builtinReportKinds.all.filter(({ settings }) => settings !== undefined)

  it.each(asking.map(({ type }) => type))('begins with settings that its check takes: %s', (type) => {
    const kind = builtinReportKinds.find(type)
    const found = reportContext.model.entities.map((entity) => {
      const started = {
        kind: type,
        source: { entity: entity.key },
        [type]: kind?.start?.(entity, reportContext),
      }
      return codes(started as Partial<ReportDocument>)
    })
    expect(found).toContainEqual([])
    const described = new Set(kind?.settings?.map(({ key }) => key))
    const deal = reportContext.model.entity('deal')
    const keys = deal === undefined ? [] : Object.keys(kind?.start?.(deal, reportContext) ?? {})
    expect(keys.filter((key) => !described.has(key))).toEqual([])
  })

  it('keeps a measure that is only worked with out of the result', () => {
    const won = { key: 'won', agg: 'sum', expr: { var: 'amount' } } as const
    const rank = { key: 'place', window: 'rank', of: 'won', hidden: true } as const
    const parts: Partial<ReportDocument> = {
      dimensions: [{ key: 'source', expr: { var: 'source' } }],
      measures: [won, rank],
      having: { '<=': [{ var: 'place' }, 1] },
    }
    expect(codes(parts)).toEqual([])
    const result = shaped(parts, [
      { source: 'a', won: 3 },
      { source: 'b', won: 5 },
    ])
    expect(result.columns.map(({ key }) => key)).toEqual(['source', 'won'])
    expect(result.rows).toEqual([{ source: 'b', won: 5 }])
    expect(Object.keys(result.totals ?? {})).toEqual(['won'])
  })
})

describe('customer value', () => {
  const rfm = {
    kind: 'rfm',
    source: { entity: 'account' },
    rfm: { orders: 'deal_by_customer', date: { var: 'closed_at' }, amount: { var: 'amount' } },
  } as const
  const buyers = fc.array(
    fc.record({
      last: fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`),
      frequency: fc.integer({ min: 1, max: 6 }),
      monetary: fc.integer({ min: -5, max: 40 }),
    }),
    { minLength: 1, maxLength: 60 },
  )

  it('gives equal figures equal scores, better ones no worse', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 80 }), (values) => {
        const score = fifths(values)
        const sorted = values.toSorted((a, b) => a - b).map(score)
        expect(sorted).toEqual(sorted.toSorted((a, b) => a - b))
        expect(sorted.every((one) => one >= 1 && one <= 5)).toBe(true)
        expect(score(Math.min(...values))).toBe(1)
        if (new Set(values).size === values.length && values.length > 1)
          expect(score(Math.max(...values))).toBe(5)
      }),
    )
  })

  it('puts every customer into one cell and one kind, and loses no money', () => {
    fc.assert(
      fc.property(buyers, (list) => {
        const rows = list.map((one, at) => ({ customer: `c${at}`, ...one }))
        const money = rows.reduce((sum, one) => sum + one.monetary, 0)
        for (const show of ['grid', 'segments'] as const) {
          const result = shaped({ ...rfm, rfm: { ...rfm.rfm, show } }, rows)
          const sum = (key: string): number =>
            result.rows.reduce((all, row) => all + Number(row[key] ?? 0), 0)
          expect([sum('count'), sum('amount')]).toEqual([rows.length, money])
          expect(result.rows).toHaveLength(show === 'grid' ? 25 : 8)
          expect(Number(result.totals?.['count'])).toBe(rows.length)
        }
        const people = shaped({ ...rfm, rfm: { ...rfm.rfm, show: 'customers' } }, rows)
        expect(people.rows).toHaveLength(rows.length)
      }),
    )
  })

  it('tells kinds by what reaches the mean, and scores by limits where they are given', () => {
    const scores = [
      { r: 5, f: 5, m: 5 },
      { r: 1, f: 5, m: 1 },
      { r: 5, f: 1, m: 1 },
      { r: 1, f: 1, m: 5 },
    ]
    expect(segmentsOf(scores)).toEqual([
      'important_value',
      'general_keep',
      'general_develop',
      'important_win',
    ])
    const limits = { recency: [90, 60, 30, 7], frequency: [2, 3, 5, 10], monetary: [10, 20, 30, 40] }
    expect(scoresOf([{ recency: 30, frequency: 5, monetary: 9 }], limits)).toEqual([{ r: 4, f: 4, m: 1 }])
  })

  it('leads from a cell or a kind to exactly the customers in it', () => {
    const held = (filter: Json, { last, frequency, monetary }: ReportRow): boolean => {
      const text = JSON.stringify(filter)
      const figures = {
        last: `${String(last)}T04:00:00.000Z`,
        frequency: frequency ?? 0,
        monetary: monetary ?? 0,
      }
      const known = text
        .replaceAll(/\{"maxOf":.*?"last365Days"\]\}\]\}/g, '{"var":"last"}')
        .replaceAll(/\{"countOf":.*?"last365Days"\]\}\]\}/g, '{"var":"frequency"}')
        .replaceAll(/\{"sumOf":.*?"last365Days"\]\}\]\}/g, '{"var":"monetary"}')
      return language.test(JSON.parse(known) as Json, { row: figures, now: shapeContext.asOf })
    }
    fc.assert(
      fc.property(buyers, fc.constantFrom('grid' as const, 'segments' as const), (list, show) => {
        const rows = list.map((one, at) => ({ customer: `c${at}`, ...one }))
        const plan = compileReport(report({ ...rfm, rfm: { ...rfm.rfm, show } }), reportContext)
        const result = shapeResult(plan, rows, shapeContext)
        for (const cell of result.rows) {
          const { r, f, segment = null } = cell
          const seen = show === 'grid' ? { r: r ?? 0, f: f ?? 0 } : { segment }
          const filter = drillFilter(seen, { plan, shown: result.rows })
          expect(rows.filter((one) => held(filter, one))).toHaveLength(Number(cell['count']))
        }
      }),
    )
  })

  it('says which end of a score is the better one', () => {
    const rows = [{ customer: 'c', frequency: 1, monetary: 1, last: '2026-03-01' }]
    const { labels } = shaped({ ...rfm, rfm: { ...rfm.rfm, show: 'grid' } }, rows)
    expect([labels['r']?.[5], labels['f']?.[1], labels['f']?.[3]]).toEqual(['5 最近', '1 最少', '3'])
  })

  it('counts days as the calendar where the workspace is', () => {
    const plan = compileReport(report({ ...rfm, rfm: { ...rfm.rfm, show: 'customers' } }), reportContext)
    const row = { customer: 'c', frequency: 1, monetary: 1, last: '2026-03-04T15:30:00.000Z' }
    const days = (timeZone: string): unknown =>
      shapeResult(plan, [row], { ...shapeContext, asOf: '2026-03-05T17:00:00.000Z', timeZone }).rows[0]?.[
        'days'
      ]
    expect(['Asia/Shanghai', 'UTC', 'Asia/Tokyo'].map(days)).toEqual([2, 1, 1])
  })

  it('asks for orders of the time only, and for no one who has none', () => {
    const meaning = reportMeaning(report(rfm), reportContext)
    expect(meaning.joins?.[0]).toMatchObject({
      path: 'deal_by_customer',
      where: { dateIn: [{ var: 'closed_at' }, 'last365Days'] },
    })
    expect(codes(rfm)).toEqual([])
    const wrong = { ...rfm.rfm, amount: { var: 'name' } }
    expect(codes({ ...rfm, rfm: wrong })).toEqual([['/rfm/amount', 'REPORT_MEASURE_NUMBER']])
    expect(codes({ ...rfm, rfm: { ...rfm.rfm, orders: 'orders' } })[0]).toEqual([
      '/rfm/where',
      'REPORT_JOIN_NOWHERE',
    ])
  })
})

describe('completeness', () => {
  const full = {
    kind: 'completeness',
    completeness: { fields: ['name', 'customer.industry'], by: { var: 'source' } },
  } as const

  it('tells filled and missing of each field in each group, which make all records', () => {
    const result = shaped(full, [
      { by: 'ads', total: 4, f0: 4, f1: 1 },
      { by: null, total: 2, f0: 0, f1: 2 },
    ])
    expect(result.rows).toEqual([
      { by: 'ads', field: 'name', filled: 4, missing: 0, total: 4, rate: 1 },
      { by: 'ads', field: 'customer.industry', filled: 1, missing: 3, total: 4, rate: '0.25' },
      { by: null, field: 'name', filled: 0, missing: 2, total: 2, rate: 0 },
      { by: null, field: 'customer.industry', filled: 2, missing: 0, total: 2, rate: 1 },
    ])
    expect(result.totals).toMatchObject({ filled: 7, missing: 5, total: 12 })
    expect(result.labels['field']).toEqual({ name: '名称', 'customer.industry': '行业' })
    expect(codes(full)).toEqual([])
  })

  it('leads to the records that lack it', () => {
    expect(
      drillFilter({ by: 'ads', field: 'name' }, { plan: compileReport(report(full), reportContext) }),
    ).toEqual({
      and: [{ '==': [{ var: 'name' }, null] }, { '==': [{ var: 'source' }, 'ads'] }],
    })
  })
})

describe('kinds that stand for a standard report', () => {
  const faults: readonly (readonly [string, Partial<ReportDocument>, string, string])[] = [
    ['no settings', { kind: 'cohort' }, '/cohort', 'REPORT_KIND_SETTINGS'],
    [
      'somebody who can not come again',
      { kind: 'cohort', cohort: { who: 'source', date: 'closed_at' } },
      '/cohort/who',
      'REPORT_COHORT_WHO',
    ],
    [
      'a value that can not be summed',
      {
        kind: 'leaderboard',
        leaderboard: {
          who: { var: 'customer' },
          date: { var: 'closed_at' },
          value: { agg: 'sum', expr: { var: 'source' } },
        },
      },
      '/leaderboard/value/expr',
      'REPORT_MEASURE_NUMBER',
    ],
    [
      'a target for others than those who are placed',
      {
        kind: 'leaderboard',
        leaderboard: {
          who: { var: 'customer' },
          date: { var: 'closed_at' },
          value: { agg: 'count' },
          target: {
            entity: 'deal',
            who: { var: 'source' },
            date: { var: 'closed_at' },
            value: { var: 'amount' },
          },
        },
      },
      '/leaderboard/target/who',
      'REPORT_JOIN_TYPES',
    ],
  ]
  it.each(faults)('refuse %s where it stands', (_, parts, path, code) => {
    expect(codes(parts)).toEqual([[path, code]])
  })

  it('compare with a period as long as theirs', () => {
    const by = (period: string): string | undefined =>
      reportMeaning(
        report({
          kind: 'leaderboard',
          leaderboard: {
            who: { var: 'customer' },
            date: { var: 'closed_at' },
            value: { agg: 'count' },
            period,
          },
        }),
        reportContext,
      ).measures?.find((one) => one.key === 'before')?.by
    expect(['thisMonth', 'lastQuarter', 'thisFiscalYear', 'last7Days'].map(by)).toEqual([
      '1 month',
      '1 quarter',
      '1 year',
      '7 day',
    ])
  })
})
