import type { AsideRow } from '@mortise/store'
import type { Block } from '../table/open-table.ts'
import type { Chunk } from './chunk.ts'
import type { KeySet } from './key-set.ts'

/** So many rows with a key that seems to have been there are looked at closely. */
const mostClose = 50_000

/**
 * What a set of keys of fixed size says has been there, kept to be looked at closely: once in very many such a row only
 * looks like one before it. With very many true ones among them a few mistaken ones tell nothing wrong worth the memory.
 */
export type Hits = {
  /** The set, which notes what it finds. */
  readonly seen: KeySet
  /** Notes a row that was set aside; false once there are too many. */
  readonly keep: (row: AsideRow) => boolean
  readonly rows: readonly AsideRow[]
  readonly keys: ReadonlySet<string>
}

/** Notes what a set of keys finds. */
export function noteHits(set: KeySet): Hits {
  const keys = new Set<string>()
  const rows: AsideRow[] = []
  return {
    rows,
    keys,
    seen: {
      seen: (key) => {
        const hit = set.seen(key)
        if (hit && rows.length < mostClose) keys.add(key)
        return hit
      },
    },
    keep: (row) => {
      if (rows.length >= mostClose) return false
      rows.push(row)
      return true
    },
  }
}

/** Finds the very keys again that were noted, and nothing else. */
function exactly(keys: ReadonlySet<string>): KeySet {
  const met = new Set<string>()
  return {
    seen: (key) => {
      if (!keys.has(key)) return false
      if (met.has(key)) return true
      met.add(key)
      return false
    },
  }
}

/**
 * Goes through the file once more, up to the last of the rows that were noted, and tells which of them do mean the same as
 * one before them.
 */
export async function trueTwins(
  hits: Hits,
  read: {
    readonly blocks: AsyncGenerator<Block, void, undefined>
    readonly make: (block: Block, seen: KeySet) => Promise<Pick<Chunk, 'aside' | 'end'>>
  },
): Promise<ReadonlySet<number>> {
  const last = hits.rows.at(-1)?.index
  const found = new Set<number>()
  if (last === undefined) return found
  const noted = new Set(hits.rows.map(({ index }) => index))
  const seen = exactly(hits.keys)
  for await (const block of read.blocks) {
    const { aside, end } = await read.make(block, seen)
    for (const { index } of aside) if (noted.has(index)) found.add(index)
    if (end > last || found.size === noted.size) break
  }
  return found
}
