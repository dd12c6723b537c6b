import { say } from '@mortise/errors'
import type { Actor, ImportRow } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import type { Export } from '../exports/export.ts'
import { decide } from './batch.ts'
import { importTable } from './fixes/fixed-table.ts'
import { withMissing } from './missing/make-missing.ts'
import { ownImport, planOf, reportOf } from './open-import.ts'
import { isReasonColumn, reasonColumn } from './reason-column.ts'
import type { FileRow, RowFault } from './types.ts'
import { causeOf } from './write-rows.ts'

type Message = { readonly column: string; readonly zh: string; readonly en: string }

type Failed = { readonly cells: readonly string[]; readonly messages: readonly Message[] }

/**
 * The rows that failed, as they were in the file with what was corrected, and the reason in a column of its own: correct
 * and import again. A file that was one of these before gets no second such column.
 */
export async function openImportErrors(workspace: Workspace, actor: Actor, id: string): Promise<Export> {
  const row = await ownImport(workspace, actor, id)
  const columns = reportOf(row).columns ?? []
  const places = [...columns.keys()].filter((at) => !isReasonColumn(columns[at] ?? ''))
  const { locale } = actor
  const rows = async function* (): AsyncIterable<readonly string[]> {
    for await (const { cells, messages } of failedRows(workspace, actor, row))
      yield [...places.map((at) => cells[at] ?? ''), reasonOf(messages, locale)]
  }
  const stem = row.fileName.replace(/\.[^.]*$/, '').slice(0, 80)
  return {
    fileName: `${stem}-${locale === 'zh' ? '错误行' : 'errors'}`,
    heads: [...places.map((at) => columns[at] ?? ''), say(reasonColumn, locale)],
    rows: rows(),
  }
}

function reasonOf(messages: readonly Message[], locale: 'zh' | 'en'): string {
  return messages
    .map((one) => (one.column === '' ? say(one, locale) : `${one.column}：${say(one, locale)}`))
    .join('；')
}

async function* failedRows(workspace: Workspace, actor: Actor, row: ImportRow): AsyncIterable<Failed> {
  if (row.state === 'mapped' || row.state === 'checked') {
    yield* wouldFail(workspace, actor, row)
    return
  }
  let after = 0
  for (;;) {
    const lines = await workspace.store.side.imports.lines(row.id, { outcome: 'failed', after, limit: 500 })
    for (const { cells, message } of lines)
      yield { cells: cells as readonly string[], messages: message as readonly Message[] }
    const last = lines.at(-1)
    if (last === undefined) return
    after = last.line
  }
}

/** Before the import has run, the file is checked once more and nothing is written. */
async function* wouldFail(workspace: Workspace, actor: Actor, own: ImportRow): AsyncIterable<Failed> {
  const table = await importTable(workspace, own)
  const importer: Actor = { ...actor, via: 'import' }
  const { row } = await withMissing(workspace, importer, { row: own, table })
  const seen = new Map<string, number>()
  const check = async (rows: readonly FileRow[]): Promise<readonly Failed[]> => {
    const decisions = await workspace.unit((unit) => {
      const plan = planOf(unit.published, importer, row)
      return decide(unit, importer, { plan, rows, cause: causeOf(row, 0), seen, stopAtTwin: false })
    })
    return decisions.flatMap((one) =>
      one.do === 'fail' ? [{ cells: one.read.row.cells, messages: one.faults.map(flat) }] : [],
    )
  }
  let rows: FileRow[] = []
  for await (const one of table.rows(0)) {
    rows.push(one)
    if (rows.length < 500) continue
    yield* await check(rows)
    rows = []
  }
  yield* await check(rows)
}

function flat({ column, message }: RowFault): Message {
  return { column, ...message }
}
