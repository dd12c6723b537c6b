import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { narrowed } from './person.ts'
import type { Product } from './server.ts'

const pictures = resolve(import.meta.dirname, '../../../test-results')

/** Asks the API; an answer that is an error is thrown. */
export type Call = <T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<T>

/** A person at the screen, and what the same person gets from the API. */
export type Seat = { readonly context: BrowserContext; readonly page: Page; readonly call: Call }

/** Opens a page for somebody who has an account. */
export async function takeSeat(
  browser: Browser,
  { url, email, password }: Pick<Product, 'url' | 'email' | 'password'>,
): Promise<Seat> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    // A dialog that still grows on a busy machine lets a click fall beside its button.
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  context.setDefaultTimeout(45_000)
  const call: Call = async (method, path, data) => {
    const headers = { 'x-mortise': '1', 'accept-language': 'zh' }
    const answer = await context.request.fetch(`/api${path}`, { method, headers, data })
    const text = await answer.text()
    if (!answer.ok()) throw new Error(`${method} ${path}: ${text}`)
    return JSON.parse(text === '' ? 'null' : text)
  }
  await call('POST', '/auth/sign-in', { email, password })
  return { context, page: await context.newPage(), call }
}

/** Does a part of the story; leaves a picture of every screen when it fails. */
export async function pictured<T>(seat: Seat, name: string, part: () => Promise<T>): Promise<T> {
  try {
    return await part()
  } catch (error) {
    mkdirSync(pictures, { recursive: true })
    const pages = (seat.context.browser()?.contexts() ?? []).flatMap((context) => context.pages())
    for (const [at, page] of pages.entries())
      await page.screenshot({ path: join(pictures, `${name}-${at + 1}.png`) }).catch(() => undefined)
    throw error
  }
}

/** A page, or what stands in a frame of it. */
export type Shown = Pick<Page, 'locator' | 'getByRole'>

const lists = '.ant-select-dropdown:visible'

/** Opens the list of a box once the one before it is quite gone: while it fades both could be clicked. */
async function open(page: Shown, box: Locator): Promise<void> {
  await page.locator(lists).first().waitFor({ state: 'hidden' })
  await box.click()
}

/** Chooses an option of the list that opens when a box is clicked. */
export async function choose(page: Shown, box: Locator, option: string): Promise<void> {
  await open(page, box)
  await chooseOpen(page, option)
}

/** Chooses an option of the list that is open. */
export async function chooseOpen(page: Shown, option: string): Promise<void> {
  await page.locator(lists).last().getByText(option, { exact: true }).first().click()
}

/** Chooses an option by typing its name first: long lists draw only what is in sight. */
export async function find(page: Page, box: Locator, option: string): Promise<void> {
  await open(page, box)
  await box.pressSequentially(option)
  await narrowed(page.locator(`${lists} .ant-select-item-option`), option)
  await chooseOpen(page, option)
}

/** Takes a chosen option out of a box of several. What stands behind it moves up: a click on the next must wait for that. */
export async function dismiss(page: Shown, option: string): Promise<void> {
  const chosen = page.locator('.ant-select-selection-item').filter({ hasText: option })
  await chosen.locator('.ant-select-selection-item-remove').click()
  await chosen.waitFor({ state: 'hidden' })
}

/** Publishes the drafts and gives the words of the dialog. */
export async function publish(page: Page): Promise<string> {
  await page.getByRole('button', { name: '发布', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '发布修改' })
  const button = dialog.getByRole('button', { name: '发布', exact: true })
  await dialog.getByRole('heading', { name: '将要发布的修改' }).waitFor()
  const words = await dialog.innerText()
  // What stands in the way is said in the dialog: without it a failure tells nothing.
  await button.click().catch(async (error: unknown) => {
    throw new Error(`Not published: ${await dialog.innerText()}`, { cause: error })
  })
  await page
    .getByText(/已发布为第 \d+ 版/)
    .first()
    .waitFor()
  await dialog.waitFor({ state: 'hidden' })
  return words
}
