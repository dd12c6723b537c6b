import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import jsqr from 'jsqr'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { ask, keepPictures, openWindow, records, signIn } from './support/person.ts'
import { type Product, startProduct } from './support/server.ts'

let product: Product
let browser: Browser
beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

function story(name: string, run: () => Promise<void>): void {
  test(name, async () => {
    try {
      await run()
    } catch (error) {
      await keepPictures(browser, name)
      throw error
    } finally {
      await Promise.all(browser.contexts().map((context) => context.close()))
    }
  })
}

/** What is seriously wrong for people who can't see or point. */
async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  return page.evaluate(async () => {
    type Found = { readonly id: string; readonly impact: string; readonly nodes: readonly { html: string }[] }
    const { axe } = globalThis as unknown as {
      axe: { run: (where: Document) => Promise<{ violations: readonly Found[] }> }
    }
    const { violations } = await axe.run(document)
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
  })
}

/** What the picture that is downloaded says, read as a phone's camera reads it. */
async function readCode(page: Page): Promise<string | undefined> {
  const side = 320
  const pixels = await page.evaluate((size) => {
    const drawn = document.querySelector<HTMLCanvasElement>('.m-link canvas')
    const small = document.createElement('canvas')
    small.width = size
    small.height = size
    const context = small.getContext('2d')
    if (drawn === null || context === null) return ''
    context.drawImage(drawn, 0, 0, size, size)
    const grey = context.getImageData(0, 0, size, size).data.filter((_, at) => at % 4 === 0)
    return [...grey].map((one) => (one > 127 ? '1' : '0')).join('')
  }, side)
  const light = [...pixels].flatMap((one) => (one === '1' ? [255, 255, 255, 255] : [0, 0, 0, 255]))
  return light.length === 0 ? undefined : jsqr.default(Uint8ClampedArray.from(light), side, side)?.data
}

story(
  'somebody opens a form by a link of the share panel, and a stranger fills it in on a phone',
  async () => {
    const admin = await signIn(browser, product)
    await admin.goto('/design/form/lead.website')
    await admin.getByRole('tab', { name: '公开页面' }).click()
    await admin.getByRole('button', { name: '链接与二维码' }).click()
    await admin.getByRole('button', { name: '新建链接' }).click()
    const card = admin.getByRole('article').first()
    await card.getByLabel('渠道').fill('展会')
    await card.getByLabel('渠道').press('Enter')
    const address = await card.getByLabel('网址', { exact: true }).inputValue()
    expect(address).toMatch(/\/f\/[\w-]{24}$/)
    await expect.poll(() => readCode(admin)).toBe(address)
    const saved = admin.waitForEvent('download')
    await card.getByRole('button', { name: '下载二维码 PNG' }).click()
    expect((await saved).suggestedFilename()).toMatch(/\.png$/)
    expect(await barriers(admin)).toEqual([])

    const phone = await openWindow(browser, product, { width: 390, height: 844 })
    const foreign: string[] = []
    phone.on('request', (request) => {
      if (!request.url().startsWith(product.url) && !/^(data|blob):/.test(request.url()))
        foreign.push(request.url())
    })
    await phone.goto(`${address}?company=${encodeURIComponent('星河科技')}&utm_source=fair`)
    await phone.getByRole('heading', { level: 1, name: '预约产品演示' }).waitFor()
    expect(await phone.getByRole('textbox', { name: '公司' }).inputValue()).toBe('星河科技')
    expect(await barriers(phone)).toEqual([])
    await phone.getByRole('button', { name: '提交' }).click()
    await phone.getByRole('alert').getByText('有 2 处需要修改').waitFor()
    expect(await barriers(phone)).toEqual([])
    await phone.getByRole('textbox', { name: /您的称呼/ }).fill('陌生人甲')
    await phone.getByRole('textbox', { name: /手机号/ }).fill('138 0013 8000')

    // The tab goes down in the middle: what was typed is there when the link is opened again.
    await phone.waitForTimeout(800)
    await phone.reload()
    await phone.getByText('已恢复上次没有提交的内容').waitFor()
    expect(await phone.getByRole('textbox', { name: /您的称呼/ }).inputValue()).toBe('陌生人甲')
    await phone.getByRole('button', { name: 'English' }).click()
    await phone.getByRole('heading', { level: 1, name: 'Book a demo' }).waitFor()
    expect(await phone.getByRole('textbox', { name: /Your name/ }).inputValue()).toBe('陌生人甲')
    await phone.getByRole('button', { name: '中文' }).click()
    await phone.getByRole('button', { name: '提交' }).click()
    await phone.getByText('请先勾选同意').waitFor()
    await phone.getByRole('checkbox').check()
    await phone.getByRole('button', { name: '提交' }).click()
    await phone.getByRole('heading', { name: '提交成功' }).waitFor()
    expect(await barriers(phone)).toEqual([])
    const [lead] = await records(admin, 'lead', {
      fields: ['name', 'phone', 'company', 'remark', 'status'],
      filter: { '==': [{ var: 'name' }, '陌生人甲'] },
      limit: 2,
    })
    expect(lead).toMatchObject({ phone: '13800138000', company: '星河科技', remark: '展会', status: 'new' })
    const progress = await phone.getByRole('link', { name: '查看处理进度' }).getAttribute('href')
    await phone.goto(`${product.url}${progress}`)
    await phone.getByText('未联系').waitFor()
    expect(await barriers(phone)).toEqual([])
    expect(foreign).toEqual([])
    const [link] = (await ask<{ data: { id: string; submissions: number }[] }>(admin, '/api/public-links'))
      .data
    expect(link?.submissions).toBe(1)
  },
)
