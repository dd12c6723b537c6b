import type { DashboardDocument, WidgetDocument } from '@mortise/schema'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { screensOf, slidesOf } from './slides.ts'
import { readWall, wallPath } from './wall-address.ts'

const tile = (id: string, y: number, h: number, tab?: string): WidgetDocument => ({
  id,
  report: 'r',
  x: 0,
  y,
  w: 12,
  h,
  ...(tab === undefined ? {} : { tab }),
})
const idsOf = (screens: readonly (readonly WidgetDocument[])[]): readonly (readonly string[])[] =>
  screens.map((one) => one.map(({ id }) => id))

it('cuts a long page where no tile lies across, and never through one', () => {
  const page = [tile('a', 0, 8), tile('b', 8, 9), tile('c', 17, 8), tile('d', 17, 4), tile('e', 25, 40)]
  expect(idsOf(screensOf(page))).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  const across = [tile('a', 0, 12), tile('b', 6, 14), tile('c', 16, 8)]
  expect(idsOf(screensOf(across))).toEqual([['a', 'b', 'c']])
})

it('shows every tile of every tab once, each screen from its first row on', () => {
  const tiles = fc.array(
    fc.record({
      y: fc.nat(60),
      h: fc.integer({ min: 1, max: 12 }),
      tab: fc.constantFrom('one', 'two', 'gone'),
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(tiles, (given) => {
      const board: DashboardDocument = {
        key: 'b',
        label: 'Board',
        tabs: ['one', 'two'].map((id) => ({ id, label: id })),
        widgets: given.map(({ y, h, tab }, at) => tile(`w${at}`, y, h, tab)),
      }
      const slides = slidesOf([board], 'en')
      const shown = slides.flatMap((one) => one.widgets)
      expect(shown.map(({ id }) => id).toSorted()).toEqual(board.widgets.map(({ id }) => id).toSorted())
      for (const { widgets, rows, key } of slides) {
        expect(Math.min(...widgets.map(({ y }) => y))).toBe(0)
        expect(Math.max(...widgets.map(({ y, h }) => y + h))).toBe(rows)
        // A tile of a tab that is gone stands on the first one, as on the page.
        for (const one of widgets)
          expect(key.startsWith(`b ${one.tab === 'two' ? 'two' : 'one'} `)).toBe(true)
      }
      expect(new Set(slides.map(({ key }) => key)).size).toBe(slides.length)
    }),
    { numRuns: 60 },
  )
})

it('keeps in its address what was chosen, and takes nothing else from there', () => {
  const wall = { boards: ['sales', 'team'], every: 60, refresh: 15, look: 'light' } as const
  expect(readWall(wallPath(wall).slice('/wall'.length))).toEqual(wall)
  expect(readWall('?boards=sales,sales,../x,&every=1&refresh=nan&look=pink')).toEqual({
    boards: ['sales'],
    every: 30,
    refresh: 5,
    look: 'dark',
  })
})
