import type { AwaitedLink, Cell } from './types.ts'

/** The value path a cell may change, if any. */
export function writes(cell: Cell): string | undefined {
  return cell.aspect === 'value' || cell.aspect === 'options' ? valuePath(cell.table, cell.key) : undefined
}

/** Value path of a field. */
export function valuePath(table: string, key: string): string {
  return table === '' ? key : `${table}.${key}`
}

/** Cells in an order in which each comes after what it reads, and the circles that had to be left out. */
export type Sorted = { readonly cells: readonly Cell[]; readonly circles: readonly (readonly string[])[] }

/** Sorts cells; a circle is named by its value paths, first one repeated, and its cells are dropped. */
export function sortCells(given: readonly Cell[]): Sorted {
  const writers = Map.groupBy(given, (cell) => writes(cell) ?? '')
  const marks = new Map<Cell, 'open' | 'done'>()
  const sorted: Cell[] = []
  const circles: (readonly string[])[] = []
  const trail: Cell[] = []
  const dropped = new Set<Cell>()
  const visit = (cell: Cell): void => {
    if (marks.get(cell) === 'done') return
    if (marks.get(cell) === 'open') {
      const circle = trail.slice(trail.indexOf(cell))
      circles.push([...circle, cell].map((one) => writes(one) ?? one.key))
      for (const one of circle) dropped.add(one)
      return
    }
    marks.set(cell, 'open')
    trail.push(cell)
    for (const path of cell.reads) {
      for (const writer of writers.get(path) ?? [])
        if (writer !== cell || cell.aspect === 'value') visit(writer)
    }
    trail.pop()
    marks.set(cell, 'done')
    sorted.push(cell)
  }
  for (const cell of given) visit(cell)
  return { cells: sorted.filter((cell) => !dropped.has(cell)), circles }
}

/** By value path, the places of the cells that read it. */
export function dependantsOf(cells: readonly Cell[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  for (const [place, cell] of cells.entries()) {
    for (const path of cell.reads) {
      const list = found.get(path)
      if (list === undefined) found.set(path, [place])
      else list.push(place)
    }
  }
  return found
}

/** Hands on what cells await to the cells that read their values; `cells` are in order. */
export function withAwaited(cells: readonly Cell[]): readonly Cell[] {
  const byPath = new Map<string, readonly AwaitedLink[]>()
  return cells.map((cell) => {
    const all = [...cell.awaits, ...cell.reads.flatMap((path) => byPath.get(path) ?? [])]
    const awaits = [...new Map(all.map((one) => [valuePath(one.table, one.link), one])).values()]
    const path = writes(cell)
    if (path !== undefined && cell.aspect === 'value') byPath.set(path, awaits)
    return { ...cell, awaits }
  })
}
