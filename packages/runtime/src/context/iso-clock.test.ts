import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoClock } from './iso-clock.ts'

test('a clock writes every moment as a date would', () => {
  let at = 0
  const now = isoClock(() => at)
  const moments = fc.array(fc.integer({ min: -8e12, max: 8e12 }), { minLength: 1 })
  fc.assert(
    fc.property(moments, fc.array(fc.integer({ min: 0, max: 2500 })), (starts, steps) => {
      for (const start of starts)
        for (const step of [0, ...steps]) {
          at = start + step
          expect(now()).toBe(new Date(at).toISOString())
        }
    }),
    { numRuns: 50 },
  )
})
