import { say } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { byteOrderMark, csvLine, harmless } from '../exports/cells.ts'
import { decide } from './batch.ts'
import { ownImport, planOf, reportOf, tableOf } from './open-import.ts'
import type { FileRow, RowFault } from './types.ts'
import { causeOf } from './write-rows.ts'

type Message = { readonly column: string; readonly zh: string; readonly en: string }

const reason = { zh: '原因', en: 'Reason' }

/** The rows that failed, as they were in the file, with the reason in a column of its own: correct and import again. */
export async function* importErrors(workspace: Workspace, actor: Actor, id: string): AsyncIterable<string> {
  const row = await ownImport(workspace, actor, id)
  const columns = reportOf(row).columns ?? []
  yield byteOrderMark + csvLine([...columns.map(harmless), say(reason, actor.locale)])
  if (row.state === 'mapped' || row.state === 'checked') {
    yield* wouldFail(workspace, actor, id)
    return
  }
  let after = 0
  for (;;) {
    const lines = await workspace.store.side.imports.lines(id, { outcome: 'failed', after, limit: 500 })
    for (const { cells, message } of lines)
      yield lineOf(columns, {
        cells: cells as readonly string[],
        messages: message as readonly Message[],
        actor,
      })
    const last = lines.at(-1)
    if (last === undefined) return
    after = last.line
  }
}

function lineOf(
  columns: readonly string[],
  given: { readonly cells: readonly string[]; readonly messages: readonly Message[]; readonly actor: Actor },
): string {
  const why = given.messages.map((one) => {
    const text = say(one, given.actor.locale)
    return one.column === '' ? text : `${one.column}：${text}`
  })
  return csvLine([...columns.map((_, at) => harmless(given.cells[at] ?? '')), harmless(why.join('；'))])
}

/** Before the import has run, the file is checked once more and nothing is written. */
async function* wouldFail(workspace: Workspace, actor: Actor, id: string): AsyncIterable<string> {
  const row = await ownImport(workspace, actor, id)
  const table = await tableOf(workspace, row.fileId, reportOf(row).form)
  const importer: Actor = { ...actor, via: 'import' }
  const seen = new Map<string, number>()
  const check = async (rows: readonly FileRow[]): Promise<readonly string[]> => {
    const decisions = await workspace.unit((unit) => {
      const plan = planOf(unit.published, importer, row)
      const cause = causeOf(row, 0)
      return decide(unit, importer, { plan, rows, cause, seen, stopAtTwin: false })
    })
    return decisions.flatMap((one) =>
      one.do === 'fail'
        ? [lineOf(table.columns, { cells: one.read.row.cells, messages: one.faults.map(flat), actor })]
        : [],
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
