import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { pictured, publish, type Seat, takeSeat } from './support/designing.ts'
import { type Product, startProduct } from './support/server.ts'

/** Whole apps: a newer version of the template, deleting, bringing back. */
const template = resolve(import.meta.dirname, '../../examples/event_signup')
let product: Product
let browser: Browser
let seat: Seat
let page: Page

/** The template as an earlier release had it: an older number, and the event under another name without its place. */
function earlier(): { readonly [path: string]: string } {
  const files = readdirSync(template, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => [path, readFileSync(join(template, path), 'utf8')] as const)
  const changed = files.map(([path, text]) => {
    if (path === 'app.json') return [path, text.replace(/"version": "[^"]+"/, '"version": "0.0.1"')] as const
    if (path !== join('entities', 'event.json')) return [path, text] as const
    const json = JSON.parse(text) as { readonly label: object }
    return [path, JSON.stringify({ ...json, label: { zh: '会议', en: 'Meeting' } })] as const
  })
  return Object.fromEntries(changed)
}

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct({ app: 'none' }), openBrowser()])
  seat = await takeSeat(browser, product)
  page = seat.page
  await seat.call('POST', '/apps', { files: earlier() })
  const event = { name: '秋季沙龙', begins: '2026-12-01T09:00:00.000Z' }
  await seat.call('POST', '/records/event', event)
  const { data } = await seat.call<{ readonly data: { readonly json: object } }>(
    'GET',
    '/design/entity/event',
  )
  const json = { ...data.json, label: { zh: '我们的会', en: 'Our meetings' } }
  const put = await seat.context.request.put('/api/design/entity/event', {
    headers: { 'x-mortise': '1' },
    data: { json, app: 'event_signup' },
  })
  expect(put.ok()).toBe(true)
  await seat.call('POST', '/design/publish', { note: '' })
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

async function look(name: string): Promise<void> {
  const folder = process.env['MORTISE_PICTURES']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  const take = (which: string) => page.screenshot({ path: resolve(folder, `${name}-${which}.png`) })
  await page.waitForTimeout(400)
  await take('1440-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(500)
  await take('390-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
}

test('a newer template is offered, looked through, taken up as drafts and published', () =>
  pictured(seat, 'template-update', async () => {
    await page.goto('/gallery')
    const offer = page.getByRole('button', { name: /^有新版本 .*活动报名/ })
    await offer.waitFor()
    await look('gallery-update')
    await offer.click()
    const dialog = page.getByRole('dialog', { name: /更新“活动报名”：0\.0\.1/ })
    await dialog.getByText(/处两边都改过/).waitFor()
    await dialog.getByText('我们的会').first().waitFor()
    await dialog.getByText(/采用新版本的（/).waitFor()
    await dialog.getByText(/保留这里改过的（/).waitFor()
    await look('update-dialog')
    await dialog.getByText('采用新版本', { exact: true }).first().click()
    await dialog.getByRole('button', { name: '放进草稿' }).click()
    await page.getByText('新版本的改动已放进草稿').first().waitFor()
    await dialog.waitFor({ state: 'hidden' })
    expect(await publish(page)).toContain('活动')
    await page.goto('/gallery')
    await page.getByRole('button', { name: /^活动报名/ }).waitFor()
    expect(await offer.count()).toBe(0)
  }))

/** Changes the event where the person is now: the workspace or a copy of it. */
async function rename(label: string): Promise<void> {
  const path = '/design/entity/event'
  const { data } = await seat.call<{ readonly data: { readonly json: object } }>('GET', path)
  const put = await seat.context.request.put(`/api${path}`, {
    headers: { 'x-mortise': '1' },
    data: { json: { ...data.json, label: { zh: label, en: label } }, app: 'event_signup' },
  })
  expect(put.ok()).toBe(true)
  await seat.call('POST', '/design/publish', { note: '' })
}

test('what was changed in a sandbox is compared, brought home as drafts and published there', () =>
  pictured(seat, 'sandbox', async () => {
    await page.goto('/design/sandboxes')
    await page.getByRole('button', { name: '新建沙箱' }).first().click()
    const making = page.getByRole('dialog', { name: '新建沙箱' })
    await making.getByLabel('沙箱名称').fill('改名试试')
    await making.getByRole('button', { name: '新建沙箱' }).click()
    await page.getByRole('button', { name: '进入沙箱' }).click()
    const banner = page.getByRole('status').filter({ hasText: '当前在沙箱中' })
    await banner.waitFor()
    await rename('沙箱里的活动')
    await page.goto('/design/sandboxes')
    await page.getByRole('heading', { name: '你正在沙箱里' }).waitFor()
    await look('sandbox-inside')
    expect(await page.getByRole('button', { name: '新建沙箱' }).count()).toBe(0)
    await banner.getByRole('button', { name: '返回正式环境' }).click()
    await banner.waitFor({ state: 'hidden' })
    const change = page.getByRole('button', { name: '对比并带回' })
    await change.waitFor()
    await look('sandbox-changed')
    await change.click()
    const dialog = page.getByRole('dialog', { name: '把“活动报名”的修改带回正式环境' })
    await dialog.getByText('从沙箱带回（1 项）').waitFor()
    await dialog
      .getByText(/沙箱里的活动/)
      .first()
      .waitFor()
    await look('sandbox-promotion')
    await dialog.getByRole('button', { name: '放进草稿' }).click()
    await page.getByText('修改已放进草稿').first().waitFor()
    await dialog.waitFor({ state: 'hidden' })
    expect(await publish(page)).toContain('沙箱里的活动')
  }))

test('on a phone the bar of the settings shows where one is', () =>
  pictured(seat, 'settings-tabs', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/settings/audit')
    const at = (name: string) => page.getByRole('navigation').getByRole('link', { name })
    await expect.poll(async () => (await at('审计日志').boundingBox())?.x).toBeLessThan(390)
    await at('个人').evaluate((link: HTMLElement) => link.click())
    await expect.poll(async () => (await at('个人').boundingBox())?.x).toBeGreaterThanOrEqual(0)
    await page.setViewportSize({ width: 1440, height: 900 })
  }))

test('an app is deleted once its name is typed, and comes back out of the bin with its records', () =>
  pictured(seat, 'delete-app', async () => {
    await page.goto('/design')
    await page.getByRole('button', { name: '应用', exact: true }).click()
    await page.getByRole('dialog', { name: '应用' }).getByRole('button', { name: '删除' }).click()
    const dialog = page.getByRole('dialog', { name: '删除应用“活动报名”' })
    await dialog.getByText('1 条记录').waitFor()
    const button = dialog.getByRole('button', { name: '删除应用' })
    expect(await button.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('活动')
    expect(await button.isDisabled()).toBe(true)
    await look('delete-app')
    await dialog.getByRole('textbox').fill('活动报名')
    await button.click()
    await page.getByText('“活动报名”已放进回收站').first().waitFor()
    await page.goto('/r/event')
    await page.getByText('没有这个页面').waitFor()
    await page.goto('/design')
    await page.getByRole('button', { name: '回收站', exact: true }).click()
    const bin = page.getByRole('dialog', { name: '回收站' })
    await bin.getByText('活动报名').waitFor()
    await look('bin-with-app')
    await bin.getByRole('button', { name: '恢复' }).click()
    await page.getByText('“活动报名”已恢复').first().waitFor()
    await page.goto('/r/event')
    await page.getByText('秋季沙龙').first().waitFor()
  }))
