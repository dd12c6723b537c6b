import { say } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { decide } from './batch.ts'
import { dryBulk } from './bulk/dry-run.ts'
import { noCounts, shownCounts } from './counts.ts'
import { type Gathered, gather } from './gather.ts'
import { ownImport, planOf, reportOf, tableOf } from './open-import.ts'
import { emptyPreview, previewRules, type RuleCounts, type RulePreview } from './preview-rules.ts'
import type { FileRow, ImportCounts } from './types.ts'
import { causeOf } from './write-rows.ts'

/** What an import would do. */
export type DryRun = {
  readonly counts: Omit<ImportCounts, 'review'>
  /** Rows a person would be asked about. */
  readonly review: number
  readonly errors: readonly { readonly line: number; readonly column: string; readonly message: string }[]
  /** What rules would do, on or off, by the rows looked at. */
  readonly rules: readonly RulePreview[]
  /** Rows that rules were asked about; fewer than all in large files. */
  readonly rowsPreviewed: number
}

const batch = 500
const mostPreviewed = 2_000
/** Goes through all rows as the import would, and writes none of them. */
export async function dryRunImport(workspace: Workspace, actor: Actor, id: string): Promise<DryRun> {
  const row = await ownImport(workspace, actor, id)
  if (row.state !== 'mapped' && row.state !== 'checked')
    throw errors.IMPORT_STATE({ state: row.state, what: 'dry-run' })
  const table = await tableOf(workspace, row.fileId, reportOf(row).form)
  const importer: Actor = { ...actor, via: 'import' }
  const gathered: Gathered = { counts: noCounts, faults: [] }
  const rules: RuleCounts = emptyPreview()
  const seen = new Map<string, number>()
  const inBulk = await dryBulk(workspace, importer, { row, table, gathered })
  const check = async (rows: readonly FileRow[]): Promise<void> => {
    await workspace.unit(async (unit) => {
      const plan = planOf(unit.published, importer, row)
      const cause = { ...causeOf(row, 0) }
      const decisions = await decide(unit, importer, { plan, rows, cause, seen, stopAtTwin: false })
      if (!inBulk) for (const one of decisions) gather(one, gathered)
      if (rules.looked < mostPreviewed) await previewRules(unit, importer, { plan, decisions, cause, rules })
    })
  }
  let rows: FileRow[] = []
  for await (const one of table.rows(0)) {
    rows.push(one)
    if (rows.length < batch) continue
    await check(rows)
    rows = []
    if (inBulk && rules.looked >= mostPreviewed) break
  }
  if (rows.length > 0) await check(rows)
  await workspace.store.side.imports.update(id, { state: 'checked' })
  return {
    ...shownCounts(gathered.counts),
    errors: gathered.faults.map(({ line, column, message }) => ({
      line,
      column,
      message: say(message, actor.locale),
    })),
    rules: rules.list(actor.locale),
    rowsPreviewed: rules.looked,
  }
}
