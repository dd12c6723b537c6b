import type { RecordQuery } from '@mortise/schema'
import type { DoorGround } from '../records/door.ts'
import type { RecordAct, RecordPage } from '../types.ts'
import { queryPage } from './page.ts'

/** Pages of a query one after the other, all of one snapshot, with the names of what they point at; memory holds one page. */
export async function* streamRecords(
  ground: Pick<DoorGround, 'base' | 'snapshot'>,
  query: Omit<RecordQuery, 'limit' | 'cursor'> & { readonly act?: RecordAct },
  batch: number,
): AsyncIterable<Pick<RecordPage, 'records' | 'refs'>> {
  const { runner, end } = await ground.snapshot()
  try {
    let cursor: string | undefined
    do {
      const page = await queryPage(runner, ground.base, {
        ...query,
        count: 'none',
        limit: batch,
        ...(cursor === undefined ? {} : { cursor }),
      })
      if (page.records.length > 0) yield page
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
  } finally {
    await end()
  }
}
