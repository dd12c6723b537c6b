import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backtest, cutAt, type PastScore } from './backtest.ts'

const past = fc.array(fc.record({ points: fc.integer({ min: -20, max: 20 }), won: fc.boolean() }), {
  maxLength: 60,
})
const part = (count: number, of: number): number => (of === 0 ? 0 : count / of)

it('cuts are what counting every record by itself finds', () => {
  fc.assert(
    fc.property(past, fc.integer({ min: -25, max: 25 }), (list, points) => {
      const test = backtest(list)
      for (const at of [points, ...new Set(list.map((one) => one.points))]) {
        const taken = list.filter((one) => one.points >= at)
        const hits = taken.filter(({ won }) => won).length
        const cut = cutAt(test, at)
        expect([cut.taken, cut.won]).toEqual([taken.length, hits])
        expect(cut.precision).toBeCloseTo(part(hits, taken.length), 10)
        expect(cut.recall).toBeCloseTo(part(hits, list.filter(({ won }) => won).length), 10)
      }
      const bothAt = (at: number): number => {
        const { precision, recall } = cutAt(test, at)
        return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
      }
      const all = list.map((one) => bothAt(one.points))
      const most = Math.max(0, ...all)
      expect(test.best?.both ?? 0).toBeCloseTo(most, 10)
      if (test.best !== null)
        expect(test.best.points).toBe(
          Math.max(...list.map((one) => one.points).filter((at) => bothAt(at) >= most - 1e-12)),
        )
    }),
  )
})

it('chance is what holding every won record against every lost one finds', () => {
  fc.assert(
    fc.property(past, (list) => {
      const won = list.filter((one) => one.won)
      const lost = list.filter((one) => !one.won)
      const points = won.flatMap((a) =>
        lost.map((b) => (a.points > b.points ? 1 : a.points === b.points ? 0.5 : 0) as number),
      )
      const { chance } = backtest(list)
      if (points.length === 0) expect(chance).toBeNull()
      else expect(chance).toBeCloseTo(points.reduce((sum, one) => sum + one, 0) / points.length, 10)
    }),
  )
})

/** Tenths by dealing tiny parts of records out, those of equal points mixed evenly. */
function dealt(list: readonly PastScore[]): readonly number[] {
  const parts = Math.min(10, list.length)
  const sorted = list.toSorted((a, b) => b.points - a.points)
  const worth = sorted.map(({ points }) => {
    const equal = sorted.filter((one) => one.points === points)
    return equal.filter(({ won }) => won).length / equal.length
  })
  // Each record is `parts` crumbs; a tenth takes as many crumbs as there are records.
  const crumbs = worth.flatMap((one) => Array.from({ length: parts }, () => one / parts))
  return Array.from({ length: parts }, (_, at) =>
    crumbs.slice(at * list.length, (at + 1) * list.length).reduce((sum, one) => sum + one, 0),
  )
}

it('tenths share equal points out evenly and leave nobody out', () => {
  fc.assert(
    fc.property(past, (list) => {
      const { tenths, won, rate } = backtest(list)
      const meant = dealt(list)
      expect(tenths).toHaveLength(meant.length)
      for (const [at, tenth] of tenths.entries()) {
        expect(tenth.won).toBeCloseTo(meant[at] ?? -1, 8)
        if (rate > 0) expect(tenth.lift).toBeCloseTo((meant[at] ?? 0) / tenth.count / rate, 8)
        else expect(tenth.lift).toBeNull()
      }
      expect(tenths.reduce((sum, one) => sum + one.won, 0)).toBeCloseTo(won, 8)
      expect(tenths.reduce((sum, one) => sum + one.count, 0)).toBeCloseTo(list.length, 8)
    }),
  )
})

it('points that tell won from lost perfectly are found so', () => {
  const list = Array.from({ length: 100 }, (_, at) => ({ points: at, won: at >= 80 }))
  const test = backtest(list)
  expect(test.chance).toBe(1)
  expect(test.best).toMatchObject({ points: 80, precision: 1, recall: 1 })
  expect(test.tenths[0]).toMatchObject({ won: 10, lift: 5 })
})
