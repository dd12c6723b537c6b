import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { choose, chooseOpen, find, pictured, publish, type Seat, takeSeat } from './support/designing.ts'
import { type Product, startProduct } from './support/server.ts'

let product: Product
let browser: Browser
let seat: Seat

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  seat = await takeSeat(browser, product)
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

/** What a list of records answers. */
type Records = { readonly data: readonly { readonly [field: string]: unknown }[] }

async function designTwoFields(): Promise<void> {
  const { page } = seat
  await page.goto('/design')
  await page.getByRole('link', { name: '线索 · 标准表单' }).click()
  const owner = page.getByText('负责人', { exact: true }).first()
  const before = { targetPosition: { x: 40, y: 60 } }
  const name = page.getByRole('textbox', { name: '名称 必填' })
  await page.getByRole('button', { name: '单选', exact: true }).dragTo(owner, before)
  await page.getByRole('heading', { name: '单选', exact: true }).waitFor()
  await name.fill('意向等级')
  const options = page.getByRole('textbox', { name: '选项名称' })
  await options.nth(0).fill('高意向')
  await options.nth(1).fill('低意向')
  await page.getByRole('button', { name: '整数', exact: true }).dragTo(owner, before)
  await page.getByRole('heading', { name: '整数', exact: true }).waitFor()
  await name.fill('预计人数')
  await page.getByRole('tab', { name: '条件' }).click()
  await page.getByRole('tabpanel', { name: '条件' }).getByText('总是', { exact: true }).click()
  await chooseOpen(page, '满足条件时')
  const dialog = page.getByRole('dialog', { name: '条件' })
  await dialog.getByRole('button', { name: '添加条件', exact: true }).click()
  await choose(page, dialog.getByRole('combobox', { name: '字段' }), '状态')
  await choose(page, dialog.getByRole('combobox', { name: '关系' }), '等于')
  // After the field, the operator and where the value comes from stands the value itself.
  await choose(page, dialog.getByRole('combobox').nth(3), '跟进中')
  await dialog.getByRole('button', { name: '完成' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function undoAndRedo(): Promise<void> {
  const { page } = seat
  const shown = page.getByRole('button', { name: '状态 等于 跟进中' })
  await shown.waitFor()
  await page.getByRole('button', { name: '撤销：' }).click()
  await shown.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '重做：' }).click()
  await shown.waitFor()
}

/** 预计人数 comes and goes with the state, wherever the form is shown. */
async function comesWithState(): Promise<void> {
  const { page } = seat
  const count = page
    .getByRole('spinbutton', { name: '预计人数' })
    .or(page.getByRole('textbox', { name: '预计人数' }))
  const state = page.getByRole('combobox', { name: /^状态/ })
  await page.getByRole('combobox', { name: '意向等级' }).waitFor()
  await state.waitFor()
  expect(await count.count()).toBe(0)
  await choose(page, state, '跟进中')
  await count.waitFor()
}

test('fields dragged onto a form are there at once: form, list, API, import, report', async () => {
  await pictured(seat, 'design-fields', async () => {
    const { page, call } = seat
    await designTwoFields()
    await undoAndRedo()
    const preview = page.getByRole('button', { name: '预览', exact: true })
    await preview.click()
    await comesWithState()
    await preview.click()
    const told = await publish(page)
    expect(told).toContain('增加字段 lead.yi_xiang_deng_ji')
    expect(told).toContain('增加字段 lead.yu_ji_ren_shu')

    await page.goto('/r/lead/new')
    await comesWithState()
    await page.getByRole('textbox', { name: /^姓名\/线索名称/ }).fill('张意向')
    await choose(page, page.getByRole('combobox', { name: '意向等级' }), '高意向')
    await page.getByLabel('预计人数').fill('12')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('heading', { name: '张意向' }).first().waitFor()
    expect(await page.getByText('高意向', { exact: true }).first().isVisible()).toBe(true)

    await page.goto('/r/lead')
    await page.getByRole('button', { name: '显示的列' }).click()
    for (const label of ['意向等级', '预计人数']) await page.getByRole('checkbox', { name: label }).waitFor()

    const { data: made } = await call<{ data: { id: string } }>('POST', '/records/lead', {
      name: '李接口',
      status: 'following',
      yi_xiang_deng_ji: 'option_2',
      yu_ji_ren_shu: 7,
    })
    const listed = await call<Records>(
      'GET',
      '/records/lead?fields=name,yi_xiang_deng_ji,yu_ji_ren_shu&limit=200',
    )
    expect(listed.data.find(({ id }) => id === made.id)).toMatchObject({
      yi_xiang_deng_ji: 'option_2',
      yu_ji_ren_shu: 7,
    })
    expect(listed.data.find(({ name }) => name === '张意向')).toMatchObject({
      yi_xiang_deng_ji: 'option_1',
      yu_ji_ren_shu: 12,
    })

    await page.goto('/import/lead')
    await page.getByLabel('选择文件').setInputFiles({
      name: 'leads.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('姓名,意向\n王导入,高意向\n'),
    })
    const column = page.getByRole('combobox', { name: '意向 导入到' })
    await column.click()
    await column.pressSequentially('意向')
    await chooseOpen(page, '意向等级')

    await page.goto('/design/report/leads_by_source')
    for (const label of ['意向等级', '预计人数'])
      await page.getByRole('treeitem', { name: label, exact: true }).waitFor()
  })
})

/** Makes a document on the overview and waits for its designer. */
async function create(kind: string, name: string, entity?: string): Promise<void> {
  const { page } = seat
  await page.goto('/design')
  await page.getByRole('button', { name: `新建${kind}`, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `新建${kind}` })
  await dialog.getByRole('textbox').first().fill(name)
  if (entity !== undefined) await find(page, dialog.getByRole('combobox', { name: '用在哪张数据表' }), entity)
  await dialog.getByRole('button', { name: '新建', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '保存草稿' }).waitFor()
}

/** Opens a page as somebody of the demo, who all begin with the administrator's first password. */
function seatOf(email: string): Promise<Seat> {
  return takeSeat(browser, { url: product.url, email, password: product.password })
}

async function designRule(): Promise<void> {
  const { page } = seat
  const panel = page.getByRole('complementary', { name: '属性' })
  const canvas = page.getByRole('main', { name: '画布' })
  const palette = page.getByRole('complementary', { name: '组件' })
  const box = (name: string): Locator => panel.getByRole('combobox', { name })
  await find(page, box('只看这些字段的变化'), '评分')
  await canvas.getByRole('button', { name: '如果' }).click()
  await panel.getByRole('button', { name: '添加条件', exact: true }).click()
  await find(page, box('字段'), '评分')
  await choose(page, box('关系'), '大于等于')
  await panel.locator('input:not([role=combobox])').last().fill('60')
  await canvas.getByRole('button', { name: '如果 评分 大于等于 60' }).waitFor()
  await canvas.getByRole('button', { name: '当 “线索”新建或修改时，且评分有变化' }).waitFor()

  await palette.getByRole('button', { name: '分配负责人' }).dragTo(canvas.getByText('把左边的动作拖到这里'))
  await find(page, box('分配规则 必填'), '线索轮流分配')
  await dropBelow(palette.getByRole('button', { name: '创建待办' }), canvas.getByText('按“线索轮流分配”分配'))
  await panel.getByRole('textbox', { name: '标题 必填' }).fill('24 小时内联系 {{name}}')
  await choose(page, box('负责人'), '记录负责人')
  await page.keyboard.press('Escape')
  await panel.getByRole('spinbutton', { name: '期限' }).fill('24')
  await find(page, box('待办的数据表'), '待办')
  await find(page, box('指向本记录的字段'), '线索')
  await dropBelow(palette.getByRole('button', { name: '通知' }), canvas.getByText('期限 24 小时'))
  await choose(page, box('通知谁 必填'), '记录负责人')
  await page.keyboard.press('Escape')
  await panel.getByRole('textbox', { name: '标题 必填' }).fill('请跟进热线索：{{name}}')
  await canvas.getByText('请跟进热线索').waitFor()
}

test('a rule drawn as a sentence assigns a hot lead, makes one task and tells the owner', async () => {
  await pictured(seat, 'design-rule', async () => {
    const { page, call } = seat
    await create('规则', '热线索跟进', '线索')
    const shipped = page.getByRole('switch', { name: /热线索自动分配/ })
    await shipped.click()
    await expect.poll(() => shipped.getAttribute('aria-checked')).toBe('false')
    await designRule()
    const told = await publish(page)
    expect(told).toContain('热线索跟进')
    expect(told).toContain('热线索自动分配')

    await page.goto('/r/lead/new')
    await page.getByRole('textbox', { name: /^姓名\/线索名称/ }).fill('赵热心')
    await page.getByRole('textbox', { name: '职位' }).fill('总监')
    await choose(page, page.getByRole('combobox', { name: /^来源/ }), '转介绍')
    await page.getByRole('textbox', { name: '访问次数' }).fill('6')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('heading', { name: '赵热心' }).first().waitFor()

    const leads = await call<Records>('GET', '/records/lead?fields=name,score,owner,created_at&limit=200')
    const lead = leads.data.find(({ name }) => name === '赵热心')
    expect(lead).toMatchObject({ score: 80 })
    const users = await call<Records>('GET', '/users')
    const owner = users.data.find(({ id }) => id === idOf(lead?.owner))
    expect(owner?.roles).toContain('sales')
    const tasks = await call<Records>('GET', '/records/task?fields=title,due,owner,lead,created_at&limit=200')
    const own = tasks.data.filter((task) => idOf(task.lead) === lead?.id)
    expect(own.map(({ title }) => title)).toEqual(['24 小时内联系 赵热心'])
    expect(idOf(own[0]?.owner)).toBe(owner?.id)
    const hours = (Date.parse(String(own[0]?.due)) - Date.parse(String(lead?.created_at))) / 3_600_000
    expect(hours).toBeCloseTo(24, 1)

    const theirs = await seatOf(String(owner?.email))
    await expect
      .poll(async () => JSON.stringify(await theirs.call<Records>('GET', '/notifications')))
      .toContain('请跟进热线索：赵热心')
    await theirs.context.close()
  })
})

/** Puts a step in by the plus of a line. */
async function addStep(plus: string, step: string): Promise<void> {
  const { page } = seat
  await page.getByRole('main', { name: '画布' }).getByRole('button', { name: plus, exact: true }).click()
  const menu = page.getByRole('menu', { name: plus })
  // A click while the menu still unfolds may meet nothing: the menu closes when it was taken.
  for (let tries = 0; tries < 3; tries += 1) {
    await menu.getByRole('menuitem', { name: step, exact: true }).click()
    const taken = await menu.waitFor({ state: 'hidden', timeout: 4000 }).then(
      () => true,
      () => false,
    )
    if (taken) return
  }
}

async function branchAbove(branch: string, percent: string): Promise<void> {
  const { page } = seat
  const panel = page.getByRole('complementary', { name: '属性' })
  const canvas = page.getByRole('main', { name: '画布' })
  await canvas.getByRole('button', { name: `分支 ${branch}`, exact: true }).click()
  await panel.getByRole('heading', { name: `分支 ${branch}`, exact: true }).waitFor()
  await panel.getByRole('textbox', { name: '分支名称' }).fill(`高于 ${percent}%`)
  await panel.getByRole('button', { name: '添加条件', exact: true }).click()
  await find(page, panel.getByRole('combobox', { name: '字段' }), '折扣率')
  await choose(page, panel.getByRole('combobox', { name: '关系' }), '大于')
  await panel
    .getByRole('region', { name: '满足什么条件走这里' })
    .locator('input:not([role=combobox])')
    .last()
    .fill(percent)
  await page.keyboard.press('Tab')
  await canvas.getByText(`折扣率 大于 ${percent}%`).waitFor()
}

async function addApproval(
  plus: string,
  { name, roles, mode }: { readonly name: string; readonly roles: readonly string[]; readonly mode?: string },
): Promise<void> {
  const { page } = seat
  const panel = page.getByRole('complementary', { name: '属性' })
  await addStep(plus, '审批')
  await panel.getByRole('textbox', { name: '名称', exact: true }).fill(name)
  for (const [at, role] of roles.entries()) {
    await panel.getByRole('button', { name: '添加审批人' }).click()
    await page.getByRole('menuitem', { name: '角色', exact: true }).click()
    const people = panel.getByRole('group', { name: `第 ${at + 1} 组人员` })
    await choose(page, people.getByRole('combobox').nth(1), role)
  }
  if (mode !== undefined) await choose(page, panel.getByRole('combobox', { name: /^审批方式/ }), mode)
  // The card says who decides: nobody is left out.
  const step = page
    .getByRole('main', { name: '画布' })
    .getByRole('button', { name: `步骤 ${name}`, exact: true })
  await step.getByText(`：${roles.join(', ')}`).waitFor()
}

async function designFlow(): Promise<void> {
  const { page } = seat
  const panel = page.getByRole('complementary', { name: '属性' })
  const canvas = page.getByRole('main', { name: '画布' })
  await addStep('在“发起”后添加', '条件分支')
  await canvas.getByRole('button', { name: '给“条件分支”添加分支' }).click()
  await branchAbove('条件 1', '25')
  await branchAbove('条件 2', '15')
  const both = { name: '总监与财务', roles: ['销售总监', '财务'], mode: '会签：全部同意才通过' }
  await addApproval('在分支“高于 25%”中添加', both)
  await addApproval('在分支“高于 15%”中添加', { name: '总监', roles: ['销售总监'] })
  await addStep('在“条件分支”汇合后添加', '自动动作')
  await choose(page, panel.getByRole('combobox', { name: /^动作/ }), '更新记录')
  await find(page, panel.getByRole('combobox', { name: '添加字段' }), '状态')
  await choose(page, panel.locator('.d-value-control').getByRole('combobox'), '已批准')
  await canvas.getByText('流程完整').waitFor()
}

let quotes = 0

/** A quote of somebody in sales whose only line is sold 30 % below the list price. */
async function makeQuote(seller: Seat): Promise<string> {
  type Made = { readonly data: { readonly id: string } }
  quotes += 1
  const made = await seat.call<Made>('POST', '/records/product', {
    name: `边缘网关 ${quotes} 型`,
    spec: 'G',
    unit: '台',
    list_price: '100.00',
    cost: '50.00',
    min_price: '60.00',
  })
  const account = await seller.call<Made>('POST', '/records/account', { name: `远见精密 ${quotes} 厂` })
  const quote = await seller.call<Made>('POST', '/records/quote', {
    account: account.data.id,
    lines: [{ product: made.data.id, qty: 10, list_price: '100.00', price: '70.00' }],
  })
  return quote.data.id
}

async function stateOf(quote: string): Promise<unknown> {
  const { data } = await seat.call<{ data: { state: unknown } }>('GET', `/records/quote/${quote}`)
  return data.state
}

/** Approves what somebody has to decide about a quote; gives the name of the step. */
async function approve(decider: Seat, quote: string): Promise<unknown> {
  const todo = await decider.call<Records>('GET', '/work-items?box=todo')
  const item = todo.data.find(({ recordId }) => recordId === quote)
  await decider.call('POST', `/work-items/${String(item?.id)}/approve`, { comment: '同意' })
  return item?.nodeName
}

test('a flow built by its plus menus decides, and a run keeps the version it began with', async () => {
  await pictured(seat, 'design-flow', async () => {
    const { page } = seat
    await create('流程', '折扣审批', '报价单')
    await designFlow()
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByRole('status').filter({ hasText: '草稿已保存' }).first().waitFor()
    await page.goto('/design/flow/quote_discount')
    const shipped = page.getByRole('complementary', { name: '属性' }).getByRole('switch', { name: '启用' })
    await shipped.click()
    await expect.poll(() => shipped.getAttribute('aria-checked')).toBe('false')
    expect(await publish(page)).toContain('折扣审批')

    const [seller, director, finance] = await Promise.all(
      ['wu@example.com', 'chen@example.com', 'qian@example.com'].map(seatOf),
    )
    if (seller === undefined || director === undefined || finance === undefined) throw new Error('nobody')
    const first = await makeQuote(seller)
    await seller.page.goto(`/r/quote/${first}`)
    await seller.page.getByRole('button', { name: '提交审批' }).click()
    await director.page.goto('/inbox')
    await director.page.getByRole('button', { name: /^折扣审批/ }).click()
    await director.page.getByRole('button', { name: '同意', exact: true }).click()
    await director.page.getByText(/^已处理“折扣审批/).waitFor()
    expect(await stateOf(first)).toBe('draft')
    expect(await approve(finance, first)).toBe('总监与财务')
    await expect.poll(() => stateOf(first)).toBe('approved')

    const start = async (quote: string): Promise<unknown> =>
      seller.call('POST', '/flows/zhe_kou_shen_pi/start', { entity: 'quote', id: quote })
    const second = await makeQuote(seller)
    await start(second)
    await page.goto('/design/flow/zhe_kou_shen_pi')
    await addApproval('在“条件分支”汇合后添加', { name: '总经理把关', roles: ['总经理'] })
    await page.getByText('流程完整').waitFor()
    await publish(page)
    const third = await makeQuote(seller)
    await start(third)
    for (const quote of [second, third]) {
      await approve(director, quote)
      await approve(finance, quote)
    }
    // The one that ran already ends as it was drawn when it began; the new one goes on to the new step.
    await expect.poll(() => stateOf(second)).toBe('approved')
    const boss = await seatOf('lin@example.com')
    await expect
      .poll(async () =>
        (await boss.call<Records>('GET', '/work-items?box=todo')).data.map((one) => one.nodeName),
      )
      .toContain('总经理把关')
    expect(await stateOf(third)).toBe('draft')
    expect(await approve(boss, third)).toBe('总经理把关')
    await expect.poll(() => stateOf(third)).toBe('approved')
    for (const { context } of [seller, director, finance, boss]) await context.close()
  })
})

async function designReport(): Promise<void> {
  const { page } = seat
  const tree = page.getByRole('tree', { name: '字段' })
  const shelf = (name: string): Locator => page.getByRole('group', { name, exact: true })
  const field = (name: string): Locator => tree.getByRole('treeitem', { name, exact: true })
  await tree.getByRole('button', { name: '展开 实际成交日' }).click()
  await field('实际成交日 / 月').dragTo(shelf('行'))
  await shelf('行').getByText('实际成交日 · 月').waitFor()
  await field('来源').dragTo(shelf('列'))
  await shelf('列').getByText('来源').waitFor()
  await field('金额').dragTo(shelf('值'))
  await shelf('值').getByText('金额').waitFor()
  await field('阶段').dragTo(shelf('筛选'))
  const filter = page.getByRole('dialog', { name: '筛选条件' })
  await choose(page, filter.getByRole('combobox', { name: '关系' }), '等于')
  await choose(page, filter.getByRole('combobox').nth(3), '赢单')
  await filter.getByRole('button', { name: '完成' }).click()
  await filter.waitFor({ state: 'hidden' })
  await shelf('筛选').getByText('阶段 等于 赢单').waitFor()
  await shelf('值').getByRole('button', { name: '移除商机数' }).click()
  await shelf('值').getByText('商机数').waitFor({ state: 'hidden' })
}

/** A place inside a bar of a chart: a mark of the colour that its first series has, and well above the axis. */
async function barOf(canvas: Locator): Promise<{ readonly x: number; readonly y: number }> {
  return canvas.evaluate((element) => {
    const drawn = element as HTMLCanvasElement
    const { width, height } = drawn
    const scale = width / drawn.getBoundingClientRect().width
    const pixels = drawn.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
    const colour = (x: number, y: number): string =>
      pixels.slice((y * width + x) * 4, (y * width + x) * 4 + 4).join()
    const run = Math.round(24 * scale)
    // A bar is a straight coloured line down; text, axes and the grid are not.
    for (let y = Math.round(height * 0.25); y < height - run; y += 2)
      for (let x = 2; x < width - 2; x += 1) {
        const [r = 0, g = 0, b = 0, a = 0] = colour(x, y).split(',').map(Number)
        if (a < 250 || Math.max(r, g, b) - Math.min(r, g, b) < 60) continue
        const here = colour(x, y)
        const straight = Array.from({ length: run }, (_, by) => colour(x, y + by)).every(
          (one) => one === here,
        )
        if (straight && colour(x + 1, y + 4) === here) return { x: (x + 1) / scale, y: (y + run / 2) / scale }
      }
    return { x: -1, y: -1 }
  })
}

test('a report put together on shelves shows live, stands on a dashboard, and its bars lead to the records', async () => {
  await pictured(seat, 'design-report', async () => {
    const { page, call } = seat
    await create('报表', '每月赢单来源', '商机')
    await designReport()
    const live = page.getByRole('region', { name: '实时结果' })
    await live.getByRole('button', { name: '柱状图' }).click()
    await live.locator('canvas').waitFor()
    await live.getByText('表格', { exact: true }).last().click()
    const table = live.getByRole('table')
    await table.getByRole('columnheader', { name: '转介绍' }).waitFor()
    await live.getByText('图表', { exact: true }).first().click()
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText('草稿已保存').first().waitFor()

    await create('仪表盘', '赢单看板')
    const palette = page.getByRole('complementary', { name: '组件' })
    const canvas = page.getByRole('main', { name: '画布' })
    const tile = (name: string): Locator => canvas.getByRole('button', { name: `磁贴：${name}` })
    await palette.getByRole('button', { name: '每月赢单来源' }).dragTo(canvas.getByText('把报表放上来'))
    await tile('每月赢单来源').waitFor()
    const below = { targetPosition: { x: 300, y: 480 } }
    await palette.getByRole('button', { name: '销售漏斗' }).dragTo(canvas.locator('.b-board'), below)
    await tile('销售漏斗').waitFor()
    const told = await publish(page)
    expect(told).toContain('新增报表每月赢单来源')
    expect(told).toContain('新增仪表盘赢单看板')

    await page.goto('/dashboards/ying_dan_kan_ban')
    await page.getByRole('heading', { name: '赢单看板' }).waitFor()
    await page.getByRole('img', { name: /漏斗图/ }).waitFor()
    const chart = page.locator('.m-widget').filter({ hasText: '每月赢单来源' }).locator('canvas')
    await chart.waitFor()
    // Bars grow when they come in: a place is good once it is found twice.
    let bar = { x: -1, y: -1 }
    await expect
      .poll(
        async () => {
          const before = bar
          bar = await barOf(chart)
          return bar.x > 0 && bar.x === before.x && bar.y === before.y
        },
        { interval: 400 },
      )
      .toBe(true)
    await chart.click({ position: bar })
    await page.waitForURL(/\/r\/opportunity/)
    await page.getByText('来自报表').waitFor()
    const count = page.getByText(/^\d+ 条$/).first()
    await count.waitFor()
    const shown = Number.parseInt(await count.innerText(), 10)
    expect(shown).toBeGreaterThan(0)
    expect(await page.getByText('赢单', { exact: true }).count()).toBeGreaterThan(0)
    const all = await call<{ count: number }>('GET', '/records/opportunity?limit=1&count=exact')
    expect(shown).toBeLessThan(all.count)
  })
})

/** Id of a linked record, which the API gives alone or with its title. */
function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : value
}

/** Drags something to just below a thing of the canvas. */
async function dropBelow(source: Locator, target: Locator): Promise<void> {
  const card = target.locator('xpath=ancestor-or-self::*[@data-index][1]')
  const size = await card.boundingBox()
  await source.dragTo(card, { targetPosition: { x: 60, y: (size?.height ?? 40) - 3 } })
}
