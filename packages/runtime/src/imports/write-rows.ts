import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ImportLine, ImportRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { rootCause } from '../records/cause.ts'
import { carryOutRows, decide, type Decision, failedLine } from './batch.ts'
import { addImportJob } from './commands.ts'
import { addCounts } from './counts.ts'
import { importerOf } from './importer.ts'
import { mappingOf, planOf, reportOf } from './open-import.ts'
import type { FileRow } from './types.ts'

/** So many rows go the ordinary way in one transaction. */
export const batchSize = 500

/** A piece of an import: from which row on, or rows that were set aside. */
export type Piece = { readonly id: string; readonly at: number; readonly aside?: boolean }

/** Writes rows in one transaction, fewer when one of them can't be written. No rows mean that all are done. */
export async function writeRows(workspace: Workspace, rows: readonly FileRow[], piece: Piece): Promise<void> {
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
          finish(unit, { piece, lines: [failedLine(only, error)], passed: part, decisions: [], last: false }),
        )
        return
      }
      // One row that can't be written must not hold up the others: halves, until it stands alone.
      size = Math.ceil(size / 2)
    }
  }
}

type Part = { readonly piece: Piece; readonly rows: readonly FileRow[]; readonly last: boolean }

async function writePart(unit: Unit, { piece, rows, last }: Part): Promise<void> {
  const row = await current(unit, piece, rows)
  if (row === undefined) return
  const actor = importerOf(unit, row)
  const plan = planOf(unit.published, actor, row)
  const cause = causeOf(row, piece.at)
  const decisions = await decide(unit, actor, { plan, rows, cause, seen: new Map(), stopAtTwin: true })
  const lines = await carryOutRows(unit, actor, { plan, decisions, cause })
  await finish(unit, { piece, lines, passed: rows.slice(0, decisions.length), decisions, last })
}

/** The cause of what an import writes, with what its person says of rules. */
export function causeOf(row: ImportRow, at: number): ReturnType<typeof rootCause> {
  const { runRules, answers } = mappingOf(row)
  return rootCause(`import:${row.id}:${at}`, { bulk: true, answers, withoutRules: !runRules })
}

/** The import under a lock, while it still stands where this piece begins. */
async function current(unit: Unit, piece: Piece, rows: readonly FileRow[]): Promise<ImportRow | undefined> {
  const { imports } = unit.tx.side
  const row = await imports.get(piece.id, true)
  if (row === null || row.state !== 'running' || row.cursor !== piece.at) return undefined
  if (piece.aside !== true || rows.length === 0) return row
  // Another process may have been at the rows that wait.
  const [first] = await imports.aside(piece.id, { why: 'rest', limit: 1 })
  return first?.index === rows[0]?.index ? row : undefined
}

const counted = { created: 'create', updated: 'update', skipped: 'skip', failed: 'error' } as const

async function finish(
  unit: Unit,
  given: {
    readonly piece: Piece
    readonly lines: readonly ImportLine[]
    readonly passed: readonly FileRow[]
    readonly decisions: readonly Decision[]
    readonly last: boolean
  },
): Promise<void> {
  const { piece, lines, passed, decisions, last } = given
  const { imports } = unit.tx.side
  const row = await current(unit, piece, passed)
  if (row === undefined) return
  const report = reportOf(row)
  let counts = addCounts(report.counts, {})
  for (const line of lines) counts = addCounts(counts, { [counted[line.outcome]]: 1 })
  if (piece.aside === true)
    await imports.dropAside(
      row.id,
      passed.map(({ index }) => index),
    )
  const review = decisions.flatMap((one) =>
    one.do === 'review'
      ? [
          {
            ...one.read.row,
            cells: [...one.read.row.cells],
            why: 'review' as const,
            candidates: [...one.candidates],
          },
        ]
      : [],
  )
  counts = addCounts(counts, { review: review.length })
  const cursor = piece.aside === true ? piece.at : piece.at + passed.length
  await imports.addAside(row.id, review)
  await imports.addLines(row.id, lines)
  await imports.update(row.id, {
    cursor,
    report: { ...report, path: report.path ?? 'batch', counts } as unknown as Json,
    ...(last ? { state: 'done' } : {}),
  })
  const undone = last && mappingOf(row).wholeOrNothing && counts.error > 0
  if (undone) await addImportJob(unit, { id: row.id, kind: 'import_revert', at: 0 })
  if (!last && piece.aside !== true) await addImportJob(unit, { id: row.id, kind: 'import', at: cursor })
  unit.announce({ topic: 'import', id: row.id, users: [row.createdBy] })
}
