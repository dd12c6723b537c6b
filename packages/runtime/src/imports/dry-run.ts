import { say } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { rootCause } from '../records/cause.ts'
import { type Decision, decide } from './batch.ts'
import { ownImport, planOf, tableOf } from './open-import.ts'
import type { FileRow, ImportCounts, RowFault } from './types.ts'

/** What an import would do. */
export type DryRun = {
  readonly counts: ImportCounts
  readonly errors: readonly { readonly line: number; readonly column: string; readonly message: string }[]
}

const errorsShown = 1000
const batch = 500
const countOf = { create: 'create', update: 'update', skip: 'skip', fail: 'error' } as const

/** Goes through all rows as the import would, and writes none of them. */
export async function dryRunImport(workspace: Workspace, actor: Actor, id: string): Promise<DryRun> {
  const row = await ownImport(workspace, actor, id)
  if (row.state !== 'mapped' && row.state !== 'checked')
    throw errors.IMPORT_STATE({ state: row.state, what: 'dry-run' })
  const table = await tableOf(workspace, row.fileId)
  const importer: Actor = { ...actor, via: 'import' }
  const counts = { create: 0, update: 0, skip: 0, error: 0 }
  const faults: RowFault[] = []
  const seen = new Map<string, number>()
  const check = async (rows: readonly FileRow[]): Promise<void> => {
    const decisions = await workspace.unit((unit) =>
      decide(unit, importer, {
        plan: planOf(unit.published, importer, row),
        rows,
        cause: rootCause(`import:${id}`, { bulk: true }),
        seen,
        stopAtTwin: false,
      }),
    )
    for (const one of decisions) count(one, counts, faults)
  }
  let rows: FileRow[] = []
  for await (const one of table.rows(0)) {
    rows.push(one)
    if (rows.length < batch) continue
    await check(rows)
    rows = []
  }
  if (rows.length > 0) await check(rows)
  await workspace.store.side.imports.update(id, { state: 'checked' })
  return {
    counts,
    errors: faults.map(({ line, column, message }) => ({
      line,
      column,
      message: say(message, actor.locale),
    })),
  }
}

function count(
  decision: Decision,
  counts: { create: number; update: number; skip: number; error: number },
  faults: RowFault[],
): void {
  counts[countOf[decision.do]] += 1
  if (decision.do !== 'fail') return
  for (const fault of decision.faults) if (faults.length < errorsShown) faults.push(fault)
}
