import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import jsqr from 'jsqr'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishSurvey } from './public/survey.ts'
import { openBrowser } from './support/browser.ts'
import { publish } from './support/designing.ts'
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

/** A picture of one colour, as a browser draws it. */
async function picture(
  page: Page,
  size: { readonly width: number; readonly height: number },
): Promise<Buffer> {
  const url = await page.evaluate(({ width, height }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const brush = canvas.getContext('2d')
    if (brush !== null) {
      brush.fillStyle = '#b8543f'
      brush.fillRect(0, 0, width, height / 2)
    }
    return canvas.toDataURL('image/png')
  }, size)
  return Buffer.from(url.split(',')[1] ?? '', 'base64')
}

type Choosing = {
  readonly page: Page
  readonly press: () => Promise<void>
  readonly name: string
  readonly buffer: Buffer
}

async function chooseFile({ page, press, name, buffer }: Choosing): Promise<void> {
  const [asked] = await Promise.all([page.waitForEvent('filechooser'), press()])
  await asked.setFiles({ name, mimeType: 'image/png', buffer })
}

/** Puts a logo and a cover on the page of the survey, in the designer, and publishes them. */
async function dress(admin: Page): Promise<void> {
  await admin.goto('/design/form/survey.open')
  await admin.getByRole('tab', { name: '公开页面' }).click()
  // Whoever places a field that strangers never see is told so.
  await admin.getByText(/公开页面上不会出现：课程/).waitFor()
  const drawn = await picture(admin, { width: 900, height: 300 })
  for (const [at, name] of ['标志', '封面图'].entries()) {
    const part = admin.locator('.d-public-picture').nth(at)
    const press = (): Promise<void> => part.getByRole('button', { name: '选择图片' }).click()
    await chooseFile({ page: admin, press, name: `${at}.png`, buffer: drawn })
    await part.getByRole('img', { name }).waitFor()
  }
  await publish(admin)
}

/** Answers every question of the survey, with a photo. */
async function answer(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: /姓名/ }).fill(name)
  await page.getByRole('slider', { name: '讲师打分' }).focus()
  for (let star = 0; star < 4; star += 1) await page.keyboard.press('ArrowRight')
  await page.getByRole('radio', { name: '9', exact: true }).click()
  for (const part of ['场地与设备', '课程节奏', '课后答疑'])
    await page.getByRole('radiogroup', { name: part }).getByText('满意', { exact: true }).last().click()
  const photo = await picture(page, { width: 40, height: 30 })
  const press = (): Promise<void> => page.getByText('选择图片或拖到这里').click()
  await chooseFile({ page, press, name: '现场.png', buffer: photo })
  await page.getByRole('button', { name: '移除 现场.png' }).waitFor()
}

type Item = { readonly id: string; readonly rev: number; readonly title: string }

async function decide(boss: Page, name: string, command: 'approve' | 'reject'): Promise<void> {
  const list = async (): Promise<Item | undefined> =>
    (await ask<{ data: Item[] }>(boss, '/api/work-items?box=todo')).data.find(({ title }) =>
      title.includes(name),
    )
  await expect.poll(list).toBeDefined()
  const item = await list()
  await ask(boss, `/api/work-items/${item?.id}/${command}`, {
    commandId: crypto.randomUUID(),
    itemRev: item?.rev,
    comment: '内部意见，不给外面看',
  })
}

story('a survey with pictures: answered on a phone, decided inside, followed outside', async () => {
  const admin = await signIn(browser, product)
  await publishSurvey(admin)
  await dress(admin)
  const { data } = await ask<{ data: { path: string } }>(admin, '/api/public-links', {
    form: 'survey.open',
    difficulty: 8,
  })
  const boss = await signIn(browser, product, { email: 'chen@example.com' })
  for (const [name, command, ended] of [
    ['访客甲', 'approve', '处理通过'],
    ['访客乙', 'reject', '未通过'],
  ] as const) {
    const phone = await openWindow(browser, product, { width: 390, height: 844, dark: command === 'reject' })
    await phone.goto(data.path)
    await phone.getByRole('heading', { level: 1, name: '课后回访' }).waitFor()
    const widths = await phone.evaluate(() =>
      [...document.querySelectorAll<HTMLImageElement>('.m-pub-cover, .m-pub-logo')].map(
        (one) => one.naturalWidth,
      ),
    )
    expect(widths.length === 2 && widths.every((one) => one > 0)).toBe(true)
    // Other records are nobody's business outside, though the field stands on the form.
    expect(await phone.locator('form').getByText('课程', { exact: true }).count()).toBe(0)
    await answer(phone, name)
    expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    )
    expect(await barriers(phone)).toEqual([])
    await phone.getByRole('button', { name: '提交' }).click()
    await phone.getByText('三天内会有老师联系您').waitFor()
    // Coming back, the device knows that it took part, and the way to what became of it.
    await phone.reload()
    await phone.getByRole('heading', { name: '你已经提交过了' }).waitFor()
    const way = await phone.getByRole('link', { name: '查看处理进度' }).getAttribute('href')
    await phone.goto(way ?? '')
    await phone.getByRole('listitem').filter({ hasText: '教务核实' }).getByText('进行中').waitFor()
    await decide(boss, name, command)
    await phone.getByRole('button', { name: '刷新' }).click()
    await phone.getByRole('listitem').last().getByText(ended).waitFor()
    if (command === 'approve') await phone.getByText('已回复').waitFor()
    expect(await barriers(phone)).toEqual([])
    expect(await phone.locator('body').innerText()).not.toMatch(/内部意见|陈|机密课程/)
  }
  const [kept] = await records(admin, 'survey', {
    fields: ['stars', 'score', 'parts', 'photo', 'course'],
    filter: { '==': [{ var: 'name' }, '访客甲'] },
  })
  expect(kept).toMatchObject({ stars: 4, score: 9, parts: { place: 'good', pace: 'good', after: 'good' } })
  expect(kept?.['photo']).toMatchObject([{ name: '现场.png' }])
  expect(kept?.['course'] ?? null).toBeNull()
})

story('a link says when it opens, that it is full, over or paused', async () => {
  const admin = await signIn(browser, product)
  const future = new Date(Date.now() + 3_600_000).toISOString()
  const past = new Date(Date.now() - 3_600_000).toISOString()
  const make = async (settings: object): Promise<string> =>
    (
      await ask<{ data: { path: string } }>(admin, '/api/public-links', {
        form: 'lead.website',
        difficulty: 8,
        ...settings,
      })
    ).data.path
  const phone = await openWindow(browser, product, { width: 390, height: 844 })
  for (const [settings, said] of [
    [{ opensAt: future }, '还没有开始'],
    [{ closesAt: past }, '已经结束'],
    [{ enabled: false }, '暂停填写'],
  ] as const) {
    await phone.goto(await make(settings))
    await phone.getByRole('heading', { name: said }).waitFor()
    expect(await phone.getByRole('button', { name: '提交' }).count()).toBe(0)
    expect(await barriers(phone)).toEqual([])
  }
  const few = await make({ quota: 1, closesAt: future })
  await phone.goto(few)
  await phone.getByText(/截止/).waitFor()
  await phone.getByRole('textbox', { name: /您的称呼/ }).fill('名额一')
  await phone.getByRole('textbox', { name: /手机号/ }).fill('13900007777')
  await phone.getByRole('checkbox').check()
  const late = await openWindow(browser, product, { width: 390, height: 844 })
  await late.goto(few)
  await late.getByRole('textbox', { name: /您的称呼/ }).fill('名额二')
  await late.getByRole('textbox', { name: /手机号/ }).fill('13900008888')
  await late.getByRole('checkbox').check()
  await phone.getByRole('button', { name: '提交' }).click()
  await phone.getByRole('heading', { name: '提交成功' }).waitFor()
  // Whoever is too late hears why, and what they wrote is not thrown away.
  await late.getByRole('button', { name: '提交' }).click()
  await late
    .getByRole('alert')
    .getByText(/不再接受|已经关闭|已满|暂不/)
    .waitFor()
  expect(await late.getByRole('textbox', { name: /您的称呼/ }).inputValue()).toBe('名额二')
  await late.reload()
  await late.getByRole('heading', { name: '名额已满' }).waitFor()
})

story('a page of another site: shut at first, let in by an administrator, seen by a stranger', async () => {
  const admin = await signIn(browser, product)
  await admin.goto('/design/form/lead.website')
  await admin.locator('[data-palette="embed"]').click()
  const address = admin.getByRole('textbox', { name: '网页地址' })
  await address.fill('https://maps.example.com/where?of={{company}}')
  await admin.getByText('maps.example.com 不在可嵌入的网站里，填写人看不到这个网页。').waitFor()
  // It is said at the place, on the canvas, and among the problems, and keeps nothing from being published.
  await admin.locator('.d-embed-part[data-shut="true"]').waitFor()
  await admin.getByRole('button', { name: '1 个问题' }).click()
  await admin.getByRole('dialog').getByText('表单「线索 · 预约演示」').first().waitFor()
  await admin.keyboard.press('Escape')
  expect(await publish(admin)).toContain('maps.example.com')
  const { data } = await ask<{ data: { path: string } }>(admin, '/api/public-links', {
    form: 'lead.website',
    difficulty: 8,
  })
  const phone = await openWindow(browser, product, { width: 390, height: 844 })
  const asked: string[] = []
  await phone.route('https://maps.example.com/**', (route) => {
    asked.push(route.request().url())
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<h1>地图</h1>' })
  })
  await phone.goto(data.path)
  await phone.getByRole('textbox', { name: '公司' }).fill('星河')
  expect(await phone.locator('iframe').count()).toBe(0)

  await admin.getByRole('link', { name: '去设置里添加' }).click()
  await admin.getByRole('button', { name: '添加', exact: true }).click()
  await admin.locator('.m-sites').getByText('maps.example.com').waitFor()
  expect(await barriers(admin)).toEqual([])
  await phone.reload()
  await phone.frameLocator('iframe').getByRole('heading', { name: '地图' }).waitFor()
  await phone.getByRole('textbox', { name: '公司' }).fill('星河 & 海')
  await expect
    .poll(() => asked.at(-1))
    .toBe('https://maps.example.com/where?of=%E6%98%9F%E6%B2%B3%20%26%20%E6%B5%B7')
  expect(await barriers(phone)).toEqual([])
  // Nothing else comes into a frame, whatever a page tries.
  const refused = phone.evaluate(
    () =>
      new Promise((done) =>
        document.addEventListener('securitypolicyviolation', (event) => done(event.blockedURI)),
      ),
  )
  await phone.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = 'https://evil.example.com/'
    document.body.append(frame)
  })
  expect(await refused).toContain('https://evil.example.com')
  await admin.getByRole('button', { name: '移除 maps.example.com' }).click()
  await admin.getByText('还没有可嵌入的网站').waitFor()
  await phone.reload()
  await phone.getByRole('textbox', { name: '公司' }).waitFor()
  expect(await phone.locator('iframe').count()).toBe(0)
})
