import type { Chunk, PagedTable } from './types.ts'

/** How high the parts of a table come out, and how much room the pages have, in points. */
export type TableRoom = {
  readonly head: number
  readonly rows: readonly number[]
  readonly carried: number
  readonly pageTotal: number
  readonly end: number
  /** Room that is left on the page the table starts on. */
  readonly first: number
  /** Room of every other page. */
  readonly page: number
}

/** Rows by a fixed number to the page; one page of empty rows where there are none. */
export function chunksByCount(table: PagedTable): readonly Chunk[] {
  const { rows, rowsPerPage } = table
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage))
  return Array.from({ length: pages }, (_, page) => ({
    from: page * rowsPerPage,
    to: Math.min(rows.length, (page + 1) * rowsPerPage),
    newPage: page > 0,
  }))
}

/** Steps back over rows that head what follows, but never to nothing. */
function withoutLeads(table: PagedTable, from: number, to: number): number {
  let end = to
  while (end > from + 1 && table.rows[end - 1]?.leads === true) end -= 1
  return end
}

/** Rows as they fit, with room kept for what each page has of its own. Every page takes one row at least. */
export function chunksByHeight(table: PagedTable, room: TableRoom): readonly Chunk[] {
  const chunks: Chunk[] = []
  const count = table.rows.length
  const least = room.head + (room.rows[0] ?? 0) + Math.max(room.pageTotal, count <= 1 ? room.end : 0)
  const away = room.first < room.page && room.first < least
  let from = 0
  do {
    const first = chunks.length === 0
    const height = first && !away ? room.first : room.page
    const free = height - room.head - (first ? 0 : room.carried)
    const rest = room.rows.slice(from).reduce((sum, one) => sum + one, 0)
    if (rest + room.end + (first ? 0 : room.pageTotal) <= free) {
      chunks.push({ from, to: count, newPage: !first || away })
      return chunks
    }
    let to = from
    let used = room.pageTotal
    while (to < count && used + (room.rows[to] ?? 0) <= free) {
      used += room.rows[to] ?? 0
      to += 1
    }
    // What ends the table does not stand alone on a page.
    if (to >= count && count - from > 1) to = count - 1
    to = withoutLeads(table, from, Math.max(to, from + 1))
    chunks.push({ from, to, newPage: !first || away })
    from = to
  } while (from < count)
  // One row that fills its page: the end goes behind it, wherever it falls.
  const last = chunks.at(-1)
  return last === undefined ? [{ from: 0, to: 0, newPage: away }] : chunks
}
