import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { pictured, publish, type Seat, takeSeat } from './support/designing.ts'
import { type Product, startProduct } from './support/server.ts'

/** What a person does in the designers of record pages and of apps, by mouse and by keys, up to seeing it in use. */
let product: Product
let browser: Browser
let seat: Seat
let page: Page
let account: string

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  seat = await takeSeat(browser, product)
  page = seat.page
  const made = await seat.call<{ readonly data: { readonly id: string } }>('POST', '/records/account', {
    name: '云岭科技',
  })
  account = made.data.id
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

/** Parts are dropped on the upper or lower half of what stands there already. */
async function drag(from: Locator, onto: Locator, half: 'before' | 'after'): Promise<void> {
  const box = await onto.boundingBox()
  const y = half === 'before' ? 4 : (box?.height ?? 8) - 4
  await from.dragTo(onto, { targetPosition: { x: 60, y } })
}

const names = (parts: Locator): Promise<readonly string[]> =>
  parts.evaluateAll((all) =>
    all.map((one) => (one.getAttribute('aria-label') ?? '').replace(/选择“(.*)”/, '$1')),
  )
const palette = (name: string): Locator =>
  page.getByRole('complementary', { name: '组件' }).getByRole('button', { name, exact: true })
const saved = (): Promise<void> => page.locator('.d-save-mark[data-state="saved"]').waitFor()
const said = (): Promise<string> => page.locator('[aria-live="assertive"]').innerText()

/** On a phone the properties stand over the canvas until they are closed. */
async function shutProperties(): Promise<void> {
  const properties = page.locator('.ant-drawer-open')
  if ((await properties.count()) === 0) return
  await properties.locator('.ant-drawer-close').click()
  await properties.waitFor({ state: 'hidden' })
}

/** Keeps a picture of how it looks by day and, on a phone, by night; where somebody asks for them. */
async function look(name: string): Promise<void> {
  const folder = process.env['MORTISE_PICTURES']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  const take = (which: string) => page.screenshot({ path: resolve(folder, `${name}-${which}.png`) })
  await take('1440-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  await shutProperties()
  await page.waitForTimeout(500)
  await take('390-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
}

describe('the designer of record pages', () => {
  const blocks = (list: string): Locator => page.locator(`[data-list="${list}"] .d-page-block`)
  const block = (name: string): Locator => page.locator(`.d-page-block[aria-label="选择“${name}”"]`).first()

  test('a block is dragged in, moved, worded, taken back and done again', () =>
    pictured(seat, 'page-designer', async () => {
      await page.goto('/design/page/account.page')
      await blocks('side').first().waitFor()
      expect(await names(blocks('side'))).toEqual(['快速跟进', '相关知识', '动态'])
      await drag(palette('说明文字'), block('快速跟进'), 'before')
      await expect.poll(() => names(blocks('side'))).toEqual(['说明文字', '快速跟进', '相关知识', '动态'])
      await page.getByRole('textbox', { name: '文字' }).fill('先打电话，再上门。')
      await drag(block('说明文字'), block('相关知识'), 'after')
      await expect.poll(() => names(blocks('side'))).toEqual(['快速跟进', '相关知识', '说明文字', '动态'])
      await page.getByRole('button', { name: /^撤销/ }).click()
      await expect.poll(() => names(blocks('side'))).toEqual(['说明文字', '快速跟进', '相关知识', '动态'])
      await page.getByRole('button', { name: /^重做/ }).click()
      await expect.poll(() => names(blocks('side'))).toEqual(['快速跟进', '相关知识', '说明文字', '动态'])
      await saved()
      await look('page-designer')
    }))

  test('a block that belongs to the wide part does not land at the side', async () => {
    const before = await names(blocks('side'))
    await drag(palette('全部字段'), block('快速跟进'), 'before')
    expect(await names(blocks('side'))).toEqual(before)
  })

  test('the same by keys: walk, lift, move, call off, remove, undo', async () => {
    await block('快速跟进').focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => block('相关知识').getAttribute('aria-current')).toBe('true')
    await page.keyboard.press('Space')
    expect(await said()).toContain('已拿起“相关知识”')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect.poll(() => names(blocks('side'))).toEqual(['快速跟进', '说明文字', '相关知识', '动态'])
    expect(await said()).toContain('已放下')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    await expect.poll(() => names(blocks('side'))).toEqual(['快速跟进', '说明文字', '相关知识', '动态'])
    await block('动态').focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => names(blocks('side'))).toEqual(['快速跟进', '说明文字', '相关知识'])
    await page.keyboard.press('Control+z')
    await expect.poll(() => names(blocks('side'))).toEqual(['快速跟进', '说明文字', '相关知识', '动态'])
    await block('快速跟进').focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(() => names(blocks('side'))).toEqual(['说明文字', '快速跟进', '相关知识', '动态'])
  })

  test('a tab is added, named and filled; published, it stands on the record', () =>
    pictured(seat, 'page-published', async () => {
      await page.getByRole('button', { name: '新标签页' }).click()
      await page.getByRole('textbox', { name: '标签名称' }).fill('要点')
      await palette('部分字段').click()
      await expect.poll(() => names(blocks('tab/7'))).toEqual(['部分字段'])
      await page.getByRole('button', { name: '更多', exact: true }).click()
      await page.getByRole('menu', { name: '更多' }).getByText('JSON').click()
      await expect.poll(() => page.locator('.d-json textarea').inputValue()).toContain('"要点"')
      await page.getByRole('button', { name: '详情页', exact: true }).click()
      await page.keyboard.press('Control+s')
      await saved()
      expect(await publish(page)).toContain('客户详情页')
      await page.goto(`/r/account/${account}`)
      await page.getByText('先打电话，再上门。').waitFor()
      await page.getByRole('tab', { name: '要点' }).waitFor()
      await look('page-in-use')
    }))
})

test('on a phone the properties come up over the canvas, and go again', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/design/page/account.page')
  const note = page.locator('.d-page-block[aria-label="选择“说明文字”"]')
  await note.click()
  await page.getByRole('dialog').getByRole('textbox', { name: '文字' }).waitFor()
  await shutProperties()
  await page.waitForTimeout(500)
  expect(await page.locator('.ant-drawer-open').count()).toBe(0)
  await page.setViewportSize({ width: 1440, height: 900 })
})

describe('the designer of apps', () => {
  const entry = (name: string): Locator => page.locator(`.d-nav-entry[aria-label="选择“${name}”"]`).first()
  const top = (): Promise<readonly string[]> => names(page.locator('[data-list="top"] > .d-nav-entry'))
  const inside = (at: number): Promise<readonly string[]> =>
    names(page.locator(`[data-list="/${at}"] > .d-nav-entry`))

  // The groups of the CRM, as they come.
  const all = ['总览', '客户', '销售', '交付与回款', '服务', '市场', '申请', '分析']

  test('a group is dragged in and named, an entry moves into it, taken back and done again', () =>
    pictured(seat, 'app-designer', async () => {
      await page.goto('/design/app/crm')
      await entry('总览').waitFor()
      expect(await top()).toEqual(all)
      await drag(palette('分组'), entry('总览'), 'before')
      await expect.poll(top).toEqual(['新分组', ...all])
      await page.getByRole('textbox', { name: '名称', exact: true }).fill('常用')
      await drag(entry('线索'), entry('常用').locator('.d-nodes-empty'), 'before')
      await expect.poll(() => inside(0)).toEqual(['线索'])
      await page.getByRole('button', { name: /^撤销/ }).click()
      await expect.poll(() => inside(0)).toEqual([])
      await page.getByRole('button', { name: /^重做/ }).click()
      await expect.poll(() => inside(0)).toEqual(['线索'])
      await look('app-designer')
    }))

  test('the same by keys: lift an entry into a group and out of it, remove, undo', async () => {
    await entry('线索').focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(top).toEqual(['常用', '线索', ...all])
    await page.keyboard.press('Space')
    expect(await said()).toContain('已拿起“线索”')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    await expect.poll(() => inside(0)).toEqual(['线索'])
    await entry('分析').focus()
    await page.keyboard.press('Delete')
    await expect.poll(top).toEqual(['常用', ...all.slice(0, -1)])
    await page.keyboard.press('Control+z')
    await expect.poll(top).toEqual(['常用', ...all])
    await page.keyboard.press('Control+y')
    await expect.poll(top).toEqual(['常用', ...all.slice(0, -1)])
    await page.keyboard.press('Control+z')
  })

  test('the name and look of the app change; published, the navigation is as it was laid out', () =>
    pictured(seat, 'app-published', async () => {
      await page.locator('.d-canvas-scroll').click({ position: { x: 5, y: 5 } })
      await page.getByRole('textbox', { name: '名称', exact: true }).fill('销售管家')
      await saved()
      expect(await publish(page)).toContain('应用')
      await page.goto('/r/account')
      await page.getByText('常用', { exact: true }).first().waitFor()
      await page.getByText('销售管家').first().waitFor()
      const shown = await page.locator('body').innerText()
      expect(shown.indexOf('常用')).toBeLessThan(shown.indexOf('总览'))
      await look('app-in-use')
    }))
})
