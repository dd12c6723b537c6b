import type { Actor, ImportRow } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { entityFor } from '../records/entity-for.ts'
import { openTable, type SourceForm, type Table } from './table/open-table.ts'
import type { ImportMapping, ImportPlan, ImportReport } from './types.ts'

/** What holds of an import where nobody has said anything. */
export const standardMapping: ImportMapping = {
  columns: {},
  values: {},
  matchBy: [],
  onMatch: 'skip',
  runRules: true,
  keepBlanks: false,
  wholeOrNothing: false,
  createMissing: [],
  answers: {},
}

/** An import's mapping as stored; what was never said has its standard. */
export function mappingOf(row: Pick<ImportRow, 'mapping' | 'options'>): ImportMapping {
  return {
    ...standardMapping,
    ...(row.mapping as Partial<ImportMapping> | null),
    ...(row.options as Partial<ImportMapping> | null),
  }
}

/** What is kept of an import. */
export function reportOf(row: ImportRow): ImportReport {
  return (row.report ?? {}) as ImportReport
}

/** Whether an import is the actor's to see and command: their own, or any for administrators. */
export function isOwn(actor: Actor, row: ImportRow): boolean {
  return actor.admin || row.createdBy === actor.userId
}

/** An import, for who made it and for administrators. */
export async function ownImport(workspace: Workspace, actor: Actor, id: string): Promise<ImportRow> {
  const row = await workspace.store.side.imports.get(id)
  if (row === null || !isOwn(actor, row)) throw errors.IMPORT_NOT_FOUND()
  return row
}

/** The plan of an import on the present metadata. */
export function planOf(published: Published, actor: Actor, row: ImportRow): ImportPlan {
  const entity = entityFor({ published }, actor, row.entity)
  return { entity, columns: reportOf(row).columns ?? [], mapping: mappingOf(row) }
}

/** Opens the file of an import. */
export async function tableOf(workspace: Workspace, fileId: string, form: SourceForm = {}): Promise<Table> {
  const file = await workspace.store.side.file(fileId)
  const opened = file === null ? null : await workspace.options.files.open(file.hash)
  if (opened === null) throw errors.FILE_NOT_FOUND()
  return openTable(opened, form)
}
