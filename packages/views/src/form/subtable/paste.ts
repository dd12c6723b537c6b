import type { Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import { addRows, type CellChange, changeCells, linkFilter } from '@mortise/forms'
import type { FormStore } from '../form-store.ts'
import { fieldStateAt } from '../row-index.ts'
import type { GridColumn } from './columns.ts'

/** Where a block of cells lands. */
export type PasteTarget = {
  readonly table: string
  readonly columns: readonly GridColumn[]
  /** Place of the first row and column. */
  readonly row: number
  readonly column: number
}

/** What became of a block. */
export type PasteOutcome = {
  readonly rows: number
  /** Places of cells that could not be read; their text stands in them. */
  readonly wrong: readonly string[]
  /** Columns beyond the right edge. */
  readonly cut: number
  /** Everything that was pasted, by place. */
  readonly pasted: readonly CellChange[]
}

type Cell = { readonly path: string; readonly column: GridColumn; readonly text: string }

/** A cell as its type reads text from a file; what it can't read stays as text, for the form to say what is wrong. */
function valueOf({ column, text }: Cell, ctx: FaceContext): Json {
  const words = text.trim()
  if (words === '') return null
  const { field } = column
  const read = ctx.types.find(field.type)?.parse(words, {
    field: field.document,
    locale: ctx.locale,
    timeZone: ctx.timeZone,
    source: 'file',
  })
  return read?.ok === true ? read.value : words
}

const isLink = ({ field }: GridColumn, ctx: FaceContext): boolean =>
  ctx.types.find(field.type)?.target?.(field.document) !== undefined

/**
 * Lays a block of cells over the rows, with new rows where they end. Links come first in each row, so that what their
 * rules fill in gives way to what was pasted. Columns that people can't write are passed over.
 */
export function pasteBlock(
  store: FormStore,
  block: readonly (readonly string[])[],
  { target, ctx }: { readonly target: PasteTarget; readonly ctx: FaceContext },
): PasteOutcome {
  const { table, columns, row, column } = target
  const cells: Cell[] = []
  let pasted: readonly CellChange[] = []
  store.set((state) => {
    const missing = row + block.length - (state.tables[table]?.length ?? 0)
    const grown = addRows(store.program, state, table, { count: missing })
    const rows = grown.tables[table] ?? []
    for (const [down, line] of block.entries()) {
      const key = rows[row + down]?.key
      if (key === undefined) continue
      const own = line.flatMap((text, across): readonly Cell[] => {
        const at = columns[column + across]
        return at === undefined ? [] : [{ path: `${table}/${key}/${at.field.key}`, column: at, text }]
      })
      cells.push(
        ...own.filter((one) => isLink(one.column, ctx)),
        ...own.filter((one) => !isLink(one.column, ctx)),
      )
    }
    pasted = cells.map((cell): CellChange => ({ path: cell.path, value: valueOf(cell, ctx) }))
    return changeCells(store.program, grown, pasted)
  })
  const widest = Math.max(0, ...block.map((line) => line.length))
  return {
    rows: block.length,
    wrong: cells
      .filter(({ path }) => fieldStateAt(store.state, path)?.input !== undefined)
      .map(({ path }) => path),
    cut: Math.max(0, column + widest - columns.length),
    pasted,
  }
}

type Names = {
  readonly outcome: PasteOutcome
  readonly target: PasteTarget
  readonly ctx: FaceContext
}

type Find = (column: GridColumn, name: string, path: string) => Promise<string | undefined>

// Each name is asked for once, however many rows it stands in.
function finder(store: FormStore, ctx: FaceContext): Find {
  const asked = new Map<string, Promise<string | undefined>>()
  const ask: Find = async ({ field }, name, path) => {
    const entity = ctx.types.find(field.type)?.target?.(field.document) ?? field.type
    const filter = linkFilter(store.program, store.state, path) ?? null
    const bound = { ...field.document, settings: { ...field.document.settings, filter } }
    const hits = (await ctx.lookup?.(entity, name, bound).catch(() => [])) ?? []
    const exact = hits.filter(({ label }) => label === name)
    return exact.length === 1 ? exact[0]?.id : undefined
  }
  return (column, name, path) => {
    const key = `${column.field.key}/${name}`
    const found = asked.get(key) ?? ask(column, name, path)
    asked.set(key, found)
    return found
  }
}

/**
 * Finds the records, people and departments that pasted names mean. A name that fits exactly one becomes the link; every
 * other stays as it was pasted, marked as wrong. What links fill in by themselves gives way to what was pasted.
 */
export async function resolveNames(store: FormStore, { outcome, target, ctx }: Names): Promise<void> {
  const columns = new Map(target.columns.map((one) => [one.field.key, one]))
  const find = finder(store, ctx)
  const found = await Promise.all(
    outcome.wrong.map(async (path): Promise<CellChange | undefined> => {
      const column = columns.get(path.split('/').at(-1) ?? '')
      const input = fieldStateAt(store.state, path)?.input
      if (column === undefined || typeof input !== 'string' || !namesRecord(column, ctx)) return undefined
      const id = await find(column, input, path)
      // The person may have typed something else meanwhile.
      const still = fieldStateAt(store.state, path)?.input === input
      return id === undefined || !still ? undefined : { path, value: id }
    }),
  )
  const links = found.filter((one) => one !== undefined)
  if (links.length === 0) return
  store.set((state) => changeCells(store.program, state, links))
  await arrived(
    store,
    links.map(({ path }) => path),
  )
  const linked = new Set(links.map(({ path }) => path))
  const kept = outcome.pasted.filter(({ path, value }) => !linked.has(path) && value !== null)
  store.set((state) => changeCells(store.program, state, kept))
}

/** Waits until what lies behind the links has come, or ten seconds. */
function arrived(store: FormStore, paths: readonly string[]): Promise<void> {
  const waiting = (): boolean => paths.some((path) => store.state.pending.includes(path))
  if (!waiting()) return Promise.resolve()
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      release()
      resolve()
    }
    const timer = setTimeout(end, 10_000)
    const release = store.subscribe(() => {
      if (!waiting()) end()
    })
  })
}

// People and departments are asked for by name like records.
function namesRecord(column: GridColumn, ctx: FaceContext): boolean {
  const { field } = column
  const kind = ctx.types.find(field.type)?.expressionType(field.document, () => undefined).kind
  return isLink(column, ctx) || kind === 'id'
}
