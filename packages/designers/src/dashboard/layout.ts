import { byPlace } from '@mortise/reports'

/** A tile on the grid, in cells: `x` columns from the left, `y` rows from the top. */
export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

/** A box that can be told apart. */
export type Tile = Box & { readonly id: string }

/** Smallest tile that still says something, in cells. */
export const smallest: Pick<Box, 'w' | 'h'> = { w: 3, h: 2 }

const most = 40

/** Whether two tiles share a cell. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

const between = (value: number, low: number, high: number): number =>
  Math.min(Math.max(Math.round(value), low), high)

/** A box brought inside the grid, whole cells wide and high. */
export function bounded<B extends Box>(box: B, columns: number): B {
  const w = between(box.w, Math.min(smallest.w, columns), columns)
  const h = between(box.h, smallest.h, most)
  return { ...box, w, h, x: between(box.x, 0, columns - w), y: Math.max(0, Math.round(box.y)) }
}

/** Moves a tile down until it touches none of the others. */
function settled<T extends Tile>(tile: T, placed: readonly Tile[]): T {
  let { y } = tile
  for (;;) {
    const hit = placed.filter((one) => overlaps({ ...tile, y }, one))
    if (hit.length === 0) return y === tile.y ? tile : { ...tile, y }
    y = Math.max(...hit.map((one) => one.y + one.h))
  }
}

/** Lets one tile have its place: those in its way go down, all others stay. The order of the list is kept. */
function around<T extends Tile>(tiles: readonly T[], first: T): readonly T[] {
  const placed = new Map<string, T>([[first.id, first]])
  for (const tile of tiles.filter(({ id }) => id !== first.id).toSorted(byPlace))
    placed.set(tile.id, settled(tile, [...placed.values()]))
  return tiles.map((tile) => placed.get(tile.id) ?? tile)
}

/**
 * Moves or resizes a tile: it gets the wanted box, brought inside the grid, and pushes down what is in its way. Always
 * reckoned from where everything stood at first, so that coming back to the start gives the start.
 */
export function arrange<T extends Tile>(
  start: readonly T[],
  id: string,
  given: { readonly want: Partial<Box>; readonly columns: number },
): readonly T[] {
  const tile = start.find((one) => one.id === id)
  if (tile === undefined) return start
  return around(start, bounded({ ...tile, ...given.want }, given.columns))
}

/** Adds a tile at a place; what is there goes down. */
export function insert<T extends Tile>(tiles: readonly T[], tile: T, columns: number): readonly T[] {
  return around([...tiles, tile], bounded(tile, columns))
}

/** The first place, read like a page, where a tile of a size fits without moving any other. */
export function freeSpot(
  tiles: readonly Box[],
  size: Pick<Box, 'w' | 'h'>,
  columns: number,
): Pick<Box, 'x' | 'y'> {
  const below = Math.max(0, ...tiles.map(({ y, h }) => y + h))
  for (let y = 0; y < below; y++) {
    for (let x = 0; x + size.w <= columns; x++) {
      if (!tiles.some((one) => overlaps({ ...size, x, y }, one))) return { x, y }
    }
  }
  return { x: 0, y: below }
}

/** Closes gaps: every tile goes up as far as it can. */
export function tidied<T extends Tile>(tiles: readonly T[]): readonly T[] {
  const placed = new Map<string, T>()
  for (const tile of tiles.toSorted(byPlace)) {
    let { y } = tile
    while (y > 0 && ![...placed.values()].some((one) => overlaps({ ...tile, y: y - 1 }, one))) y -= 1
    placed.set(tile.id, y === tile.y ? tile : { ...tile, y })
  }
  return tiles.map((tile) => placed.get(tile.id) ?? tile)
}
