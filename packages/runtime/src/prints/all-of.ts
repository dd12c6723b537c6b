import { type LocalizedText, say } from '@mortise/errors'
import type { Door, RecordPage } from '@mortise/store'
import { errors } from '../errors.ts'

/** So many rows of one kind go onto one paper, and no more. */
const most = 5_000
const page = 500

/**
 * All rows a query finds: a list or a sum on paper must not end where a page of the database does. Throws
 * PRINT_ROWS_TOO_MANY, naming what there is too much of, rather than leaving any out.
 */
export async function allOf(
  door: Pick<Door, 'query'>,
  query: Omit<Parameters<Door['query']>[0], 'limit' | 'cursor'>,
  label: LocalizedText | undefined,
): Promise<RecordPage['records']> {
  const records: RecordPage['records'][number][] = []
  let cursor: string | null = null
  do {
    const found: RecordPage = await door.query({
      ...query,
      limit: page,
      ...(cursor === null ? {} : { cursor }),
    })
    records.push(...found.records)
    if (records.length > most)
      throw errors.PRINT_ROWS_TOO_MANY({ what: say(label, 'zh') || query.entity, limit: most })
    cursor = found.nextCursor
  } while (cursor !== null)
  return records
}
