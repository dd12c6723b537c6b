import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openWindow, records } from '../support/person.ts'
import type { Product } from '../support/server.ts'
import type { Guide, Look, Stop } from './types.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** What hinders people who see, hear or point differently, seriously or worse, on the page as it stands. */
export async function hindrances(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run: (where: Document, how: object) => Promise<{ violations: Violation[] }> }
    }
    return (await tool.run(document, { resultTypes: ['violations'] })).violations
  })
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
  page.context().setDefaultTimeout(8_000)
  const email = people[by]
  if (email === null) return page
  const headers = { 'x-mortise': '1' }
  const data = { email: email ?? product.email, password: product.password }
  await page.request.post('/api/auth/sign-in', { data, headers })
  await page.request.put('/api/me', { data: { locale: look.locale }, headers })
  return page
}

const looked = ['lead', 'account', 'opportunity', 'quote', 'product'] as const

/** Some records to look at, the same for everybody. */
export async function recordsToSee(
  browser: Browser,
  product: Product,
): Promise<{ readonly [entity: string]: string }> {
  const page = await windowOf(browser, product, {
    look: { width: 1440, dark: false, locale: 'zh' },
    by: 'seller',
  })
  const found: Record<string, string> = {}
  for (const entity of looked)
    found[entity] = (await records(page, entity, { fields: ['id'], limit: 1 }))[0]?.id ?? ''
  await page.context().close()
  return found
}

type Walk = {
  readonly look: Look
  readonly by: Stop['by']
  readonly stops: readonly Stop[]
  readonly ids: { readonly [entity: string]: string }
  /** Folder for pictures, if they are wanted. */
  readonly pictures: string | undefined
}

/** Goes to every stop and tells what hinders there; a stop that can't be reached is told as well. */
export async function walk(
  browser: Browser,
  product: Product,
  { look, by, stops, ids, pictures }: Walk,
): Promise<readonly string[]> {
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
    some: (entity) => ids[entity] ?? '',
  }
  const told: string[] = []
  for (const stop of stops) {
    const place = `${nameOf(look)} ${stop.name}`
    try {
      await page.goto(stop.path(guide))
      await page.waitForLoadState('networkidle').catch(() => undefined)
      if (stop.open !== undefined) {
        await page.getByRole('main').first().waitFor()
        await stop.open(guide)
        await page.waitForTimeout(500)
      }
      if (pictures !== undefined) await picture(page, join(pictures, nameOf(look)), stop.name)
      told.push(...(await hindrances(page)).map((one) => `${place}: ${one}`))
      if (look.width === 390 && (await page.evaluate(tooWide)))
        told.push(`${place}: the page is wider than the screen`)
    } catch (error) {
      told.push(`${place}: ${String(error).split('\n')[0]}`)
    }
  }
  await page.context().close()
  return told
}

const tooWide = (): boolean => document.documentElement.scrollWidth > window.innerWidth + 1

async function picture(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`) })
}
