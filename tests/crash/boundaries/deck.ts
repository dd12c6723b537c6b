import type { Random } from '../random.ts'
import type { Cut } from './cutter.ts'

/** The boundaries of one step's statements in an order of chance, each once before any comes a second time. */
export type Deck = {
  readonly next: () => Cut | undefined
  /** How often every boundary was dealt; without end where there is none. */
  readonly rounds: () => number
}

/** Shuffles both sides of so many statements; a step without statements has nothing to deal. */
export function makeDeck(statements: number, random: Random): Deck {
  const all = Array.from({ length: statements }, (_, index) =>
    (['before', 'after'] as const).map((side): Cut => ({ at: index + 1, side })),
  ).flat()
  let left: Cut[] = []
  let shuffled = 0
  if (statements === 0) return { next: () => undefined, rounds: () => Number.POSITIVE_INFINITY }
  return {
    next: () => {
      if (left.length === 0) {
        left = shuffle(all, random)
        shuffled += 1
      }
      return left.pop()
    },
    rounds: () => (left.length === 0 ? shuffled : shuffled - 1),
  }
}

function shuffle<T>(list: readonly T[], random: Random): T[] {
  const mixed = [...list]
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = random.between(0, last)
    ;[mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T]
  }
  return mixed
}
