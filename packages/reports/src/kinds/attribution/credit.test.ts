import type { AttributionModel } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditOf, models } from './credit.ts'

const day = 86_400_000
const given = (model: AttributionModel, times: readonly number[]): readonly number[] =>
  creditOf(model, times).map((one) => Math.round(one * 1e4) / 1e4)

describe('credit for what was won', () => {
  it('is all of it, by every model, and nobody owes any', () => {
    const times = fc.array(fc.integer({ min: 0, max: 90 * day }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(times, fc.constantFrom(...models.map(({ key }) => key)), (list, model) => {
        const shares = creditOf(
          model,
          list.toSorted((a, b) => a - b),
        )
        expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9)
        expect(shares.every((one) => one >= 0)).toBe(true)
      }),
    )
  })

  it('is 40/20/40 by position, and halves with each week by decay', () => {
    expect(given('position', [0])).toEqual([1])
    expect(given('position', [0, 1])).toEqual([0.5, 0.5])
    expect(given('position', [0, 1, 2, 3])).toEqual([0.4, 0.1, 0.1, 0.4])
    expect(given('decay', [0, 7 * day])).toEqual([0.3333, 0.6667])
    expect([given('first', [0, 1]), given('last', [0, 1]), given('linear', [0, 1])]).toEqual([
      [1, 0],
      [0, 1],
      [0.5, 0.5],
    ])
  })
})
