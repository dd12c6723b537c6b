/** Compares by code point, as Postgres does under COLLATE "C"; JavaScript's `<` compares UTF-16 halves. */
export function compareText(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i += 1) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return rank(x) < rank(y) ? -1 : 1
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1
}

// Surrogates stand for code points above all others, so they rank above U+E000–U+FFFF.
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** Number of code points. */
export function textLength(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit < 0xdc00 || unit > 0xdfff) count += 1
  }
  return count
}

/** Part of a text by code points: `start` from 0, negative from the end; negative `length` leaves off the end. */
export function sliceText(text: string, start: number, length: number | undefined): string {
  const points = [...text]
  const from = start < 0 ? Math.max(0, points.length + start) : start
  if (length === undefined) return points.slice(from).join('')
  const to = length < 0 ? points.length + length : from + length
  return points.slice(from, Math.max(from, to)).join('')
}

// Greek letters whose full upper case is two letters but which have a one-letter form, as Postgres uses it.
function simpleUpper(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  if ((code >= 0x1f80 && code <= 0x1faf && code % 16 < 8) || [0x1fb3, 0x1fc3, 0x1ff3].includes(code))
    return String.fromCodePoint(code + (code <= 0x1faf ? 8 : 9))
  const upper = letter.toUpperCase()
  return upper.length === letter.length || [...upper].length === 1 ? upper : letter
}

/** Upper case letter by letter, the same as Postgres under its built-in Unicode collation. */
export function upperText(text: string): string {
  let result = ''
  for (const letter of text) result += simpleUpper(letter)
  return result
}

/** Lower case letter by letter, the same as Postgres under its built-in Unicode collation. */
export function lowerText(text: string): string {
  // Only these two are lowered otherwise in a text than alone.
  if (!text.includes('Σ') && !text.includes('İ')) return text.toLowerCase()
  let result = ''
  for (const letter of text) result += letter === 'İ' ? 'i' : letter.toLowerCase()
  return result
}

/** What `trim` takes away: spaces, tabs, line ends, no-break and full-width spaces. */
export const blanks: string = ' \t\n\r\u00a0\u3000'

/** Takes blanks from both ends. */
export function trimText(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && blanks.includes(text.charAt(start))) start += 1
  while (end > start && blanks.includes(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}
