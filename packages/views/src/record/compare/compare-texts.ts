import { type Clause, clausesOf } from './clauses.ts'
import { commonPlaces, compareWords, type Run } from './words.ts'

/** A clause of either text beside the one of the other that it became; `runs` where both are there and differ. */
export type ClausePair = {
  readonly kind: 'same' | 'changed' | 'added' | 'removed'
  readonly before?: Clause
  readonly after?: Clause
  readonly runs?: readonly Run[]
}

/** Clauses that have less of their pairs of letters in common than this are not the same clause. */
const likeEnough = 0.4
/** Gaps with more pairs of clauses than this are not matched clause by clause. */
const mostPairs = 40_000

const whole = ({ number, text }: Clause): string => `${number}\n${text}`

function pairsOf(text: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>()
  for (let at = 0; at < Math.max(1, text.length - 1); at += 1) {
    const pair = text.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** How alike two texts are, 0 to 1: the share of pairs of letters that they have in common (Dice). */
function likeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let [common, all] = [0, 0]
  for (const [pair, count] of a) {
    common += Math.min(count, b.get(pair) ?? 0)
    all += count
  }
  for (const count of b.values()) all += count
  return all === 0 ? 1 : (2 * common) / all
}

/** Matches the clauses of a stretch in order, so that together they are as alike as can be; a number kept helps. */
function matched(
  before: readonly Clause[],
  after: readonly Clause[],
): readonly (readonly [number, number])[] {
  if (before.length * after.length > mostPairs || before.length === 0 || after.length === 0) return []
  const [a, b] = [before, after].map((list) => list.map(({ text }) => pairsOf(text)))
  const none: ReadonlyMap<string, number> = new Map()
  const like = before.map(({ number }, x) =>
    after.map((other, y) => {
      const alike = likeness(a?.[x] ?? none, b?.[y] ?? none)
      const kept = number !== '' && number === other.number
      return alike >= (kept ? likeEnough / 2 : likeEnough) ? alike + (kept ? 0.1 : 0) : 0
    }),
  )
  const best = Array.from({ length: before.length + 1 }, () => new Float64Array(after.length + 1))
  const at = (x: number, y: number): number => best[x]?.[y] ?? 0
  for (let x = before.length - 1; x >= 0; x -= 1)
    for (let y = after.length - 1; y >= 0; y -= 1) {
      const both = like[x]?.[y] ?? 0
      const row = best[x]
      if (row !== undefined)
        row[y] = Math.max(at(x + 1, y), at(x, y + 1), both > 0 ? both + at(x + 1, y + 1) : 0)
    }
  const places: (readonly [number, number])[] = []
  let [x, y] = [0, 0]
  while (x < before.length && y < after.length) {
    const both = like[x]?.[y] ?? 0
    if (both > 0 && at(x, y) === both + at(x + 1, y + 1)) {
      places.push([x, y])
      x += 1
      y += 1
    } else if (at(x + 1, y) >= at(x, y + 1)) x += 1
    else y += 1
  }
  return places
}

function paired(before: Clause, after: Clause): ClausePair {
  if (whole(before) === whole(after)) return { kind: 'same', before, after }
  return { kind: 'changed', before, after, runs: compareWords(before.text, after.text) }
}

/** The pairs of a stretch without equal clauses: those that became others, and between them what went and what came. */
function stretch(before: readonly Clause[], after: readonly Clause[]): readonly ClausePair[] {
  const pairs: ClausePair[] = []
  let [x, y] = [0, 0]
  for (const [nextX, nextY] of [...matched(before, after), [before.length, after.length] as const]) {
    pairs.push(...before.slice(x, nextX).map((one): ClausePair => ({ kind: 'removed', before: one })))
    pairs.push(...after.slice(y, nextY).map((one): ClausePair => ({ kind: 'added', after: one })))
    const [a, b] = [before[nextX], after[nextY]]
    if (a !== undefined && b !== undefined) pairs.push(paired(a, b))
    x = nextX + 1
    y = nextY + 1
  }
  return pairs
}

/** Holds two texts against one another, clause by clause; a clause that only got another number is the same clause. */
export function compareTexts(before: string, after: string): readonly ClausePair[] {
  const [a, b] = [clausesOf(before), clausesOf(after)]
  const pairs: ClausePair[] = []
  let [x, y] = [0, 0]
  for (const [nextX, nextY] of [...commonPlaces(a.map(whole), b.map(whole)), [a.length, b.length] as const]) {
    pairs.push(...stretch(a.slice(x, nextX), b.slice(y, nextY)))
    const [one, other] = [a[nextX], b[nextY]]
    if (one !== undefined && other !== undefined) pairs.push(paired(one, other))
    x = nextX + 1
    y = nextY + 1
  }
  return pairs
}
