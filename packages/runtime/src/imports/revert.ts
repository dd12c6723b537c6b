import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import type { ImportLine, ImportRow } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { rootCause } from '../records/cause.ts'
import { saveRecord } from '../records/save.ts'
import { recomputeTouched } from '../records/touched.ts'
import { restoreAfterStop } from './bulk/run.ts'
import { revertMade } from './missing/revert-made.ts'
import { importerOf } from './importer.ts'
import type { Piece } from './write-rows.ts'

const removedAtOnce = 1_000
const givenBackAtOnce = 100
const start = '00000000-0000-0000-0000-000000000000'

/**
 * Takes an import back: records it made go into the bin, those it changed get back what they held, where nobody has
 * changed it since. A batch a transaction; what is gone already stays as it is.
 */
export async function revertPiece(workspace: Workspace, piece: Piece): Promise<void> {
  const row = await workspace.store.side.imports.get(piece.id)
  if (row === null || row.state === 'reverted') return
  await restoreAfterStop(workspace, row)
  for (let after = start; ; ) {
    const { entity } = row
    const ids = await workspace.store.side.imports.importedIds(row.id, {
      entity,
      after,
      limit: removedAtOnce,
    })
    const last = ids.at(-1)
    if (last === undefined) break
    await workspace.unit((unit) => remove(unit, row, ids))
    after = last
  }
  await eachLine(workspace, row, { outcome: 'created', limit: removedAtOnce }, (unit, lines) =>
    remove(
      unit,
      row,
      lines.flatMap(({ recordId }) => recordId ?? []),
    ),
  )
  await eachLine(workspace, row, { outcome: 'updated', limit: givenBackAtOnce }, (unit, lines) =>
    giveBack(unit, row, lines),
  )
  await revertMade(workspace, row)
  await workspace.unit(async (unit) => {
    await unit.tx.side.imports.update(row.id, { state: 'reverted' })
    unit.announce({ topic: 'import', id: row.id, users: [row.createdBy] })
    unit.announce({ topic: 'record', entity: row.entity })
  })
}

async function eachLine(
  workspace: Workspace,
  row: ImportRow,
  of: { readonly outcome: ImportLine['outcome']; readonly limit: number },
  work: (unit: Unit, lines: readonly ImportLine[]) => Promise<void>,
): Promise<void> {
  for (let after = 0; ; ) {
    const lines = await workspace.store.side.imports.lines(row.id, { ...of, after })
    const last = lines.at(-1)
    if (last === undefined) return
    await workspace.unit((unit) => work(unit, lines))
    after = last.line
  }
}

async function remove(unit: Unit, row: ImportRow, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const importer = importerOf(unit, row)
  const { touched } = await unit.door(importer).removeMany(row.entity, ids)
  await recomputeTouched(unit, importer, touched)
}

async function giveBack(unit: Unit, row: ImportRow, lines: readonly ImportLine[]): Promise<void> {
  const door = unit.door(automation(unit, 'import_revert'))
  for (const { recordId, cells } of lines) {
    const kept = keptOf(cells)
    if (recordId === null || kept === undefined || Object.keys(kept.before).length === 0) continue
    const live = await door.get(row.entity, recordId, { fields: ['id'], lock: true })
    // Somebody has been at it since: what it holds now is what they want.
    if (live === null || live.version !== kept.version) continue
    await saveRecord(unit, automation(unit, 'import_revert'), {
      request: {
        op: 'update',
        entity: row.entity,
        id: recordId,
        values: kept.before,
        ignoreDuplicates: true,
      },
      cause: rootCause(`import:${row.id}`, { bulk: true, withoutRules: true }),
    })
  }
}

function keptOf(cells: Json): { readonly before: RecordValues; readonly version: number } | undefined {
  const [kept] = Array.isArray(cells) ? (cells as readonly Json[]) : []
  return typeof kept === 'object' && kept !== null && 'before' in kept
    ? (kept as unknown as { readonly before: RecordValues; readonly version: number })
    : undefined
}
