import type { Actor, Door } from '@mortise/store'
import { type CellReader, cellReaders, cellWords, readNameBooks, type ReaderGround } from '../cell-readers.ts'
import { Fault } from '../fault.ts'
import { foldName, idIn } from '../links.ts'
import type { Table } from '../table/open-table.ts'
import type { ImportPlan } from '../types.ts'

/** Names of one target that no record has: each with the ways it is written in the file, the first being its own. */
export type MissingNames = {
  readonly target: string
  /** Link fields of the import that point there. */
  readonly fields: readonly string[]
  readonly names: ReadonlyMap<string, readonly string[]>
}

type Finding = { readonly target: string; readonly fields: string[]; readonly names: Map<string, string[]> }

/** More different names than this are no names. */
const mostNames = 50_000

/**
 * Reads a table for the names of records that are not there, in the fields whose records may be made. Rows whose other
 * cells are wrong by themselves don't count: nothing is made for a row that stays out.
 */
export async function findMissing(
  ground: ReaderGround & { readonly door: Door },
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly blocks: ReturnType<Table['blocks']> },
): Promise<readonly MissingNames[]> {
  const { plan, blocks } = given
  const readers = cellReaders(ground, actor, plan)
  const making = readers.filter(({ field }) => plan.mapping.createMissing.includes(field.key))
  if (making.length === 0) return []
  const others = readers.filter((reader) => !making.includes(reader))
  const byTarget = new Map<string, Finding>()
  for (const { target, field } of making) {
    if (target === undefined) continue
    const finding: Finding = byTarget.get(target) ?? { target, fields: [], names: new Map() }
    finding.fields.push(field.key)
    byTarget.set(target, finding)
  }
  for await (const { rows } of blocks) {
    await readNameBooks(ground, readers, rows)
    for (const cells of rows) {
      if (others.some((reader) => isWrong(reader, cells, plan))) continue
      for (const reader of making)
        note(byTarget.get(reader.target ?? ''), reader, wordsOf(reader, cells, plan))
    }
  }
  return [...byTarget.values()].filter(({ names }) => names.size > 0)
}

function wordsOf(reader: CellReader, cells: readonly string[], plan: ImportPlan): string {
  return cellWords(cells[reader.at], plan.mapping.keepBlanks)
}

function isWrong(reader: CellReader, cells: readonly string[], plan: ImportPlan): boolean {
  const words = wordsOf(reader, cells, plan)
  return words !== '' && reader.read(words) instanceof Fault
}

function note(finding: Finding | undefined, reader: CellReader, words: string): void {
  if (finding === undefined || words === '') return
  const { names } = finding
  for (const name of reader.namesIn(words)) {
    if (name === '' || idIn(reader.names, name) !== undefined) continue
    const key = foldName(name)
    const known = names.get(key)
    if (known === undefined && names.size < mostNames) names.set(key, [name])
    else if (known?.includes(name) === false) known.push(name)
  }
}
