import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { keepPictures, signIn } from './support/person.ts'
import { type Product, startProduct } from './support/server.ts'

/** What people do with a finger on a form that is being designed, on a phone and on a tablet. */
let product: Product
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const text = (key: string, label: string): object => ({ id: `f_${key}`, key, type: 'text', label })
const entity = {
  id: 'e_touch',
  key: 'touchtest',
  label: '触摸',
  title: 'f0',
  fields: Array.from({ length: 24 }, (_, at) => text(`f${at}`, `字段${at}`)),
}
const form = {
  id: 'fm_touch',
  key: 'edit',
  entity: 'touchtest',
  purpose: 'edit',
  nodes: entity.fields.map((_, at) => ({ type: 'field', id: `n_${at}`, field: `f${at}`, span: 12 })),
}

async function openForm(width: number): Promise<{ readonly page: Page; readonly finger: Finger }> {
  const page = await signIn(browser, product, { width, height: width < 500 ? 844 : 1100, touch: true })
  for (const [path, json] of [
    ['entity/touchtest', entity],
    ['form/touchtest.edit', form],
  ] as const) {
    const answer = await page.request.put(`/api/design/${path}`, {
      headers: { 'x-mortise': '1' },
      data: { json },
    })
    expect(answer.ok()).toBe(true)
  }
  await page.goto('/design/form/touchtest.edit')
  await page.locator('.d-paper .d-node').first().waitFor()
  return { page, finger: fingerOf(page, await page.context().newCDPSession(page)) }
}

type Finger = {
  /** Rests on one thing until it is lifted, goes to another and lets go there. */
  readonly drag: (from: string, to: string) => Promise<void>
  /** Pushes the page up at once. */
  readonly swipe: (from: string, by: number) => Promise<void>
  /** Draws sideways from the middle of something. */
  readonly draw: (from: string, by: number) => Promise<void>
}

function fingerOf(page: Page, session: CDPSession): Finger {
  const send = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    at?: { x: number; y: number },
  ): Promise<unknown> =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [at] })
  const middle = async (place: string): Promise<{ x: number; y: number }> => {
    const box = await page.locator(place).first().boundingBox()
    if (box === null) throw new Error(`${place} is not there`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const move = async (a: { x: number; y: number }, b: { x: number; y: number }): Promise<void> => {
    for (let step = 1; step <= 8; step++)
      await send('touchMove', { x: a.x + ((b.x - a.x) * step) / 8, y: a.y + ((b.y - a.y) * step) / 8 })
  }
  return {
    drag: async (from, to) => {
      const start = await middle(from)
      await send('touchStart', start)
      await page.locator('html[data-dragging="finger"]').waitFor()
      const end = await middle(to)
      await move(start, { ...end, y: end.y - 20 })
      await send('touchEnd')
    },
    swipe: async (from, by) => {
      const start = await middle(from)
      await send('touchStart', start)
      await move(start, { x: start.x, y: start.y - by })
      await send('touchEnd')
    },
    draw: async (from, by) => {
      const start = await middle(from)
      await send('touchStart', start)
      await move(start, { x: start.x + by, y: start.y })
      await send('touchEnd')
    },
  }
}

/** Names on the form from above. */
const names = (page: Page): Promise<readonly string[]> =>
  page.locator('.d-paper .d-field-label').allInnerTexts()

describe.each([
  ['a phone', 390],
  ['a tablet', 820],
])('on %s', (_, width) => {
  test('fields are put on the form, moved and made narrower by finger, and the page still scrolls', async () => {
    const { page, finger } = await openForm(width)
    try {
      await finger.drag('[data-pointer="/nodes/4"]', '[data-pointer="/nodes/1"]')
      await expect.poll(() => names(page)).toEqual(expect.arrayContaining(['字段0', '字段4']))
      expect((await names(page)).slice(0, 3)).toEqual(['字段0', '字段4', '字段1'])

      const scrolled = (): Promise<number> =>
        page.locator('.d-canvas-scroll').evaluate((one) => one.scrollTop)
      await finger.swipe('[data-pointer="/nodes/5"]', 200)
      await expect.poll(scrolled).toBeGreaterThan(60)
      expect((await names(page)).slice(0, 3)).toEqual(['字段0', '字段4', '字段1'])
      // A page that still runs on takes a tap to stop it.
      await page.waitForTimeout(1000)
      await page.locator('.d-canvas-scroll').evaluate((one) => one.scrollTo({ top: 0 }))

      if (width < 768) await page.getByRole('button', { name: '组件' }).tap()
      const part = page.locator('[data-palette="integer"]')
      await part.scrollIntoViewIfNeeded()
      // A list that still comes up is no place to rest a finger on.
      await page.waitForTimeout(400)
      await finger.drag('[data-palette="integer"]', '[data-pointer="/nodes/2"]')
      await expect
        .poll(async () => (await names(page)).slice(0, 4))
        .toEqual(['字段0', '字段4', '整数', '字段1'])
      if (width < 768) await page.locator('[data-palette="integer"]').waitFor({ state: 'hidden' })

      await page.locator('[data-pointer="/nodes/1"]').tap()
      await page.locator('[data-pointer="/nodes/1"] .d-resize').waitFor()
      const span = (): Promise<string> =>
        page.locator('[data-pointer="/nodes/1"]').evaluate((one) => one.style.getPropertyValue('--d-span'))
      await finger.draw('[data-pointer="/nodes/1"] .d-resize', -120)
      await expect.poll(async () => Number(await span())).toBeLessThan(12)
    } catch (error) {
      await keepPictures(browser, `touch-${width}`)
      throw error
    }
    await page.context().close()
  })
})

test('on a phone the whole form is set up too', async () => {
  const { page } = await openForm(390)
  await page.getByRole('button', { name: '表单设置' }).tap()
  await page.getByRole('dialog').getByRole('textbox', { name: '表单名称' }).waitFor()
  await page.context().close()
})

test('on a phone steps are added to a flow where a finger points, and found by name', async () => {
  const page = await signIn(browser, product, { width: 390, height: 844, touch: true })
  try {
    await page.goto('/design/flow/quote_discount')
    const cards = page.locator('.f-card')
    await cards.first().waitFor()
    const before = await cards.count()
    await page.locator('.f-plus').first().tap()
    const sheet = page.getByRole('dialog', { name: /后添加$/ })
    await sheet.getByRole('textbox', { name: '查找组件' }).fill('chaosong')
    const item = sheet.getByRole('button', { name: '抄送' })
    const box = await item.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(44)
    await item.tap()
    await sheet.waitFor({ state: 'hidden' })
    await expect.poll(() => cards.count()).toBe(before + 1)
    // What was added is set up at once.
    const panel = page.getByRole('dialog', { name: '属性' })
    await panel.getByRole('textbox', { name: '名称' }).waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })

    // The button in the corner adds below what was chosen last, or at the end.
    await page.getByRole('button', { name: '组件' }).tap()
    await page.getByRole('dialog', { name: '组件' }).getByRole('button', { name: '审批', exact: true }).tap()
    await expect.poll(() => cards.count()).toBe(before + 2)
  } catch (error) {
    await keepPictures(browser, 'touch-flow')
    throw error
  }
  await page.context().close()
})
