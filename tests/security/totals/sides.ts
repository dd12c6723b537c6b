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

/** Records in a file, and what one of their fields adds up to. */
export type InFile = { readonly ids: readonly string[]; readonly sum: number }

const refusals: ReadonlySet<string> = new Set(['EXPORT_REFUSED', 'RECORD_ENTITY_UNKNOWN', 'ENTITY_UNKNOWN'])

/** What is in a file that somebody takes out; nothing where he may not. */
export async function exported(
  workspace: Workspace,
  actor: Actor,
  given: { readonly entity: string; readonly field: string | undefined },
): Promise<InFile> {
  const { entity, field } = given
  const fields = ['id', ...(field === undefined ? [] : [field])]
  try {
    const ids: string[] = []
    let sum = 0
    const { rows } = await openExport(workspace, actor, { entity, fields })
    for await (const [id = '', value = ''] of rows) {
      ids.push(id)
      sum += Number(value.replaceAll(/[^\d.-]/g, ''))
    }
    return { ids: ids.toSorted(), sum: cents(sum) }
  } catch (error) {
    if (isMortiseError(error) && refusals.has(error.code)) return { ids: [], sum: 0 }
    throw error
  }
}

/** Opened records that may be taken out, asked one by one, and what is seen of a field of them. */
export async function exportableByHand(
  door: Door,
  opened: Opened,
  given: { readonly entity: string; readonly field: string | undefined },
): Promise<InFile> {
  const { entity, field } = given
  const records = [...(opened.get(entity)?.values() ?? [])]
  const may = await Promise.all(records.map(({ id }) => door.may(entity, id, 'export')))
  const out = records.filter((_, at) => may[at])
  const sum = out.reduce((so, { values }) => so + Number(values[field ?? ''] ?? 0), 0)
  return { ids: out.map((one) => one.id).toSorted(), sum: cents(sum) }
}

/** A field that is shown on a row or is not; what is shown in part can't be added up. */
export function summedField({ access }: Door, entity: string, field: string): string | undefined {
  const rights = access.entity(entity)
  if (rights === undefined || rights.field(field) === 'hidden') return undefined
  const [read, masked] = [rights.fieldScope(field, 'read'), rights.fieldScope(field, 'masked')]
  return read !== false && JSON.stringify(read) === JSON.stringify(masked) ? field : undefined
}

const cents = (sum: number): number => Math.round(sum * 100) / 100
