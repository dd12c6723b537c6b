import { spellings } from './pinyin-spellings.ts'

/** How pinyin is written: in one word, with blanks between syllables, or only first letters. */
export type PinyinStyle = 'full' | 'spaced' | 'initials'

/** Names of the styles. */
export const pinyinStyles: readonly string[] = ['full', 'spaced', 'initials']

let known: ReadonlyMap<string, string> | undefined

/** Letter → syllable. Read at the first use: most pages never spell anything. */
function syllables(): ReadonlyMap<string, string> {
  if (known !== undefined) return known
  const made = new Map<string, string>()
  for (const entry of spellings.split(/\s+/)) {
    const syllable = /^[a-z]+/.exec(entry)?.[0] ?? ''
    for (const letter of entry.slice(syllable.length)) made.set(letter, syllable)
  }
  known = made
  return made
}

/**
 * Spells the Chinese letters of a text without tones (ü is v), each by its commonest reading; every other letter
 * stays, in lower case. Of initials only letters and digits are kept.
 */
export function pinyinOf(text: string, style: PinyinStyle): string {
  const table = syllables()
  const parts: string[] = []
  let open = ''
  for (const letter of text.toLowerCase()) {
    const syllable = table.get(letter)
    if (syllable === undefined) {
      open += letter
      continue
    }
    if (open !== '') parts.push(open)
    open = ''
    parts.push(syllable)
  }
  if (open !== '') parts.push(open)
  if (style === 'initials') return parts.map(initialsOf).join('')
  return style === 'full'
    ? parts.join('')
    : parts
        .map((part) => part.trim())
        .filter(Boolean)
        .join(' ')
}

/** First letter of a syllable; of other text the first letters of its words. */
function initialsOf(part: string): string {
  const words = part.split(/[^\p{L}\p{N}]+/u)
  return words.map((word) => (/^\p{N}+$/u.test(word) ? word : [...word].slice(0, 1).join(''))).join('')
}
