import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { decide } from './batch.ts'
import { dryBulk } from './bulk/dry-run.ts'
import { noCounts } from './counts.ts'
import { type DryRun, keepCheck, lastCheck } from './fixes/check.ts'
import { importTable } from './fixes/fixed-table.ts'
import { type Gathered, gather } from './gather.ts'
import { withMissing } from './missing/make-missing.ts'
import { ownImport, planOf } from './open-import.ts'
import { emptyPreview, previewRules, type RuleCounts } from './preview-rules.ts'
import type { FileRow } from './types.ts'
import { causeOf } from './write-rows.ts'

const batch = 500
const mostPreviewed = 2_000

/** Goes through all rows as the import would, and writes none of them. */
export async function dryRunImport(workspace: Workspace, actor: Actor, id: string): Promise<DryRun> {
  const own = await ownImport(workspace, actor, id)
  if (own.state !== 'mapped' && own.state !== 'checked')
    throw errors.IMPORT_STATE({ state: own.state, what: 'dry-run' })
  const table = await importTable(workspace, own)
  const importer: Actor = { ...actor, via: 'import' }
  const { row, made } = await withMissing(workspace, importer, { row: own, table })
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
  const found = {
    counts: gathered.counts,
    rules: { zh: rules.list('zh'), en: rules.list('en') },
    rowsPreviewed: rules.looked,
    made,
  }
  await keepCheck(workspace, own, { check: found, faults: gathered.faults })
  return lastCheck(workspace, actor, id)
}
