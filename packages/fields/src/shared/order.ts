import { compareText, formatDecimal, type Json } from '@mortise/expressions'
import { wordsOf } from './words.ts'

const rank = (value: Json): number => (value === null ? 1 : 0)

/** Order with empty values last, as Postgres has it for ascending sorts. */
export function nullsLast(order: (a: Json, b: Json) => number): (a: Json, b: Json) => number {
  return (a, b) => (a === null || b === null ? rank(a) - rank(b) : order(a, b))
}

const pinyin = new Intl.Collator('zh-Hans-CN')

/** Codes, keys and canonical texts: by code point, which is `COLLATE "C"`. */
export const compareCodes: (a: Json, b: Json) => number = nullsLast((a, b) =>
  compareText(wordsOf(a), wordsOf(b)),
)

/** Names and prose as people expect them: by pinyin, ties by code point. */
export const compareNames: (a: Json, b: Json) => number = nullsLast((a, b) => {
  const [x, y] = [wordsOf(a), wordsOf(b)]
  return pinyin.compare(x, y) || compareText(x, y)
})

/** Anything else: by its JSON text as Postgres writes it, so that the order is total and the same in both. */
export const compareJson: (a: Json, b: Json) => number = nullsLast((a, b) =>
  compareText(storedJson(a), storedJson(b)),
)

/** Order of the keys of an object as a `jsonb` keeps them: by length, then by code point. */
export function byStoredKey(a: string, b: string): number {
  return byteLength(a) - byteLength(b) || compareText(a, b)
}

/** JSON as the text of a `jsonb`: keys by length and then by code point, blanks after signs, numbers without exponent. */
function storedJson(value: Json): string {
  if (typeof value === 'number') return String(formatDecimal(value))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(storedJson).join(', ')}]`
  const parts = Object.entries(value as { readonly [key: string]: Json }).toSorted(([a], [b]) =>
    byStoredKey(a, b),
  )
  return `{${parts.map(([key, part]) => `${JSON.stringify(key)}: ${storedJson(part)}`).join(', ')}}`
}

// Length in UTF-8, without an encoder: this package knows no platform.
function byteLength(text: string): number {
  let length = 0
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
  }
  return length
}
