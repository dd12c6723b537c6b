/** A source of chance that gives the same again from the same seed. */
export type Random = {
  /** A whole number from 0 to just below `end`. */
  readonly below: (end: number) => number
  /** True once in `times`. */
  readonly oneIn: (times: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** Some of a list, in its order. */
  readonly some: <T>(list: readonly T[], times: number) => readonly T[]
}

/** Makes one (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number): number => Math.floor(next() * end)
  const oneIn = (times: number): boolean => below(times) === 0
  return {
    below,
    oneIn,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    some: (list, times) => list.filter(() => oneIn(times)),
  }
}
