import type { Browser, CDPSession, Page } from 'playwright-core'
import type { Product } from '../../tests/browser/support/server.ts'
import { quantile } from '../forms/measure.ts'
import { draftsOf } from './form.ts'

/** What one kind of edit was measured at, in milliseconds: 95th percentile and middle. */
export type Edit = {
  /** Script of the page's own thread, from the event to the frame that shows its end. */
  readonly script: number
  readonly scriptMedian: number
  /** Time that passed until that frame was painted: style, layout and other programs are in it. */
  readonly painted: number
}

/** What a form of one size was measured at. */
export type Figures = {
  readonly drop: Edit
  readonly undo: Edit
  readonly redo: Edit
  /** The longest single task of the page in the second behind a drop: saving, checks, and what follows. */
  readonly longestAfter: number
}

declare global {
  var edits: {
    /** Begins to wait for the next event that edits, and for the frame behind it. */
    readonly watch: () => void
    /** How long that took. */
    readonly painted: () => Promise<number>
    /** The longest task since it was asked last. */
    readonly longest: () => number
  }
}

/** Runs in the page. */
function install(): void {
  let waited: Promise<number> = Promise.resolve(0)
  let longest = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
  }).observe({ type: 'longtask' })
  globalThis.edits = {
    watch: () => {
      waited = new Promise((done) => {
        const begin = (): void => {
          for (const name of ['drop', 'keydown']) removeEventListener(name, begin, true)
          const since = performance.now()
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => done(performance.now() - since)
            port2.postMessage('')
          })
        }
        for (const name of ['drop', 'keydown']) addEventListener(name, begin, true)
      })
    },
    painted: () => waited,
    longest: () => {
      const value = longest
      longest = 0
      return value
    },
  }
}

type Costs = { readonly script: number[]; readonly painted: number[] }

const none = (): Costs => ({ script: [], painted: [] })

async function scriptOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0)
}

/** Does an edit and notes what it cost. */
async function noted(page: Page, session: CDPSession, edit: () => Promise<void>, into: Costs): Promise<void> {
  await page.evaluate(() => globalThis.edits.watch())
  const before = await scriptOf(session)
  await edit()
  const painted = await page.evaluate(() =>
    Promise.race([globalThis.edits.painted(), new Promise<number>((done) => setTimeout(done, 5000, -1))]),
  )
  if (painted < 0) throw new Error('nothing was edited')
  into.painted.push(painted)
  into.script.push((await scriptOf(session)) - before)
}

/** Takes something up and brings it over a field, in its left or right half, so that it only has to be let go. */
async function bring(page: Page, what: string, where: string): Promise<void> {
  const target = page.locator(where)
  await target.evaluate((one) => one.scrollIntoView({ block: 'center' }))
  const from = await page.locator(what).first().boundingBox()
  const to = await target.boundingBox()
  if (from === null || to === null) throw new Error(`nothing to drag: ${what} to ${where}`)
  await page.mouse.move(from.x + Math.min(20, from.width / 2), from.y + from.height / 2)
  await page.mouse.down()
  const [x, y] = [to.x + to.width / 2, to.y + to.height * 0.25]
  await page.mouse.move(x, y + 40, { steps: 4 })
  await page.mouse.move(x, y, { steps: 3 })
}

const summed = ({ script, painted }: Costs): Edit => ({
  script: quantile(script, 0.95),
  scriptMedian: quantile(script, 0.5),
  painted: quantile(painted, 0.95),
})

async function openForm(browser: Browser, product: Product, fields: number): Promise<Page> {
  const context = await browser.newContext({
    baseURL: product.url,
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
  })
  const headers = { 'x-mortise': '1' }
  const { email, password } = product
  await context.request.post('/api/auth/sign-in', { headers, data: { email, password } })
  for (const { path, json } of draftsOf(fields)) {
    const answer = await context.request.put(`/api/design/${path}`, { headers, data: { json } })
    if (!answer.ok()) throw new Error(await answer.text())
  }
  const page = await context.newPage()
  await page.goto('/design/form/wide.edit')
  await page.locator(`.d-paper [data-type="field"] >> nth=${fields - 1}`).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(1500)
  return page
}

const parts = ['text', 'select', 'percent', 'money', 'integer'] as const

/**
 * A form of so many fields in the designer: new fields dropped at the beginning, in the middle and at the end, fields
 * moved near and far, and each taken back and done again.
 */
export async function measured(browser: Browser, product: Product, fields: number): Promise<Figures> {
  const page = await openForm(browser, product, fields)
  const session = await page.context().newCDPSession(page)
  // Time of the thread itself: what other programs of the machine do does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.evaluate(install)
  const [drop, undo, redo] = [none(), none(), none()]
  const longest: number[] = []
  const sections = Math.floor(fields / 25)
  const rounds = 36
  for (let round = 0; round < rounds; round++) {
    const list = `/nodes/${(round * 5) % sections}/nodes`
    const at = (round * 7) % 15
    const where = `[data-pointer="${list}/${at}"]`
    const isNew = round % 2 === 0
    const from = `[data-pointer="${list}/${at + 4}"] .d-field-label`
    await bring(page, isNew ? `[data-palette="${parts[(round / 2) % parts.length]}"]` : from, where)
    await page.evaluate(() => globalThis.edits.longest())
    await noted(page, session, () => page.mouse.up(), drop)
    await page.waitForTimeout(1200)
    longest.push(await page.evaluate(() => globalThis.edits.longest()))
    await noted(page, session, () => page.keyboard.press('Control+z'), undo)
    await page.waitForTimeout(100)
    await noted(page, session, () => page.keyboard.press('Control+y'), redo)
    await page.waitForTimeout(100)
  }
  await page.context().close()
  // The first edits only warm up.
  const warm = (costs: Costs): Costs => ({
    script: costs.script.slice(4),
    painted: costs.painted.slice(4),
  })
  return {
    drop: summed(warm(drop)),
    undo: summed(warm(undo)),
    redo: summed(warm(redo)),
    longestAfter: Math.max(...longest.slice(4)),
  }
}
