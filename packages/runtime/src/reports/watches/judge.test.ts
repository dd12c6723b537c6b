import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReportResult } from '@mortise/reports'
import { figureOf, hasFigure, judge, type Earlier, type Verdict } from './judge.ts'
import type { AlertSettings } from './terms.ts'

const base: AlertSettings = {
  measure: 'sum',
  row: 'total',
  op: 'above',
  value: 100,
  coolDownHours: 24,
  recovery: true,
  mail: false,
  picture: false,
}
const hour = 3_600_000

/** Looks at figures one after another, as runs of an alert do. */
function looks(
  rule: AlertSettings,
  figures: readonly (number | null)[],
  everyHours = 1,
): readonly Verdict['state'][] {
  let earlier: Earlier = {}
  return figures.map((value, at) => {
    const now = at * everyHours * hour
    const { state } = judge(rule, { value }, { earlier, now })
    const told = state === 'fired' || state === 'recovered' ? { state, at: now } : earlier.told
    earlier = { value, told }
    return state
  })
}

const monthly: ReportResult = {
  columns: [
    { key: 'month', label: 'month', role: 'dimension', type: 'date' as never, bucket: 'month' },
    { key: 'sum', label: 'sum', role: 'measure', type: 'number' as never },
  ],
  rows: [
    { month: '2026-10-01', sum: '50.5' },
    { month: '2026-09-01', sum: 200 },
    { month: null, sum: 999 },
  ],
  totals: { sum: '1249.5' },
  labels: { month: { '2026-10-01': '10月' } },
  asOf: '2026-11-01T00:00:00Z',
}

describe('alerts', () => {
  it('tells once, keeps quiet in the cool-down, and tells when all is well again', () => {
    expect(looks(base, [90, 101, 150, 100, 90])).toEqual(['calm', 'fired', 'held', 'recovered', 'calm'])
  })
  it('tells again when it is still so after the cool-down', () => {
    expect(looks(base, [101, 101, 101, 101], 12)).toEqual(['fired', 'held', 'fired', 'held'])
  })
  it('does not tell each small wave: a figure has to come back further', () => {
    expect(looks({ ...base, backTo: 80 }, [101, 99, 101, 79, 99])).toEqual([
      'fired',
      'held',
      'held',
      'recovered',
      'calm',
    ])
  })
  it('what goes over again within the cool-down waits until it is over', () => {
    expect(looks({ ...base, coolDownHours: 3 }, [101, 90, 101, 101, 101])).toEqual([
      'fired',
      'recovered',
      'held',
      'held',
      'fired',
    ])
  })
  it('a change is measured against the look before, and against nothing there is none', () => {
    const rule: AlertSettings = {
      ...base,
      op: 'change',
      value: 20,
      against: 'check',
      direction: 'down',
      coolDownHours: 1,
    }
    expect(looks(rule, [100, 81, 80, 60, 90, null, 10, 0, 5])).toEqual([
      'calm',
      'calm',
      'calm',
      'fired',
      'calm',
      'calm',
      'calm',
      'fired',
      'calm',
    ])
  })
  it('no data is told, and data again too', () => {
    expect(looks({ ...base, op: 'noData' }, [null, null, 3])).toEqual(['fired', 'held', 'recovered'])
  })
  it('finds the figure: total, last period with the one before, and the row that is furthest', () => {
    expect(figureOf(monthly, base, 'zh')).toEqual({ value: 1249.5 })
    expect(figureOf(monthly, { ...base, row: 'last' }, 'zh')).toEqual({
      value: 50.5,
      before: 200,
      where: '10月',
    })
    expect(figureOf(monthly, { ...base, row: 'any' }, 'zh')).toMatchObject({ value: 999 })
    expect(figureOf(monthly, { ...base, row: 'any', op: 'below' }, 'zh')).toMatchObject({
      value: 50.5,
      where: '10月',
    })
    expect(hasFigure(monthly, { measure: 'sum', row: 'last' })).toBe(true)
    expect(hasFigure(monthly, { measure: 'nothing', row: 'total' })).toBe(false)
  })
  it('holds a period against the one just before it, and not against an earlier one where that has no records', () => {
    const rule: AlertSettings = {
      ...base,
      row: 'last',
      op: 'change',
      value: 10,
      against: 'period',
      direction: 'either',
    }
    const gap = {
      ...monthly,
      rows: [
        { month: '2026-10-01', sum: 50 },
        { month: '2026-07-01', sum: 200 },
      ],
    }
    const figure = figureOf(gap, rule, 'zh')
    expect(figure).toEqual({ value: 50, before: null, where: '10月' })
    expect(judge(rule, figure, { earlier: {}, now: 0 }).state).toBe('calm')
    expect(judge(rule, figureOf(monthly, rule, 'zh'), { earlier: {}, now: 0 }).percent).toBeCloseTo(-74.75)
  })
  it('finds no latest period where one has several rows', () => {
    const source = { key: 'source', label: 'source', role: 'dimension', type: { kind: 'text' } } as const
    const both = { ...monthly, columns: [...monthly.columns, source] }
    expect(hasFigure(both, { measure: 'sum', row: 'last' })).toBe(false)
    expect(figureOf(both, { ...base, row: 'last' }, 'zh').value).toBeNull()
    expect(hasFigure(both, { measure: 'sum', row: 'any' })).toBe(true)
  })
  it('does not take all the others together for a row', () => {
    const limited = {
      ...monthly,
      rows: [
        { month: '2026-10-01', sum: 5 },
        { month: '$others', sum: 1000 },
      ],
    }
    expect(figureOf(limited, { ...base, row: 'any' }, 'zh').value).toBe(5)
  })
  it('never tells twice within a cool-down, nor of recovery that nobody was told the cause of', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 80, max: 120 }), { maxLength: 60 }), (figures) => {
        const states = looks({ ...base, coolDownHours: 5 }, figures)
        let fired: number | undefined
        for (const [at, state] of states.entries()) {
          if (state === 'fired') {
            expect(fired === undefined || at - fired >= 5).toBe(true)
            fired = at
          }
          if (state === 'recovered')
            expect(states.slice(0, at).findLast((one) => one !== 'held' && one !== 'calm')).toBe('fired')
        }
      }),
      { numRuns: 60 },
    )
  })
})
