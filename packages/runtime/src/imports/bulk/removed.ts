import type { Json } from '@mortise/expressions'
import type { ImportLine, ImportRow, Transaction } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { addCounts } from '../counts.ts'
import { importTable } from '../fixes/fixed-table.ts'
import { reportOf } from '../open-import.ts'
import { lineOf } from '../table/open-table.ts'

const message = [
  {
    column: '',
    zh: '导入期间有人保存了相同的唯一值。请改成不同的值。',
    en: 'Somebody saved a record with the same unique value meanwhile. Choose a different one.',
  },
]

/** Notes rows whose records had to go again, because others took what must be unique while the file came in. */
export async function tellRemoved(
  workspace: Workspace,
  tx: Transaction,
  of: { readonly row: ImportRow; readonly ids: readonly string[] },
): Promise<void> {
  const { id } = of.row
  const indexes = await tx.side.imports.rowsOfIds(id, of.ids)
  if (indexes.length === 0) return
  const now = await tx.side.imports.get(id, true)
  if (now === null) return
  const report = reportOf(now)
  const { headerRow = 1 } = report.form ?? {}
  const wanted = new Set(indexes)
  const lines: ImportLine[] = []
  const table = await importTable(workspace, now)
  for await (const { index, cells } of table.rows(Math.min(...indexes))) {
    if (wanted.has(index))
      lines.push({
        line: lineOf(index, headerRow),
        outcome: 'failed',
        recordId: null,
        message,
        cells: [...cells],
      })
    if (lines.length === wanted.size) break
  }
  await tx.side.imports.addLines(id, lines)
  const counts = addCounts(report.counts, { create: -lines.length, error: lines.length })
  await tx.side.imports.update(id, { report: { ...report, counts } as unknown as Json })
}
