import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { type Product, startProduct } from './support/server.ts'
import { popups } from './tour/popups.ts'
import { type Prepared, prepare } from './tour/prepare.ts'
import { screens } from './tour/screens.ts'
import { states } from './tour/states.ts'
import type { Look, Stop } from './tour/types.ts'
import { nameOf, walk } from './tour/walk.ts'

/*
 * Every screen and everything that opens over it, looked at by axe. `MORTISE_TOUR=all` goes in all eight looks,
 * `MORTISE_TOUR=390-dark-en,…` in those named; `MORTISE_PICTURES=<folder>` keeps a picture of every stop.
 */
const every: readonly Look[] = ([1440, 390] as const).flatMap((width) =>
  [false, true].flatMap((dark) => (['zh', 'en'] as const).map((locale) => ({ width, dark, locale }))),
)
const asked = process.env['MORTISE_TOUR']
const usual = ['1440-light-zh', '1440-dark-zh', '390-light-en', '390-dark-en']
const wanted = every.filter((look) =>
  asked === 'all' ? true : (asked?.split(',') ?? usual).includes(nameOf(look)),
)
/** What differs only in its colours is walked at once. */
const walks = Object.values(Object.groupBy(wanted, ({ width, locale }) => `${width} ${locale}`)).flatMap(
  ([first, ...others] = []) => (first === undefined ? [] : [[first, ...others] as const]),
)

const stops: readonly Stop[] = [...screens, ...states, ...popups]

let product: Product
let fresh: Product
let browser: Browser
let prepared: Prepared

beforeAll(async () => {
  ;[product, fresh, browser] = await Promise.all([
    startProduct(),
    startProduct({ app: 'none' }),
    openBrowser(),
  ])
  prepared = await prepare(browser, product)
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([product?.stop(), fresh?.stop()])
})

/** In the usual run every stop is made once, wide or narrow, and looked at in one of the colours. */
function stopsFor(walk: (typeof walks)[number]): readonly Stop[] {
  const shows = ({ wide }: Stop, [{ width }]: (typeof walks)[number]): boolean =>
    wide !== true || width === 1440
  if (asked !== undefined) return stops.filter((stop) => shows(stop, walk))
  return stops.filter((stop, at) => {
    const possible = walks.filter((one) => shows(stop, one))
    return possible[at % possible.length] === walk
  })
}

const opening: ReadonlySet<Stop> = new Set(popups)

/** Who walks at the same time: each has a window of their own. What opens over screens is a way by itself. */
const walkers = [
  { by: 'nobody', on: undefined, opens: false },
  { by: 'seller', on: undefined, opens: false },
  { by: 'seller', on: undefined, opens: true },
  { by: 'admin', on: undefined, opens: false },
  { by: 'admin', on: undefined, opens: true },
  { by: 'admin', on: 'fresh', opens: false },
] as const

test.each(walks.map((looks) => [looks.map(nameOf).join(', '), looks] as const))(
  'nothing hinders in %s',
  async (_name, looks) => {
    const told = await Promise.all(
      walkers.map(({ by, on, opens }) =>
        walk(browser, on === 'fresh' ? fresh : product, {
          looks,
          by,
          stops: stopsFor(looks).filter(
            (stop) => stop.by === by && stop.on === on && opening.has(stop) === opens,
          ),
          prepared,
          inTurn: asked === undefined,
          pictures: process.env['MORTISE_PICTURES'],
        }),
      ),
    )
    expect(told.flat()).toEqual([])
  },
  // All of it in one look takes its time on a busy machine; who asks for several waits for them.
  asked === undefined ? 900_000 : 5_400_000,
)
