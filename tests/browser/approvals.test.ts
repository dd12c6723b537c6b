import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { ask, keepPictures, records, signIn, toast } from './support/person.ts'
import { type Product, startProduct } from './support/server.ts'

/** What people do most with approvals, each by their own screen: the ten commonest features. */
let product: Product
let browser: Browser
let [starter, director, finance, boss] = [] as unknown as [Page, Page, Page, Page]
let quotes: readonly string[] = []

const step = (id: string, name: string, role: string, more: object = {}) => ({
  id,
  type: 'user_task',
  name,
  approval: {
    mode: 'one',
    assignees: [{ type: 'role', role }],
    onEmpty: { do: 'admin' },
    operations: {
      transfer: true,
      delegate: true,
      addSign: ['before', 'after'],
      return: { targets: 'anyPassed', resume: 'rerun' },
    },
    comment: { required: ['reject'] },
    fields: { '*': 'read' },
    ...more,
  },
})
const flow = {
  id: 'fl_quote',
  key: 'quote_discount',
  label: '报价审批',
  entity: 'quote',
  start: { type: 'manual', recall: 'anytime' },
  nodes: [
    { id: 'start', type: 'start_event', name: '提交' },
    step('director', '总监审批', 'sales_director'),
    step('finance', '财务复核', 'finance', { signature: true }),
    { id: 'end', type: 'end_event' },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'director' },
    { id: 'e2', source: 'director', target: 'finance' },
    { id: 'e3', source: 'finance', target: 'end' },
  ],
}

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  const seat = (email?: string): Promise<Page> =>
    signIn(browser, product, { still: true, ...(email === undefined ? {} : { email }) })
  ;[starter, director, finance, boss] = [
    await seat(),
    await seat('chen@example.com'),
    await seat('qian@example.com'),
    await seat('lin@example.com'),
  ]
  const headers = { 'x-mortise': '1' }
  await starter.request.put('/api/design/flow/quote_discount', { headers, data: { json: flow } })
  expect((await starter.request.post('/api/design/publish', { headers, data: {} })).ok()).toBe(true)
  const drafts = await records(starter, 'quote', {
    fields: ['no'],
    filter: { '==': [{ var: 'state' }, 'draft'] },
  })
  quotes = drafts.map(({ id }) => id)
  expect(quotes.length).toBeGreaterThanOrEqual(4)
}, 120_000)
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPictures(browser, task.name)
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

/** Hands a record in without its screen. */
async function handIn(at: number): Promise<void> {
  await ask(starter, '/api/flows/quote_discount/start', { entity: 'quote', id: quotes[at] })
}

/** Opens the newest task of somebody. */
async function openTask(page: Page, step: string): Promise<void> {
  await page.goto('/inbox')
  await page.locator('.m-item-head').getByText(step).waitFor()
}

async function press(page: Page, name: string): Promise<void> {
  await page.locator('.m-decide').getByRole('button', { name, exact: true }).click()
}

async function more(page: Page, name: string): Promise<void> {
  await press(page, '更多')
  await page.getByRole('menuitem', { name, exact: true }).click()
}

/** Chooses somebody in the box for people of a dialog. */
async function choosePerson(page: Page, name: string): Promise<void> {
  // The box for people is fetched when the first one is shown.
  await page.locator('.m-ask-people').getByRole('combobox').click()
  const choices = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
  await choices.first().waitFor()
  await page.keyboard.type(name)
  await choices.filter({ hasText: name }).first().click()
}

async function started(): Promise<Page> {
  await starter.goto('/inbox')
  await starter.getByText('我发起', { exact: true }).click()
  await starter.locator('.m-item-head, .m-state').first().waitFor()
  return starter
}

describe('approvals', () => {
  test('the way is seen before, an opinion is one press, a signature is asked for, all is in the trail', async () => {
    await starter.goto(`/r/quote/${quotes[0]}`)
    await starter.getByRole('button', { name: '提交审批' }).click()
    const way = starter.getByRole('list', { name: '审批路径' })
    await way.getByText('陈冬').waitFor()
    expect(await way.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('陈冬'),
      expect.stringContaining('钱慧'),
    ])
    await starter.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click()
    await toast(starter, /已发起|已提交/).waitFor()

    await openTask(director, '总监审批')
    await director.getByRole('button', { name: '同意。' }).click()
    await press(director, '同意')
    await toast(director, '已处理').waitFor()

    await openTask(finance, '财务复核')
    await press(finance, '同意')
    const sign = finance.getByRole('dialog')
    expect(await sign.getByRole('button', { name: '同意', exact: true }).isDisabled()).toBe(true)
    await sign.getByRole('textbox').fill('钱慧')
    await sign
      .getByRole('button', { name: /完成|保存|用这个|签/ })
      .first()
      .click()
    await sign.getByRole('img').first().waitFor()
    await sign.getByRole('button', { name: '同意', exact: true }).click()
    await toast(finance, '已处理').waitFor()

    const page = await started()
    await page.getByText('流程通过').first().waitFor()
    const trail = page.locator('.m-flow')
    await trail.getByText('同意。').waitFor()
    await trail.getByRole('img', { name: '钱慧的签名' }).waitFor()
  })

  test('a rejection wants a word', async () => {
    await handIn(1)
    await openTask(director, '总监审批')
    const reject = director.locator('.m-decide').getByRole('button', { name: '拒绝' })
    expect(await reject.isDisabled()).toBe(true)
    await director.getByLabel('审批意见').fill('折扣太大')
    await reject.click()
    await toast(director, '已处理').waitFor()
    const page = await started()
    await page.getByText('流程被拒绝').first().waitFor()
    await page.locator('.m-flow').getByText('折扣太大').waitFor()
  })

  test('it is handed on, others are asked first, it goes back and is handed in again', async () => {
    await handIn(2)
    await openTask(director, '总监审批')
    await more(director, '转交')
    await choosePerson(director, '林致远')
    await director.getByRole('dialog').getByRole('button', { name: '转交' }).click()
    await toast(director, '已处理').waitFor()

    await openTask(boss, '总监审批')
    await more(boss, '加签')
    await choosePerson(boss, '钱慧')
    await boss.getByRole('dialog').getByRole('button', { name: '加签', exact: true }).click()
    await toast(boss, '已处理').waitFor()

    await openTask(finance, '总监审批')
    await finance.locator('.m-flow').getByText('前加签').waitFor()
    await press(finance, '同意')
    await toast(finance, '已处理').waitFor()

    await openTask(boss, '总监审批')
    await more(boss, '退回')
    await boss.getByRole('dialog').getByLabel('审批意见').fill('请补合同')
    await boss.getByRole('dialog').getByRole('button', { name: '退回', exact: true }).click()
    await toast(boss, '已处理').waitFor()

    await openTask(starter, '提交')
    await starter.locator('.m-flow').getByText('请补合同').waitFor()
    await press(starter, '重新提交')
    await toast(starter, '已处理').waitFor()
    await openTask(director, '总监审批')
    await director.locator('.m-flow').getByText('第 2 轮').waitFor()
    await director.getByLabel('审批意见').fill('不做了')
    await press(director, '拒绝')
    await toast(director, '已处理').waitFor()
  })

  test('the starter urges and recalls; several are approved with one press', async () => {
    await handIn(3)
    const page = await started()
    await press(page, '催办')
    await toast(page, '已催办').waitFor()
    await press(page, '撤回')
    await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
    await page.getByText('发起人已撤回').first().waitFor()

    await handIn(1)
    await handIn(3)
    await director.goto('/inbox')
    await director.getByRole('button', { name: '批量同意' }).click()
    await director.getByRole('checkbox', { name: '全选' }).click()
    await director.getByRole('button', { name: '同意 2 项' }).click()
    await toast(director, '已同意 2 项').waitFor()
    await director.getByText('都处理完了').waitFor()
  })
})
