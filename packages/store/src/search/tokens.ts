import { createHash } from 'node:crypto'
import { isHan, syllablesOf } from './pinyin.ts'

/** What is kept of one text. Another form of it needs `searchForm` to rise, so that all is written anew. */
export type SearchEntry = {
  readonly txt: string
  readonly pinyin: string | null
  readonly initials: string | null
  readonly tokens: readonly string[]
}

const longest = 300

/** Rises with every change of what is kept. */
export const searchForm = 2

/** Full width, letter case and blanks make no difference, on either side. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** The mark of an entity, by its stable name. */
export function markOf(historyKey: string): string {
  let mark = marks.get(historyKey)
  if (mark === undefined) {
    mark = createHash('sha256').update(historyKey).digest('base64url').slice(0, 4)
    marks.set(historyKey, mark)
  }
  return mark
}
const marks = new Map<string, string>()

/** Pairs of neighbouring letters of each word. */
export function pairsOf(text: string): readonly string[] {
  const pairs = new Set<string>()
  for (const word of text.split(' ')) {
    const letters = [...word]
    for (let at = 0; at + 1 < letters.length; at += 1) pairs.add(`${letters[at]}${letters[at + 1]}`)
  }
  return [...pairs]
}

/** Triples of plain letters and digits: of pairs alone, numbers of phones and documents have too many in common. */
function triplesOf(text: string): readonly string[] {
  const triples = new Set<string>()
  for (const [word] of text.matchAll(/[a-z0-9]{3,}/g))
    for (let at = 0; at + 2 < word.length; at += 1) triples.add(word.slice(at, at + 3))
  return [...triples]
}

const single = (text: string): readonly string[] => [...new Set(text)].filter(isHan)

/** What is kept of a text for quick search; null of an empty one. */
export function searchEntry(mark: string, value: string): SearchEntry | null {
  const txt = plainText([...value].slice(0, longest).join(''))
  if (txt === '') return null
  const variants = syllablesOf(txt)
  const pinyin = variants && variants.map((one) => one.map((syllable) => `|${syllable}`).join('')).join(' ')
  const initials =
    variants && [...new Set(variants.map((one) => one.map(([first]) => first).join('')))].join(' ')
  const tokens = [
    ...[...single(txt), ...pairsOf(txt), ...triplesOf(txt)].map((one) => `${mark}t${one}`),
    ...pairsOf(pinyin?.replaceAll('|', '') ?? '').map((one) => `${mark}p${one}`),
    ...pairsOf(initials ?? '').map((one) => `${mark}i${one}`),
  ]
  return { txt, pinyin, initials, tokens }
}

/** One way in which a word can be found: all tokens, and then for certain. */
export type SearchWay = {
  readonly tokens: readonly string[]
  /** What has to be seen in the row itself, where the tokens do not prove it. */
  readonly proof?: { readonly column: 'txt' | 'initials' | 'pinyin'; readonly text: string }
}

/** The ways to find one word; undefined for a word too short for the index. */
export function searchWays(mark: string, word: string): readonly SearchWay[] | undefined {
  const letters = [...word]
  if (letters.length < 2) return isHan(word) ? [{ tokens: [`${mark}t${word}`] }] : undefined
  const tokens = (kind: string): readonly string[] => pairsOf(word).map((one) => `${mark}${kind}${one}`)
  const proof = (column: 'txt' | 'initials', text: string): Pick<SearchWay, 'proof'> =>
    letters.length === 2 ? {} : { proof: { column, text } }
  const triples = triplesOf(word).map((one) => `${mark}t${one}`)
  const asText: SearchWay = { tokens: [...tokens('t'), ...triples], ...proof('txt', word) }
  if (!/^[a-z]+$/.test(word)) return [asText]
  return [
    asText,
    { tokens: tokens('i'), ...proof('initials', word) },
    // From the beginning of a syllable on: `an` is not in `hang`.
    { tokens: tokens('p'), proof: { column: 'pinyin', text: `\\|${letters.join('\\|?')}` } },
  ]
}
