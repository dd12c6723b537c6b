import { type Actor, auditedBy, type ImportRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { addCounts, noCounts, shownCounts } from './counts.ts'
import { rememberMapping } from './memory.ts'
import { isOwn, ownImport, reportOf } from './open-import.ts'
import type { SourceForm } from './table/open-table.ts'
import type { ImportCounts } from './types.ts'

/** What a person may ask of an import. */
export type ImportCommand = 'start' | 'pause' | 'resume' | 'cancel' | 'revert'

type Step = {
  readonly from: readonly ImportRow['state'][]
  readonly to?: ImportRow['state']
  readonly job?: string
}

const steps: { readonly [C in ImportCommand]: Step } = {
  start: { from: ['mapped', 'checked'], to: 'running', job: 'import' },
  pause: { from: ['running'], to: 'paused' },
  // One that says it runs may have lost its job; adding the same piece of work again does no harm.
  resume: { from: ['paused', 'failed', 'running'], to: 'running', job: 'import' },
  cancel: { from: ['uploaded', 'mapped', 'checked', 'running', 'paused'], to: 'canceled' },
  revert: { from: ['done', 'canceled', 'failed', 'paused'], job: 'import_revert' },
}

/** Names of the commands. */
export const importCommands: readonly string[] = Object.keys(steps)

/** The state of an import as screens show it. */
export type ImportState = {
  readonly id: string
  readonly state: ImportRow['state']
  readonly entity: string
  readonly fileName: string
  readonly createdAt: string
  readonly total: number
  readonly done: number
  readonly counts: Omit<ImportCounts, 'review'>
  /** Rows that wait for a person's word. */
  readonly review: number
  readonly form: SourceForm
  /** Records it made beside its own, by entity. */
  readonly made: { readonly [entity: string]: number }
}

/** Carries out a command in the unit's transaction, in the order that states allow. Work itself is done by the worker. */
export async function commandImport(
  unit: Unit,
  actor: Actor,
  given: { readonly id: string; readonly command: string },
): Promise<void> {
  const { id, command } = given
  if (!Object.hasOwn(steps, command)) throw errors.COMMAND_UNKNOWN({ name: command })
  const step = steps[command as ImportCommand]
  const row = await unit.tx.side.imports.get(id, true)
  if (row === null || !isOwn(actor, row)) throw errors.IMPORT_NOT_FOUND()
  if (!step.from.includes(row.state)) throw errors.IMPORT_STATE({ state: row.state, what: command })
  if (command === 'start') {
    await rememberMapping(unit, row)
    await unit.tx.side.imports.dropFaults(id)
  }
  if (step.to !== undefined) await unit.tx.side.imports.update(id, { state: step.to })
  // One that is stopped may have something to put in order: an empty table's indexes.
  const job = step.job ?? (reportOf(row).lifted === true ? 'import' : undefined)
  if (job !== undefined) await addImportJob(unit, { id, kind: job, at: job === 'import' ? row.cursor : 0 })
  await unit.tx.side.audit({
    action: `import_${command}`,
    ...auditedBy(actor),
    entity: row.entity,
    recordId: null,
    data: { import: id, file: row.fileName },
  })
  unit.announce({ topic: 'import', id, users: [row.createdBy] })
}

/** Queues the next piece of work of an import; the same piece twice is one. */
export function addImportJob(
  unit: Unit,
  piece: { readonly id: string; readonly kind: string; readonly at: number },
): Promise<void> {
  const { id, kind, at } = piece
  return unit.tx.jobs.add([
    { kind, payload: { id, at }, runAt: unit.now, key: `${kind}:${id}:${at}`, maxAttempts: 50 },
  ])
}

/** Where an import stands. */
export async function importState(workspace: Workspace, actor: Actor, id: string): Promise<ImportState> {
  const row = await ownImport(workspace, actor, id)
  return { ...stateOf(row), made: await workspace.store.side.imports.madeCounts(id) }
}

/** The last imports a person may see, newest first. */
export async function importList(
  workspace: Workspace,
  actor: Actor,
): Promise<readonly Omit<ImportState, 'made'>[]> {
  const rows = await workspace.store.side.imports.list(100)
  return rows.filter((row) => actor.admin || row.createdBy === actor.userId).map(stateOf)
}

function stateOf(row: ImportRow): Omit<ImportState, 'made'> {
  const { id, state, entity, fileName, createdAt, cursor } = row
  const { total = 0, counts = noCounts, form = {} } = reportOf(row)
  const shown = shownCounts(addCounts(counts, {}))
  return {
    id,
    state,
    entity,
    fileName,
    createdAt,
    total,
    done: cursor,
    ...shown,
    form,
  }
}
