import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import {
  ask,
  fillSignIn,
  keepPictures,
  openList,
  openRecord,
  openWindow,
  pick,
  records,
  signIn,
  toast,
} from './support/person.ts'
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

/** A test whose open windows are pictured when it fails, and closed when it ends. */
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

const east = 'zhou@example.com'

describe('a person at work', () => {
  story('signs in, finds the way, switches language and colours without a reload', async () => {
    const page = await openWindow(browser, product, { still: false })
    await page.goto('/')
    await fillSignIn(page, product.email, 'not the password')
    await page.getByRole('alert').waitFor()
    await fillSignIn(page, product.email, product.password)
    await page.getByRole('heading', { level: 1, name: '管理员' }).waitFor()
    // Who owns nothing yet still sees how things stand and what changed lately.
    await page.getByRole('heading', { name: '在途金额' }).waitFor()
    await page.getByRole('heading', { name: '最近更新的客户' }).waitFor()

    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
    await page.getByRole('button', { name: '切换到深色' }).click()
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await expect.poll(paper).toBe('rgb(21, 23, 26)')
    await page.getByRole('button', { name: /^我的/ }).click()
    await page.getByText('English').first().click()
    await page.getByRole('link', { name: 'Opportunities' }).waitFor()
    expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
    await page.getByText('中文').first().click()
    await page.getByRole('link', { name: '商机', exact: true }).waitFor()

    await page.goto('/nowhere')
    await page.getByText('没有这个页面').waitFor()
    await page.getByRole('link', { name: '回到工作台' }).click()
    await page.getByRole('heading', { level: 1, name: '管理员' }).waitFor()
  })

  story('pages, searches and filters a list, and opens a record beside it', async () => {
    const page = await signIn(browser, product, { still: false })
    await openList(page, 'opportunity', 'all')
    await page.getByText('414 条').waitFor()
    const grid = page.getByRole('grid')
    const first = await grid.getByRole('row').nth(1).innerText()
    // Only rows in sight are drawn; the next pages come while scrolling.
    for (let turn = 0; turn < 6; turn += 1) {
      await grid.evaluate((box) => box.scrollTo(0, box.scrollHeight))
      await page.waitForTimeout(250)
    }
    expect(await grid.getByRole('row').nth(1).innerText()).not.toBe(first)

    await page.getByRole('button', { name: '筛选' }).click()
    // A menu that still grows lets a click fall beside it.
    await page.locator('.m-field-menu').waitFor()
    await page.waitForTimeout(400)
    await page.locator('.m-field-menu').getByRole('button', { name: '阶段', exact: true }).click()
    await pick(page, page.locator('.m-term').getByRole('combobox').nth(1), '谈判')
    await page.getByRole('button', { name: '应用', exact: true }).click()
    await page.getByText('43 条').waitFor()
    expect(page.url()).toContain('filter=')

    await grid.getByRole('row').nth(1).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('tab', { name: '报价单' }).waitFor()
    expect(await drawer.getByRole('heading', { name: '产品明细' }).count()).toBeLessThan(2)
    await drawer.getByRole('textbox', { name: '备注' }).fill('下周二上门演示')
    await drawer.getByRole('button', { name: '发布' }).click()
    await drawer.getByRole('complementary').getByText('下周二上门演示').waitFor()
  })

  story('lays out a table as wanted, and a link shows the same', async () => {
    const page = await signIn(browser, product)
    await openList(page, 'opportunity', 'all')
    const heads = page.getByRole('columnheader')
    const names = async (): Promise<readonly string[]> =>
      (await heads.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '')
    const width = async (name: string): Promise<number> =>
      (await heads.filter({ hasText: name }).boundingBox())?.width ?? 0
    const before = await width('阶段')
    const edge = await heads.filter({ hasText: '阶段' }).locator('.m-th-edge').boundingBox()
    if (edge === null) throw new Error('no edge')
    await page.mouse.move(edge.x + 4, edge.y + 10)
    await page.mouse.down()
    await page.mouse.move(edge.x + 84, edge.y + 10, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => width('阶段')).toBe(before + 80)
    await heads.filter({ hasText: '加权金额' }).dragTo(heads.filter({ hasText: '客户' }))
    await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['商机名称', '加权金额', '客户'])
    // The same with keys alone.
    await page.getByRole('button', { name: '加权金额', exact: true }).focus()
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['商机名称', '客户', '加权金额'])
    await page.getByRole('button', { name: '阶段', exact: true }).click()
    await expect.poll(() => page.url()).toContain('sort=stage')
    await page.getByRole('button', { name: '金额', exact: true }).click({ modifiers: ['Shift'] })
    await expect.poll(() => decodeURIComponent(page.url())).toContain('sort=stage,amount')
    await page.getByRole('columnheader', { name: /^金额/ }).getByText('2', { exact: true }).waitFor()

    // The layout is this person's taste: it is there again without the address.
    await openList(page, 'opportunity', 'all')
    await expect.poll(() => width('阶段')).toBe(before + 80)
    expect((await names()).slice(0, 3)).toEqual(['商机名称', '客户', '加权金额'])

    await page.goto(`${page.url()}&group=stage`)
    const group = page.locator('.m-tr-group').filter({ hasText: '谈判' })
    await group.getByText('43 条').waitFor()
    const [{ sum }] = (
      await ask<{ data: [{ sum: string }] }>(page, '/api/records/opportunity/aggregate', {
        filter: { '==': [{ var: 'stage' }, 'negotiation'] },
        dimensions: [],
        measures: [{ key: 'sum', agg: 'sum', expr: { var: 'amount' } }],
      })
    ).data
    expect((await group.innerText()).replaceAll(',', '')).toContain(Number(sum).toFixed(2))
    await group.getByRole('button').click()
    await expect.poll(() => page.locator('.m-table-rows [aria-selected]').count()).toBeGreaterThan(5)

    await page.getByRole('button', { name: '保存为视图' }).click()
    await page.getByLabel('视图名称').fill('按阶段看')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    const tab = page.getByRole('link', { name: '按阶段看' })
    await tab.waitFor()
    await page.getByRole('link', { name: '全部商机' }).click()
    await expect.poll(() => page.locator('.m-tr-group').count()).toBe(0)
    await tab.click()
    await group.waitFor()
    const link = page.url()
    // A colleague who has no such view sees the same behind the link.
    const other = await signIn(browser, product, { email: 'chen@example.com' })
    await other.goto(link)
    await other.locator('.m-tr-group').first().waitFor()
    expect(await other.getByRole('columnheader').nth(2).innerText()).toContain('客户')
  })

  story('writes in the table, takes it back, and changes all that match', async () => {
    const page = await signIn(browser, product)
    await openList(page, 'opportunity', 'all')
    const row = page.locator('.m-table-rows [role="row"]').first()
    const cell = row.getByRole('gridcell').nth(1)
    const name = (await cell.innerText()).trim()
    await cell.dblclick()
    await page.locator('.m-cell-editor input').fill(`${name}（改）`)
    await page.keyboard.press('Enter')
    await toast(page, '已修改商机名称').waitFor()
    const changed = page.getByRole('gridcell', { name: `${name}（改）`, exact: true })
    await changed.waitFor()
    await page.getByRole('button', { name: '撤销' }).first().click()
    await changed.waitFor({ state: 'detached' })
    // The screen shows it before the server has it.
    await expect
      .poll(() =>
        records(page, 'opportunity', { fields: ['name'], filter: { '==': [{ var: 'name' }, name] } }),
      )
      .not.toEqual([])
    // What the server refuses stays open, with the reason at the cell.
    const first = page.locator('.m-table-rows [role="row"]').first().getByRole('gridcell').nth(1)
    await first.dblclick()
    await page.locator('.m-cell-editor input').fill('')
    await page.keyboard.press('Enter')
    await page.locator('.m-cell-fault').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.m-cell-editor').waitFor({ state: 'detached' })

    // By keys: to the next line and to another column, and what stands there into the clipboard.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('grid').focus()
    for (const key of ['Control+Home', 'ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key)
    await page.keyboard.press('Control+c')
    const lines = await page.locator('.m-table-rows [role="row"] [data-title="true"]').allInnerTexts()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied.split('\n')).toEqual(lines.slice(1, 3).map((text) => text.trim()))

    const lost = { '==': [{ var: 'source' }, 'referral'] }
    const term = JSON.stringify([{ field: 'source', operator: '==', operand: 'same', value: 'referral' }])
    const [{ n }] = (
      await ask<{ data: [{ n: number }] }>(page, '/api/records/opportunity/aggregate', {
        filter: lost,
        dimensions: [],
        measures: [{ key: 'n', agg: 'count' }],
      })
    ).data
    await page.goto(`/r/opportunity?view=all&filter=${encodeURIComponent(term)}`)
    await page.getByText(`${n} 条`, { exact: true }).waitFor()
    await page.getByRole('checkbox', { name: '选择已显示的全部' }).check()
    const bar = page.getByRole('toolbar')
    await bar.getByRole('button', { name: `选择全部 ${n} 条` }).click()
    await bar.getByRole('button', { name: '批量修改' }).click()
    const dialog = page.getByRole('dialog')
    await pick(page, dialog.getByRole('combobox').first(), '来源')
    await pick(page, dialog.getByRole('combobox').nth(1), '展会')
    await dialog.getByRole('button', { name: `修改 ${n} 条` }).click()
    await toast(page, `已修改 ${n} 条`).waitFor({ timeout: 60_000 })
    expect(await records(page, 'opportunity', { fields: ['id'], filter: lost })).toEqual([])
  })

  story('moves a card on the board; a stage that needs more asks for it', async () => {
    const page = await signIn(browser, product, { email: east })
    await openList(page, 'opportunity', 'pipeline')
    const from = page.getByRole('region', { name: '初步接触' })
    const to = page.getByRole('region', { name: '需求确认' })
    // Who may see the cards of the department may move the own ones.
    const card = from
      .getByRole('article')
      .filter({ has: page.getByTitle('周敏') })
      .first()
    const name = (await card.getByRole('button').first().innerText()).trim()
    await card.dragTo(to, { targetPosition: { x: 120, y: 200 } })
    await to.getByRole('article').filter({ hasText: name }).waitFor()
    await toast(page, '已移到').waitFor()
    await page.reload()
    await to.getByRole('article').filter({ hasText: name }).waitFor()

    const moved = to.getByRole('article').filter({ hasText: name })
    await moved.getByRole('button', { name: `${name} 的操作` }).click()
    await page.getByRole('menuitem', { name: '输单' }).click()
    const dialog = page.getByRole('dialog')
    await pick(page, dialog.getByRole('combobox').first())
    await dialog.getByRole('button', { name: '移动' }).click()
    await page.getByRole('region', { name: '输单' }).getByText(name).waitFor()
  })
})

describe('two windows on one record', () => {
  story('hear of each other, and a clash is settled field by field', async () => {
    const [first, second] = [await signIn(browser, product), await signIn(browser, product)]
    const [account] = await records(first, 'account', { fields: ['name'], limit: 1 })
    for (const page of [first, second]) await openRecord(page, 'account', account?.id ?? '')
    await first.getByRole('button', { name: '编辑' }).click()
    await first.getByRole('textbox', { name: '简称' }).fill('我的简称')
    await first.getByRole('textbox', { name: '城市' }).fill('苏州')

    await second.getByRole('button', { name: '编辑' }).click()
    await second.getByRole('textbox', { name: '简称' }).fill('对方简称')
    await second.getByRole('button', { name: '保存' }).click()
    await second.getByRole('button', { name: '编辑' }).waitFor()
    await second.getByText('对方简称').first().waitFor()

    // What the first has typed stands, though the record changed under it.
    expect(await first.getByRole('textbox', { name: '简称' }).inputValue()).toBe('我的简称')
    await first.getByRole('button', { name: '保存' }).click()
    const clash = first.getByRole('dialog', { name: '其他人刚刚修改了这条记录' })
    await clash.getByRole('row').filter({ hasText: '简称' }).getByText('对方的修改').click()
    await clash.getByRole('button', { name: '按选择保存' }).click()
    await first.getByRole('button', { name: '编辑' }).waitFor()
    await first.getByText('对方简称').first().waitFor()
    // The other window hears of it without being touched.
    await second.locator('.m-fields').getByText('苏州', { exact: true }).waitFor()
  })

  story('nothing typed is lost by leaving or by a session that ended', async () => {
    const page = await signIn(browser, product)
    await page.goto('/r/account/new')
    await page.getByRole('textbox', { name: '客户名称' }).fill('尚未保存有限公司')
    await page.getByRole('link', { name: '线索', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await page.context().clearCookies()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('登录已过期').waitFor()
    await fillSignIn(page, product.email, product.password)
    await page.getByText('登录已过期').waitFor({ state: 'hidden' })
    expect(await page.getByRole('textbox', { name: '客户名称' }).inputValue()).toBe('尚未保存有限公司')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('heading', { level: 1, name: '尚未保存有限公司' }).waitFor()
  })
})

describe('views of time', () => {
  story('a task dragged to another day of the calendar is due then, and can be put back', async () => {
    const page = await signIn(browser, product)
    await page.goto('/r/task?view=calendar')
    const event = page.locator('.m-month .m-event[data-movable=true]').first()
    await event.waitFor()
    const id = (await event.getAttribute('data-event')) ?? ''
    const due = async (): Promise<string> => {
      const { data } = await ask<{ data: { due: string } }>(page, `/api/records/task/${id}`)
      return data.due
    }
    const before = await due()
    const box = await event.boundingBox()
    const day = page.locator('.m-day').nth(2)
    const target = await day.boundingBox()
    const to = (await day.getAttribute('data-day')) ?? ''
    await page.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) + 8)
    await page.mouse.down()
    await page.mouse.move((target?.x ?? 0) + 40, (target?.y ?? 0) + 60, { steps: 8 })
    await page.mouse.up()
    await toast(page, '移到').waitFor()
    // The time of day stays; the day is that of the workspace's zone.
    await expect.poll(async () => (await due()).slice(10)).toBe(before.slice(10))
    const dayThere = (at: string): string =>
      new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)
    await expect.poll(async () => dayThere(await due())).toBe(to)
    await day.locator('..').locator(`.m-event[data-event="${id}"]`).waitFor()
    await page.getByRole('button', { name: '撤销' }).click()
    await expect.poll(due).toBe(before)

    // The same by keys: an arrow shifts, Enter saves.
    const again = page.locator(`.m-event[data-event="${id}"]`).getByRole('button')
    await again.focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText('回车保存').waitFor({ state: 'attached' })
    await page.keyboard.press('Enter')
    await expect.poll(due).not.toBe(before)
  })

  story('a view designed by dragging shows at once, and to readers when it is published', async () => {
    const page = await signIn(browser, product)
    await page.goto('/design/view/product.all')
    const preview = page.getByRole('region', { name: '实时预览' })
    await preview.getByRole('row').nth(1).waitFor()
    await page
      .locator('[data-palette=description]')
      .dragTo(page.getByRole('group', { name: '列', exact: true }))
    await preview.getByRole('columnheader', { name: '说明' }).waitFor()
    await page.getByRole('button', { name: '日历', exact: true }).click()
    await preview.locator('.m-month').waitFor()
    await page.locator('[data-palette=state]').dragTo(page.getByRole('group', { name: '颜色' }))
    await page.getByRole('button', { name: '颜色：状态' }).waitFor()
    await page.getByRole('button', { name: /^撤销/ }).click()
    await page.getByRole('button', { name: '颜色：状态' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^重做/ }).click()
    await page.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click()
    await page
      .getByText(/已发布为第/)
      .first()
      .waitFor()
    await page.goto('/r/product?view=all')
    await page.locator('.m-month').waitFor()
  })
})

describe('a phone', () => {
  story('has a bar at the foot, one column and nothing that runs out of the screen', async () => {
    const page = await signIn(browser, product, { email: east, width: 390, height: 844 })
    const fits = async (): Promise<void> => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(over).toBeLessThanOrEqual(0)
    }
    await page.goto('/')
    const bar = page.getByRole('navigation').filter({ hasText: '工作台' }).last()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await fits()
    await bar.getByRole('link', { name: '客户' }).click()
    await page.getByRole('button').filter({ hasText: '公司' }).first().click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(async () => (await drawer.boundingBox())?.width ?? 0).toBeGreaterThanOrEqual(388)
    await fits()
    await page.goto('/r/quote/new')
    await page.getByRole('button', { name: '添加一行' }).click()
    const choices = page.locator('.m-section').first().getByRole('combobox')
    await choices.first().waitFor()
    const boxes = await choices.all()
    const lefts = await Promise.all(boxes.map(async (box) => Math.round((await box.boundingBox())?.x ?? 0)))
    expect(new Set(lefts).size).toBe(1)
    await fits()
    await openList(page, 'opportunity', 'pipeline')
    await fits()
    for (const view of ['task?view=calendar', 'opportunity?view=gantt', 'product?view=gallery']) {
      await page.goto(`/r/${view}`)
      await page.locator('.m-agenda, .m-chart-row, .m-gallery-card').first().waitFor()
      await fits()
    }
    await openList(page, 'opportunity', 'pipeline')
    const board = page.locator('.m-board')
    expect(await board.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true)
  })
})

describe('who asked the system for no motion', () => {
  story('has lists and menus where they belong', async () => {
    const page = await signIn(browser, product, { still: true })
    await page.goto('/r/lead/new')
    await pick(page, page.getByRole('combobox', { name: '来源' }), '展会')
    await page.getByText('展会', { exact: true }).first().waitFor()
    await openList(page, 'lead', 'all')
    await page.getByRole('button', { name: '新建', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '报价单' }).click()
    await page.getByRole('dialog', { name: '新建报价单' }).getByRole('textbox').first().waitFor()
  })
})
