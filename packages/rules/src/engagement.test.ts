import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossingAt, engaged, noEngagement, pointsAt, pointsFor } from './engagement.ts'

const day = 86_400_000
const start = Date.UTC(2026, 2, 2)
const at = (days: number): string => new Date(start + Math.round(days * day)).toISOString()
const halfLife = { type: 'halfLife', days: 10 } as const
const step = { type: 'step', days: 30, by: 10 } as const

describe('points of behaviour', () => {
  it('halve, or go down by steps while nothing happens', () => {
    expect(pointsAt({ points: 40, at: at(0) }, halfLife, at(20))).toBe(10)
    expect([29, 30, 65, 500].map((days) => pointsAt({ points: 25, at: at(0) }, step, at(days)))).toEqual([
      25, 15, 5, 0,
    ])
    expect(pointsAt({ points: 25, at: at(0) }, undefined, at(900))).toBe(25)
  })

  it('are capped by the day and by the window', () => {
    const document = { kinds: [{ kind: 'visit', points: 10, perDay: 20, window: { days: 30, points: 50 } }] }
    expect(pointsFor(document, 'visit', { today: 0, inWindow: 0 })).toBe(10)
    expect(pointsFor(document, 'visit', { today: 15, inWindow: 15 })).toBe(5)
    expect(pointsFor(document, 'visit', { today: 20, inWindow: 20 })).toBe(0)
    expect(pointsFor(document, 'visit', { today: 0, inWindow: 48 })).toBe(2)
    expect(pointsFor(document, 'other', { today: 0, inWindow: 0 })).toBe(0)
  })

  const gaps = fc.array(
    fc.tuple(fc.double({ min: 0, max: 40, noNaN: true }), fc.integer({ min: 1, max: 30 })),
    { maxLength: 12 },
  )

  it('need only the last state: it is worth what each behaviour is worth by itself', () => {
    fc.assert(
      fc.property(gaps, fc.double({ min: 0, max: 60, noNaN: true }), (list, later) => {
        let now = 0
        let state = noEngagement(at(0))
        const events = list.map(([gap, points]) => {
          now += gap
          state = engaged(state, { kinds: [], decay: halfLife }, { points, at: at(now) })
          return { at: now, points }
        })
        const sum = events.reduce((total, one) => total + one.points * 2 ** (-(now + later - one.at) / 10), 0)
        expect(pointsAt(state, halfLife, at(now + later))).toBeCloseTo(sum, 4)
      }),
    )
  })

  it('fall below a number exactly at the moment that is told', () => {
    const decay = fc.constantFrom(halfLife, step)
    fc.assert(
      fc.property(
        decay,
        fc.double({ min: 1, max: 200, noNaN: true }),
        fc.double({ min: 0.5, max: 150, noNaN: true }),
        (one, points, below) => {
          const state = { points, at: at(0) }
          const moment = crossingAt(state, one, below)
          expect(moment === null).toBe(points < below)
          if (moment === null) return
          expect(pointsAt(state, one, moment)).toBeLessThan(below)
          expect(pointsAt(state, one, new Date(Date.parse(moment) - 1).toISOString())).toBeGreaterThanOrEqual(
            below,
          )
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
