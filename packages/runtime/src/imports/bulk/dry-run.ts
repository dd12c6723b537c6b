import { text } from '@mortise/errors'
import type { Actor, ImportRow } from '@mortise/store'
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
  const seen = maker.keySet(total)
  for await (const block of inChunks(table.blocks(0))) {
    const chunk = await maker.make(block, { door, now, seen })
    await check(workspace, actor, { row, chunk, maker, gathered })
  }
  return true
}

type Checking = {
  readonly row: ImportRow
  readonly chunk: Chunk
  readonly maker: ChunkMaker
  readonly gathered: Gathered
}

async function check(
  workspace: Workspace,
  actor: Actor,
  { row, chunk, maker, gathered }: Checking,
): Promise<void> {
  const { headerRow = 1 } = reportOf(row).form ?? {}
  for (const { line, message } of chunk.failed) {
    gathered.counts = addCounts(gathered.counts, { error: 1 })
    for (const one of message as unknown as readonly { column: string; zh: string; en: string }[])
      if (gathered.faults.length < errorsShown) gathered.faults.push(faultOf(line, one))
  }
  for (const { line } of chunk.aside) twin(maker, gathered, line)
  await workspace.unit(async (unit) => {
    const conflicts = await conflictsOf(unit, actor, { chunk, lifted: false, maker })
    gathered.counts = addCounts(gathered.counts, { create: chunk.rows.length - conflicts.size })
    const rows = [...conflicts].map((at): FileRow => {
      const index = chunk.places[at] ?? 0
      return { index, line: index + headerRow + 1, cells: chunk.cells[at] ?? [] }
    })
    for (let at = 0; at < rows.length; at += 500) {
      const given = { plan: maker.plan, rows: rows.slice(at, at + 500), cause: causeOf(row, 0) }
      for (const one of await decide(unit, actor, { ...given, seen: new Map(), stopAtTwin: false }))
        gather(one, gathered)
    }
  })
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
