import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Product } from './server.ts'

const results = resolve(import.meta.dirname, '../../../test-results')

/** How a person's browser is set up; a wide light screen in Chinese by default. */
export type Screen = {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  readonly locale?: 'zh-CN' | 'en-US'
  /** The person has asked the system for no motion; what moves is drawn sixty times a second, so that few of these windows move. */
  readonly still?: boolean
  /** The screen is used by finger; phones are. */
  readonly touch?: boolean
  /** The product puts its worker up, which opens it without a network; that fetches every file of it into each window. */
  readonly worker?: boolean
}

/** A browser window of its own, with nobody signed in. */
export async function openWindow(browser: Browser, product: Product, screen: Screen = {}): Promise<Page> {
  const {
    width = 1440,
    height = 900,
    dark = false,
    locale = 'zh-CN',
    still = true,
    touch = width < 768,
    worker = false,
  } = screen
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale,
    timezoneId: 'Asia/Shanghai',
    hasTouch: touch,
    reducedMotion: still ? 'reduce' : 'no-preference',
    acceptDownloads: true,
    serviceWorkers: worker ? 'allow' : 'block',
  })
  context.setDefaultTimeout(45_000)
  return context.newPage()
}

/** Fills in the sign-in page. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('邮箱').fill(email)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** A window in which the person is signed in, without the way over the sign-in page. */
export async function signIn(
  browser: Browser,
  product: Product,
  { email = product.email, ...screen }: Screen & { readonly email?: string } = {},
): Promise<Page> {
  const page = await openWindow(browser, product, screen)
  const answer = await page.request.post('/api/auth/sign-in', {
    data: { email, password: product.password },
    headers: { 'x-mortise': '1' },
  })
  expect(answer.status()).toBe(200)
  return page
}

/** Opens the list of an entity, with a view of it if one is named, and waits until records show. */
export async function openList(page: Page, entity: string, view?: string): Promise<void> {
  await page.goto(`/r/${entity}${view === undefined ? '' : `?view=${view}`}`)
  await page.getByRole('row').nth(1).or(page.getByRole('article').first()).first().waitFor()
}

/** Opens a record by its address and waits for its head. */
export async function openRecord(page: Page, entity: string, id: string): Promise<void> {
  await page.goto(`/r/${entity}/${id}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** Picks the choice that has `text` in a select, or its first; `box` is the select itself. */
export async function pick(page: Page, box: Locator, text?: string): Promise<void> {
  await box.click()
  const choices = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
  // Short lists are not searched in.
  if (text !== undefined && (await box.isEditable())) {
    await box.fill(text)
    await narrowed(choices, text)
  }
  await (text === undefined ? choices : choices.filter({ hasText: text })).first().click()
}

/** Waits until a list holds what was searched for: what stood there before would move away under a click. */
export async function narrowed(choices: Locator, text: string): Promise<void> {
  const others = choices.filter({ hasNotText: text }).first()
  // Some are found by what the list does not show; those stay.
  await others.waitFor({ state: 'hidden', timeout: 3000 }).catch(() => undefined)
}

/** The note that a command leaves at the foot of the screen. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: text }).first()
}

/** Asks the API as the person of a window: for looking up what a test needs, never for what it asserts of the screen. */
export async function ask<T>(page: Page, path: string, body?: unknown): Promise<T> {
  const headers = { 'x-mortise': '1' }
  const answer =
    body === undefined
      ? await page.request.get(path, { headers })
      : await page.request.post(path, { data: body, headers })
  return (await answer.json()) as T
}

type Found = { readonly data: readonly { readonly id: string; readonly [field: string]: unknown }[] }

/** Records the person may see. */
export async function records(
  page: Page,
  entity: string,
  query: { readonly fields: readonly string[]; readonly filter?: unknown; readonly limit?: number },
): Promise<Found['data']> {
  return (await ask<Found>(page, `/api/records/${entity}/query`, { limit: 20, ...query })).data
}

/** Keeps a picture of every open window, for whoever looks into a failure. */
export async function keepPictures(browser: Browser, name: string): Promise<void> {
  mkdirSync(results, { recursive: true })
  const pages = browser.contexts().flatMap((context) => context.pages())
  const file = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)
  for (const [at, page] of pages.entries())
    await page.screenshot({ path: join(results, `${file}-${at}.png`) }).catch(() => undefined)
}
