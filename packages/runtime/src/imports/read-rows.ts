import { type Localized, text } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { splitNames } from '../exports/names.ts'
import { idIn, type NameBook, nameBook, targetOf } from './links.ts'
import { optionReader, optionsOf } from './options.ts'
import type { FileRow, ImportPlan, RowFault } from './types.ts'

/** A row as values, or what is wrong with its cells. */
export type ReadRow = {
  readonly row: FileRow
  readonly values: { readonly [field: string]: Json }
  readonly faults: readonly RowFault[]
}

type Cell = { readonly value: Json } | { readonly fault: Localized }
type Reader = {
  readonly column: string
  readonly at: number
  readonly field: FieldModel
  readonly read: (words: string) => Cell
}

/** Turns the cells of rows into values by the mapping. Empty cells say nothing: defaults apply, old values stay. */
export async function readRows(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly rows: readonly FileRow[] },
): Promise<readonly ReadRow[]> {
  const readers = await readersOf(unit, actor, given)
  return given.rows.map((row) => {
    const values: Record<string, Json> = {}
    const faults: RowFault[] = []
    for (const { column, at, field, read } of readers) {
      const cell = row.cells[at] ?? ''
      const words = given.plan.mapping.keepBlanks ? cell : cell.trim()
      if (words === '') continue
      const found = read(words)
      if ('fault' in found) faults.push({ line: row.line, column, message: found.fault })
      else if (found.value !== null) values[field.key] = found.value
    }
    return { row, values, faults }
  })
}

async function readersOf(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly rows: readonly FileRow[] },
): Promise<readonly Reader[]> {
  const { plan, rows } = given
  const readers: Reader[] = []
  for (const [column, key] of Object.entries(plan.mapping.columns)) {
    const at = plan.columns.indexOf(column)
    const field = plan.entity.field(key)
    if (at < 0 || field === undefined) continue
    const target = targetOf(unit, field)
    const many = holdsMany(unit, field)
    const cells = target === undefined ? [] : rows.map((row) => (row.cells[at] ?? '').trim())
    const texts = many ? cells.flatMap(splitNames) : cells
    const names = target === undefined ? undefined : await nameBook(unit, actor, { target, texts })
    readers.push({ column, at, field, read: readerOf(unit, actor, { plan, field, names }) })
  }
  return readers
}

function readerOf(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly field: FieldModel; readonly names: NameBook | undefined },
): (words: string) => Cell {
  const { plan, field, names } = given
  if (names !== undefined)
    return (words) => (holdsMany(unit, field) ? readNames(names, words) : readName(names, words))
  const type = unit.options.kit.fields.find(field.type)
  const options = optionsOf(field.document)
  const known = options === undefined ? undefined : optionReader(options, plan.mapping.values[field.key])
  const ctx = {
    field: field.document,
    locale: actor.locale,
    timeZone: unit.timeZone,
    source: 'file',
  } as const
  return (words) => {
    const option = known?.(words)
    if (option === null) return { value: null }
    const parsed = type?.parse(option ?? words, ctx)
    if (parsed === undefined) return { value: null }
    return parsed.ok ? { value: parsed.value } : { fault: parsed.message }
  }
}

/** Whether a field points at several records. */
function holdsMany(unit: Unit, field: FieldModel): boolean {
  const column = unit.options.kit.fields.find(field.type)?.column(field.document)
  return !field.system && column?.type.endsWith('[]') === true
}

function readNames(names: NameBook, words: string): Cell {
  const ids = new Set<string>()
  for (const name of splitNames(words)) {
    const cell = readName(names, name)
    if ('fault' in cell) return cell
    ids.add(String(cell.value))
  }
  return { value: ids.size === 0 ? null : [...ids].toSorted() }
}

function readName(names: NameBook, words: string): Cell {
  const id = idIn(names, words)
  if (typeof id === 'string') return { value: id }
  return {
    fault:
      id === null
        ? text(
            `有多条记录都叫“${words}”，请改用编号区分。`,
            `Several records are called “${words}”; tell them apart.`,
          )
        : text(
            `没有找到“${words}”。请先建立它，或改正名称。`,
            `“${words}” was not found. Make it first, or correct the name.`,
          ),
  }
}
