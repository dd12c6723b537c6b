import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { choose, dismiss, find, pictured, publish, type Seat, takeSeat } from './support/designing.ts'
import { type Product, startProduct } from './support/server.ts'
import { createDocument } from './story/story.ts'

/** A calendar, a score, a decision table, an assignment and a rule that waits for a date, made by mouse, and at work. */
let product: Product
let browser: Browser
let seat: Seat
let page: Page

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  seat = await takeSeat(browser, product)
  page = seat.page
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const saved = (): Promise<void> => page.locator('.d-save-mark[data-state="saved"]').waitFor()
const panel = () => page.getByRole('complementary', { name: '属性' })

test('a calendar: another end of Monday, a year of days off, one day of its own', async () => {
  await pictured(seat, 'automation-calendar', async () => {
    await createDocument(page, { kind: '工作日历', name: '客服日历' })
    await choose(page, page.getByRole('combobox', { name: '周一结束时间' }).last(), '19:00')
    await page.getByRole('button', { name: '用到周一至周五' }).click()
    await page.getByRole('button', { name: '导入放假安排' }).click()
    const dialog = page.getByRole('dialog', { name: '导入放假安排' })
    await dialog.getByRole('spinbutton', { name: '年份' }).fill('2026')
    await dialog.getByRole('spinbutton', { name: '年份' }).press('Tab')
    await dialog.getByText('国务院放假安排').click()
    await dialog.getByText(/\d+ 天放假/).waitFor()
    await dialog.getByRole('button', { name: '导入', exact: true }).click()
    await page.getByRole('button', { name: /^2026年10月1日 放假/ }).waitFor()
    await page.getByRole('button', { name: /^2026年12月24日/ }).click()
    await page.getByRole('tooltip').getByText('放假', { exact: true }).click()
    await page.getByRole('button', { name: /^2026年12月24日 放假/ }).waitFor()
    await saved()
  })
})

test('a score: points for a condition, tried on a record, with a rule that counts it', async () => {
  await pictured(seat, 'automation-score', async () => {
    await createDocument(page, { kind: '评分', name: '商机评分', entity: '商机' })
    await page.getByRole('button', { name: '添加得分项' }).click()
    await page.getByRole('textbox', { name: '名称', exact: true }).first().fill('有金额')
    await page.getByRole('button', { name: '“有金额”的条件' }).click()
    const dialog = page.getByRole('dialog', { name: '“有金额”的条件' })
    await dialog.getByRole('button', { name: '添加条件', exact: true }).click()
    await find(page, dialog.getByRole('combobox', { name: '字段' }), '金额')
    await choose(page, dialog.getByRole('combobox', { name: '关系' }), '不为空')
    await dialog.getByRole('button', { name: '完成' }).click()
    await page.getByRole('spinbutton', { name: '得分' }).first().fill('40')
    await page.getByRole('combobox', { name: '选一条记录' }).click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
    await page.getByText('40 分', { exact: true }).waitFor()
    await saved()
  })
})

test('a decision table: columns of fields, cells as in a spreadsheet, rows that meet are marked', async () => {
  await pictured(seat, 'automation-table', async () => {
    await createDocument(page, { kind: '决策表', name: '线索定级', entity: '线索' })
    await find(page, page.getByRole('combobox', { name: '添加条件列' }), '访问次数')
    await find(page, page.getByRole('combobox', { name: '添加结果列' }), '等级')
    await page.getByRole('button', { name: '添加一行' }).click()
    await page.getByRole('textbox', { name: '第 1 行 访问次数' }).fill('≥ 5')
    await page.getByRole('textbox', { name: '第 1 行 访问次数' }).press('Enter')
    await choose(page, page.getByRole('combobox', { name: '第 1 行 等级' }), '热')
    await page.getByRole('textbox', { name: '第 2 行 访问次数' }).fill('3..9')
    await page.getByRole('textbox', { name: '第 2 行 访问次数' }).press('Tab')
    await choose(page, page.getByRole('combobox', { name: '第 2 行 等级' }), '温')
    await panel().getByRole('button', { name: '删除这一列' }).waitFor()
    await page.getByRole('textbox', { name: '访问次数', exact: true }).fill('7')
    await page.getByRole('textbox', { name: '访问次数', exact: true }).press('Tab')
    await page.getByText('命中第 1、2 行').waitFor()
    await saved()
  })
})

test('an assignment and a rule that waits for a date are published and work', async () => {
  await pictured(seat, 'automation-rule', async () => {
    await createDocument(page, { kind: '分配规则', name: '大单分配', entity: '线索' })
    await find(page, panel().getByRole('combobox', { name: '角色' }), '销售')
    await page.keyboard.press('Escape')
    await choose(page, panel().getByRole('combobox', { name: /^怎么分/ }), '给在手最少的人')
    await page.getByRole('combobox', { name: '选一条记录' }).click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
    await page.getByText(/^会分给 /).waitFor()
    await saved()

    await createDocument(page, { kind: '规则', name: '联系前分配', entity: '线索' })
    const canvas = page.getByRole('main', { name: '画布' })
    await choose(page, panel().getByRole('combobox', { name: /^什么时候/ }), '到某个日期前后')
    await page.keyboard.press('Escape')
    await panel().getByRole('button', { name: '新建' }).or(panel().getByTitle('新建')).first().waitFor()
    for (const name of ['新建', '修改']) await dismiss(panel(), name)
    await find(page, panel().getByRole('combobox', { name: '哪个日期' }), '下次联系')
    await canvas.getByText(/到了“线索”的下次联系前 3 天/).waitFor()
    await page
      .getByRole('complementary', { name: '组件' })
      .getByRole('button', { name: '分配负责人' })
      .click()
    await find(page, panel().getByRole('combobox', { name: '分配规则 必填' }), '大单分配')
    await page.getByRole('combobox', { name: '选一条记录' }).click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
    await page.getByRole('button', { name: '试运行' }).click()
    await page.getByText(/^按「大单分配」分配负责人$/).waitFor()
    await page.getByText(/→ \S/).first().waitFor()
    await saved()
    const told = await publish(page)
    for (const name of ['客服日历', '商机评分', '线索定级', '大单分配', '联系前分配'])
      expect(told).toContain(name)
    const next_at = new Date(Date.now() + 20 * 86_400_000).toISOString()
    await seat.call('POST', '/records/lead', { name: '二十天后联系', next_at })
    // The time of the rule is set with the record.
    await expect
      .poll(
        async () =>
          (await seat.call<{ data: readonly { key: string; waiting: number }[] }>('GET', '/rules')).data.find(
            ({ key }) => key.startsWith('lian_xi'),
          )?.waiting ?? 0,
        { timeout: 30_000 },
      )
      .toBeGreaterThan(0)
    await page.getByRole('button', { name: '回放历史' }).click()
    await page.getByRole('button', { name: '开始回放' }).click()
    await page.getByText(/^会执行 \d+ 次$/).waitFor()
  })
})

test('a flow: simulated to its end and looked at backwards, kept as a scenario, played again', async () => {
  await pictured(seat, 'automation-simulation', async () => {
    const filter = { and: [{ '==': [{ var: 'state' }, 'draft'] }, { '>': [{ var: 'discount_rate' }, 0.05] }] }
    const query = `/api/records/quote?limit=1&filter=${encodeURIComponent(JSON.stringify(filter))}`
    const quote = await page.evaluate(
      async (path) => ((await (await fetch(path)).json()) as { data: { no: string }[] }).data[0]?.no ?? '',
      query,
    )
    await page.goto(`${product.url}/design/flow/quote_discount`)
    await page.getByRole('button', { name: '模拟运行' }).click()
    await find(page, panel().getByRole('combobox', { name: '选择一条数据' }), quote)
    await panel().getByRole('button', { name: '开始模拟' }).click()
    await panel().getByRole('heading', { name: '接下来' }).waitFor()
    await page.locator('.f-card[data-trace="now"]').waitFor()
    await panel().getByRole('button', { name: '走到结束' }).click()
    await panel().getByText('流程已通过').waitFor()
    await panel().getByRole('button', { name: '上一步' }).click()
    await panel().getByText('正在回看之前的一步。').waitFor()
    await panel().getByRole('button', { name: '回到最新' }).click()
    await panel()
      .getByText(/步骤 \d\/8 · 分支 \d+\/10 · 本次共模拟 1 轮/)
      .waitFor()
    await panel().getByRole('button', { name: '存为场景' }).click()
    const dialog = page.getByRole('dialog', { name: '存为场景' })
    await dialog.getByRole('textbox', { name: '场景名称' }).fill('同意后就是已批准')
    await dialog.getByRole('button', { name: '存为场景' }).click()
    await panel().getByRole('button', { name: '运行 同意后就是已批准' }).click()
    await panel()
      .getByRole('listitem')
      .filter({ hasText: '同意后就是已批准' })
      .getByText('通过', { exact: true })
      .waitFor()
  })
})
