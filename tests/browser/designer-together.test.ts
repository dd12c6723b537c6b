import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { takeSeat } from './support/designing.ts'
import { type Product, startProduct } from './support/server.ts'

/** Two people design one form at the same time. */
let product: Product
let browser: Browser
let lin: Page
let wu: Page

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  ;[lin, wu] = (await Promise.all([0, 1].map(async () => (await takeSeat(browser, product)).page))) as [
    Page,
    Page,
  ]
  await Promise.all(
    [lin, wu].map(async (page) => {
      await page.goto('/design/form/lead.edit')
      await page.locator('.d-paper .d-node').first().waitFor()
    }),
  )
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const node = (page: Page, name: string) => page.locator(`.d-paper .d-node[aria-label="选择${name}"]`).first()
const span = (page: Page, name: string): Promise<string> =>
  node(page, name).evaluate((one) => (one as HTMLElement).style.getPropertyValue('--d-span'))

test('each sees that the other is there', async () => {
  await lin.locator('.d-people [role="img"]').first().waitFor()
  await wu.locator('.d-people [role="img"]').first().waitFor()
})

test('edits of different things are merged by themselves, on both screens, and each can undo the own one', async () => {
  await node(lin, '公司').click()
  await lin.keyboard.press('Shift+ArrowRight')
  await lin.locator('.d-save-mark[data-state="saved"]').waitFor()
  await expect.poll(() => span(wu, '公司')).toBe('7')
  await wu.getByText('已经和你的修改合在一起').first().waitFor()
  // Both within the half second in which edits wait for more.
  await Promise.all([
    node(lin, '职位')
      .click()
      .then(() => lin.keyboard.press('Shift+ArrowLeft')),
    node(wu, '手机')
      .click()
      .then(() => wu.keyboard.press('Shift+ArrowLeft')),
  ])
  for (const page of [lin, wu]) {
    await expect.poll(() => span(page, '职位'), { timeout: 10_000 }).toBe('5')
    await expect.poll(() => span(page, '手机'), { timeout: 10_000 }).toBe('5')
    await page.locator('.d-save-mark[data-state="saved"]').waitFor()
  }
  await wu.keyboard.press('Control+z')
  await expect.poll(() => span(wu, '手机')).toBe('6')
  await expect.poll(() => span(wu, '职位')).toBe('5')
  await expect.poll(() => span(lin, '手机')).toBe('6')
})

test('where both changed the same, both are shown and one chooses', async () => {
  await lin.context().setOffline(true)
  await node(wu, '邮箱').click()
  await wu.keyboard.press('Shift+ArrowLeft')
  await wu.locator('.d-save-mark[data-state="saved"]').waitFor()
  await node(lin, '邮箱').click()
  await lin.keyboard.press('Shift+ArrowRight')
  await lin.locator('.d-save-mark[data-state="failed"]').waitFor()
  await lin.context().setOffline(false)
  await lin.getByRole('button', { name: '1 处同时被改' }).click({ timeout: 40_000 })
  const dialog = lin.getByRole('dialog', { name: '你和同事改了同一个地方' })
  expect(await dialog.innerText()).toContain('邮箱')
  await dialog.getByRole('button', { name: '换成对方的' }).click()
  await expect.poll(() => span(lin, '邮箱')).toBe('5')
  await lin.locator('.d-save-mark[data-state="saved"]').waitFor()
})
