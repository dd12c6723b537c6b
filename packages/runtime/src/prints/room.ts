import { errors } from '../errors.ts'
import type { RowRoom } from './around.ts'

/**
 * What one print may take: so many rows of one record, and of all together. Two thousand rows are forty pages and take some
 * ten seconds to draw; whoever wants more wants a table.
 */
const most = { record: 2_000, together: 10_000 }
/** Megabytes and seconds of all documents of a ZIP. */
const batch = { megabytes: 200, seconds: 300 }

/** Counts the rows that one print reads. Throws PRINT_ROWS_MANY where they are too many. */
export function rowRoom(): { readonly record: () => RowRoom } {
  let together = 0
  return {
    record: () => {
      let own = 0
      return {
        take: (rows) => {
          own += rows
          together += rows
          if (own > most.record) throw errors.PRINT_ROWS_MANY({ most: most.record })
          if (together > most.together) throw errors.PRINT_ROWS_MANY({ most: most.together })
        },
      }
    },
  }
}

/** Letters of the pictures in documents that are drawn as one, all of which are in memory together. */
const mostLetters = 150_000_000

function lettersIn(node: unknown, seen: Set<string>): number {
  if (typeof node !== 'object' || node === null) return 0
  return Object.entries(node).reduce((sum, [key, value]) => {
    if (key !== 'image' || typeof value !== 'string') return sum + lettersIn(value, seen)
    if (seen.has(value)) return sum
    seen.add(value)
    return sum + value.length
  }, 0)
}

/** Counts the pictures of documents that are drawn as one, each once. Throws PRINT_BATCH_LARGE. */
export function photoRoom(): { readonly take: (pages: unknown) => void } {
  const seen = new Set<string>()
  let letters = 0
  return {
    take: (pages) => {
      letters += lettersIn(pages, seen)
      if (letters > mostLetters) throw errors.PRINT_BATCH_LARGE(batch)
    },
  }
}

/** Watches how long documents take and how large they are together. Throws PRINT_BATCH_LARGE. */
export function batchRoom(clock: () => number): { readonly take: (bytes: number) => void } {
  const until = clock() + batch.seconds * 1_000
  let size = 0
  return {
    take: (bytes) => {
      size += bytes
      if (size > batch.megabytes * 1_000_000 || clock() > until) throw errors.PRINT_BATCH_LARGE(batch)
    },
  }
}
