import type { Cost, Line, Reach, Round } from './types.ts'

/** One side of a measurement: does its work once and tells what one operation cost. */
export type Side = () => Promise<Cost>

/** A side whose operations are too small to be read: the cost of a thousand of them. */
export const perThousand =
  (side: Side): Side =>
  async () => {
    const { server, database, wall } = await side()
    return { server: 1000 * server, database: 1000 * database, wall: 1000 * wall }
  }

/**
 * Rounds before those that count: what is measured is a server at work, not one that is still being translated by its engine.
 * Where the database does all the work a round less is no loss.
 */
export const warmingUp: number = Number(process.env['BENCH_WARMING'] ?? 3)

/** Measures both sides in turn, A B A B, after rounds that only warm up. */
export async function interleaved(
  sides: { readonly ours: Side; readonly limit: Side },
  rounds: number,
): Promise<readonly Round[]> {
  for (let round = 0; round < warmingUp; round += 1) {
    await sides.ours()
    await sides.limit()
  }
  const measured: Round[] = []
  for (let round = 0; round < rounds; round += 1)
    measured.push({ ours: await sides.ours(), limit: await sides.limit() })
  return measured
}

/** The middle one of an odd number of values, the mean of the two middle ones otherwise. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle - 0.25)] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

const rounded = (value: number): number => Number(value.toPrecision(4))

/** What is judged: the server's CPU, or with that of the database. */
export type Judged = 'server' | 'total'

/** Sums rounds up in one line. The ratio is the median of the rounds' own ratios. */
export function lineOf(
  name: string,
  rounds: readonly Round[],
  given: {
    readonly unit: string
    readonly reach: Reach
    readonly judged: Judged
    /** MB over idle at the worst moment, and how many of them are promised beside the ratio. */
    readonly memory?: number
    readonly memoryBound?: number
    readonly more?: { readonly [key: string]: unknown }
  },
): Line {
  const { unit, reach, judged, memory, memoryBound, more } = given
  const cost = (side: Cost): number => (judged === 'server' ? side.server : side.server + side.database)
  const of = (side: 'ours' | 'limit', value: (cost: Cost) => number): number =>
    rounded(median(rounds.map((round) => value(round[side]))))
  const ratioOf = (value: (cost: Cost) => number): readonly number[] =>
    rounds.map(({ ours, limit }) =>
      reach.of === 'limit/ours' ? value(limit) / value(ours) : value(ours) / value(limit),
    )
  const ratios = ratioOf(cost)
  const ratio = rounded(median(ratios))
  const promised = [
    { what: reach.of, is: reach.of === 'memory' ? (memory ?? Infinity) : ratio, bound: reach.bound },
    ...(memoryBound === undefined ? [] : [{ what: 'memory', is: memory ?? Infinity, bound: memoryBound }]),
  ].map((one) => ({ ...one, below: one.what !== 'limit/ours' }))
  return {
    name,
    unit,
    ours: of('ours', cost),
    limit: of('limit', cost),
    ratio,
    reach: promised.map(({ what, bound, below }) => `${what} ${below ? '<=' : '>='} ${bound}`).join(', '),
    reached: promised.every(({ is, bound, below }) => (below ? is <= bound : is >= bound)),
    ...(memory === undefined ? {} : { memory: Math.round(memory) }),
    spread: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))],
    server: { ours: of('ours', (one) => one.server), limit: of('limit', (one) => one.server) },
    database: { ours: of('ours', (one) => one.database), limit: of('limit', (one) => one.database) },
    wall: { ours: of('ours', (one) => one.wall), limit: of('limit', (one) => one.wall) },
    rounds: rounds.length,
    ...more,
  }
}
