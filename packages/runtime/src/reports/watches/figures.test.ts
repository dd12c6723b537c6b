import type { MeasureDocument } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { followedFigures } from './figures.ts'

const sum = (key: string, field = 'amount', more: Partial<MeasureDocument> = {}): MeasureDocument => ({
  key,
  agg: 'sum',
  expr: { var: field },
  ...more,
})
const ratio = (key: string, of: string, by: string): MeasureDocument => ({
  key,
  calc: { '/': [{ var: of }, { var: by }] },
})

function followed(before: readonly MeasureDocument[], after: readonly MeasureDocument[]) {
  const { renamed, lost } = followedFigures({ measures: before }, { measures: after })
  return [Object.fromEntries(renamed), lost]
}

describe('figures of a report that changes', () => {
  it('are found under their new keys, whatever they are called and however they are written', () => {
    const after = [sum('total', 'amount', { label: '总额', format: '#,##0' }), sum('cost', 'cost')]
    expect(followed([sum('a'), sum('cost', 'cost')], after)).toEqual([{ a: 'total' }, []])
  })

  it('are found where they lean on others that are renamed too', () => {
    const before = [
      ratio('share', 'a', 'b'),
      sum('a'),
      sum('b', 'cost'),
      { key: 'rank', window: 'rank', of: 'share' } as const,
    ]
    const after = [
      ratio('part', 'x', 'b'),
      sum('x'),
      sum('b', 'cost'),
      { key: 'place', window: 'rank', of: 'part' } as const,
    ]
    expect(followed(before, after)).toEqual([{ a: 'x', share: 'part', rank: 'place' }, []])
  })

  it('change places when their keys do', () => {
    expect(followed([sum('a'), sum('b', 'cost')], [sum('b'), sum('a', 'cost')])).toEqual([
      { a: 'b', b: 'a' },
      [],
    ])
    expect(followed([sum('a'), sum('b', 'cost')], [sum('b'), sum('c', 'cost')])).toEqual([
      { a: 'b', b: 'c' },
      [],
    ])
  })

  it('are never taken for others: one that was put right stays, one that is gone or hidden is lost', () => {
    expect(followed([sum('a')], [sum('a', 'cost'), sum('copy')])).toEqual([{}, []])
    expect(followed([sum('a'), sum('b', 'cost')], [sum('b', 'cost'), sum('new', 'profit')])).toEqual([
      {},
      ['a'],
    ])
    expect(followed([sum('a')], [sum('a', 'amount', { hidden: true })])).toEqual([{}, ['a']])
    expect(followed([sum('a'), sum('was', 'x', { hidden: true })], [sum('a')])).toEqual([{}, []])
  })
})
