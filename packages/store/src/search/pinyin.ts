import { pinyin } from 'pinyin-pro'

/** Readings of a character, at most two; a dictionary lookup once, for it costs a hundred times a map's. */
const known = new Map<string, readonly string[]>()
const han = /^\p{Script=Han}$/u
const mostReadings = 2
const mostVariants = 4
const mostSyllables = 60

/** Whether a character is a Chinese one. */
export function isHan(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0
  // Most letters are decided by where they stand: nothing below is one, everything in the main block is.
  if (code < 0x2e80) return false
  return (code >= 0x4e00 && code <= 0x9fff) || han.test(letter)
}

function readings(letter: string): readonly string[] {
  let found = known.get(letter)
  if (found === undefined) {
    const all = pinyin(letter, { toneType: 'none', type: 'array', multiple: true, v: true })
    found = [...new Set(all)].filter((one) => /^[a-z]+$/.test(one)).slice(0, mostReadings)
    known.set(letter, found)
  }
  return found
}

/**
 * Syllables of the Chinese characters of a text, in a few variants where characters have several readings: `重庆` is
 * `zhong qing` and `chong qing`. Null without any.
 */
export function syllablesOf(text: string): readonly (readonly string[])[] | null {
  let variants: string[][] = [[]]
  let count = 0
  for (const letter of text) {
    if (!isHan(letter)) continue
    const found = readings(letter)
    if (found.length === 0) continue
    if ((count += 1) > mostSyllables) break
    const many = variants.length * found.length <= mostVariants ? found : found.slice(0, 1)
    variants = many.flatMap((one) => variants.map((variant) => [...variant, one]))
  }
  return count === 0 ? null : variants
}
