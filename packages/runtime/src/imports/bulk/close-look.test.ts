import type { AsideRow } from '@mortise/store'
import { describe, expect, it } from 'vitest'
import type { Block } from '../table/open-table.ts'
import type { Chunk } from './chunk.ts'
import { noteHits, trueTwins } from './close-look.ts'
import { type KeySet, keySet } from './key-set.ts'

const block = 3

/** A file of rows with one key each, read as chunks are made. */
async function* blocksOf(keys: readonly string[]): AsyncGenerator<Block, void, undefined> {
  for (let first = 0; first < keys.length; first += block)
    yield { first, rows: keys.slice(first, first + block).map((key) => [key]) }
}

function make({ first, rows }: Block, set: KeySet): Promise<Pick<Chunk, 'aside' | 'end'>> {
  const aside = rows.flatMap(([key = ''], at): AsideRow[] =>
    set.seen(key) ? [{ index: first + at, line: 0, cells: [key], why: 'rest', candidates: [] }] : [],
  )
  return Promise.resolve({ aside, end: first + rows.length })
}

/** What a dry run does: a look through the set of fixed size, then a close one at what it finds. */
async function twinsIn(keys: readonly string[], set: KeySet): Promise<{ hits: number[]; twins: number[] }> {
  const hits = noteHits(set)
  for await (const one of blocksOf(keys)) for (const row of (await make(one, hits.seen)).aside) hits.keep(row)
  const twins = await trueTwins(hits, { blocks: blocksOf(keys), make })
  return { hits: hits.rows.map(({ index }) => index), twins: [...twins] }
}

describe('a close look at rows that seem to have been there', () => {
  it('tells those that were there from those that only look so', async () => {
    const set = keySet(10)
    const mistaken: KeySet = { seen: (key) => set.seen(key) || key === 'odd' }
    const found = await twinsIn(['a', 'odd', 'b', 'a', 'c', 'd', 'b', 'odd'], mistaken)
    expect(found).toEqual({ hits: [1, 3, 6, 7], twins: [3, 6, 7] })
  })

  it('mends a set that is far too small for its file', async () => {
    const keys = Array.from({ length: 60_000 }, (_, at) => `k${at % 59_000}`)
    const found = await twinsIn(keys, keySet(100))
    expect(found.hits.length).toBeGreaterThan(1_000)
    expect(found.twins).toEqual(Array.from({ length: 1_000 }, (_, at) => 59_000 + at))
  })
})
