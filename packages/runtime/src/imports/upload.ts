import type { Actor, ImportRow } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { entityFor } from '../records/entity-for.ts'
import type { RuntimeOptions } from '../types.ts'
import { rememberedMapping } from './memory.ts'
import { mappingOf, ownImport, reportOf, tableOf } from './open-import.ts'
import { isReasonColumn } from './reason-column.ts'
import { suggestMapping, writableFields } from './suggest.ts'
import { openTable, type SourceForm, type Table } from './table/open-table.ts'
import type { ImportMapping, ImportReport } from './types.ts'

/** What a fresh upload shows: its columns with some of their cells, and which field each most likely goes into. */
export type ImportUpload = {
  readonly id: string
  readonly total: number
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[]
  /** Different texts of a column with their number, where they are few: for saying what each means. */
  readonly values: {
    readonly [column: string]: readonly { readonly text: string; readonly count: number }[]
  }
  readonly suggested: { readonly [column: string]: string }
  /** What was said of this file already, else of such a file before. */
  readonly remembered?: Omit<ImportMapping, 'columns'>
  /** How the file was read. */
  readonly form: SourceForm
  readonly sheets: readonly string[]
}

const samplesShown = 5
const mostValues = 50
/** Rows whose cells are looked at for samples and values. */
const lookedAt = 20_000

/** A file that was taken in and looked through, but is no import yet. */
export type ReceivedTable = {
  readonly entity: string
  readonly name: string
  readonly type: string
  readonly hash: string
  readonly size: number
  readonly table: Table
  readonly looked: Looked
}

/** Takes a file in. It is read once to the end, so that a broken one is refused here and the number of rows is known. */
export async function receiveTable(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly entity: string
    readonly name: string
    readonly type: string
    readonly pieces: AsyncIterable<Uint8Array>
  },
): Promise<ReceivedTable> {
  const published = await workspace.published()
  const entity = entityFor({ published }, actor, given.entity)
  if (actor.userId === null || published.access(actor).entity(entity.key)?.create !== true)
    throw errors.FORBIDDEN({ what: given.entity })
  const { files } = workspace.options
  const { hash, size } = await files.putStream(given.pieces)
  const opened = await files.open(hash)
  if (opened === null) throw errors.FILE_NOT_FOUND()
  const table = await openTable(opened)
  const { name, type } = given
  return { entity: entity.key, name, type, hash, size, table, looked: await lookThrough(table) }
}

/** Makes an import of a received file, in the unit's transaction. */
export async function createImport(unit: Unit, actor: Actor, received: ReceivedTable): Promise<ImportUpload> {
  const { side } = unit.tx
  const { entity, name, type, hash, size, table, looked } = received
  const createdBy = actor.userId
  if (createdBy === null) throw errors.FORBIDDEN({ what: entity })
  const file = await side.addFile({ id: unit.newId(), hash, name, type, size, createdBy })
  const row = await side.imports.create({ entity, fileId: file.id, fileName: name, createdBy })
  return answer({ side, published: unit.published, kit: unit.options.kit }, actor, { row, table, looked })
}

/** An import as it was left: what its upload showed, with what was said of it since. Changes nothing. */
export async function openedImport(workspace: Workspace, actor: Actor, id: string): Promise<ImportUpload> {
  const row = await ownImport(workspace, actor, id)
  const table = await tableOf(workspace, row.fileId, reportOf(row).form)
  const ground = {
    side: workspace.store.side,
    published: await workspace.published(),
    kit: workspace.options.kit,
  }
  return shown(ground, actor, { row, table, looked: await lookThrough(table) })
}

/** Reads the file of an import in another way: another encoding, sheet, sign between cells or row of names. */
export async function rereadImport(
  workspace: Workspace,
  actor: Actor,
  given: { readonly id: string; readonly form: SourceForm },
): Promise<ImportUpload> {
  const row = await ownImport(workspace, actor, given.id)
  if (row.state !== 'uploaded' && row.state !== 'mapped' && row.state !== 'checked')
    throw errors.IMPORT_STATE({ state: row.state, what: 'read' })
  const table = await tableOf(workspace, row.fileId, given.form)
  await workspace.store.side.imports.dropFixes(row.id)
  await workspace.store.side.imports.dropFaults(row.id)
  const ground = {
    side: workspace.store.side,
    published: await workspace.published(),
    kit: workspace.options.kit,
  }
  return answer(ground, actor, { row, table, looked: await lookThrough(table) })
}

type Looked = {
  readonly total: number
  readonly samples: readonly (readonly string[])[]
  readonly values: readonly (ReadonlyMap<string, number> | undefined)[]
}

/** Looks at the first rows closely, and counts all. */
async function lookThrough(table: Table): Promise<Looked> {
  const samples = table.columns.map(() => new Set<string>())
  const values = table.columns.map((): Map<string, number> | undefined => new Map())
  for await (const { first, rows } of table.blocks(0)) {
    if (first >= lookedAt) break
    for (const at of table.columns.keys()) {
      const counted = values[at]
      const shown = samples[at]
      if (counted === undefined || shown === undefined) continue
      for (const cells of rows) {
        const cell = (cells[at] ?? '').trim()
        if (cell === '') continue
        if (shown.size < samplesShown) shown.add(cell.slice(0, 200))
        counted.set(cell, (counted.get(cell) ?? 0) + 1)
        if (counted.size <= mostValues) continue
        values[at] = undefined
        break
      }
    }
  }
  return { total: await table.count(), samples: samples.map((one) => [...one]), values }
}

/** What its person said of an import itself. */
function saidOf(row: ImportRow): NonNullable<Awaited<ReturnType<typeof rememberedMapping>>> {
  const { columns, ...rest } = mappingOf(row)
  return { columns, rest }
}

type Ground = {
  readonly side: Unit['tx']['side']
  readonly published: Published
  readonly kit: RuntimeOptions['kit']
}

async function answer(
  ground: Ground,
  actor: Actor,
  of: { readonly row: ImportRow; readonly table: Table; readonly looked: Looked },
): Promise<ImportUpload> {
  const { row, table, looked } = of
  const { columns, form, sheets } = table
  const report: ImportReport = { columns, form, sheets, total: looked.total }
  await ground.side.imports.update(row.id, { state: 'uploaded', report: report as never })
  return shown(ground, actor, { row: { ...row, state: 'uploaded' }, table, looked })
}

async function shown(
  { side, published, kit }: Ground,
  actor: Actor,
  of: { readonly row: ImportRow; readonly table: Table; readonly looked: Looked },
): Promise<ImportUpload> {
  const { row, table, looked } = of
  const entity = entityFor({ published }, actor, row.entity)
  const { columns, form, sheets } = table
  const fields = writableFields(published, actor, { kit, entity })
  const said = row.state === 'uploaded' ? undefined : saidOf(row)
  const known = said ?? (await rememberedMapping(side, actor, { entity: entity.key, columns, fields }))
  return {
    id: row.id,
    total: looked.total,
    columns: columns.flatMap((name, at) =>
      name === '' || isReasonColumn(name) ? [] : [{ name, samples: looked.samples[at] ?? [] }],
    ),
    values: Object.fromEntries(
      columns.flatMap((name, at) => {
        const values = looked.values[at]
        const list = values && [...values].map(([text, count]) => ({ text: text.slice(0, 200), count }))
        return name === '' || list === undefined ? [] : [[name, list] as const]
      }),
    ),
    suggested: said?.columns ?? { ...suggestMapping(columns, fields, entity), ...known?.columns },
    ...(known === undefined ? {} : { remembered: known.rest }),
    form,
    sheets,
  }
}
