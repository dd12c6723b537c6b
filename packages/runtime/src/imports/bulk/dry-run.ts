import { text } from '@mortise/errors'
import type { Actor, AsideRow, ImportRow } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { readDoor } from '../../model/read-door.ts'
import { decide } from '../batch.ts'
import { addCounts } from '../counts.ts'
import { errorsShown, type Gathered, gather } from '../gather.ts'
import { planOf, reportOf } from '../open-import.ts'
import type { Table } from '../table/open-table.ts'
import type { FileRow, ImportCounts, RowFault } from '../types.ts'
import { causeOf } from '../write-rows.ts'
import { type Chunk, type ChunkMaker, chunkMaker } from './chunk.ts'
import { type Hits, noteHits, trueTwins } from './close-look.ts'
import { conflictsOf } from './conflicts.ts'
import { fitsBulk } from './fits.ts'
import { inChunks } from './in-chunks.ts'

/** A dry run at the pace of a bulk run; false where the import does not go that way. */
export async function dryBulk(
  workspace: Workspace,
  actor: Actor,
  given: { readonly row: ImportRow; readonly table: Table; readonly gathered: Gathered },
): Promise<boolean> {
  const { row, table, gathered } = given
  const ground = {
    published: await workspace.published(),
    people: await workspace.people(),
    options: workspace.options,
  }
  const plan = planOf(ground.published, actor, row)
  const { total = 0, form } = reportOf(row)
  if (!fitsBulk(ground, plan, total)) return false
  const now = workspace.now()
  const maker = chunkMaker(ground, actor, { plan, headerRow: form?.headerRow ?? 1, now })
  if (maker === undefined) return false
  const { door } = await readDoor(workspace, actor)
  const hits = noteHits(maker.keySet(total))
  const checking = { row, maker, gathered, hits }
  for await (const block of inChunks(table.blocks(0))) {
    const chunk = await maker.make(block, { door, now, seen: hits.seen })
    await check(workspace, actor, { ...checking, chunk })
  }
  const twins = await trueTwins(hits, {
    blocks: inChunks(table.blocks(0)),
    make: (block, seen) => maker.make(block, { door, now, seen }),
  })
  for (const one of hits.rows) if (twins.has(one.index)) twin(maker, gathered, one.line)
  const rest = hits.rows.filter(({ index }) => !twins.has(index))
  await workspace.unit((unit) => checkOneByOne(unit, actor, { ...checking, rows: rest.map(fileRowOf) }))
  gathered.faults.sort((one, other) => one.line - other.line)
  return true
}

const fileRowOf = ({ index, line, cells }: AsideRow): FileRow => ({
  index,
  line,
  cells: cells as readonly string[],
})

type Checking = {
  readonly row: ImportRow
  readonly maker: ChunkMaker
  readonly gathered: Gathered
  readonly hits: Hits
}

async function check(
  workspace: Workspace,
  actor: Actor,
  given: Checking & { readonly chunk: Chunk },
): Promise<void> {
  const { row, chunk, maker, gathered, hits } = given
  const { headerRow = 1 } = reportOf(row).form ?? {}
  for (const { line, message } of chunk.failed) {
    gathered.counts = addCounts(gathered.counts, { error: 1 })
    for (const one of message as unknown as readonly { column: string; zh: string; en: string }[])
      if (gathered.faults.length < errorsShown) gathered.faults.push(faultOf(line, one))
  }
  for (const one of chunk.aside) if (!hits.keep(one)) twin(maker, gathered, one.line)
  await workspace.unit(async (unit) => {
    const conflicts = await conflictsOf(unit, actor, { chunk, lifted: false, maker })
    gathered.counts = addCounts(gathered.counts, { create: chunk.rows.length - conflicts.size })
    const rows = [...conflicts].map((at): FileRow => {
      const index = chunk.places[at] ?? 0
      return { index, line: index + headerRow + 1, cells: chunk.cells[at] ?? [] }
    })
    await checkOneByOne(unit, actor, { ...given, rows })
  })
}

/** Rows that some record stands in the way of, or that only looked like one before them. */
async function checkOneByOne(
  unit: Unit,
  actor: Actor,
  { row, maker, gathered, rows }: Checking & { readonly rows: readonly FileRow[] },
): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    const given = { plan: maker.plan, rows: rows.slice(at, at + 500), cause: causeOf(row, 0) }
    for (const one of await decide(unit, actor, { ...given, seen: new Map(), stopAtTwin: false }))
      gather(one, gathered)
  }
}

const faultOf = (line: number, one: { column: string; zh: string; en: string }): RowFault => ({
  line,
  column: one.column,
  message: { zh: one.zh, en: one.en },
})

const twinCounts: { readonly [onMatch: string]: keyof ImportCounts } = { skip: 'skip', update: 'update' }

/** A row that means the same as one before it in the file. */
function twin(maker: ChunkMaker, gathered: Gathered, line: number): void {
  const count = twinCounts[maker.plan.mapping.onMatch] ?? 'error'
  gathered.counts = addCounts(gathered.counts, { [count]: 1 })
  if (count === 'error' && gathered.faults.length < errorsShown)
    gathered.faults.push({
      line,
      column: '',
      message: text('与文件前面的一行重复。', 'The same as a line before it in the file.'),
    })
}
