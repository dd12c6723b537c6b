import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { readyOffline } from './support/offline.ts'
import { keepPictures, pick, records, signIn } from './support/person.ts'
import { type Product, startProduct } from './support/server.ts'

let product: Product
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPictures(browser, task.name)
  for (const context of browser.contexts()) await context.close()
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const megabyte = 1024 * 1024

/** A form for a new article. What a page with a worker asks the test does not see. */
async function openForm({ worker = false } = {}): Promise<Page> {
  const page = await signIn(browser, product, { worker })
  await page.goto('/r/article/new')
  await pick(page, page.getByRole('combobox', { name: /^类型/ }))
  // Before a test cuts the line: without a worker the box for files is loaded when a form first shows one.
  await page.locator('.m-files input[type="file"]').first().waitFor({ state: 'attached' })
  return page
}

/** Chooses a file that lies on the disk, as people do. */
function choose(page: Page, name: string, bytes: number): Promise<void> {
  const path = join(product.home, name)
  writeFileSync(path, Buffer.alloc(bytes, name))
  return page.locator('.m-files input[type="file"]').first().setInputFiles(path)
}

const back = (page: Page): Promise<unknown> => page.evaluate(() => dispatchEvent(new Event('online')))

type Stored = readonly { readonly id: string; readonly name: string; readonly size: number }[]

async function articles(page: Page, title: string): Promise<readonly Stored[]> {
  const found = await records(page, 'article', {
    fields: ['title', 'files'],
    filter: { '==': [{ var: 'title' }, title] },
  })
  return found.map(({ files }) => files as Stored)
}

/** Bytes of a file as the server has them. */
async function sizeOnServer(page: Page, id: string): Promise<number> {
  return (await (await page.request.get(`/api/files/${id}`)).body()).length
}

/** Counts what goes to the server as a file, and lets the first `whole` through. */
async function counting(
  context: BrowserContext,
  whole = Number.POSITIVE_INFINITY,
): Promise<{ asked: number; sent: number }> {
  const counted = { asked: 0, sent: 0 }
  await context.route(/\/api\/files(\?|$)/, async (route: Route) => {
    counted.asked += 1
    if (counted.sent >= whole) return
    counted.sent += 1
    await route.continue()
  })
  return counted
}

test('a file chosen without a network goes with its record when the line is back, over a reload, once', async () => {
  const page = await openForm({ worker: true })
  const context = page.context()
  await readyOffline(page)
  await context.setOffline(true)
  await page.getByLabel(/^标题/).first().fill('断网时写的文章')
  await choose(page, '现场记录.bin', 300_000)
  await page.getByText('待上传').waitFor()
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText(/已存在本机，恢复后自动提交/).waitFor()
  await page.getByRole('button', { name: '查看' }).click()
  await page.getByText(/含 1 个附件/).waitFor()
  await page.keyboard.press('Escape')
  await context.setOffline(false)
  // The page is gone meanwhile: what waits lies on the device.
  await page.reload()
  await expect.poll(async () => (await articles(page, '断网时写的文章')).length, { timeout: 20_000 }).toBe(1)
  await page.locator('.m-outbox').waitFor({ state: 'hidden' })
  const [files] = await articles(page, '断网时写的文章')
  expect(files).toMatchObject([{ name: '现场记录.bin', size: 300_000 }])
  expect(await sizeOnServer(page, files?.[0]?.id ?? '')).toBe(300_000)
  await back(page)
  await page.waitForTimeout(800)
  expect(await articles(page, '断网时写的文章')).toHaveLength(1)
})

test('a line that comes back while the form is open sends the file at once', async () => {
  const page = await openForm()
  await page.context().setOffline(true)
  await page.getByLabel(/^标题/).first().fill('电梯里写的文章')
  await choose(page, '照片.bin', 200_000)
  await page.getByText('待上传').waitFor()
  await page.context().setOffline(false)
  await back(page)
  await page.getByText('待上传').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/\/r\/article\/[0-9a-f-]{36}/)
  expect((await articles(page, '电梯里写的文章'))[0]).toMatchObject([{ name: '照片.bin', size: 200_000 }])
})

test('a large file whose tab was closed goes on where it broke off', async () => {
  const page = await openForm()
  const context = page.context()
  const parts = await counting(context, 1)
  await page.getByLabel(/^标题/).first().fill('带大文件的文章')
  await choose(page, '录像.bin', 13 * megabyte)
  // Sent is not kept yet: the next part is asked for when the first is on the server and noted on the device.
  await expect.poll(() => parts.asked).toBe(2)
  const bar = page.getByRole('progressbar')
  await expect
    .poll(async () => Number(await bar.getAttribute('value')), { timeout: 20_000 })
    .toBeGreaterThanOrEqual(38)
  await page.close({ runBeforeUnload: false })
  await context.unrouteAll({ behavior: 'ignoreErrors' })

  const again = await context.newPage()
  const rest = await counting(context)
  await again.goto('/r/article/new')
  await again.getByText(/有上次没有提交的内容/).waitFor()
  await again.getByRole('button', { name: '恢复', exact: true }).click()
  await again.getByRole('progressbar').waitFor({ state: 'hidden' })
  await again.getByRole('link', { name: '录像.bin' }).waitFor()
  // Three parts in all, one of which was there.
  expect(rest.sent).toBe(2)
  await again.getByRole('button', { name: '保存' }).click()
  await again.waitForURL(/\/r\/article\/[0-9a-f-]{36}/)
  const [files] = await articles(again, '带大文件的文章')
  expect(files).toMatchObject([{ name: '录像.bin', size: 13 * megabyte }])
})

test('a device without room says so, and the form goes on', async () => {
  const page = await openForm()
  await page.evaluate(() => {
    navigator.storage.estimate = () => Promise.resolve({ quota: 1000, usage: 900 })
  })
  await page.context().setOffline(true)
  await choose(page, '装不下.bin', 400_000)
  await page.getByText(/这台设备存不下“装不下.bin”/).waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: '继续上传' }).click()
  await page.getByRole('link', { name: '装不下.bin' }).waitFor()
})
