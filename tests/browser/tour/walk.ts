import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openWindow } from '../support/person.ts'
import type { Product } from '../support/server.ts'
import type { Prepared } from './prepare.ts'
import type { Guide, Look, Stop } from './types.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Rules that can find nothing serious, and style sheets, which no rule that is left reads: they take a fifth of the time. */
const lesser = `
  aria-allowed-role aria-deprecated-role empty-heading empty-table-header focus-order-semantics
  form-field-multiple-labels heading-order hidden-content html-xml-lang-mismatch
  image-redundant-alt landmark-banner-is-top-level landmark-contentinfo-is-top-level
  landmark-main-is-top-level landmark-no-duplicate-banner landmark-no-duplicate-contentinfo
  landmark-no-duplicate-main landmark-one-main landmark-unique meta-viewport meta-viewport-large
  no-autoplay-audio page-has-heading-one presentation-role-conflict region scope-attr-valid
  server-side-image-map skip-link table-duplicate-name
`
const how = {
  resultTypes: ['violations'],
  preload: false,
  // Ways to what was found would be worked out for every element; what is told is the element itself.
  selectors: false,
  rules: Object.fromEntries(
    lesser
      .trim()
      .split(/\s+/)
      .map((id) => [id, { enabled: false }]),
  ),
}

/** What stands around every screen. */
const frame = ['.m-nav', '.m-rail', '.m-top', '.m-bottom']

/**
 * What hinders people who see, hear or point differently, seriously or worse, on the page as it stands; `inside` leaves out what
 * stands around it.
 */
async function hindrances(page: Page, inside: boolean): Promise<readonly string[]> {
  // It stays while one goes about within the product.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const where = inside ? { exclude: frame } : { include: ['html'] }
  const found = await page.evaluate(
    async (given) => {
      const { axe: tool } = globalThis as unknown as {
        axe: { run: (where: object, how: object) => Promise<{ violations: Violation[] }> }
      }
      // It reads the styles of all elements one by one for what no element has without this word.
      const isForced = document.querySelector('[style*="important" i]') !== null
      const rules = { ...given.how.rules, 'avoid-inline-spacing': { enabled: isForced } }
      return (await tool.run(given.where, { ...given.how, rules })).violations
    },
    { where, how },
  )
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** A name for a look, as it stands in the name of a picture. */
export const nameOf = ({ width, dark, locale }: Look): string =>
  `${width}-${dark ? 'dark' : 'light'}-${locale}`

const people = { admin: undefined, seller: 'chen@example.com', nobody: null } as const

async function windowOf(
  browser: Browser,
  product: Product,
  { look, by }: { readonly look: Look; readonly by: Stop['by'] },
): Promise<Page> {
  const page = await openWindow(browser, product, {
    width: look.width,
    height: look.width === 390 ? 844 : 900,
    dark: look.dark,
    locale: look.locale === 'zh' ? 'zh-CN' : 'en-US',
    // What still moves has colours that nobody chose.
    still: true,
  })
  page.context().setDefaultTimeout(45_000)
  const email = people[by]
  if (email === null) return page
  const headers = { 'x-mortise': '1' }
  const data = { email: email ?? product.email, password: product.password }
  await page.request.post('/api/auth/sign-in', { data, headers })
  await page.request.put('/api/me', { data: { locale: look.locale }, headers })
  return page
}

type Walk = {
  /** Of one width and language: a screen is opened once and looked at in each of their colours. */
  readonly looks: readonly [Look, ...Look[]]
  readonly by: Stop['by']
  readonly stops: readonly Stop[]
  readonly prepared: Prepared
  /** Looks at a stop in one of the colours only, taken in turn. */
  readonly inTurn: boolean
  /** Folder for pictures, if they are wanted. */
  readonly pictures: string | undefined
}

/** Goes to every stop and tells what hinders there; a stop that can't be reached is told as well. */
export async function walk(
  browser: Browser,
  product: Product,
  { looks, by, stops, prepared, inTurn, pictures }: Walk,
): Promise<readonly string[]> {
  const [look] = looks
  const page = await windowOf(browser, product, { look, by })
  const say: Guide['say'] = (zh, en) => (look.locale === 'zh' ? zh : en)
  const guide: Guide = {
    page,
    look,
    say,
    press: async (zh, en) => {
      const name = say(zh, en)
      await page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .click()
    },
    some: (name) => prepared[name] ?? '',
  }
  const told: string[] = []
  let left: Left = 'anew'
  const framed = new Set<Look>()
  for (const [at, stop] of stops.entries()) {
    const shown = inTurn ? [looks[at % looks.length] ?? look] : looks
    try {
      await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light' })
      await stop.before?.(guide)
      await goTo(page, stop.path(guide), stop.before === undefined ? left : 'anew')
      await settle(page)
      if (stop.open !== undefined) {
        await stop.open(guide)
        await page.waitForTimeout(300)
        await settle(page)
      }
      for (const one of shown) {
        if (one !== look) await page.emulateMedia({ colorScheme: one.dark ? 'dark' : 'light' })
        const isKnown = inTurn && framed.has(one) && stop.open === undefined
        told.push(...(await wrongIn(page, { look: one, stop, pictures, isKnown })))
        framed.add(one)
      }
      // What was opened, typed or made to fail at one stop must not stand at the next.
      const isOutside = by === 'nobody' || stop.before !== undefined
      left = isOutside ? 'anew' : stop.open === undefined ? 'within' : 'over nothing'
    } catch (error) {
      left = 'anew'
      told.push(`${nameOf(look)} ${stop.name}: ${String(error).split('\n')[0]}`)
    }
    if (stop.before !== undefined) await page.unrouteAll()
  }
  await page.context().close()
  return told
}

/** What is wrong with the screen as it stands, in the colours of a look. What is around it is looked at once in each. */
async function wrongIn(
  page: Page,
  given: Pick<Walk, 'pictures'> & { readonly look: Look; readonly stop: Stop; readonly isKnown: boolean },
): Promise<readonly string[]> {
  const { look, stop, pictures, isKnown } = given
  const place = `${nameOf(look)} ${stop.name}`
  await settle(page)
  if (pictures !== undefined) await picture(page, join(pictures, nameOf(look)), stop.name)
  const told = (await hindrances(page, isKnown)).map((one) => `${place}: ${one}`)
  const isWide = look.width === 390 && (await page.evaluate(tooWide))
  return isWide ? [...told, `${place}: the page is wider than the screen`] : told
}

/** How one goes on from a stop: by loading the page, by a link, or by way of a page without anything on it. */
type Left = 'anew' | 'within' | 'over nothing'

/** Goes to a screen within the product, as by a click on a link. False where one can't leave. */
async function follow(page: Page, path: string): Promise<boolean> {
  const before = await page.evaluate(() => document.querySelector('main')?.textContent ?? '')
  await page.evaluate((to) => history.pushState({}, '', to), path)
  return page
    .waitForFunction((was) => document.querySelector('main')?.textContent !== was, before, {
      timeout: 5000,
      // By itself it looks at every frame, and has each of them drawn for that.
      polling: 60,
    })
    .then(() => true)
    .catch(() => false)
}

/** Whether nothing is left over a screen: no dialog, no list, no menu. */
const isBare = (): boolean =>
  [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"], .ant-dropdown')].every(
    (one) => !one.checkVisibility(),
  )

/** Goes to a screen: within the product where nothing of the stop before comes along, otherwise by loading the page anew. */
async function goTo(page: Page, path: string, left: Left): Promise<void> {
  const isGone = left === 'over nothing' && (await follow(page, '/nowhere')) && (await page.evaluate(isBare))
  if ((left === 'within' || isGone) && (await follow(page, path))) return
  // The first screens of all windows come at once.
  await page.goto(path, { timeout: 60_000 })
}

/** Waits until the screen shows what it is for: what is looked at before that hinders nobody. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.waitForFunction(isSettled, undefined, { polling: 120, timeout: 90_000 }).catch(async () => {
    throw new Error(`it never stands: ${await page.evaluate(whatMoves)}`)
  })
}

/** Something stands there, nothing is still on its way or fading in, and it was the same at the last two looks. */
function isSettled(): boolean {
  const kept = globalThis as unknown as { seen?: readonly string[] }
  const place = document.querySelector('main') ?? document.querySelector('#root')
  const text = place?.textContent ?? ''
  // Half faded in, words are pale. What turns without end is no fading.
  const fades = document
    .getAnimations()
    .some(
      ({ playState, effect }) =>
        playState === 'running' && Number(effect?.getComputedTiming().endTime) < 2000,
    )
  const waits = fades || document.querySelector('.m-skeleton, [aria-busy="true"]') !== null || text === ''
  const sight = `${text.length} ${document.querySelectorAll('*').length}`
  const seen = [...(kept.seen ?? []), sight].slice(-3)
  kept.seen = seen
  return !waits && seen.length === 3 && seen.every((one) => one === sight)
}

/** What is still on its way, or how the screen changed at the last looks. */
function whatMoves(): string {
  const busy = [...document.querySelectorAll('.m-skeleton, [aria-busy="true"]')]
  const { seen } = globalThis as unknown as { seen?: readonly string[] }
  return `${seen?.join(', ')}; ${busy.map(({ outerHTML }) => outerHTML.slice(0, 120)).join(' | ')}`
}

const tooWide = (): boolean => document.documentElement.scrollWidth > window.innerWidth + 1

async function picture(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`) })
}
