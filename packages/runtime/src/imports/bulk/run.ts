import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { Actor, AsideRow, BulkSession, BulkTransaction, ImportLine, ImportRow } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { recomputeTouched } from '../../records/touched.ts'
import { learnTable, searchFill } from '../../jobs/search-fill.ts'
import { readDoor } from '../../model/read-door.ts'
import { importerOf } from '../importer.ts'
import { importTable } from '../fixes/fixed-table.ts'
import { planOf, reportOf } from '../open-import.ts'
import type { Table } from '../table/open-table.ts'
import type { ImportReport } from '../types.ts'
import { addCounts } from '../counts.ts'
import { type Chunk, type ChunkMaker, chunkMaker } from './chunk.ts'
import { conflictsOf } from './conflicts.ts'
import { ruleName } from '@mortise/rules'
import { fillJob } from '../../rules/clock.ts'
import { triggerSign } from '../../rules/timers.ts'
import { fitsBulk } from './fits.ts'
import { inChunks } from './in-chunks.ts'
import type { KeySet } from './key-set.ts'
import { tellRemoved } from './removed.ts'

/** An empty table that gets more rows than this fills faster without its indexes. */
const worthLifting = 20_000

/** How a bulk run ended: all rows are in, somebody stopped it, or the rows have to go the ordinary way. */
export type BulkEnd = 'loaded' | 'stopped' | 'unfit'

/**
 * Loads the rows of an import in chunks, each a transaction that holds its records, what became of the other rows, and
 * the place in the file: whenever the process dies, the next one goes on behind the last chunk. Rows that mean the same
 * as others are set aside, for the ordinary way to look at.
 */
export async function runBulk(workspace: Workspace, row: ImportRow): Promise<BulkEnd> {
  const ground = {
    published: await workspace.published(),
    people: await workspace.people(),
    options: workspace.options,
  }
  const plan = planOf(ground.published, importerOf(ground, row), row)
  const { total = 0, path, lifted } = reportOf(row)
  const fits = path === undefined ? row.cursor === 0 && fitsBulk(ground, plan, total) : path === 'bulk'
  if (!fits && lifted !== true) return 'unfit'
  const session = await workspace.store.openBulk()
  try {
    const end = fits ? await load(workspace, session, row) : 'unfit'
    await restore(workspace, session, row)
    // What quick search finds of so many records, and all that the planner may know of them, is worked out behind them, and
    // not while their table is being made.
    if (end === 'loaded') await workspace.store.jobs.add([searchFill, learnTable(row.entity)])
    // Rules that wait for a date of these records get their times behind them, too; some may be in after a stop.
    const published = await workspace.published()
    const fills = published.rules.timed(row.entity).map(({ rule }) => {
      const fill = { rule: ruleName(rule), sign: triggerSign(published, rule), cursor: null }
      return fillJob(fill, workspace.now())
    })
    await workspace.store.jobs.add(fills)
    return end
  } finally {
    await session.end()
  }
}

/** Makes the indexes again of an import that was stopped. */
export async function restoreAfterStop(workspace: Workspace, row: ImportRow): Promise<void> {
  if (reportOf(row).lifted !== true) return
  const session = await workspace.store.openBulk()
  try {
    await restore(workspace, session, row)
  } finally {
    await session.end()
  }
}

async function restore(workspace: Workspace, session: BulkSession, { id }: ImportRow): Promise<void> {
  const row = await workspace.store.side.imports.get(id)
  if (row === null || reportOf(row).lifted !== true) return
  const { model } = await workspace.published()
  await session.restoreIndexes(model, row.entity, (tx, ids) => tellRemoved(workspace, tx, { row, ids }))
  await session.transaction(async (tx) => {
    const now = await tx.side.imports.get(id, true)
    if (now !== null) await saveReport(tx, now, { lifted: false })
  })
}

function saveReport(
  tx: Pick<BulkTransaction, 'side'>,
  row: ImportRow,
  more: Partial<ImportReport>,
): Promise<void> {
  return tx.side.imports.update(row.id, { report: { ...reportOf(row), ...more } as unknown as Json })
}

async function load(workspace: Workspace, session: BulkSession, row: ImportRow): Promise<BulkEnd> {
  const table = await importTable(workspace, row)
  const first = await makerFor(workspace, row)
  if (first === undefined) return 'unfit'
  let { maker, version, actor } = first
  await begin(workspace, session, row)
  const seen = await keysBefore(workspace, { row, table, maker })
  const lifted = reportOf((await workspace.store.side.imports.get(row.id)) ?? row).lifted === true
  let writing: Promise<boolean> = Promise.resolve(true)
  // A failure is heard of when the next chunk would be written.
  const settle = (): Promise<boolean> => writing
  for await (const block of inChunks(table.blocks(row.cursor))) {
    const published = await workspace.published()
    if (published.version !== version) {
      const next = await makerFor(workspace, row)
      if (next === undefined) {
        await settle()
        return 'unfit'
      }
      ;({ maker, version, actor } = next)
    }
    const { door } = await readDoor(workspace, actor)
    const chunk = await maker.make(block, { door, now: workspace.now(), seen })
    if (!(await settle())) return 'stopped'
    writing = writeChunk(workspace, session, { id: row.id, chunk, lifted, maker })
    writing.catch(() => undefined)
  }
  if (!(await settle())) return 'stopped'
  return 'loaded'
}

async function makerFor(
  workspace: Workspace,
  row: ImportRow,
): Promise<{ readonly maker: ChunkMaker; readonly version: number; readonly actor: Actor } | undefined> {
  const [published, people] = [await workspace.published(), await workspace.people()]
  const ground = { published, people, options: workspace.options }
  const actor = importerOf(ground, row)
  const plan = planOf(published, actor, row)
  const { headerRow = 1 } = reportOf(row).form ?? {}
  const maker = chunkMaker(ground, actor, { plan, headerRow, now: workspace.now() })
  return maker && { maker, version: published.version, actor }
}

/** Notes the way, and takes the indexes of an empty table away. */
async function begin(workspace: Workspace, session: BulkSession, row: ImportRow): Promise<void> {
  const { path, total = 0 } = reportOf(row)
  if (path !== undefined) return
  const { model } = await workspace.published()
  const note = (lift: boolean): Promise<void> =>
    session.transaction(async (tx) => {
      const now = await tx.side.imports.get(row.id, true)
      if (now === null) return
      const lifted = lift && (await tx.liftIndexes(model, row.entity))
      await saveReport(tx, now, { path: 'bulk', lifted })
    })
  try {
    await note(total >= worthLifting)
  } catch (error) {
    // Somebody is at the table: then it stays as it is.
    if (!isMortiseError(error) || error.code !== 'STORE_BUSY') throw error
    await note(false)
  }
}

/** The keys of rows that were loaded before this process began. */
async function keysBefore(
  workspace: Workspace,
  of: { readonly row: ImportRow; readonly table: Table; readonly maker: ChunkMaker },
): Promise<KeySet> {
  const { row, table, maker } = of
  const seen = maker.keySet(reportOf(row).total ?? 0)
  if (row.cursor === 0 || maker.keys === undefined) return seen
  const { door } = await readDoor(workspace, importerOf(await groundOf(workspace), row))
  for await (const { first, rows } of inChunks(table.blocks(0))) {
    if (first >= row.cursor) break
    await maker.make({ first, rows: rows.slice(0, row.cursor - first) }, { door, now: workspace.now(), seen })
  }
  return seen
}

async function groundOf(workspace: Workspace) {
  return { published: await workspace.published(), people: await workspace.people() }
}

type Writing = {
  readonly id: string
  readonly chunk: Chunk
  readonly lifted: boolean
  readonly maker: ChunkMaker
}

/** Writes a chunk; false when the import was stopped or another process is at it. */
async function writeChunk(workspace: Workspace, session: BulkSession, given: Writing): Promise<boolean> {
  try {
    return await session.transaction((tx) => writeIn(workspace, tx, given))
  } catch (error) {
    if (!isMortiseError(error) || error.kind !== 'user') throw error
    // One row that can't be written must not hold up the others: the ordinary way finds out which.
    const { chunk } = given
    const rest = chunk.places.map((index, at): AsideRow => asideOf(given, index, at))
    const without = { ...chunk, rows: [], places: [], cells: [], aside: [...chunk.aside, ...rest] }
    return session.transaction((tx) => writeIn(workspace, tx, { ...given, chunk: without }))
  }
}

function asideOf({ chunk }: Writing, index: number, at: number): AsideRow {
  return { index, line: 0, cells: [...(chunk.cells[at] ?? [])], why: 'rest', candidates: [] }
}

async function writeIn(workspace: Workspace, tx: BulkTransaction, given: Writing): Promise<boolean> {
  const { id, chunk, lifted, maker } = given
  const row = await tx.side.imports.get(id, true)
  if (row === null || row.state !== 'running' || row.cursor !== chunk.first) return false
  const unit = await workspace.join(tx)
  const actor = importerOf(unit, row)
  const entity = row.entity
  const conflicts = await conflictsOf(unit, actor, { chunk, lifted, maker })
  const loading = chunk.rows.flatMap((values, at) => (conflicts.has(at) ? [] : [values]))
  const { headerRow = 1 } = reportOf(row).form ?? {}
  const aside = [
    ...chunk.aside,
    ...chunk.places.flatMap((index, at) => (conflicts.has(at) ? [asideOf(given, index, at)] : [])),
  ].map((one) => ({ ...one, line: one.index + headerRow + 1 }))
  const { model } = unit.published
  const access = unit.published.access(actor)
  const options = { actor, access, model, now: unit.now, nameOf: unit.people.nameOf }
  const fields = Object.values(maker.plan.mapping.columns)
  const loaded = new Set(chunk.places.filter((_, at) => !conflicts.has(at)))
  const skipped = Array.from({ length: chunk.end - chunk.first }, (_, at) => chunk.first + at).filter(
    (index) => !loaded.has(index),
  )
  const load = { importId: id, firstRow: chunk.first, skipped, entity, given: fields, rows: loading }
  const { touched } = await tx.load(options, load)
  await recomputeTouched(unit, actor, touched)
  await noteRows(tx, row, { failed: chunk.failed, aside, made: loading.length, cursor: chunk.end })
  unit.announce({ topic: 'import', id, users: [row.createdBy] })
  unit.announce({ topic: 'record', entity })
  return true
}

async function noteRows(
  tx: BulkTransaction,
  row: ImportRow,
  of: {
    readonly failed: readonly ImportLine[]
    readonly aside: readonly AsideRow[]
    readonly made: number
    readonly cursor: number
  },
): Promise<void> {
  const { failed, aside, made, cursor } = of
  await tx.side.imports.addLines(row.id, failed)
  await tx.side.imports.addAside(row.id, aside)
  const report = reportOf(row)
  const counts = addCounts(report.counts, { create: made, error: failed.length })
  await tx.side.imports.update(row.id, {
    cursor,
    report: { ...report, counts } as unknown as Json,
  })
}
