import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { readyOffline } from './support/offline.ts'
import { ask, keepPictures, pick, records, signIn } from './support/person.ts'
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

const seller = 'wu@example.com'

/** Everything that stands in the form, by the ends of the controls' ids; rows of the sheet as their words. */
async function standing(page: Page): Promise<{ readonly [key: string]: string }> {
  return page.evaluate(() => {
    const found: Record<string, string> = {}
    for (const box of document.querySelectorAll<HTMLInputElement>(
      '.m-record-form :is(input, textarea)[id]',
    )) {
      if (box.closest('table') !== null) continue
      const shown = box.closest('.ant-select')?.textContent ?? box.value
      if (box.type === 'checkbox' || box.type === 'file') continue
      found[box.id.replace(/^f\d+-/, '')] = shown
    }
    const rows = document.querySelectorAll('.m-grid-table tbody tr')
    rows.forEach((row, at) => {
      const cells = [...row.querySelectorAll('td[data-col]')].map((cell) => {
        const box = cell.querySelector<HTMLInputElement>('input')
        if (box !== null && box.closest('.ant-select') === null) return box.value
        // What is said to those who only listen is no part of what was typed.
        const words = cell.cloneNode(true) as HTMLElement
        for (const one of words.querySelectorAll('.m-visually-hidden')) one.remove()
        return ['—', '请选择'].includes(words.textContent ?? '') ? '' : words.textContent
      })
      found[`row ${at}`] = cells.map((words) => (words ?? '').trim()).join(' | ')
    })
    return found
  })
}

/** Ends the page as a crash does: nothing of it gets a last word. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await Promise.race([
    session.send('Page.crash').catch(() => undefined),
    new Promise((later) => setTimeout(later, 2000)),
  ])
  await page.close().catch(() => undefined)
}

test('a page that dies in the middle of a long form loses nothing that was typed', async () => {
  const page = await signIn(browser, product, { email: seller })
  await page.goto('/r/quote/new')
  await page.getByRole('button', { name: '添加一行' }).waitFor()
  await pick(page, page.getByRole('combobox', { name: '客户' }))
  await page.getByRole('textbox', { name: '整单优惠' }).fill('12.5')
  await page.getByLabel('付款条款').fill('签约 30%，\n验收 60%，\n质保 10%')
  await page.getByRole('button', { name: '添加一行' }).click()
  const sheet = page.getByRole('table', { name: '报价明细' })
  await pick(page, sheet.getByRole('combobox').first(), '边缘控制器')
  await expect.poll(() => sheet.locator('input[id$="-spec"]').inputValue()).not.toBe('')
  await sheet.locator('input[id$="-qty"]').fill('7')
  // A block from a spreadsheet, one of its cells no number.
  await sheet.locator('input[id$="-spec"]').focus()
  await page.keyboard.press('Enter')
  const block = Array.from(
    { length: 12 },
    (_, at) => `\t规格 ${at}\t台\t${at === 4 ? '几台' : at + 1}\t\t${at}.5`,
  )
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, block.join('\n'))
  await page.getByText(/已粘贴 12 行/).waitFor()
  await page.getByRole('textbox', { name: '整单优惠' }).click()
  await page.getByRole('textbox', { name: '整单优惠' }).fill('13.75')
  await page.getByLabel('付款条款').focus()
  const before = await standing(page)
  expect(Object.keys(before).filter((key) => key.startsWith('row'))).toHaveLength(13)
  await page.waitForTimeout(400)
  const { context } = { context: page.context() }
  await crash(page)

  const again = await context.newPage()
  await again.goto('/r/quote')
  await again.goto('/r/quote/new')
  await again.getByText(/有上次没有提交的内容/).waitFor()
  await again.getByRole('button', { name: '恢复', exact: true }).click()
  await again.getByText('已恢复没有提交的内容').waitFor()
  await expect.poll(async () => (await standing(again))['row 12']).toBeDefined()
  await expect.poll(() => standing(again)).toEqual(before)
  expect(await again.locator('.m-cell-wrong').allTextContents()).toContain('几台')
  // What was given up does not come back.
  await again.getByRole('button', { name: '取消' }).click()
  await again.getByRole('button', { name: '放弃修改' }).click()
  await again.waitForURL(/\/r\/quote$/)
  await again.goto('/r/quote/new')
  await again.getByRole('button', { name: '添加一行' }).waitFor()
  await again.waitForTimeout(800)
  expect(await again.getByText(/有上次没有提交的内容/).count()).toBe(0)
})

test('a draft kept on the server goes on from another device', async () => {
  const page = await signIn(browser, product, { email: seller })
  await page.goto('/r/lead/new')
  await page.getByLabel(/^公司/).first().fill('草稿实业')
  await page.getByRole('button', { name: '存草稿' }).click()
  await page.getByText('草稿已保存').waitFor()
  const other = await signIn(browser, product, { email: seller })
  await other.goto('/r/lead/new')
  await other.getByText(/有一份存好的草稿/).waitFor()
  await other.getByRole('button', { name: '恢复', exact: true }).click()
  await expect.poll(() => other.getByLabel(/^公司/).first().inputValue()).toBe('草稿实业')
})

async function named(context: BrowserContext, company: string): Promise<number> {
  const page = context.pages()[0]
  if (page === undefined) throw new Error('no page')
  const found = await records(page, 'lead', {
    fields: ['company'],
    filter: { '==': [{ var: 'company' }, company] },
  })
  return found.length
}

async function createLead(page: Page, company: string): Promise<void> {
  await page.getByLabel(/^公司/).first().fill(company)
  await page
    .getByLabel(/^姓名|^联系人/)
    .first()
    .fill('离线')
  await page
    .getByLabel(/^手机|^电话/)
    .first()
    .fill(`139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`)
  await page.getByRole('button', { name: '保存' }).click()
}

test('made without a network, over a reload and in two tabs: the record is there once', async () => {
  const page = await signIn(browser, product, { email: seller, worker: true })
  const context = page.context()
  await page.goto('/r/lead/new')
  await page.getByLabel(/^公司/).first().waitFor()
  await readyOffline(page)
  await context.setOffline(true)
  await createLead(page, '断网电气')
  await page.getByText(/已存在本机，恢复后自动提交/).waitFor()
  await page.getByText(/有 1 条新建的记录等待提交/).waitFor()
  // The product opens without a network, and still knows what waits.
  await page.reload()
  await page.getByText(/有 1 条新建的记录等待提交/).waitFor()
  const second = await context.newPage()
  await second.goto('/r/lead/new')
  await second.getByText(/有 1 条新建的记录等待提交/).waitFor()
  await second.getByLabel(/^公司/).first().waitFor()
  await context.setOffline(false)
  await Promise.all([page, second].map((one) => one.evaluate(() => dispatchEvent(new Event('online')))))
  await expect.poll(() => named(context, '断网电气'), { timeout: 20_000 }).toBe(1)
  await page.locator('.m-outbox').waitFor({ state: 'hidden' })
  await second.locator('.m-outbox').waitFor({ state: 'hidden' })
  await page.reload()
  await page.waitForTimeout(1000)
  expect(await named(context, '断网电气')).toBe(1)
})

/** Where new leads are made, whatever form they come from. */
const creating = /\/api\/records\/lead(\?|$)/

test('an answer that is lost on its way makes no second record', async () => {
  const page = await signIn(browser, product, { email: seller })
  const context = page.context()
  await page.goto('/r/lead/new')
  await page.getByLabel(/^公司/).first().waitFor()
  let lost = 0
  await context.route(creating, async (route) => {
    if (route.request().method() !== 'POST' || lost >= 2) return route.fallback()
    lost += 1
    // The server does it; nobody hears.
    await route.fetch()
    await route.abort('connectionreset')
  })
  await createLead(page, '失联电气')
  await page.getByText(/等待提交/).waitFor()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.waitForTimeout(500)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.locator('.m-outbox').waitFor({ state: 'hidden' })
  expect(lost).toBe(2)
  expect(await named(context, '失联电气')).toBe(1)
})

test('what the server refuses is opened again with everything in it', async () => {
  const page = await signIn(browser, product, { email: seller })
  const context = page.context()
  await page.goto('/r/lead/new')
  await page.getByLabel(/^公司/).first().waitFor()
  await context.route(creating, (route) => route.abort('internetdisconnected'))
  await createLead(page, '退回电气')
  await page.getByText(/等待提交/).waitFor()
  await context.unroute(creating)
  await context.route(creating, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 422,
          json: { error: { code: 'RECORD_INVALID', message: '这家公司不能录入', details: [] } },
        })
      : route.fallback(),
  )
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByText(/有 1 条新建的记录没有提交成功/).waitFor()
  await context.unroute(creating)
  await page.getByRole('button', { name: '查看' }).click()
  const list = page.getByRole('dialog', { name: '等待提交的记录' })
  await list.getByText('这家公司不能录入').waitFor()
  await list.getByRole('button', { name: '打开修改' }).click()
  await expect.poll(() => page.getByLabel(/^公司/).first().inputValue()).toBe('退回电气')
  await page.getByLabel(/^公司/).first().fill('改好电气')
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/\/r\/lead\/[0-9a-f-]{36}/)
  await page.locator('.m-outbox').waitFor({ state: 'hidden' })
  expect(await named(context, '改好电气')).toBe(1)
})

test('nothing of the API is kept by the worker that opens the product offline', async () => {
  const page = await signIn(browser, product, { email: seller, worker: true })
  await page.goto('/r/lead')
  await readyOffline(page)
  await page.reload()
  await page.getByRole('row').nth(1).waitFor()
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return lists.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept.length).toBeGreaterThan(10)
  expect(kept.filter((path) => path !== '/index.html' && !path.startsWith('/assets/'))).toEqual([])
})

test('all own drafts are in one place: what, when and where from; to go on with or to delete', async () => {
  const page = await signIn(browser, product, { email: 'lin@example.com' })
  await page.goto('/r/lead/new')
  await page.getByLabel(/^公司/).first().fill('云上电气')
  await page
    .getByLabel(/^姓名|^联系人/)
    .first()
    .fill('云先生')
  await page.getByRole('button', { name: '存草稿' }).click()
  await page.getByText('草稿已保存').waitFor()
  await page.close()
  // On another device, with something begun there too.
  const other = await signIn(browser, product, { email: 'lin@example.com' })
  await other.goto('/r/account/new')
  await other
    .getByLabel(/^客户名称|^名称/)
    .first()
    .fill('只在此处公司')
  await other.waitForTimeout(600)
  await crash(other)
  const again = await other.context().newPage()
  await again.goto('/')
  await again.getByRole('heading', { name: /我的草稿/ }).waitFor()
  await again.getByRole('link', { name: '查看全部 我的草稿' }).click()
  await again.getByRole('heading', { level: 1, name: '我的草稿' }).waitFor()
  const line = (title: string) => again.getByRole('listitem').filter({ hasText: title })
  await line('云先生')
    .getByText(/新建线索.*已存到服务器，来自/)
    .waitFor()
  await line('只在此处公司')
    .getByText(/新建客户.*只在这台设备上/)
    .waitFor()
  await line('云先生')
    .getByRole('button', { name: /继续填写/ })
    .click()
  await expect.poll(() => again.getByLabel(/^公司/).first().inputValue()).toBe('云上电气')
  expect(await again.getByText(/有一份存好的草稿/).count()).toBe(0)
  await again.goto('/r/account')
  await again.getByRole('button', { name: '草稿 1' }).click()
  await line('只在此处公司')
    .getByRole('button', { name: /继续填写/ })
    .click()
  await expect
    .poll(() =>
      again
        .getByLabel(/^客户名称|^名称/)
        .first()
        .inputValue(),
    )
    .toBe('只在此处公司')
  await again.goto('/drafts')
  await line('云先生').last().getByRole('button', { name: /丢弃/ }).click()
  await again.getByRole('dialog').getByRole('button', { name: '丢弃' }).click()
  await expect.poll(() => line('云先生').count()).toBeLessThan(2)
})

test('what waits while a field is called otherwise goes with everything in it', async () => {
  const page = await signIn(browser, product, { email: seller, worker: true })
  const context = page.context()
  await page.goto('/r/lead/new')
  await page.getByLabel(/^公司/).first().waitFor()
  await readyOffline(page)
  await context.setOffline(true)
  await createLead(page, '改名途中电气')
  await page.getByText(/有 1 条新建的记录等待提交/).waitFor()
  const admin = await signIn(browser, product)
  const renaming = { kind: 'entity', key: 'lead', field: 'company', to: 'firm' }
  await ask(admin, '/api/design/rename', renaming)
  const told = await ask<{ data?: { version: number } }>(admin, '/api/design/publish', {})
  expect(told.data?.version).toBeGreaterThan(1)
  await context.setOffline(false)
  await page.reload()
  const found = (): Promise<readonly { readonly [field: string]: unknown }[]> =>
    records(admin, 'lead', { fields: ['firm'], filter: { '==': [{ var: 'firm' }, '改名途中电气'] } })
  await expect.poll(async () => (await found()).length, { timeout: 20_000 }).toBe(1)
  await page.locator('.m-outbox').waitFor({ state: 'hidden' })
})
