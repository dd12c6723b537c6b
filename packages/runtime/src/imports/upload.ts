import type { Json } from '@mortise/expressions'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { entityFor } from '../records/entity-for.ts'
import { mappingOf, ownImport, reportOf } from './open-import.ts'
import { suggestMapping, writableFields } from './suggest.ts'
import { openTable } from './table.ts'

/** What a fresh upload shows: its columns with some of their cells, and which field each most likely goes into. */
export type ImportUpload = {
  readonly id: string
  readonly total: number
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[]
  readonly suggested: { readonly [column: string]: string }
}

const sampleRows = 50
const samplesShown = 5

/** Takes a file in. It is read once to the end, so that a broken one is refused here and the number of rows is known. */
export async function uploadImport(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly entity: string
    readonly name: string
    readonly type: string
    readonly bytes: Uint8Array
  },
): Promise<ImportUpload> {
  const published = await workspace.published()
  const entity = entityFor({ published }, actor, given.entity)
  if (actor.userId === null || published.access(actor).entity(entity.key)?.create !== true)
    throw errors.FORBIDDEN({ what: given.entity })
  const table = await openTable(given.bytes)
  const samples = table.columns.map(() => new Set<string>())
  let total = 0
  for await (const { cells } of table.rows(0)) {
    total += 1
    if (total > sampleRows) continue
    table.columns.forEach((_, at) => {
      const cell = (cells[at] ?? '').trim()
      if (cell !== '') samples[at]?.add(cell.slice(0, 200))
    })
  }
  const { side } = workspace.store
  const { hash, size } = await workspace.options.files.put(given.bytes)
  const { name, type } = given
  const file = await side.addFile({ id: workspace.newId(), hash, name, type, size, createdBy: actor.userId })
  const row = await side.imports.create({
    entity: entity.key,
    fileId: file.id,
    fileName: name,
    createdBy: actor.userId,
  })
  await side.imports.update(row.id, { report: { columns: [...table.columns], total } })
  const fields = writableFields(published, actor, { kit: workspace.options.kit, entity })
  return {
    id: row.id,
    total,
    columns: table.columns
      .map((column, at) => ({ name: column, samples: [...(samples[at] ?? [])].slice(0, samplesShown) }))
      .filter((column) => column.name !== ''),
    suggested: suggestMapping(table.columns, fields, entity),
  }
}

/** What a person says about columns and matches; everything may be left out. */
export type MappingAsk = {
  readonly columns?: { readonly [column: string]: string | null }
  readonly values?: { readonly [field: string]: { readonly [text: string]: string | null } }
  readonly matchBy?: readonly string[]
  readonly onMatch?: string
  readonly runRules?: boolean
  readonly keepBlanks?: boolean
}

const onMatches = ['update', 'skip', 'create'] as const
const changeable = new Set(['uploaded', 'mapped', 'checked'])

/** Says what goes where. Refuses columns the file lacks and fields the importer may not write. */
export async function mapImport(
  workspace: Workspace,
  actor: Actor,
  given: { readonly id: string; readonly ask: MappingAsk },
): Promise<void> {
  const row = await ownImport(workspace, actor, given.id)
  if (!changeable.has(row.state)) throw errors.IMPORT_STATE({ state: row.state, what: 'map' })
  const published = await workspace.published()
  const entity = entityFor({ published }, actor, row.entity)
  const fields = new Set(
    writableFields(published, actor, { kit: workspace.options.kit, entity }).map((one) => one.key),
  )
  const known = new Set(reportOf(row).columns ?? [])
  const columns: Record<string, string> = {}
  for (const [column, field] of Object.entries(given.ask.columns ?? {})) {
    if (field === null || field === '') continue
    if (!known.has(column) || !fields.has(field)) throw errors.IMPORT_MAPPING_INVALID({ column, field })
    columns[column] = field
  }
  const { values, matchBy = [], runRules = true, keepBlanks = false } = given.ask
  const stranger = matchBy.find((field) => entity.field(field) === undefined)
  if (stranger !== undefined) throw errors.IMPORT_MAPPING_INVALID({ column: '', field: stranger })
  const onMatch = onMatches.find((one) => one === given.ask.onMatch) ?? 'skip'
  await workspace.store.side.imports.update(row.id, {
    state: 'mapped',
    mapping: { columns, values: values ?? mappingOf(row).values } as Json,
    options: { matchBy: [...matchBy], onMatch, runRules, keepBlanks },
  })
}
