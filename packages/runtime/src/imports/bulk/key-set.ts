/**
 * Keys that were seen, in memory that does not grow: a key is sixteen bits within one line of a table, so that what was
 * seen is always found, and what was not looks so once in a hundred million. Then a row is looked at closely without
 * need. With very many more keys than a table has room for that comes more often, and costs time only.
 */
export type KeySet = {
  /** Adds a key; true when it (or, very rarely, one like it) was there. */
  readonly seen: (key: string) => boolean
}

/** Words of 32 bits in a line of the table: what a processor fetches at once. A key has one bit in each. */
const wordsInLine = 16
const bitsPerKey = 40
const fewestLines = 1_024
/** 64 MB, enough for thirteen million keys; the rate of mistakes grows slowly behind that. */
const mostLines = 1_048_576

/** Odd numbers without a pattern, one a word: what is multiplied by them differs in the highest bits. */
const salts = Uint32Array.from({ length: wordsInLine }, (_, at) => mixed(0x9e3779b9 * (at + 1)) | 1)

/** An empty set with room for about so many keys. */
export function keySet(expected: number): KeySet {
  const wanted = Math.ceil((expected * bitsPerKey) / (32 * wordsInLine))
  const lines = Math.min(mostLines, Math.max(fewestLines, wanted))
  const table = new Uint32Array(lines * wordsInLine)
  return {
    seen: (key) => {
      let low = 0x811c9dc5
      let high = 0x9747b28c
      for (let at = 0; at < key.length; at += 1) {
        const sign = key.charCodeAt(at)
        low = Math.imul(low ^ sign, 0x01000193)
        high = Math.imul(high ^ sign, 0x5bd1e995)
        high ^= high >>> 13
      }
      const line = Math.floor((mixed(low) / 4_294_967_296) * lines) * wordsInLine
      const pattern = mixed(high ^ low)
      let missing = 0
      for (let word = 0; word < wordsInLine; word += 1) {
        const bit = 1 << (Math.imul(pattern, salts[word] as number) >>> 27)
        const now = table[line + word] as number
        missing |= bit & ~now
        table[line + word] = now | bit
      }
      return missing === 0
    },
  }
}

/** Spreads what two numbers differ in over all their bits. */
function mixed(given: number): number {
  let bits = given | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
