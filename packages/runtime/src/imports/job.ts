import { loggedError } from '@mortise/errors'
import type { ClaimedJob } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import type { JobHandler } from '../jobs/worker.ts'
import { restoreAfterStop, runBulk } from './bulk/run.ts'
import { makeMissing } from './missing/make-missing.ts'
import { reportOf } from './open-import.ts'
import { revertPiece } from './revert.ts'
import { rowReaders, type RowReaders } from './row-readers.ts'
import { batchSize, type Piece, writeRows } from './write-rows.ts'

const triesOnFailure = 5

function pieceOf(job: ClaimedJob): Piece {
  const { id, at } = job.payload as { readonly id: string; readonly at: number }
  return { id, at }
}

/**
 * The importer's part of the worker. Each batch is one transaction that holds its records, its lines and the place in
 * the file: whenever a process dies, the next one goes on there and nothing is written twice.
 */
export function importHandlers(workspace: Workspace): { readonly [kind: string]: JobHandler } {
  const readers = rowReaders(workspace)
  return {
    import: {
      mode: 'outside',
      run: (job) => withFailure(workspace, job, () => runPiece(workspace, readers, pieceOf(job))),
    },
    import_revert: {
      mode: 'outside',
      run: (job) => withFailure(workspace, job, () => revertPiece(workspace, pieceOf(job))),
    },
  }
}

/**
 * What keeps failing is shown as failed, and can be resumed by its person. A job may be tried far more often than that:
 * a process that was killed is no failure of the import.
 */
async function withFailure(workspace: Workspace, job: ClaimedJob, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (job.attempts < triesOnFailure) throw error
    const { id } = pieceOf(job)
    workspace.options.log.error('import failed', { import: id, error: loggedError(error) })
    const row = await workspace.store.side.imports.get(id)
    if (row?.state === 'running') await workspace.store.side.imports.update(id, { state: 'failed' })
    // A table is never left without its indexes.
    if (row !== null) await restoreAfterStop(workspace, row)
  }
}

async function runPiece(workspace: Workspace, readers: RowReaders, piece: Piece): Promise<void> {
  const before = await workspace.store.side.imports.get(piece.id)
  if (before?.state === 'running' && before.cursor === 0) await makeMissing(workspace, before)
  const row = await workspace.store.side.imports.get(piece.id)
  if (row === null) return readers.close(piece.id)
  if (row.state !== 'running') {
    await readers.close(piece.id)
    return restoreAfterStop(workspace, row)
  }
  const { path, total = 0 } = reportOf(row)
  // A bulk run goes on from wherever it stands, whichever piece of work asks for it.
  if (path !== 'batch' && row.cursor < total) {
    const end = await runBulk(workspace, row)
    if (end !== 'unfit') return end === 'loaded' ? runRest(workspace, row.id) : undefined
  } else if (path === 'bulk') {
    await restoreAfterStop(workspace, row)
    return runRest(workspace, row.id)
  }
  if (row.cursor === piece.at) await writeRows(workspace, await readers.read(row, batchSize), piece)
}

/** Rows that a bulk run set aside go the ordinary way, now that all others are there. */
async function runRest(workspace: Workspace, id: string): Promise<void> {
  for (;;) {
    const row = await workspace.store.side.imports.get(id)
    if (row?.state !== 'running') return
    const waiting = await workspace.store.side.imports.aside(id, { why: 'rest', limit: batchSize })
    const rows = waiting.map(({ index, line, cells }) => ({ index, line, cells: cells as readonly string[] }))
    await writeRows(workspace, rows, { id, at: row.cursor, aside: true })
    if (rows.length === 0) return
  }
}
