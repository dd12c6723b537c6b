/** Numbers that look random and are the same for the same seed (mulberry32). */
export type Random = {
  /** At least 0, below 1. */
  readonly next: () => number
  /** A whole number from `from` to `to`, both possible. */
  readonly between: (from: number, to: number) => number
}

/** Opens a source of numbers. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { next, between: (from, to) => from + Math.floor(next() * (to - from + 1)) }
}
