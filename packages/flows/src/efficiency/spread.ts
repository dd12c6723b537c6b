import type { CountBy, Lengths, Spread } from './types.ts'

/** Where a share of sorted numbers lies: between two of them, in proportion. Null of none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

/** Mean, median, 90th percentile and sum. */
export function spreadOf(lengths: readonly number[]): Spread {
  const sorted = Float64Array.from(lengths).sort() as unknown as readonly number[]
  const total = lengths.reduce((sum, one) => sum + one, 0)
  return {
    count: lengths.length,
    mean: lengths.length === 0 ? null : total / lengths.length,
    median: percentile(sorted, 0.5),
    p90: percentile(sorted, 0.9),
    total,
  }
}

/** Stretches of time, from and to. */
export type Stretch = readonly (readonly [from: number, to: number])[]

/** How long things took, each being one or more stretches. */
export function lengthsOf(things: readonly Stretch[], by: Pick<CountBy, 'work'>): Lengths {
  const sum = (thing: Stretch, length: (from: number, to: number) => number): number =>
    thing.reduce((whole, [from, to]) => whole + length(from, to), 0)
  return {
    wall: spreadOf(things.map((thing) => sum(thing, (from, to) => to - from))),
    work: spreadOf(things.map((thing) => sum(thing, by.work))),
  }
}
