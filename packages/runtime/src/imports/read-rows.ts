import type { Json } from '@mortise/expressions'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { cellReaders, cellWords, readNameBooks } from './cell-readers.ts'
import { Fault } from './fault.ts'
import type { FileRow, ImportPlan, RowFault } from './types.ts'

/** A row as values, or what is wrong with its cells. */
export type ReadRow = {
  readonly row: FileRow
  readonly values: { readonly [field: string]: Json }
  readonly faults: readonly RowFault[]
}

/** Turns the cells of rows into values by the mapping. Empty cells say nothing: defaults apply, old values stay. */
export async function readRows(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly rows: readonly FileRow[] },
): Promise<readonly ReadRow[]> {
  const readers = cellReaders(unit, actor, given.plan)
  await readNameBooks(
    { ...unit, door: unit.door(actor) },
    readers,
    given.rows.map(({ cells }) => cells),
  )
  return given.rows.map((row) => {
    const values: Record<string, Json> = {}
    const faults: RowFault[] = []
    for (const { column, at, field, read } of readers) {
      const words = cellWords(row.cells[at], given.plan.mapping.keepBlanks)
      if (words === '') continue
      const value = read(words)
      if (value instanceof Fault) faults.push({ line: row.line, column, message: value.message })
      else if (value !== null) values[field.key] = value
    }
    return { row, values, faults: ownFaults(faults, given.plan) }
  })
}

/**
 * Where records are made for names that nobody has, none is made for a row that stays out for other reasons: then those
 * reasons are what a person has to hear of.
 */
function ownFaults(faults: readonly RowFault[], { mapping }: ImportPlan): readonly RowFault[] {
  if (mapping.createMissing.length === 0 || faults.length < 2) return faults
  const others = faults.filter(({ column }) => !mapping.createMissing.includes(mapping.columns[column] ?? ''))
  return others.length === 0 ? faults : others
}
