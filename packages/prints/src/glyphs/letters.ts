import { covered } from './covered.ts'

type Stretches = { readonly starts: readonly number[]; readonly ends: readonly number[] }

let known: Stretches | undefined

/** The stretches of letters, read once. */
function stretches(): Stretches {
  if (known !== undefined) return known
  const [starts, ends]: [number[], number[]] = [[], []]
  let last = 0
  for (const one of covered.split(' ')) {
    const [gap = '0', more = '0'] = one.split('-')
    const start = last + Number.parseInt(gap, 36)
    last = start + Number.parseInt(more, 36)
    starts.push(start)
    ends.push(last)
  }
  known = { starts, ends }
  return known
}

/** Whether the fonts draw a letter, by its code point. */
export function isDrawn(code: number): boolean {
  const { starts, ends } = stretches()
  let [low, high] = [0, starts.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    if (code < (starts[middle] ?? 0)) high = middle - 1
    else if (code > (ends[middle] ?? 0)) low = middle + 1
    else return true
  }
  return false
}

/** What nearly every text is made of; all of it is drawn. */
const usual = /^[\t\n\r\u0020-\u007e\u00a0-\u00ff\u3000-\u3002\u4e00-\u9fa5\uff01-\uff5e]*$/

/** What leads or parts letters and is never seen: it may be missing, and nothing is. */
const unseen = /[\p{Cc}\p{Cf}\p{Variation_Selector}\p{Emoji_Modifier}]/gu

/** Letters that mean the same as one that is drawn. */
const alike: { readonly [letter: string]: string } = {
  '☐': '□',
  '☑': '✓',
  '✅': '✓',
  '✔': '✓',
  '☒': '×',
  '✗': '×',
  '✘': '×',
  '❌': '×',
  '⭐': '★',
  '❤': '♥',
  '❗': '！',
  '❓': '？',
  '\u2028': '\n',
  '\u2029': '\n',
}

const drawnWhole = (text: string): boolean =>
  [...text].every((one) => one === '\n' || one === '\t' || one === '\r' || isDrawn(one.codePointAt(0) ?? 0))

let cutter: Intl.Segmenter | undefined

/** A text as it is printed, and the letters of it that the fonts do not have. */
export type Drawn = { readonly text: string; readonly missing: readonly string[] }

/** One letter as it is printed: as itself, as what means the same, or as the one box that stands for what is not there. */
function drawnLetter(letter: string): { readonly text: string; readonly missing?: string } {
  if (drawnWhole(letter)) return { text: letter }
  const bare = letter.replaceAll(unseen, '')
  const same = alike[bare] ?? bare.normalize('NFKC')
  if (drawnWhole(same)) return { text: same }
  const [first = ''] = bare
  return { text: first, missing: bare }
}

/**
 * A text with what means the same in the place of letters that the fonts lack, and without signs that are never seen. What is
 * left over prints as a box, one for each letter as people count them, and is named.
 */
export function drawnText(text: string): Drawn {
  if (usual.test(text) || drawnWhole(text)) return { text, missing: [] }
  cutter ??= new Intl.Segmenter('zh', { granularity: 'grapheme' })
  const letters = [...cutter.segment(text)].map(({ segment }) => drawnLetter(segment))
  return {
    text: letters.map((one) => one.text).join(''),
    missing: [...new Set(letters.flatMap(({ missing }) => missing ?? []))],
  }
}
