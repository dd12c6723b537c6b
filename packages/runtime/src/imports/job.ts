import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { Actor, ClaimedJob, ImportLine, ImportRow } from '@mortise/store'
import { userActor } from '../context/actor.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import type { JobHandler } from '../jobs/worker.ts'
import { rootCause } from '../records/cause.ts'
import { removeRecord } from '../records/save.ts'
import { carryOutRows, decide, failedLine } from './batch.ts'
import { addImportJob } from './commands.ts'
import { planOf, reportOf } from './open-import.ts'
import { rowReaders, type RowReaders } from './row-readers.ts'
import type { FileRow, ImportCounts } from './types.ts'

const batchSize = 500
const triesOnFailure = 5

type Piece = { readonly id: string; readonly at: number }

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
      run: (job) => withFailure(workspace, job, () => runBatch(workspace, readers, pieceOf(job))),
    },
    import_revert: {
      mode: 'outside',
      run: (job) => withFailure(workspace, job, () => revertBatch(workspace, pieceOf(job))),
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
    workspace.options.log.error('import failed', { import: id, error: String(error) })
    const row = await workspace.store.side.imports.get(id)
    if (row?.state === 'running') await workspace.store.side.imports.update(id, { state: 'failed' })
  }
}

async function runBatch(workspace: Workspace, readers: RowReaders, piece: Piece): Promise<void> {
  const row = await workspace.store.side.imports.get(piece.id)
  if (row === null || row.state !== 'running' || row.cursor !== piece.at) return
  const rows = await readers.read(row, batchSize)
  let size = rows.length
  for (;;) {
    const part = rows.slice(0, size)
    try {
      await workspace.unit((unit) => writePart(unit, { piece, rows: part, last: rows.length === 0 }))
      return
    } catch (error) {
      if (!isMortiseError(error) || error.kind !== 'user' || size === 0) throw error
      const [only] = part
      if (size === 1 && only !== undefined) {
        await workspace.unit((unit) =>
          finish(unit, { piece, lines: [failedLine(only, error)], passed: 1, last: false }),
        )
        return
      }
      // One row that can't be written must not hold up the others: halves, until it stands alone.
      size = Math.ceil(size / 2)
    }
  }
}

async function writePart(
  unit: Unit,
  given: { readonly piece: Piece; readonly rows: readonly FileRow[]; readonly last: boolean },
): Promise<void> {
  const { piece, rows, last } = given
  const row = await current(unit, piece)
  if (row === undefined) return
  const actor = importer(unit, row)
  const plan = planOf(unit.published, actor, row)
  const cause = rootCause(`import:${row.id}:${piece.at}`, { bulk: true })
  const decisions = await decide(unit, actor, { plan, rows, cause, seen: new Map(), stopAtTwin: true })
  const lines = await carryOutRows(unit, actor, { plan, decisions, cause })
  await finish(unit, { piece, lines, passed: decisions.length, last })
}

/** The import under a lock, while it still stands where this piece begins. */
async function current(unit: Unit, piece: Piece): Promise<ImportRow | undefined> {
  const row = await unit.tx.side.imports.get(piece.id, true)
  return row === null || row.state !== 'running' || row.cursor !== piece.at ? undefined : row
}

/** The person who imports, with the rights they have now. */
function importer(unit: Unit, row: ImportRow): Actor {
  const user = unit.people.users.find((one) => one.id === row.createdBy && one.active)
  if (user === undefined) throw new Error(`the importer of ${row.id} is gone`)
  return userActor(user, unit.people, unit.published.roleFacts, { via: 'import' })
}

const counted = { created: 'create', updated: 'update', skipped: 'skip', failed: 'error' } as const

async function finish(
  unit: Unit,
  given: {
    readonly piece: Piece
    readonly lines: readonly ImportLine[]
    readonly passed: number
    readonly last: boolean
  },
): Promise<void> {
  const { piece, lines, passed, last } = given
  const row = await current(unit, piece)
  if (row === undefined) return
  const report = reportOf(row)
  const counts = { create: 0, update: 0, skip: 0, error: 0, ...report.counts }
  for (const line of lines) counts[counted[line.outcome]] += 1
  const cursor = piece.at + passed
  await unit.tx.side.imports.addLines(row.id, lines)
  const next: ImportCounts = counts
  await unit.tx.side.imports.update(row.id, {
    cursor,
    report: { ...report, counts: next } as unknown as Json,
    ...(last ? { state: 'done' } : {}),
  })
  if (!last) await addImportJob(unit, { id: row.id, kind: 'import', at: cursor })
  unit.announce({ topic: 'import', id: row.id, users: [row.createdBy] })
}

/** Puts the records an import made into the bin, from the first line on. What is already gone or locked stays as it is. */
async function revertBatch(workspace: Workspace, piece: Piece): Promise<void> {
  const made = await workspace.store.side.imports.lines(piece.id, {
    outcome: 'created',
    after: piece.at,
    limit: 200,
  })
  await workspace.unit(async (unit) => {
    const row = await unit.tx.side.imports.get(piece.id, true)
    if (row === null || row.state === 'reverted') return
    const actor = importer(unit, row)
    for (const { recordId } of made) {
      if (recordId === null) continue
      const live = await unit.door(actor).get(row.entity, recordId, { fields: ['id'] })
      if (live === null) continue
      const cause = rootCause(`import:${row.id}`, { bulk: true })
      await removeRecord(unit, actor, { op: 'delete', entity: row.entity, id: recordId, cause })
    }
    const last = made.at(-1)
    if (last === undefined) await unit.tx.side.imports.update(row.id, { state: 'reverted' })
    else await addImportJob(unit, { id: row.id, kind: 'import_revert', at: last.line })
    unit.announce({ topic: 'import', id: row.id, users: [row.createdBy] })
  })
}
