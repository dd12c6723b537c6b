/** A run of words that stayed, went or came. */
export type Run = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

/** Longer texts than this many pairs of words are shown as replaced whole, rather than keep anybody waiting. */
const mostPairs = 4_000_000

const segmenter =
  typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'word' }) : undefined
const bySign = /\d+(?:[.,]\d+)*|[\p{Script=Latin}]+|\s+|[^]/gu
const numbers = /\d[\d,.]*\d|\d/g

/** Words as a reader sees them, Chinese ones too; a number with its separators is one. */
export function wordsOf(text: string): readonly string[] {
  if (segmenter === undefined) return text.match(bySign) ?? []
  const words: string[] = []
  let at = 0
  for (const match of text.matchAll(numbers)) {
    words.push(...[...segmenter.segment(text.slice(at, match.index))].map((one) => one.segment), match[0])
    at = match.index + match[0].length
  }
  return [...words, ...[...segmenter.segment(text.slice(at))].map((one) => one.segment)]
}

/** For each pair of places how many words both texts have in common from there on, in order. */
function commonLengths(
  before: readonly string[],
  after: readonly string[],
): (a: number, b: number) => number {
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  for (let a = before.length - 1; a >= 0; a -= 1)
    for (let b = after.length - 1; b >= 0; b -= 1)
      lengths[a * width + b] =
        before[a] === after[b]
          ? (lengths[(a + 1) * width + b + 1] ?? 0) + 1
          : Math.max(lengths[(a + 1) * width + b] ?? 0, lengths[a * width + b + 1] ?? 0)
  return (a, b) => lengths[a * width + b] ?? 0
}

/** Places of equal items in both lists, in order, as many as there can be. */
export function commonPlaces(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  const places: (readonly [number, number])[] = []
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) {
    places.push([start, start])
    start += 1
  }
  let [endA, endB] = [before.length, after.length]
  const tail: (readonly [number, number])[] = []
  while (endA > start && endB > start && before[endA - 1] === after[endB - 1]) {
    endA -= 1
    endB -= 1
    tail.push([endA, endB])
  }
  if ((endA - start) * (endB - start) <= mostPairs) {
    const common = commonLengths(before.slice(start, endA), after.slice(start, endB))
    let [a, b] = [start, start]
    while (a < endA && b < endB)
      if (before[a] === after[b]) {
        places.push([a, b])
        a += 1
        b += 1
      } else if (common(a + 1 - start, b - start) >= common(a - start, b + 1 - start)) a += 1
      else b += 1
  }
  return [...places, ...tail.toReversed()]
}

/** What changed from one text to the other, word by word. The removed and the added stand as one run each. */
export function compareWords(before: string, after: string): readonly Run[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const runs: { kind: Run['kind']; text: string }[] = []
  const add = (kind: Run['kind'], text: string): void => {
    if (text === '') return
    const last = runs.at(-1)
    if (last?.kind === kind) last.text += text
    else runs.push({ kind, text })
  }
  let [atA, atB] = [0, 0]
  for (const [nextA, nextB] of [...commonPlaces(a, b), [a.length, b.length] as const]) {
    add('removed', a.slice(atA, nextA).join(''))
    add('added', b.slice(atB, nextB).join(''))
    add('same', a[nextA] ?? '')
    atA = nextA + 1
    atB = nextB + 1
  }
  return runs
}
