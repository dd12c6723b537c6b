import type { Json } from '@mortise/expressions'
import type { Actor, FaultRow, FixRow, ImportRow } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { decide, type Decision } from '../batch.ts'
import { addCounts, noCounts, shownCounts } from '../counts.ts'
import { withMissing } from '../missing/make-missing.ts'
import { isOwn, ownImport, planOf, reportOf, tableOf } from '../open-import.ts'
import type { Table } from '../table/open-table.ts'
import type { ImportCounts } from '../types.ts'
import { causeOf } from '../write-rows.ts'
import type { DryRun } from './check.ts'
import { cellFixer } from './fixed-table.ts'
import { type FaultCell, faultCells, kept } from './kept-faults.ts'

/** What a person says of a cell. Null takes an earlier word back. */
export type FixAsk = {
  readonly column: string
  /** Place of the row in the file; left out, every cell of the column that says `original` is meant. */
  readonly index?: number
  readonly original: string
  readonly words: string | null
  /** What people read instead, where the words are an id. */
  readonly shown?: string
}

/** What corrections have come to: the rows looked at again, and the counts with them. */
export type Fixed = Pick<DryRun, 'counts' | 'review' | 'fixes'> & { readonly errors: readonly FaultCell[] }

/** Keeps corrections with the import and looks at their rows again, at once. Only between a dry run and the start. */
export async function fixCells(
  workspace: Workspace,
  actor: Actor,
  given: { readonly id: string; readonly fixes: readonly FixAsk[] },
): Promise<Fixed> {
  const { id } = given
  const row = await ownImport(workspace, actor, id)
  const { columns = [], form } = reportOf(row)
  const asked = given.fixes.map((fix) => fixOf(fix, columns))
  await workspace.unit((unit) => keepFixes(unit, actor, { id, asked }))
  const { imports } = workspace.store.side
  const [rows, fixes] = [await imports.faults(id), await imports.fixes(id)]
  const touched = rows.filter((one) => asked.some((fix) => isTouched(one, fix)))
  const table = await tableOf(workspace, row.fileId, form)
  const looked = await lookAgain(workspace, actor, { row, rows: touched, fixes, table })
  const counts = await workspace.unit((unit) => keepLooked(unit, id, looked))
  return {
    ...shownCounts(counts),
    fixes: fixes.length,
    errors: faultCells(looked, { columns, fixes, locale: actor.locale }),
  }
}

type Asked = Omit<FixRow, 'words'> & { readonly words: string | null }

function fixOf(ask: FixAsk, columns: readonly string[]): Asked {
  const column = columns.indexOf(ask.column)
  if (column < 0) throw errors.IMPORT_MAPPING_INVALID({ column: ask.column, field: '' })
  const { index: row = -1, original, words, shown = null } = ask
  return { column, row, original: row < 0 ? original.trim() : original, words, shown }
}

async function keepFixes(
  unit: Unit,
  actor: Actor,
  { id, asked }: { readonly id: string; readonly asked: readonly Asked[] },
): Promise<void> {
  const { imports } = unit.tx.side
  const row = await imports.get(id, true)
  if (row === null || !isOwn(actor, row)) throw errors.IMPORT_NOT_FOUND()
  if (row.state !== 'checked') throw errors.IMPORT_STATE({ state: row.state, what: 'fix' })
  for (const { words, ...fix } of asked)
    if (words === null) await imports.dropFix(id, fix)
    else await imports.putFix(id, { fix: { ...fix, words }, author: actor.userId ?? row.createdBy })
}

function isTouched({ index, cells }: FaultRow, { row, column, original }: Asked): boolean {
  return row < 0 ? ((cells as readonly string[])[column] ?? '').trim() === original : row === index
}

/** Decides on rows of the last dry run once more, as they are now. */
async function lookAgain(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly row: ImportRow
    readonly rows: readonly FaultRow[]
    readonly fixes: readonly FixRow[]
    readonly table: Table
  },
): Promise<readonly FaultRow[]> {
  const { rows, fixes, table } = given
  if (rows.length === 0) return []
  const importer: Actor = { ...actor, via: 'import' }
  const fix = cellFixer(fixes)
  const asFixed = rows.map(({ index, line, cells }) => {
    const own = cells as readonly string[]
    return { index, line, cells: fix === undefined ? own : fix(index, own) }
  })
  const alone: Table = { ...table, blocks: () => blockOf(asFixed.map(({ cells }) => cells)) }
  const { row } = await withMissing(workspace, importer, { row: given.row, table: alone })
  const decisions = await workspace.unit((unit) => {
    const plan = planOf(unit.published, importer, row)
    const cause = causeOf(row, 0)
    return decide(unit, importer, { plan, rows: asFixed, cause, seen: new Map(), stopAtTwin: false })
  })
  return rows.map((one, at) => ({ ...one, ...outcomeOf(decisions[at]) }))
}

async function* blockOf(rows: readonly (readonly string[])[]): ReturnType<Table['blocks']> {
  yield await Promise.resolve({ first: 0, rows })
}

const outcomes = {
  create: 'create',
  update: 'update',
  skip: 'skip',
  fail: 'error',
  review: 'review',
} as const

function outcomeOf(decision: Decision | undefined): Pick<FaultRow, 'outcome' | 'faults'> {
  if (decision === undefined) return { outcome: 'error', faults: [] }
  const faults = decision.do === 'fail' ? decision.faults.map(kept) : []
  return { outcome: outcomes[decision.do], faults }
}

/** Keeps what was found, and moves the counts by as much. */
async function keepLooked(unit: Unit, id: string, looked: readonly FaultRow[]): Promise<ImportCounts> {
  const { imports } = unit.tx.side
  const row = await imports.get(id, true)
  if (row === null) throw errors.IMPORT_NOT_FOUND()
  const report = reportOf(row)
  const before = new Map((await imports.faults(id)).map(({ index, outcome }) => [index, outcome]))
  let counts = addCounts(report.check?.counts, {})
  for (const { index, outcome } of looked) {
    const was = before.get(index)
    if (was === undefined || was === outcome) continue
    counts = addCounts(counts, { [was]: -1 })
    counts = addCounts(counts, { [outcome]: 1 })
  }
  await imports.putFaults(id, looked)
  const check = { rules: { zh: [], en: [] }, rowsPreviewed: 0, made: [], ...report.check, counts }
  await imports.update(id, { report: { ...report, check } as unknown as Json })
  return addCounts(noCounts, counts)
}
