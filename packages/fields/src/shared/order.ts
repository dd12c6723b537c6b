import { compareText, type Json } from '@mortise/expressions'
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

/** Anything else: by its JSON text, so that the order is at least total and stable. */
export const compareJson: (a: Json, b: Json) => number = nullsLast((a, b) =>
  compareText(JSON.stringify(a), JSON.stringify(b)),
)
