import { say } from '@mortise/errors'
import { duplicateName, type EntityModel } from '@mortise/schema'
import { type Actor, auditedBy } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { type CellWriter, cellWriter, labelsIn } from '../exports/cells.ts'
import type { Export } from '../exports/export.ts'
import { readDoor } from '../model/read-door.ts'
import { duplicateGroups } from './groups.ts'
import { duplicateSearch } from './search.ts'

const groupsAtOnce = 50
const words = {
  group: { zh: '组', en: 'Group' },
  rule: { zh: '查重规则', en: 'Rule' },
  kind: { zh: '类型', en: 'Kind' },
  title: { zh: '名称', en: 'Name' },
  id: { zh: '记录编号', en: 'Record id' },
  file: { zh: '重复的{name}', en: 'Duplicates of {name}' },
}

/** What a search found as a table: one line a record, its group first. Asks for the right to export, and is audited. */
export async function openDuplicateExport(workspace: Workspace, actor: Actor, id: string): Promise<Export> {
  const search = await duplicateSearch(workspace, actor, id)
  const { door, published, now } = await readDoor(workspace, actor)
  const entity = published.model.entity(search.entity)
  const rights = door.access.entity(search.entity)
  const { locale } = actor
  if (entity === undefined || rights === undefined || rights.export === false)
    throw errors.EXPORT_REFUSED({ name: say(entity?.document.plural ?? entity?.document.label, locale) })
  const rules = (entity.document.duplicates ?? []).filter((rule) =>
    search.rules.includes(duplicateName(rule)),
  )
  const compared = [...new Set(rules.flatMap(({ fields }) => fields))].filter(
    (key) => key !== entity.document.title && rights.fieldScope(key, 'read') === null,
  )
  const more = ['owner', 'created_at', 'updated_at'].filter((key) => rights.fieldScope(key, 'read') === null)
  const keys = [...compared, ...more]
  const label = (key: string): string => say(entity.field(key)?.document.label, locale) || key
  await workspace.store.side.audit({
    action: 'export',
    ...auditedBy(actor),
    entity: entity.key,
    recordId: null,
    data: { duplicates: [...search.rules], fields: [...keys] },
  })
  const given = { kit: workspace.options.kit, locale, timeZone: published.timeZone }
  const known = new Map<string, readonly (CellWriter | undefined)[]>()
  // A group may have records of other entities, whose fields of these names are their own.
  const writersOf = (of: string): readonly (CellWriter | undefined)[] => {
    const writers =
      known.get(of) ??
      keys.map((key) => {
        const field = published.model.entity(of)?.field(key)
        return field && cellWriter(field, given)
      })
    known.set(of, writers)
    return writers
  }
  const labelOf = (model: EntityModel | undefined): string => say(model?.document.label, locale)
  const rows = async function* (): AsyncIterable<readonly string[]> {
    let after: number | null = 0
    while (after !== null) {
      const page: Awaited<ReturnType<typeof duplicateGroups>> = await duplicateGroups(workspace, actor, {
        id,
        after,
        limit: groupsAtOnce,
        act: 'export',
      })
      const shown = labelsIn(page.refs)
      for (const { n, rule, records } of page.groups)
        for (const { entity: of, record } of records) {
          const model = published.model.entity(of)
          const cells = writersOf(of).map(
            (write, at) => write?.(record.values[keys[at] ?? ''] ?? null, shown) ?? '',
          )
          const title = String(record.values[model?.document.title ?? ''] ?? '')
          yield [String(n), rule, labelOf(model), title, ...cells, record.id]
        }
      after = page.next
    }
  }
  const heads = [
    ...[words.group, words.rule, words.kind, words.title].map((one) => one[locale]),
    ...keys.map(label),
    words.id[locale],
  ]
  const name = words.file[locale].replace(
    '{name}',
    say(entity.document.plural ?? entity.document.label, locale),
  )
  return { fileName: `${name}-${now.slice(0, 10)}`, heads, rows: rows() }
}
