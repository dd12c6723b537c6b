import { setImmediate as breath } from 'node:timers/promises'
import type { ErrorDetail } from '@mortise/errors'
import { newRecords, type NewRecords, type NewRow } from '@mortise/forms'
import type { Actor, AsideRow, Door, ImportLine } from '@mortise/store'
import { columnOf } from '../batch.ts'
import { type CellReader, cellReaders, cellWords, readNameBooks, type ReaderGround } from '../cell-readers.ts'
import { Fault } from '../fault.ts'
import { lineOf } from '../table/open-table.ts'
import type { ImportPlan } from '../types.ts'
import { type KeySet, keySet } from './key-set.ts'
import { type RowKeys, rowKeys } from './keys.ts'

/** A chunk made ready: rows to load, and what becomes of the others. */
export type Chunk = {
  readonly first: number
  /** Index behind the last row. */
  readonly end: number
  readonly rows: readonly NewRow[]
  /** Index in the file of each row to load. */
  readonly places: readonly number[]
  readonly cells: readonly (readonly string[])[]
  readonly failed: readonly ImportLine[]
  readonly aside: readonly AsideRow[]
}

/** Makes chunks ready on one version of the metadata. */
export type ChunkMaker = {
  readonly plan: ImportPlan
  readonly keys: RowKeys | undefined
  /** An empty set for the keys of so many rows. */
  readonly keySet: (rows: number) => KeySet
  readonly make: (
    given: { readonly first: number; readonly rows: readonly (readonly string[])[] },
    around: { readonly door: Door; readonly now: string; readonly seen: KeySet },
  ) => Promise<Chunk>
}

/** Rows that are read at a stretch: a few milliseconds. */
const stretch = 250

/** A maker of chunks; undefined where new records of the entity need a look around them. */
export function chunkMaker(
  ground: ReaderGround,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly headerRow: number; readonly now: string },
): ChunkMaker | undefined {
  const { plan, headerRow } = given
  const readers = cellReaders(ground, actor, plan)
  const { keepBlanks } = plan.mapping
  const makerAt = (now: string): NewRecords | undefined =>
    newRecords(ground.published.program(plan.entity.key), {
      user: actor.userId === null ? undefined : actor.user,
      now,
      timeZone: ground.published.timeZone,
      locale: actor.locale,
    })
  if (makerAt(given.now) === undefined) return undefined
  const keys = rowKeys(plan)
  return {
    plan,
    keys,
    keySet: (rows) => keySet(rows * (keys?.most ?? 0)),
    make: async ({ first, rows }, { door, now, seen }) => {
      await readNameBooks({ ...ground, door }, readers, rows)
      const maker = makerAt(now)
      const chunk = { rows: [] as NewRow[], places: [] as number[], cells: [] as (readonly string[])[] }
      const failed: ImportLine[] = []
      const aside: AsideRow[] = []
      for (let at = 0; at < rows.length; at += 1) {
        const cells = rows[at] ?? []
        if (at % stretch === stretch - 1) await breath()
        const index = first + at
        const line = lineOf(index, headerRow)
        const row = maker?.blank() ?? {}
        const unread = fillRow(row, cells, { readers, keepBlanks })
        const faults = withWrong(plan, unread, maker?.complete(row) ?? [])
        if (faults.length > 0) {
          const message = faults.map(({ column, message: why }) => ({ column, zh: why.zh, en: why.en }))
          failed.push({ line, outcome: 'failed', recordId: null, message, cells: [...cells] })
        } else if (anySeen(keys, row, seen))
          aside.push({ index, line, cells: [...cells], why: 'rest', candidates: [] })
        else {
          chunk.rows.push(row)
          chunk.places.push(index)
          chunk.cells.push(cells)
        }
      }
      return { first, end: first + rows.length, ...chunk, failed, aside }
    },
  }
}

type CellFault = {
  readonly column: string
  readonly field: string
  readonly message: { readonly zh: string; readonly en: string }
}

/** What could not be read, and what is wrong with the row beside that: one fault a field. */
function withWrong(
  plan: ImportPlan,
  unread: readonly CellFault[],
  wrong: readonly ErrorDetail[],
): readonly CellFault[] {
  if (wrong.length === 0) return unread
  const faults = [...unread]
  for (const { path, message } of wrong)
    if (!faults.some(({ field }) => field === path))
      faults.push({ column: columnOf(plan, path), message, field: path })
  return faults
}

function fillRow(
  row: NewRow,
  cells: readonly string[],
  { readers, keepBlanks }: { readonly readers: readonly CellReader[]; readonly keepBlanks: boolean },
): readonly CellFault[] {
  let faults: CellFault[] | undefined
  for (const { at, column, field, read } of readers) {
    const words = cellWords(cells[at], keepBlanks)
    if (words === '') continue
    const value = read(words)
    if (value instanceof Fault) (faults ??= []).push({ column, field: field.key, message: value.message })
    else if (value !== null) row[field.key] = value
  }
  return faults ?? nothing
}

const nothing: readonly CellFault[] = []

function anySeen(keys: RowKeys | undefined, row: NewRow, seen: KeySet): boolean {
  let any = false
  for (const key of keys?.of(row) ?? []) if (seen.seen(key)) any = true
  return any
}
