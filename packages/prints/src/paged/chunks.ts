import type { Chunk, PagedTable } from './types.ts'

/** How high the parts of a table come out, and how much room the pages have, in points. */
export type TableRoom = {
  readonly head: number
  readonly rows: readonly number[]
  readonly carried: number
  readonly pageTotal: number
  readonly end: number
  /** An empty row, as forms are filled up with. */
  readonly empty: number
  /** Room that is left on the page the table starts on. */
  readonly first: number
  /** Room of every other page. */
  readonly page: number
}

/** Steps back over rows that head what follows, but never to nothing. */
function withoutLeads(table: PagedTable, from: number, to: number): number {
  let end = to
  while (end > from + 1 && table.rows[end - 1]?.leads === true) end -= 1
  return end
}

/** How many empty rows fill a page up to its number of rows, as far as there is room for them. */
function emptyRows({ rowsPerPage }: PagedTable, rows: number, free: number, empty: number): number {
  const wanted = Math.max(0, rowsPerPage - rows)
  return empty <= 0 ? wanted : Math.max(0, Math.min(wanted, Math.floor(free / empty)))
}

/** Whether a table begins on a new page: its beginning finds no room on this one, or all of it does on a page of its own. */
function beginsAway(table: PagedTable, room: TableRoom, most: number): boolean {
  const count = table.rows.length
  const least = room.head + (room.rows[0] ?? 0) + Math.max(room.pageTotal, count <= 1 ? room.end : 0)
  if (room.first >= room.page) return false
  if (room.first < least) return true
  const whole = room.rows.reduce((sum, one) => sum + one, room.head + room.end)
  return table.together === true && count <= most && whole > room.first && whole <= room.page
}

/**
 * Rows as they fit, with room kept for what each page has of its own. Every page takes one row at least, and no more than the
 * table says; a page with fewer is filled up.
 */
export function chunksByHeight(table: PagedTable, room: TableRoom): readonly Chunk[] {
  const chunks: Chunk[] = []
  const count = table.rows.length
  const most = table.rowsPerPage > 0 ? table.rowsPerPage : Infinity
  const away = beginsAway(table, room, most)
  const put = (from: number, to: number, free: number): void => {
    const empty = emptyRows(table, to - from, free, room.empty)
    chunks.push({ from, to, newPage: chunks.length > 0 || away, empty })
  }
  let from = 0
  do {
    const first = chunks.length === 0
    const height = first && !away ? room.first : room.page
    const free = height - room.head - (first ? 0 : room.carried)
    const rest = room.rows.slice(from).reduce((sum, one) => sum + one, 0)
    const ends = rest + room.end + (first ? 0 : room.pageTotal)
    if (ends <= free && count - from <= most) {
      put(from, count, free - ends)
      return chunks
    }
    let to = from
    let used = room.pageTotal
    while (to < count && to - from < most && used + (room.rows[to] ?? 0) <= free) {
      used += room.rows[to] ?? 0
      to += 1
    }
    // What ends the table does not stand alone on a page.
    if (to >= count && count - from > 1) to = count - 1
    to = withoutLeads(table, from, Math.max(to, from + 1))
    const taken = room.rows.slice(from, to).reduce((sum, one) => sum + one, room.pageTotal)
    put(from, to, free - taken)
    from = to
  } while (from < count)
  // One row that fills its page: the end goes behind it, wherever it falls.
  return chunks
}
