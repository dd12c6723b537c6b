import type { ReportDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canCompare, compareMeasure, perMeasure } from './derive.ts'
import { readGroupTerm, writeGroupTerm } from './groups-condition.ts'
import { withWay } from './related.ts'
import {
  addDimension,
  addMeasure,
  axesOf,
  filterTerms,
  makeDimension,
  moveItem,
  removeItem,
  type Shelf,
  sortBy,
  spotOf,
  withFilterTerms,
} from './commands.ts'

const empty: ReportDocument = {
  id: 'r',
  key: 'r',
  label: 'R',
  source: { entity: 'deal' },
  dimensions: [],
  measures: [],
}

function build(rows: readonly string[], columns: readonly string[]): ReportDocument {
  let report = empty
  for (const [shelf, paths] of [
    ['rows', rows],
    ['columns', columns],
  ] as const)
    for (const path of paths)
      report = addDimension(report, makeDimension(report, { path }), { shelf, index: 99 })
  return addMeasure(report, { key: 'won', agg: 'sum', expr: { var: 'amount' } }, 0)
}

describe('shelves', () => {
  it('put rows before columns, which is how charts read dimensions', () => {
    const report = build(['month'], ['source'])
    expect(report.dimensions?.map(({ key }) => key)).toEqual(['month', 'source'])
    expect(report.layout).toEqual({ kind: 'matrix', rows: ['month'], columns: ['source'] })
  })

  it('give a field used twice a key of its own', () => {
    expect(build(['a', 'a'], []).dimensions?.map(({ key }) => key)).toEqual(['a', 'a_2'])
  })

  it('take away what was worked out of a removed measure, and its sort', () => {
    const share = addMeasure(build(['a'], []), { key: 'share', window: 'percentOfTotal', of: 'won' }, 1)
    const report = removeItem(sortBy(share, 'won', 'desc'), 'won')
    expect(report.measures).toEqual([])
    expect(report.sort).toBeUndefined()
  })

  it('forget the matrix when nothing runs across any more', () => {
    expect(removeItem(build(['a'], ['b']), 'b').layout).toEqual({ kind: 'table' })
  })

  it('lose nothing when moved anywhere, and come back when moved back', () => {
    const keys = ['a', 'b', 'c', 'd'] as const
    const shelf = fc.constantFrom<Shelf>('rows', 'columns', 'values', 'filters')
    fc.assert(
      fc.property(fc.constantFrom(...keys), shelf, fc.nat(4), (key, to, index) => {
        const start = build(['a', 'b'], ['c', 'd'])
        const moved = moveItem(start, key, { shelf: to, index })
        expect(moved.dimensions?.map((one) => one.key).toSorted()).toEqual([...keys])
        const { rows, columns } = axesOf(moved)
        expect([...rows, ...columns]).toEqual(moved.dimensions?.map((one) => one.key))
        const from = spotOf(start, key)
        const now = spotOf(moved, key)
        if (from === undefined || now === undefined) throw new Error('lost')
        const back = from.shelf === now.shelf && from.index > now.index ? from.index + 1 : from.index
        expect(axesOf(moveItem(moved, key, { shelf: from.shelf, index: back }))).toEqual(axesOf(start))
      }),
    )
  })
})

describe('filters', () => {
  it('are read and written term by term', () => {
    const [a, b] = [{ '==': [{ var: 'stage' }, 'won'] }, { dateIn: [{ var: 'closed_at' }, 'thisYear'] }]
    expect(withFilterTerms(empty, []).filter).toBeUndefined()
    expect(withFilterTerms(empty, [a]).filter).toEqual(a)
    const both = withFilterTerms(empty, [a, b])
    expect(both.filter).toEqual({ and: [a, b] })
    expect(filterTerms(both.filter)).toEqual([a, b])
  })
})

describe('what is worked out from a value', () => {
  const dated = (): ReportDocument =>
    addDimension(build(['source'], []), makeDimension(empty, { path: 'closed_at', bucket: 'month' }), {
      shelf: 'rows',
      index: 0,
    })
  const growth = { by: '1 year', how: 'rate', label: 'growth', earlier: 'last year' } as const

  it('shares one earlier period, which nobody sees until it is asked for, and goes with the last that reads it', () => {
    const rate = compareMeasure(dated(), 'won', growth)
    const both = compareMeasure(rate.report, 'won', { ...growth, how: 'change' })
    expect(both.report.measures?.filter(({ window }) => window === 'shift')).toHaveLength(1)
    expect(both.report.measures?.find(({ window }) => window === 'shift')?.hidden).toBe(true)
    const seen = compareMeasure(both.report, 'won', { ...growth, how: 'value' })
    expect(seen.report.measures?.find(({ window }) => window === 'shift')?.hidden).toBeUndefined()
    const left = removeItem(removeItem(both.report, rate.key), both.key)
    expect(left.measures?.map(({ key }) => key)).toEqual(['won'])
    expect(removeItem(both.report, 'won').measures).toEqual([])
  })

  it('is told by the date of the filter where no group is one', () => {
    const filtered: ReportDocument = {
      ...build(['source'], []),
      filter: { dateIn: [{ var: 'closed_at' }, 'thisMonth'] },
    }
    expect(canCompare(build(['source'], []))).toBe(false)
    expect(canCompare(filtered)).toBe(true)
    const { report } = compareMeasure(filtered, 'won', growth)
    expect(report.measures?.find(({ window }) => window === 'shift')?.on).toEqual({ var: 'closed_at' })
  })

  it('asks for the first by place, and forgets the place with the condition', () => {
    const ranked = writeGroupTerm(dated(), undefined, { measure: 'won', operator: 'first', value: 3 })
    expect(readGroupTerm(ranked, ranked.having)).toEqual({ measure: 'won', operator: 'first', value: 3 })
    expect(removeItem(ranked, 'won').having).toBeUndefined()
  })

  it('is over all records again as it was before', () => {
    const per = perMeasure(dated(), 'won', { path: 'account', label: 'per' })
    expect(per.measures?.[0]).toMatchObject({ agg: 'avg', each: 'sum', per: [{ var: 'account' }] })
    expect(perMeasure(per, 'won', { path: undefined, label: undefined }).measures).toEqual(dated().measures)
  })
})

describe('related records', () => {
  it('are joined once for all their values, and no more when nothing counts them', () => {
    const once = withWay(empty, { path: 'quote_by_deal' })
    expect(withWay(once.report, { path: 'quote_by_deal' }).report).toBe(once.report)
    const counted = addMeasure(once.report, { key: 'quotes', agg: 'count', over: once.key }, 0)
    expect(counted.joins).toHaveLength(1)
    expect(removeItem(counted, 'quotes').joins).toBeUndefined()
  })
})
