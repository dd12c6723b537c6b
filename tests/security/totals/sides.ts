import { isMortiseError } from '@mortise/errors'
import type { Actor, Door, StoredRecord } from '@mortise/store'
import { openExport, type Workspace } from '@mortise/runtime'
import type { Opened } from './shadow.ts'

/** Ids that a search of an entity tells, page by page, and how many it says there are. */
export async function searched(
  door: Door,
  entity: string,
  search: string,
): Promise<{ readonly ids: readonly string[]; readonly count: number | undefined }> {
  const page = await door.query({ entity, search, fields: ['id'], limit: 500, count: 'exact' })
  return { ids: page.records.map((one) => one.id).toSorted(), count: page.count }
}

/** Records of an entity that were opened and have a word in a field that search looks into and that was seen. */
export function foundByHand(
  given: { readonly opened: Opened; readonly fields: readonly string[] },
  entity: string,
  word: string,
): readonly string[] {
  const has = ({ values }: StoredRecord): boolean =>
    given.fields.some((field) =>
      String(values[field] ?? '')
        .toLowerCase()
        .includes(word),
    )
  return [...(given.opened.get(entity)?.values() ?? [])]
    .filter(has)
    .map((one) => one.id)
    .toSorted()
}

/** Ids in a file that somebody takes out; none where he may not. */
export async function exported(
  workspace: Workspace,
  actor: Actor,
  entity: string,
): Promise<readonly string[]> {
  try {
    const ids: string[] = []
    const { rows } = await openExport(workspace, actor, { entity, fields: ['id'] })
    for await (const [id = ''] of rows) ids.push(id)
    return ids.toSorted()
  } catch (error) {
    if (
      isMortiseError(error) &&
      ['EXPORT_REFUSED', 'RECORD_ENTITY_UNKNOWN', 'ENTITY_UNKNOWN'].includes(error.code)
    )
      return []
    throw error
  }
}

/** Ids of opened records that may be taken out, asked one by one. */
export async function exportableByHand(
  door: Door,
  entity: string,
  opened: Opened,
): Promise<readonly string[]> {
  const ids = [...(opened.get(entity)?.keys() ?? [])]
  const may = await Promise.all(ids.map((id) => door.may(entity, id, 'export')))
  return ids.filter((_, at) => may[at]).toSorted()
}
