import type { ReportDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
