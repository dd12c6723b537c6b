import type { Json } from '@mortise/expressions'
import { say } from '@mortise/errors'
import type { Actor, ImportRow } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { noCounts, shownCounts } from '../counts.ts'
import { ownImport, reportOf } from '../open-import.ts'
import type { RulePreview } from '../preview-rules.ts'
import type { ImportCounts, KeptCheck, RowFault } from '../types.ts'
import { type FaultCell, faultCells, rowsOfFaults } from './kept-faults.ts'

/** What an import would do. */
export type DryRun = {
  readonly counts: Omit<ImportCounts, 'review'>
  /** Rows a person would be asked about. */
  readonly review: number
  /** The first cells that are wrong, and those that were corrected. */
  readonly errors: readonly FaultCell[]
  /** How many cells or values its person has corrected. */
  readonly fixes: number
  /** Records it would make beside its own, because rows name them and nobody has them. */
  readonly made: readonly {
    readonly entity: string
    readonly count: number
    readonly refused: readonly { readonly name: string; readonly message: string }[]
  }[]
  /** What rules would do, on or off, by the rows looked at. */
  readonly rules: readonly RulePreview[]
  /** Rows that rules were asked about; fewer than all in large files. */
  readonly rowsPreviewed: number
}

/** Keeps what a dry run found, in place of what the last one did. */
export async function keepCheck(
  workspace: Workspace,
  row: ImportRow,
  found: { readonly check: KeptCheck; readonly faults: readonly RowFault[] },
): Promise<void> {
  const rows = await rowsOfFaults(workspace, row, found.faults)
  await workspace.unit(async ({ tx }) => {
    const { imports } = tx.side
    const now = await imports.get(row.id, true)
    if (now === null) return
    if (now.state !== 'mapped' && now.state !== 'checked')
      throw errors.IMPORT_STATE({ state: now.state, what: 'dry-run' })
    await imports.dropFaults(row.id)
    await imports.putFaults(row.id, rows)
    const report = { ...reportOf(now), check: found.check }
    await imports.update(row.id, { state: 'checked', report: report as unknown as Json })
  })
}

/** The last dry run of an import, with what was corrected since. */
export async function lastCheck(workspace: Workspace, actor: Actor, id: string): Promise<DryRun> {
  const row = await ownImport(workspace, actor, id)
  if (row.state !== 'checked') throw errors.IMPORT_STATE({ state: row.state, what: 'dry-run' })
  const { imports } = workspace.store.side
  const { columns = [], check } = reportOf(row)
  const [rows, fixes] = [await imports.faults(id), await imports.fixes(id)]
  const { locale } = actor
  return {
    ...shownCounts(check?.counts ?? noCounts),
    errors: faultCells(rows, { columns, fixes, locale }),
    fixes: fixes.length,
    made: (check?.made ?? []).map(({ target, count, refused }) => ({
      entity: target,
      count,
      refused: refused.map(({ name, message }) => ({ name, message: say(message, locale) })),
    })),
    rules: check?.rules[locale] ?? [],
    rowsPreviewed: check?.rowsPreviewed ?? 0,
  }
}
