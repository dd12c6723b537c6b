import type { Json } from '@mortise/expressions'
import type { FieldModel } from '@mortise/schema'
import type { Actor, Door } from '@mortise/store'
import type { People } from '../context/directory.ts'
import type { Published } from '../context/published.ts'
import type { RuntimeOptions } from '../types.ts'
import { splitNames } from '../exports/names.ts'
import { Fault } from './fault.ts'
import { type NameBook, nameBook, readName, readNames, targetOf } from './links.ts'
import { type OptionReader, optionReader, optionsOf } from './options.ts'
import type { ImportPlan } from './types.ts'

/** Reads one column of a file into one field. Names of links come with each batch, in `names`. */
export type CellReader = {
  readonly column: string
  readonly at: number
  readonly field: FieldModel
  /** Entity (or `user`, `department`) whose names the cells hold. */
  readonly target: string | undefined
  /** The names that a cell holds. */
  readonly namesIn: (words: string) => readonly string[]
  names: NameBook
  /** The value of a trimmed cell that is not empty; null for texts that mean nothing. */
  readonly read: (words: string) => Json | Fault
}

/** What readers stand on. */
export type ReaderGround = {
  readonly published: Published
  readonly people: People
  readonly options: RuntimeOptions
}

/** Cells that come again and again are read once; of the others, the memory forgets all when it is full. */
const remembered = 5_000

/** Readers of the columns that the mapping names. */
export function cellReaders(ground: ReaderGround, actor: Actor, plan: ImportPlan): readonly CellReader[] {
  return Object.entries(plan.mapping.columns).flatMap(([column, key]) => {
    const at = plan.columns.indexOf(column)
    const field = plan.entity.field(key)
    if (at < 0 || field === undefined) return []
    const target = targetOf(ground, field)
    const namesIn = holdsMany(ground, field) ? splitNames : (words: string) => [words]
    if (target === undefined)
      return [
        {
          column,
          at,
          field,
          target,
          namesIn,
          names: new Map(),
          read: valueReader(ground, actor, { plan, field }),
        },
      ]
    const reader: CellReader = {
      column,
      at,
      field,
      target,
      namesIn: (words) => namesIn(words).map((name) => ownWords(plan, key, name)),
      names: new Map(),
      read: (words) =>
        namesIn === splitNames
          ? readNames(reader.names, reader.namesIn(words))
          : readName(reader.names, ownWords(plan, key, words)),
    }
    return [reader]
  })
}

/** Whether a field points at several records. */
function holdsMany(ground: ReaderGround, field: FieldModel): boolean {
  const column = ground.options.kit.fields.find(field.type)?.column(field.document)
  return !field.system && column?.type.endsWith('[]') === true
}

/** Fills in what the names of a batch stand for. */
export async function readNameBooks(
  ground: ReaderGround & { readonly door: Door },
  readers: readonly CellReader[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  for (const reader of readers) {
    const { target, at, namesIn } = reader
    if (target === undefined) continue
    const texts = new Set(rows.flatMap((cells) => namesIn((cells[at] ?? '').trim())))
    reader.names = await nameBook(ground, { target, texts: [...texts] })
  }
}

/** What the person says that a name of the file means. */
function ownWords(plan: ImportPlan, key: string, words: string): string {
  const own = plan.mapping.values[key]
  return own === undefined || !Object.hasOwn(own, words) ? words : (own[words] ?? '')
}

function valueReader(
  ground: ReaderGround,
  actor: Actor,
  { plan, field }: { readonly plan: ImportPlan; readonly field: FieldModel },
): CellReader['read'] {
  const type = ground.options.kit.fields.find(field.type)
  if (type === undefined) return () => null
  const options = optionsOf(field.document)
  const known = options === undefined ? undefined : optionReader(options, plan.mapping.values[field.key])
  const plainly = known === undefined && !plan.mapping.keepBlanks
  const quick = plainly ? type.quick?.(field.document) : undefined
  const ctx = {
    field: field.document,
    locale: actor.locale,
    timeZone: ground.published.timeZone,
    source: 'file',
  } as const
  const many = holdsMany(ground, field)
  const slow = (words: string): Json | Fault => {
    const option = known?.(words)
    if (option === null) return null
    const parts = many && known !== undefined && option === undefined ? partsOf(known, words) : undefined
    const parsed = type.parse(parts ?? option ?? words, ctx)
    return parsed.ok ? parsed.value : new Fault(parsed.message)
  }
  const memory = new Map<string, Json | Fault>()
  return (words) => {
    const value = quick?.(words)
    if (value !== undefined) return value
    let read = memory.get(words)
    if (read !== undefined) return read
    if (memory.size >= remembered) memory.clear()
    read = slow(words)
    if (words.length <= 200) memory.set(words, read)
    return read
  }
}

/** Several choices of one cell, each as the person says; undefined where nothing was said of any. */
function partsOf(known: OptionReader, words: string): readonly string[] | undefined {
  const said = splitNames(words).map((part) => ({ part, option: known(part) }))
  if (said.every(({ option }) => option === undefined)) return undefined
  return said.flatMap(({ part, option }) => (option === null ? [] : [option ?? part]))
}

/** A cell as its reader wants it. */
export function cellWords(cell: string | undefined, keepBlanks: boolean): string {
  if (cell === undefined || cell === '') return ''
  return keepBlanks ? cell : cell.trim()
}
