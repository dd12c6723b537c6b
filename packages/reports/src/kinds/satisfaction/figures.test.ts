import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { report } from '../../testing/deals.ts'
import { runInMemory } from '../../testing/memory.ts'
import { type Answer, figuresOf, onceADay } from './figures.ts'

const hour = 3_600_000
const answers = fc.array(
  fc.record({
    who: fc.constantFrom('a', 'b', null),
    at: fc.integer({ min: 0, max: 200 }).map((one) => one * hour),
    score: fc.option(fc.integer({ min: 0, max: 10 })),
  }),
  { maxLength: 30 },
)

describe('satisfaction', () => {
  it('lies between everybody against and everybody for, and its parts make all answers', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const { nps, high, low, answered, asked, response, error } = figuresOf(list, 'nps')
        const scores = list.flatMap((one) => one.score ?? [])
        expect([answered, asked]).toEqual([scores.length, list.length])
        expect(high + low + scores.filter((one) => one === 7 || one === 8).length).toBe(answered)
        expect(nps === null && error === null).toBe(answered === 0)
        if (answered === 0) return
        expect(nps).toBeCloseTo((100 * (high - low)) / answered, 9)
        expect((nps ?? 0) >= -100 && (nps ?? 0) <= 100).toBe(true)
        // The spread of +1, 0 and −1 over the answers, told a second time as a variance.
        const values = scores.map((one) => (one >= 9 ? 1 : one <= 6 ? -1 : 0))
        const mean = values.reduce((sum: number, one) => sum + one, 0) / answered
        const variance = values.reduce((sum: number, one) => sum + (one - mean) ** 2, 0) / answered
        expect(error).toBeCloseTo(100 * Math.sqrt(variance / answered), 6)
        expect(response).toBeCloseTo(answered / asked, 9)
      }),
    )
  })

  it('counts a customer once within a day, and loses nobody', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const kept = onceADay<Answer>(list)
        for (const who of ['a', 'b']) {
          const times = kept.filter((one) => one.who === who && one.score !== null).map((one) => one.at ?? 0)
          for (const [at, time] of times.slice(1).entries())
            expect(time - (times[at] ?? 0)).toBeGreaterThanOrEqual(24 * hour)
          const some = list.some((one) => one.who === who && one.score !== null)
          expect(times.length > 0).toBe(some)
        }
        const free = (all: readonly Answer[]): number =>
          all.filter((one) => one.who === null || one.score === null).length
        expect(free(kept)).toBe(free(list))
      }),
    )
  })

  it('is told for each group over what was asked there', () => {
    const satisfaction = { scale: 'csat', score: { var: 'amount' }, by: { var: 'source' } } as const
    const rows = [5, 4, 2, null].map((amount) => ({ row: { id: 'x', amount, source: 'web' } }))
    const result = runInMemory(report({ kind: 'satisfaction', satisfaction }), {
      deal: [...rows, { row: { id: 'y', amount: null, source: 'ads' } }],
    })
    expect(result.rows).toMatchObject([
      { by: 'web', csat: 2 / 3, answered: 3, asked: 4, response: 0.75 },
      { by: 'ads', csat: null, answered: 0, asked: 1, response: 0 },
    ])
  })
})
