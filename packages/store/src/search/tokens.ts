import { isHan, syllablesOf } from './pinyin.ts'

/** What is kept of one text. Another form of it needs `searchForm` to rise, so that all is written anew. */
export type SearchEntry = {
  readonly txt: string
  readonly pinyin: string | null
  readonly initials: string | null
  readonly tokens: readonly number[]
}

const longest = 300

/** Rises with every change of what is kept. */
export const searchForm = 3

/** Common characters and single small letters, digits and signs, one blank between: as most texts are already. */
const isPlain = /^[!-@[-~\u4e00-\u9fff]+(?: [!-@[-~\u4e00-\u9fff]+)*$/

/** Full width, letter case and blanks make no difference, on either side. */
export function plainText(text: string): string {
  if (isPlain.test(text)) return text
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

type Kind = 'txt' | 'initials' | 'pinyin'

/**
 * How many letters the kept pieces of each kind have. The longest that fits a word leads to the fewest rows, however many
 * share a pair of letters. `starts` are kept where a word or syllable may begin, `inside` from every letter on.
 */
const lengths: {
  readonly [K in Kind]: { readonly starts: readonly number[]; readonly inside: readonly number[] }
} = {
  txt: { starts: [], inside: [2, 4] },
  initials: { starts: [], inside: [2, 4] },
  // Pinyin is looked for from the beginning of a syllable on: `an` is not in `hang`.
  pinyin: { starts: [2, 4], inside: [6] },
}

/** Where the tokens of an entity begin: pieces are kept as numbers, in which entity and kind are mixed. */
export type SearchMark = { readonly [K in Kind]: number }

/** The mark of an entity, by its stable name. */
export function markOf(historyKey: string): SearchMark {
  let mark = marks.get(historyKey)
  if (mark === undefined) {
    const start = [...historyKey].reduce(mixed, 0x811c9dc5)
    mark = { txt: mixed(start, 't'), initials: mixed(start, 'i'), pinyin: mixed(start, 'p') }
    marks.set(historyKey, mark)
  }
  return mark
}
const marks = new Map<string, SearchMark>()

/** FNV-1a by letters; two pieces may meet in one number, so every find is proved by the text itself. */
function mixed(hash: number, letter: string): number {
  return mixedCode(hash, letter.codePointAt(0) ?? 0)
}

const mixedCode = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193)

/** Letters of a text by their numbers. */
function codesOf(text: string): readonly number[] {
  const codes: number[] = []
  for (const letter of text) codes.push(letter.codePointAt(0) ?? 0)
  return codes
}

type Adding = {
  readonly start: number
  readonly lengths: readonly number[]
  readonly add: (token: number) => void
}

/** Pieces that begin at one letter. */
function addAt(codes: readonly number[], at: number, { start, lengths, add }: Adding): void {
  const end = Math.min(codes.length, at + (lengths.at(-1) ?? 0))
  let hash = start
  for (let next = at; next < end; next += 1) {
    hash = mixedCode(hash, codes[next] ?? 0)
    if (lengths.includes(next - at + 1)) add(hash)
  }
}

/** Pieces of each word, from every letter on. */
function addInside(text: string, to: Adding): void {
  for (const word of text.split(' ')) {
    const codes = codesOf(word)
    for (let at = 0; at < codes.length; at += 1) addAt(codes, at, to)
  }
}

function addSyllables(syllables: readonly string[], to: Adding): void {
  const codes = codesOf(syllables.join(''))
  let at = 0
  for (const { length } of syllables) {
    addAt(codes, at, to)
    at += length
  }
}

/** What is kept of a text for quick search; null of an empty one. */
export function searchEntry(mark: SearchMark, value: string): SearchEntry | null {
  const txt = plainText(value.length <= longest ? value : [...value].slice(0, longest).join(''))
  if (txt === '') return null
  const tokens = new Set<number>()
  const add = (token: number): void => void tokens.add(token)
  for (const letter of txt) if (isHan(letter)) add(mixed(mark.txt, letter))
  addInside(txt, { start: mark.txt, lengths: lengths.txt.inside, add })
  const variants = syllablesOf(txt)
  if (variants === null) return { txt, pinyin: null, initials: null, tokens: [...tokens] }
  const pinyin = variants.map((one) => one.map((syllable) => `|${syllable}`).join('')).join(' ')
  const initials = [...new Set(variants.map((one) => one.map(([first]) => first).join('')))].join(' ')
  addInside(initials, { start: mark.initials, lengths: lengths.initials.inside, add })
  for (const one of variants) {
    addSyllables(one, { start: mark.pinyin, lengths: lengths.pinyin.starts, add })
    addInside(one.join(''), { start: mark.pinyin, lengths: lengths.pinyin.inside, add })
  }
  return { txt, pinyin, initials, tokens: [...tokens] }
}

/** One way in which a word can be found: all tokens, and then for certain. */
export type SearchWay = {
  readonly tokens: readonly number[]
  /** What has to be seen in the row itself: the tokens only lead to where it may be. */
  readonly proof: { readonly column: Kind; readonly text: string }
}

/** The ways to find one word; undefined for a word too short for the index. */
export function searchWays(mark: SearchMark, word: string): readonly SearchWay[] | undefined {
  const letters = [...word]
  const asText = { column: 'txt', text: word } as const
  if (letters.length < 2)
    return isHan(word) ? [{ tokens: [mixed(mark.txt, word)], proof: asText }] : undefined
  const text: SearchWay = { tokens: piecesOf(mark, 'txt', letters), proof: asText }
  if (!/^[a-z]+$/.test(word)) return [text]
  const spoken = `\\|${letters.join('\\|?')}`
  return [
    text,
    { tokens: piecesOf(mark, 'initials', letters), proof: { column: 'initials', text: word } },
    { tokens: piecesOf(mark, 'pinyin', letters), proof: { column: 'pinyin', text: spoken } },
  ]
}

/** The longest pieces kept of a word: side by side they cover it, more of them would say nothing new. */
function piecesOf(mark: SearchMark, kind: Kind, letters: readonly string[]): readonly number[] {
  const { starts, inside } = lengths[kind]
  const fits = (one: number): boolean => one <= letters.length
  const length = inside.findLast(fits)
  const start = starts.findLast(fits)
  const piece = (at: number, size: number): number => letters.slice(at, at + size).reduce(mixed, mark[kind])
  if (length === undefined) return start === undefined ? [] : [piece(0, start)]
  const tokens = new Set<number>()
  for (let at = 0; at < letters.length; at += length)
    tokens.add(piece(Math.min(at, letters.length - length), length))
  return [...tokens]
}
