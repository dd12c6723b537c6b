type Placed = { readonly x: number; readonly y: number; readonly phone?: number | undefined }

/** The order in which the tiles of a dashboard are read: row by row. */
export const byPlace = (a: Placed, b: Placed): number => a.y - b.y || a.x - b.x

/** Tiles in the order a phone shows them: those given a place there first, then as they are read. */
export function phoneOrder<Tile extends Placed>(tiles: readonly Tile[]): readonly Tile[] {
  const place = ({ phone }: Tile): number => phone ?? Number.MAX_SAFE_INTEGER
  return tiles.toSorted((a, b) => place(a) - place(b) || byPlace(a, b))
}
