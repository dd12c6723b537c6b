import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alarms, beyondChance, causeOf, type Left, rateOf, together } from './figures.ts'

const group: fc.Arbitrary<Left> = fc
  .record({ active: fc.integer({ min: 0, max: 200 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ active, part }) => ({ active, left: Math.round(active * part) }))

describe('churn', () => {
  it('rises or falls by what its causes add up to', () => {
    const values = fc.array(fc.record({ now: group, before: group }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(values, (list) => {
        const all = {
          now: together(list.map((one) => one.now)),
          before: together(list.map((one) => one.before)),
        }
        fc.pre(all.now.active > 0 && all.before.active > 0)
        const causes = list.map((one) => causeOf(one, all))
        const sum = causes.reduce((so, { mix, effect }) => so + mix + effect, 0)
        expect(sum).toBeCloseTo((rateOf(all.now) ?? 0) - (rateOf(all.before) ?? 0), 9)
        if (all.now.left > 0) expect(causes.reduce((so, { share }) => so + (share ?? 0), 0)).toBeCloseTo(1, 9)
      }),
    )
  })

  it('alarms only above the threshold, over enough customers and beyond chance', () => {
    const before = { active: 300, left: 15 }
    expect(alarms({ active: 100, left: 15 }, before, 0.1)).toBe(true)
    expect(alarms({ active: 100, left: 15 }, before, 0.2)).toBe(false)
    expect(alarms({ active: 20, left: 10 }, before, 0.1)).toBe(false)
    expect(alarms({ active: 100, left: 6 }, before, 0.01)).toBe(false)
    expect(beyondChance({ active: 0, left: 0 }, before)).toBeNull()
    // (0.15 − 0.05) ÷ √(0.075 · 0.925 · (1/100 + 1/300))
    expect(beyondChance({ active: 100, left: 15 }, before)).toBeCloseTo(3.288, 3)
  })
})
