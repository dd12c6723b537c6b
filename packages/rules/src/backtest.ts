/** A record of the past: the points it had before it was decided, and how it was decided. */
export type PastScore = { readonly points: number; readonly won: boolean }

/** A tenth of the records, the highest points first. Where equal points are cut in two, each part gets its share. */
export type ScoreTenth = {
  readonly count: number
  readonly won: number
  /** How many were won of those in it, as a part. */
  readonly rate: number
  /** The same against that of all; 2 means twice as many. Null where nothing was won at all. */
  readonly lift: number | null
  /** Highest and lowest points in it. */
  readonly from: number
  readonly to: number
}

/** What it would mean to take on whoever has at least so many points. */
export type ScoreCut = {
  readonly points: number
  /** Records with that many points. */
  readonly taken: number
  readonly won: number
  /** Of those taken, how many were won; of those won, how many were taken. */
  readonly precision: number
  readonly recall: number
  /** Both in one number: their harmonic mean. */
  readonly both: number
}

/** How well points told apart what was won and what was lost. */
export type Backtest = {
  readonly count: number
  readonly won: number
  readonly rate: number
  readonly tenths: readonly ScoreTenth[]
  /** By every number of points there was, highest first. */
  readonly cuts: readonly ScoreCut[]
  /** The cut with the best mean of precision and recall; of equal ones the highest. Null where nothing was won. */
  readonly best: ScoreCut | null
  /** How often, of one won and one lost, the won one had more points (equal ones count half). 0.5 is chance. */
  readonly chance: number | null
}

type Group = { readonly points: number; readonly count: number; readonly won: number }

function groupsOf(past: readonly PastScore[]): readonly Group[] {
  return [...Map.groupBy(past, ({ points }) => points)]
    .map(([points, all]) => ({ points, count: all.length, won: all.filter(({ won }) => won).length }))
    .toSorted((a, b) => b.points - a.points)
}

/** What lies between two ranks: of a group that is cut, the part inside counts in proportion. */
function between(groups: readonly Group[], from: number, to: number): Omit<ScoreTenth, 'rate' | 'lift'> {
  let at = 0
  let [won, high, low] = [0, NaN, NaN]
  for (const { points, count, won: own } of groups) {
    const inside = Math.min(at + count, to) - Math.max(at, from)
    at += count
    if (inside <= 0) continue
    won += (own * inside) / count
    if (Number.isNaN(high)) high = points
    low = points
  }
  return { count: to - from, won, from: high, to: low }
}

function tenthsOf(groups: readonly Group[], count: number, rate: number): readonly ScoreTenth[] {
  if (count === 0) return []
  const parts = Math.min(10, count)
  return Array.from({ length: parts }, (_, index) => {
    const part = between(groups, (count * index) / parts, (count * (index + 1)) / parts)
    const own = part.won / part.count
    return { ...part, rate: own, lift: rate === 0 ? null : own / rate }
  })
}

function cutsOf(groups: readonly Group[], won: number): readonly ScoreCut[] {
  let [taken, hits] = [0, 0]
  return groups.map(({ points, count, won: own }) => {
    taken += count
    hits += own
    const precision = hits / taken
    const recall = won === 0 ? 0 : hits / won
    // The harmonic mean of the two, without rounding twice: equal ones are to be equal.
    const both = (2 * hits) / (taken + won)
    return { points, taken, won: hits, precision, recall, both }
  })
}

function chanceOf(groups: readonly Group[]): number | null {
  let [above, better, lost, won] = [0, 0, 0, 0]
  for (const { count, won: own } of groups) {
    const less = count - own
    // Those lost here are below all won above, and beside those won here.
    better += less * (above + own / 2)
    above += own
    lost += less
    won += own
  }
  return lost === 0 || won === 0 ? null : better / (lost * won)
}

/** Holds points against what became of the records that had them. */
export function backtest(past: readonly PastScore[]): Backtest {
  const groups = groupsOf(past)
  const won = past.filter((one) => one.won).length
  const rate = past.length === 0 ? 0 : won / past.length
  const cuts = cutsOf(groups, won)
  const best = cuts.reduce<ScoreCut | null>(
    (found, cut) => (cut.both > (found?.both ?? 0) ? cut : found),
    null,
  )
  return {
    count: past.length,
    won,
    rate,
    tenths: tenthsOf(groups, past.length, rate),
    cuts,
    best,
    chance: chanceOf(groups),
  }
}

/** What it would mean to take on whoever has at least so many points, whether or not anybody had exactly that many. */
export function cutAt(test: Backtest, points: number): ScoreCut {
  const cut = test.cuts.findLast((one) => one.points >= points)
  return cut === undefined
    ? { points, taken: 0, won: 0, precision: 0, recall: 0, both: 0 }
    : { ...cut, points }
}
