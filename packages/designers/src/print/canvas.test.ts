import type { LaidBlock, PrintLayout } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageCorner, pagePoint } from './page-geometry.ts'
import { dropPlace } from './places.ts'
import { columnsDragged, shapedSettings } from './sizing.ts'
import { edgeSnapped, leastSide, snapped } from './snap.ts'

const text = { type: 'text', value: 'x' }
const print: PrintDocument = {
  key: 'p',
  label: 'p',
  entity: 'quote',
  page: { size: 'A4' },
  header: [text],
  body: [text, { type: 'columns', columns: [{ blocks: [text, text] }, { blocks: [text] }] }, text],
}
const box = (at: string, page: number, [x, y, width, height]: readonly number[]): LaidBlock => ({
  at,
  page,
  x: x ?? 0,
  y: y ?? 0,
  width: width ?? 0,
  height: height ?? 0,
})
const page = { width: 210, height: 297, margins: [15, 25, 15, 20] as const, drawings: [] }
const layout: PrintLayout = {
  pages: [page, page],
  outlines: {},
  pictures: [],
  blocks: [
    box('/header/0', 0, [15, 8, 180, 8]),
    box('/body/0', 0, [15, 25, 180, 10]),
    box('/body/1', 0, [15, 35, 180, 30]),
    box('/body/1/columns/0/blocks/0', 0, [15, 35, 85, 10]),
    box('/body/1/columns/0/blocks/1', 0, [15, 45, 85, 20]),
    box('/body/1/columns/1/blocks/0', 0, [110, 35, 85, 10]),
    box('/body/2', 1, [15, 25, 180, 40]),
  ],
}
const at = (number: number, x: number, y: number): string | undefined => {
  const found = dropPlace(
    { page: number, x, y },
    { layout, print, floats: () => false, holder: () => undefined },
  )
  return found && `${found.list} ${found.index}`
}

describe('where something is dropped', () => {
  it('is before the block whose middle is lower, in the innermost list at the point', () => {
    expect(at(0, 50, 26)).toBe('/body 0')
    expect(at(0, 50, 33)).toBe('/body 1')
    expect(at(0, 50, 48)).toBe('/body/1/columns/0/blocks 1')
    expect(at(0, 150, 60)).toBe('/body/1/columns/1/blocks 1')
  })

  it('is the header above the margin, and behind what stands before on a further page', () => {
    expect(at(0, 50, 14)).toBe('/header 1')
    expect(at(0, 50, 200)).toBe('/body 2')
    expect(at(1, 50, 120)).toBe('/body 3')
    expect(at(5, 50, 120)).toBeUndefined()
  })
})

describe('points of the screen', () => {
  it('are the same points of a page at any size', () => {
    fc.assert(
      fc.property(
        fc.nat(1),
        fc.nat(2100),
        fc.nat(2970),
        fc.integer({ min: 5, max: 80 }),
        (number, x, y, size) => {
          const scale = size / 10
          const { left, top } = pageCorner(layout.pages, number, scale)
          const found = pagePoint(
            layout.pages,
            { x: left + (x / 10) * scale, y: top + (y / 10) * scale },
            scale,
          )
          expect(found.page).toBe(number)
          expect(found.x).toBeCloseTo(x / 10, 6)
          expect(found.y).toBeCloseTo(y / 10, 6)
        },
      ),
    )
  })
})

describe('what is moved by hand', () => {
  const start = { x: 20, y: 30, width: 40, height: 25 }

  it('sticks to a line with its nearest edge or its middle, and says to which', () => {
    const lines = { x: [15, 105], y: [] }
    expect(snapped(start, { x: -4, y: 3 }, { lines, reach: 2 })).toEqual({
      box: { ...start, x: 15, y: 33 },
      stuck: { x: [15], y: [] },
    })
    expect(snapped(start, { x: 64.2, y: 0 }, { lines, reach: 2 }).box.x).toBe(85)
    expect(snapped(start, { x: -4, y: 3 }, { lines, reach: 0 }).stuck.x).toEqual([])
  })

  it('is never made smaller than can be taken hold of, and only the edge that is pulled moves', () => {
    const edge = fc.record({
      left: fc.boolean(),
      right: fc.boolean(),
      top: fc.boolean(),
      bottom: fc.boolean(),
    })
    const far = fc.integer({ min: -200, max: 200 })
    fc.assert(
      fc.property(edge, far, far, (grip, x, y) => {
        fc.pre(Object.values(grip).some(Boolean) && !(grip.left && grip.right) && !(grip.top && grip.bottom))
        const { box: next } = snapped(start, { x, y }, { grip, lines: { x: [50], y: [] }, reach: 1 })
        expect(next.width).toBeGreaterThanOrEqual(leastSide)
        expect(next.height).toBeGreaterThanOrEqual(leastSide)
        if (!grip.left) expect(next.x).toBe(start.x)
        if (!grip.top) expect(next.y).toBe(start.y)
        if (!grip.left && !grip.right) expect(next.width).toBe(start.width)
      }),
    )
  })

  it('becomes settings in points, or in millimetres where a block counts in those', () => {
    const to = { ...start, x: 30.04, width: 50, height: 30 }
    const seal = shapedSettings(
      { type: 'seal', dx: 40 },
      { x: 'dx', y: 'dy', width: 'size' },
      { from: start, to },
    )
    expect(seal).toEqual({ dx: 68, size: 142 })
    const mm = { unit: 'mm', x: 'x', y: 'y', width: 'width', height: 'height' } as const
    expect(shapedSettings({ type: 'box', x: 20 }, mm, { from: start, to })).toEqual({
      x: 30,
      width: 50,
      height: 30,
    })
  })
})

it('lets the edge of a column stick to lines, else to whole millimetres, and to nothing where it is held free', () => {
  const given = { lines: [40, 90], reach: 2, size: 21.4 }
  const stuck = edgeSnapped(35, 3.6, given)
  expect(stuck.by).toBeCloseTo(5, 6)
  expect(stuck.line).toBe(40)
  const whole = edgeSnapped(35, 1.2, given)
  expect([whole.by + given.size, whole.line]).toEqual([23, undefined])
  expect(edgeSnapped(35, 3.6, { ...given, reach: 0 })).toEqual({ by: 3.6, line: undefined })
})

it('gives a column what its neighbour loses, unless the neighbour takes what is left', () => {
  const edges = [15, 35, 55, 195]
  const fixed = [{ width: 48.2 }, { width: '48.2' }, { width: '*' }]
  const [one, two, three] = columnsDragged(fixed, 0, { by: 5, edges })
  expect([one?.width, two?.width, three?.width]).toEqual([62.4, 34, '*'])
  expect(columnsDragged(fixed, 1, { by: 5, edges }).map(({ width }) => width)).toEqual([48.2, 62.4, '*'])
  const free = [{ width: '*' }, { width: 40 }]
  expect(columnsDragged(free, 0, { by: 2, edges: [15, 35, 55] }).map(({ width }) => width)).toEqual([
    '*',
    42.5,
  ])
})
