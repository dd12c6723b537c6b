import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { type Product, startProduct } from './support/server.ts'
import { popups } from './tour/popups.ts'
import { screens } from './tour/screens.ts'
import type { Look, Stop } from './tour/types.ts'
import { nameOf, recordsToSee, walk } from './tour/walk.ts'

/*
 * Every screen and everything that opens over it, looked at by axe. `MORTISE_TOUR=all` goes in all eight looks,
 * `MORTISE_TOUR=390-dark-en,…` in those named; `MORTISE_PICTURES=<folder>` keeps a picture of every stop.
 */
const every: readonly Look[] = ([1440, 390] as const).flatMap((width) =>
  [false, true].flatMap((dark) => (['zh', 'en'] as const).map((locale) => ({ width, dark, locale }))),
)
const asked = process.env['MORTISE_TOUR']
const usual = ['1440-light-zh', '390-dark-en']
const looks = every.filter((look) =>
  asked === 'all' ? true : (asked?.split(',') ?? usual).includes(nameOf(look)),
)

let product: Product
let browser: Browser
let ids: { readonly [entity: string]: string }

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  ids = await recordsToSee(browser, product)
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const people = ['nobody', 'seller', 'admin'] as const

/** In the usual run every stop is made once, in one look or the other. */
function stopsFor(look: Look): readonly Stop[] {
  const possible = [...screens, ...popups].filter(({ wide }) => wide !== true || look.width === 1440)
  if (asked !== undefined) return possible
  const turn = looks.indexOf(look)
  return possible.filter((stop) => stop.wide === true || placeOf(stop) % looks.length === turn)
}

const placeOf = (stop: Stop): number => [...screens, ...popups].indexOf(stop)

test.each(looks.map((look) => [nameOf(look), look] as const))(
  'nothing hinders in %s',
  async (_name, look) => {
    const told: string[] = []
    for (const by of people) {
      const stops = stopsFor(look).filter((stop) => stop.by === by)
      told.push(
        ...(await walk(browser, product, {
          look,
          by,
          stops,
          ids,
          pictures: process.env['MORTISE_PICTURES'],
        })),
      )
    }
    expect(told).toEqual([])
  },
)
