import { randomBytes } from 'node:crypto'

/** Ids for the rows of one bulk transaction. */
export type BulkIds = {
  /** The last twelve digits of all of them. */
  readonly tag: string
  /** The id of the nth row, from 0. They grow with n. */
  readonly at: (n: number) => string
}

/**
 * Ids of version 7 that share their time and 48 random bits; the place of the row fills the 26 bits between. So a table
 * of chunks knows each of them, and they land at the end of an index in order.
 */
export function bulkIds(time: number): BulkIds {
  const hex = time.toString(16).padStart(12, '0')
  const tag = randomBytes(6).toString('hex')
  const head = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
  let high = -1
  let start = ''
  return {
    tag,
    at: (n) => {
      if (n >> 14 !== high) {
        high = n >> 14
        start = `${head}${high.toString(16).padStart(3, '0')}-`
      }
      return `${start}${(0x8000 | (n & 0x3fff)).toString(16)}-${tag}`
    },
  }
}

/** Which row of its chunk an id was given to. */
export function placeIn(id: string): number {
  const high = Number.parseInt(id.slice(15, 18), 16)
  return (high << 14) | (Number.parseInt(id.slice(19, 23), 16) & 0x3fff)
}
