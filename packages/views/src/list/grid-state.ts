import { type KeyboardEvent, useCallback, useState } from 'react'

/** A cell by its line and column, and the other corner of what is marked. */
export type GridCell = {
  readonly row: number
  readonly col: number
  readonly fromRow: number
  readonly fromCol: number
}

type Grid = {
  readonly cell: GridCell | undefined
  readonly setCell: (cell: GridCell | undefined) => void
  /** Goes to a cell; with `mark` the marked part grows. */
  readonly goTo: (row: number, col: number, mark?: boolean) => void
}

/** Where a person stands in a grid of cells. */
export function useGridCell(): Grid {
  const [cell, setCell] = useState<GridCell>()
  const goTo = useCallback(
    (row: number, col: number, mark = false) =>
      setCell((old) =>
        mark && old !== undefined ? { ...old, row, col } : { row, col, fromRow: row, fromCol: col },
      ),
    [],
  )
  return { cell, setCell, goTo }
}

/** What a key says of moving: how many lines and columns, or to an edge. */
type Step = { readonly rows?: number; readonly cols?: number }

/** How far a key moves in a grid; undefined for keys that don't. */
export function stepOf(event: KeyboardEvent, page: number): Step | undefined {
  const far = Number.MAX_SAFE_INTEGER
  const whole = event.ctrlKey || event.metaKey
  const steps: { readonly [key: string]: Step } = {
    ArrowDown: { rows: whole ? far : 1 },
    ArrowUp: { rows: whole ? -far : -1 },
    ArrowRight: { cols: whole ? far : 1 },
    ArrowLeft: { cols: whole ? -far : -1 },
    PageDown: { rows: page },
    PageUp: { rows: -page },
    Home: whole ? { rows: -far, cols: -far } : { cols: -far },
    End: whole ? { rows: far, cols: far } : { cols: far },
  }
  return Object.hasOwn(steps, event.key) ? steps[event.key] : undefined
}

/** A number kept between 0 and the last of `count`. */
export function within(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at))
}

/** The marked part with its smaller ends first. */
export function markedOf(cell: GridCell): {
  readonly rows: readonly [number, number]
  readonly cols: readonly [number, number]
} {
  return {
    rows: [Math.min(cell.row, cell.fromRow), Math.max(cell.row, cell.fromRow)],
    cols: [Math.min(cell.col, cell.fromCol), Math.max(cell.col, cell.fromCol)],
  }
}
