import type { RecordValues } from '@mortise/schema'
import type { Actor, AsideRow, ImportLine } from '@mortise/store'
import type { Json } from '@mortise/expressions'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { readDoor } from '../model/read-door.ts'
import { carryOutRows, type Decision } from './batch.ts'
import { addCounts } from './counts.ts'
import { importerOf } from './importer.ts'
import { isOwn, ownImport, planOf, reportOf } from './open-import.ts'
import { readRows } from './read-rows.ts'
import { prepare } from '../records/prepare.ts'
import { applyBeforeSave } from '../rules/before-save.ts'
import type { Cause } from '../types.ts'
import type { FileRow, ImportPlan } from './types.ts'
import { causeOf } from './write-rows.ts'

/** A row that waits, with the records it may be. */
export type ReviewRow = {
  readonly index: number
  readonly line: number
  /** Cells by column, those that are mapped. */
  readonly cells: { readonly [column: string]: string }
  readonly candidates: readonly { readonly id: string; readonly values: RecordValues }[]
}

/** What a person says of a row: a new record, one of those that are there, or nothing. */
export type ReviewDecision = {
  readonly index: number
  readonly do: 'create' | 'update' | 'skip'
  readonly id?: string
}

/** Rows of an import that wait for a person, from a place on. */
export async function reviewList(
  workspace: Workspace,
  actor: Actor,
  asked: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<readonly ReviewRow[]> {
  const row = await ownImport(workspace, actor, asked.id)
  const { door, published } = await readDoor(workspace, actor)
  const plan = planOf(published, actor, row)
  const { after, limit } = asked
  const waiting = await workspace.store.side.imports.aside(row.id, { why: 'review', limit, after })
  const shown: ReviewRow[] = []
  for (const one of waiting) shown.push(await shownRow(plan, door, one))
  return shown
}

async function shownRow(
  plan: ImportPlan,
  door: Awaited<ReturnType<typeof readDoor>>['door'],
  { index, line, cells, candidates }: AsideRow,
): Promise<ReviewRow> {
  const fields = [...new Set([plan.entity.document.title, ...Object.values(plan.mapping.columns)])]
  const readable = fields.filter((key) => door.access.entity(plan.entity.key)?.field(key) !== 'hidden')
  const found: { id: string; values: RecordValues }[] = []
  for (const id of candidates as readonly string[]) {
    const record = await door.get(plan.entity.key, id, { fields: readable })
    if (record !== null) found.push({ id, values: record.values })
  }
  const words = Object.keys(plan.mapping.columns).map((column): readonly [string, string] => [
    column,
    String((cells as readonly Json[])[plan.columns.indexOf(column)] ?? ''),
  ])
  return { index, line, cells: Object.fromEntries(words), candidates: found }
}

/** Carries out what a person says of rows that wait, in the unit's transaction. Rows that do not wait any more are passed over. */
export async function reviewRows(
  unit: Unit,
  actor: Actor,
  given: { readonly id: string; readonly decisions: readonly ReviewDecision[] },
): Promise<{ readonly done: number; readonly failed: number }> {
  const { imports } = unit.tx.side
  const row = await imports.get(given.id, true)
  if (row === null || !isOwn(actor, row)) throw errors.IMPORT_NOT_FOUND()
  const importer = importerOf(unit, row)
  const plan = planOf(unit.published, importer, row)
  const cause = causeOf(row, 0)
  const lines: ImportLine[] = []
  const passed: number[] = []
  for (const said of given.decisions) {
    const [waiting] = await imports.aside(row.id, { why: 'review', limit: 1, after: said.index - 1 })
    if (waiting?.index !== said.index) continue
    const { index, line } = waiting
    const fileRow = { index, line, cells: waiting.cells as readonly string[] }
    const decision = await decisionFor(unit, importer, {
      plan,
      fileRow,
      said,
      candidates: waiting.candidates,
      cause,
    })
    lines.push(...(await carryOutRows(unit, importer, { plan, decisions: [decision], cause })))
    passed.push(index)
  }
  await imports.dropAside(row.id, passed)
  await imports.addLines(row.id, lines)
  const counted = { created: 'create', updated: 'update', skipped: 'skip', failed: 'error' } as const
  const report = reportOf(row)
  let counts = addCounts(report.counts, { review: -passed.length })
  for (const { outcome } of lines) counts = addCounts(counts, { [counted[outcome]]: 1 })
  await imports.update(row.id, { report: { ...report, counts } as unknown as Json })
  unit.announce({ topic: 'import', id: row.id, users: [row.createdBy] })
  return { done: passed.length, failed: lines.filter(({ outcome }) => outcome === 'failed').length }
}

async function decisionFor(
  unit: Unit,
  actor: Actor,
  of: {
    readonly plan: ImportPlan
    readonly fileRow: FileRow
    readonly said: ReviewDecision
    readonly candidates: Json
    readonly cause: Cause
  },
): Promise<Decision> {
  const { plan, fileRow, said, candidates, cause } = of
  const [read] = await readRows(unit, actor, { plan, rows: [fileRow] })
  if (read === undefined || said.do === 'skip')
    return { do: 'skip', read: read ?? { row: fileRow, values: {}, faults: [] } }
  if (read.faults.length > 0) return { do: 'fail', read, faults: read.faults }
  if (said.do === 'update') {
    const known = candidates as readonly string[]
    const id = said.id ?? known[0]
    if (id === undefined || !known.includes(id)) throw errors.RECORD_NOT_FOUND()
    return { do: 'update', read, id }
  }
  const { entity } = plan
  const request = { op: 'create', entity: entity.key, values: read.values } as const
  const first = await prepare(unit, actor, { request, before: undefined, entity })
  const prepared = await applyBeforeSave(unit, actor, {
    request,
    before: undefined,
    entity,
    prepared: first,
    cause,
  })
  if (prepared.problems.length === 0) return { do: 'create', read, prepared }
  const faults = prepared.problems.map((one) => ({
    line: fileRow.line,
    column: one.path,
    message: one.message,
  }))
  return { do: 'fail', read, faults }
}
