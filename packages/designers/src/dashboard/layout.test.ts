import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phoneOrder } from '@mortise/reports'
import { arrange, bounded, freeSpot, insert, overlaps, type Tile, tidied } from './layout.ts'

const columns = 24

const box = fc.record({
  x: fc.nat(30),
  y: fc.nat(20),
  w: fc.integer({ min: 1, max: 30 }),
  h: fc.integer({ min: 1, max: 12 }),
})

/** Boards without overlaps, built the way people build them: tile by tile. */
const board = fc
  .array(box, { minLength: 1, maxLength: 9 })
  .map((boxes) =>
    boxes.reduce<readonly Tile[]>((tiles, one, at) => insert(tiles, { ...one, id: `w${at}` }, columns), []),
  )

const want = fc.record({ x: fc.integer({ min: -5, max: 40 }), y: fc.integer({ min: -5, max: 30 }) })
const size = fc.record({ w: fc.integer({ min: -3, max: 40 }), h: fc.integer({ min: -3, max: 60 }) })

function expectSound(tiles: readonly Tile[]): void {
  for (const tile of tiles) {
    expect(tile.x).toBeGreaterThanOrEqual(0)
    expect(tile.y).toBeGreaterThanOrEqual(0)
    expect(tile.x + tile.w).toBeLessThanOrEqual(columns)
    for (const other of tiles) if (other.id !== tile.id) expect(overlaps(tile, other)).toBe(false)
  }
}

describe('a board', () => {
  it('never has tiles over each other or outside, however it is moved and resized', () => {
    fc.assert(
      fc.property(board, fc.nat(8), fc.oneof(want, size, box), (tiles, at, to) => {
        const id = `w${at % tiles.length}`
        const moved = arrange(tiles, id, { want: to, columns })
        expectSound(moved)
        expect(moved.map((one) => one.id)).toEqual(tiles.map((one) => one.id))
      }),
    )
  })

  it('is as it was when a tile comes back to where it was taken', () => {
    fc.assert(
      fc.property(board, fc.nat(8), (tiles, at) => {
        const tile = tiles[at % tiles.length]
        if (tile === undefined) return
        const { id, ...from } = tile
        expect(arrange(tiles, id, { want: from, columns })).toEqual(tiles)
      }),
    )
  })

  it('is as it was when a move that pushed nothing is taken back', () => {
    fc.assert(
      fc.property(board, fc.nat(8), want, (tiles, at, to) => {
        const tile = tiles[at % tiles.length]
        if (tile === undefined) return
        const moved = arrange(tiles, tile.id, { want: to, columns })
        const others = (list: readonly Tile[]): readonly Tile[] => list.filter(({ id }) => id !== tile.id)
        fc.pre(JSON.stringify(others(moved)) === JSON.stringify(others(tiles)))
        expect(arrange(moved, tile.id, { want: { x: tile.x, y: tile.y }, columns })).toEqual(tiles)
      }),
    )
  })

  it('pushes others straight down and gives the moved tile its place', () => {
    fc.assert(
      fc.property(board, fc.nat(8), want, (tiles, at, to) => {
        const id = `w${at % tiles.length}`
        const moved = arrange(tiles, id, { want: to, columns })
        for (const [index, tile] of moved.entries()) {
          const before = tiles[index]
          if (before === undefined || tile.id === id) continue
          expect({ ...tile, y: 0 }).toEqual({ ...before, y: 0 })
          expect(tile.y).toBeGreaterThanOrEqual(before.y)
        }
        const target = tiles.find((one) => one.id === id)
        if (target !== undefined)
          expect(moved.find((one) => one.id === id)).toEqual(bounded({ ...target, ...to }, columns))
      }),
    )
  })

  it('is tidied once and for all, with nothing higher than it may be', () => {
    fc.assert(
      fc.property(board, (tiles) => {
        const tidy = tidied(tiles)
        expectSound(tidy)
        expect(tidied(tidy)).toEqual(tidy)
        for (const tile of tidy) {
          const higher = { ...tile, y: tile.y - 1 }
          const free = tile.y > 0 && !tidy.some((one) => one.id !== tile.id && overlaps(higher, one))
          expect(free).toBe(false)
        }
      }),
    )
  })

  it('offers a free place that is free', () => {
    fc.assert(
      fc.property(board, fc.integer({ min: 3, max: 24 }), fc.integer({ min: 2, max: 8 }), (tiles, w, h) => {
        const spot = freeSpot(tiles, { w, h }, columns)
        expect(tiles.some((one) => overlaps({ ...spot, w, h }, one))).toBe(false)
        expect(spot.x + w).toBeLessThanOrEqual(columns)
      }),
    )
  })

  it('reads on a phone from the top left', () => {
    const tiles = [
      { id: 'b', x: 12, y: 0, w: 12, h: 4 },
      { id: 'c', x: 0, y: 4, w: 24, h: 4 },
      { id: 'a', x: 0, y: 0, w: 12, h: 4 },
    ]
    expect(phoneOrder(tiles).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })
})
