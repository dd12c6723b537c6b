import type { Block } from '../table/open-table.ts'

/** So many rows go in one transaction. */
const chunkRows = 2_500

/** Blocks of a file, cut and joined into chunks. */
export async function* inChunks(
  blocks: AsyncGenerator<Block, void, undefined>,
): AsyncGenerator<Block, void, undefined> {
  let waiting: (readonly string[])[] = []
  let start: number | undefined
  for await (const { first, rows } of blocks) {
    start ??= first
    for (const row of rows) {
      waiting.push(row)
      if (waiting.length < chunkRows) continue
      yield { first: start, rows: waiting }
      start += waiting.length
      waiting = []
    }
  }
  if (waiting.length > 0 && start !== undefined) yield { first: start, rows: waiting }
}
