import type { BlockCells, CellSetting } from '@mortise/prints'
import type { PrintBlockDocument } from '@mortise/schema'
import { type CellRef, type CellRow, entriesOf, spanOf } from './cells.ts'

type Entry = { readonly [key: string]: unknown }
type Block = PrintBlockDocument

function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false
}

/** An entry with one setting; what is emptied is not kept. */
function withSetting(entry: Entry, key: string, value: unknown): Entry {
  const { [key]: _, ...rest } = entry
  // No is kept where it says no to what is so otherwise: a head that is not bold.
  return given(value) || (value === false && key === 'bold') ? { ...rest, [key]: value } : rest
}

function partIn(entry: Entry, part: string): Entry {
  const held = entry[part]
  const first: unknown = Array.isArray(held) ? held[0] : held
  return typeof first === 'object' && first !== null ? (first as Entry) : {}
}

function withPart(entry: Entry, part: string, change: (inner: Entry) => Entry): Entry {
  const inner = change(partIn(entry, part))
  return withSetting(entry, part, Object.keys(inner).length === 0 ? undefined : inner)
}

const rowNumber = ({ row }: CellRef): number => Number(row.split('.')[1])

/** The place of a cell among those of its row at the end. */
function cellNumber(ref: CellRef, rows: readonly CellRow[]): number {
  let start = 0
  const spans = rows.find(({ row }) => row === ref.row)?.spans ?? []
  const at = spans.findIndex((span) => {
    const here = start === ref.column
    start += span
    return here
  })
  return Math.max(0, at)
}

type Ground = { readonly cells: BlockCells; readonly rows: readonly CellRow[] }

/** The value of a setting of a cell. */
export function cellValue(block: Block, ref: CellRef, setting: CellSetting, ground: Ground): unknown {
  const { field, home, part } = setting
  if (home === 'block') return block[field.key]
  if (home === 'column') {
    const column = entriesOf(block, ground.cells.columns)[ref.column] ?? {}
    return (part === undefined ? column : partIn(column, part))[field.key]
  }
  const row = entriesOf(block, ground.cells.rows)[rowNumber(ref)] ?? {}
  return (home === 'row' ? row : (entriesOf(row, 'cells')[cellNumber(ref, ground.rows)] ?? {}))[field.key]
}

function withEntry(block: Block, list: string, at: number, change: (entry: Entry) => Entry): Block {
  const entries = entriesOf(block, list)
  return { ...block, [list]: entries.map((one, index) => (index === at ? change(one) : one)) }
}

/** The block with a setting of a cell. What stands over several columns is set of each of them. */
export function withCellValue(
  block: Block,
  ref: CellRef,
  { setting, value }: { readonly setting: CellSetting; readonly value: unknown },
  ground: Ground,
): Block {
  const { field, home, part } = setting
  const { cells, rows } = ground
  if (home === 'block') return withSetting(block, field.key, value) as Block
  if (home === 'column') {
    const wide = ref.row === 'over' ? spanOf(ref, rows) : 1
    const each = Array.from({ length: wide }, (_, index) => ref.column + index)
    return each.reduce(
      (all, at) =>
        withEntry(all, cells.columns, at, (column) =>
          part === undefined
            ? withSetting(column, field.key, value)
            : withPart(column, part, (inner) => withSetting(inner, field.key, value)),
        ),
      block,
    )
  }
  return withEntry(block, cells.rows, rowNumber(ref), (row) => {
    if (home === 'row') return withSetting(row, field.key, value)
    const own = entriesOf(row, 'cells')
    const at = cellNumber(ref, rows)
    return {
      ...row,
      cells: own.map((one, index) => (index === at ? withSetting(one, field.key, value) : one)),
    }
  })
}

/** The columns that cells stand over, from left to right. */
export function columnsOf(refs: readonly CellRef[], rows: readonly CellRow[]): readonly number[] {
  const all = refs.flatMap((ref) =>
    Array.from({ length: spanOf(ref, rows) }, (_, index) => ref.column + index),
  )
  return [...new Set(all)].toSorted((a, b) => a - b)
}

/** The rows at the end with their cells grown or shrunk, so that each goes on over the columns it stood over. */
function footAfter(
  block: Block,
  { cells, rows }: Ground,
  change: (start: number, span: number) => number,
): Block {
  const list = entriesOf(block, cells.rows)
  if (list.length === 0) return block
  const next = list.map((row, number) => {
    const spans = rows.find((one) => one.row === `foot.${number}`)?.spans
    if (spans === undefined) return row
    let start = 0
    const own = entriesOf(row, 'cells').flatMap((cell, at): readonly Entry[] => {
      const span = spans[at] ?? 1
      const wide = change(start, span)
      start += span
      return wide === 0 ? [] : [{ ...cell, span: wide }]
    })
    return { ...row, cells: own }
  })
  return { ...block, [cells.rows]: next }
}

/** The block with a column more, before the one at a place. */
export function insertColumn(block: Block, at: number, ground: Ground): Block {
  const { columns } = ground.cells
  const list = entriesOf(block, columns)
  const wider = footAfter(block, ground, (start, span) =>
    (start < at && at < start + span) || (at === start + span && at === list.length) ? span + 1 : span,
  )
  // Between two columns under one head it goes under that too.
  const [before, behind] = [list[at - 1]?.[ground.cells.over], list[at]?.[ground.cells.over]]
  const joined = given(before) && JSON.stringify(before) === JSON.stringify(behind)
  const column = joined ? { [ground.cells.over]: before } : {}
  return { ...wider, [columns]: list.toSpliced(at, 0, column) }
}

/** The block without some columns. The last one stays: a table without any is none. */
export function removeColumns(block: Block, ats: readonly number[], ground: Ground): Block {
  const { columns } = ground.cells
  const list = entriesOf(block, columns)
  const gone = new Set(ats)
  if (list.length - gone.size < 1) return block
  const narrower = footAfter(block, ground, (start, span) => {
    const lost = Array.from({ length: span }, (_, index) => start + index).filter((one) => gone.has(one))
    return span - lost.length
  })
  return { ...narrower, [columns]: list.filter((_, at) => !gone.has(at)) }
}

/** The block with a column one place further left or right. */
export function moveColumn(block: Block, at: number, by: 1 | -1, { cells }: Ground): Block {
  const list = entriesOf(block, cells.columns)
  const column = list[at]
  if (column === undefined || at + by < 0 || at + by >= list.length) return block
  return { ...block, [cells.columns]: list.toSpliced(at, 1).toSpliced(at + by, 0, column) }
}

/** The block with an empty row of one cell at its end. */
export function addFoot(block: Block, { cells }: Ground): Block {
  const list = entriesOf(block, cells.rows)
  const columns = entriesOf(block, cells.columns).length
  return { ...block, [cells.rows]: [...list, { cells: [{ span: Math.max(1, columns) }] }] }
}

/** The block without the row at the end that a cell stands in. */
export function removeFoot(block: Block, ref: CellRef, { cells }: Ground): Block {
  const left = entriesOf(block, cells.rows).filter((_, at) => at !== rowNumber(ref))
  return withSetting(block, cells.rows, left.length === 0 ? undefined : left) as Block
}

/** Whether cells are neighbours in one row that can become one. */
export function mayMerge(refs: readonly CellRef[], rows: readonly CellRow[]): boolean {
  const [first] = refs
  if (first === undefined || refs.length < 2) return false
  const kind = first.row.split('.')[0] ?? ''
  if (!['over', 'head', 'foot'].includes(kind) || refs.some(({ row }) => row !== first.row)) return false
  const columns = columnsOf(refs, rows)
  return (columns.at(-1) ?? 0) - (columns[0] ?? 0) === columns.length - 1
}

/**
 * Neighbours become one cell: in the head they come under one head above them, which is named `name` as long as it has none; at
 * the end their words follow each other.
 */
export function mergeCells(
  block: Block,
  refs: readonly CellRef[],
  ground: Ground & { readonly name: unknown },
): Block {
  const { cells, rows, name } = ground
  const [first] = refs.toSorted((a, b) => a.column - b.column)
  if (first === undefined || !mayMerge(refs, rows)) return block
  if (!first.row.startsWith('foot')) {
    const under = columnsOf(refs, rows)
    const list = entriesOf(block, cells.columns)
    const known = under.map((at) => list[at]?.[cells.over]).find(given) ?? name
    return {
      ...block,
      [cells.columns]: list.map((one, at) => (under.includes(at) ? { ...one, [cells.over]: known } : one)),
    }
  }
  return withEntry(block, cells.rows, rowNumber(first), (row) => {
    const places = refs.map((ref) => cellNumber(ref, rows)).toSorted((a, b) => a - b)
    const [from = 0] = places
    const own = entriesOf(row, 'cells')
    const joined = places.map((at) => own[at] ?? {})
    const words = joined.map(({ value }) => value).filter(given)
    const value = words.every((one) => typeof one === 'string') ? words.join(' ') : words[0]
    const span = refs.reduce((all, ref) => all + spanOf(ref, rows), 0)
    const cell = withSetting({ ...own[from], span }, 'value', value)
    return { ...row, cells: own.toSpliced(from, places.length, cell) }
  })
}

/** A cell over several columns falls apart into one for each; the first one keeps what it says. */
export function splitCell(block: Block, ref: CellRef, { cells, rows }: Ground): Block {
  const wide = spanOf(ref, rows)
  if (wide < 2) return block
  if (ref.row === 'over') {
    const list = entriesOf(block, cells.columns)
    const under = (at: number): boolean => at >= ref.column && at < ref.column + wide
    return {
      ...block,
      [cells.columns]: list.map((one, at) => (under(at) ? withSetting(one, cells.over, undefined) : one)),
    }
  }
  if (!ref.row.startsWith('foot')) return block
  return withEntry(block, cells.rows, rowNumber(ref), (row) => {
    const own = entriesOf(row, 'cells')
    const at = cellNumber(ref, rows)
    const { value: _words, ...look } = own[at] ?? {}
    const others = Array.from({ length: wide - 1 }, () => ({ ...look, span: 1 }))
    return { ...row, cells: own.toSpliced(at, 1, { ...own[at], span: 1 }, ...others) }
  })
}

/** Takes away what was set of cells by hand: their looks, their conditions and their words. What is printed there stays. */
export function clearCells(block: Block, refs: readonly CellRef[], ground: Ground): Block {
  const kinds = new Map(ground.cells.kinds.map((one) => [one.kind, one]))
  return refs.reduce((all, ref) => {
    const settings = kinds.get(ref.row.split('.')[0] ?? '')?.settings ?? []
    return settings
      .filter(({ home, part, field }) => part !== undefined || (home === 'cell' && field.key !== 'span'))
      .reduce((one, setting) => withCellValue(one, ref, { setting, value: undefined }, ground), all)
  }, block)
}
