import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { ask, keepPictures, records, signIn, toast } from './support/person.ts'
import { type Product, startProduct } from './support/server.ts'

/** What people do with approvals, each by their own screen: the commonest features, and what needs more than one press. */
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

/** One of two takes it, needs a file to agree, and picks who looks at it next. */
const checked = {
  ...flow,
  id: 'fl_check',
  key: 'quote_check',
  label: '报价两审',
  start: { type: 'api', recall: 'anytime', single: false },
  nodes: [
    { id: 'start', type: 'start_event', name: '提交' },
    step('first', '初审', 'sales_director', {
      mode: 'claim',
      assignees: [
        { type: 'role', role: 'sales_director' },
        { type: 'role', role: 'finance' },
      ],
      attachment: { required: ['approve'] },
      operations: { takeBack: true, addSign: ['parallel'], labels: { approve: '通过初审' } },
    }),
    step('second', '复核', 'boss', { assignees: [{ type: 'previous_pick', min: 1, max: 1 }] }),
    { id: 'end', type: 'end_event' },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'first' },
    { id: 'e2', source: 'first', target: 'second' },
    { id: 'e3', source: 'second', target: 'end' },
  ],
}

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  const seat = (email?: string): Promise<Page> =>
    signIn(browser, product, email === undefined ? {} : { email })
  ;[starter, director, finance, boss] = [
    await seat(),
    await seat('chen@example.com'),
    await seat('qian@example.com'),
    await seat('lin@example.com'),
  ]
  await clearDesks()
  const headers = { 'x-mortise': '1' }
  for (const json of [flow, checked])
    await starter.request.put(`/api/design/flow/${json.key}`, { headers, data: { json } })
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

/** Ends what the demo left open: what stands on desks here is what these people put there. */
async function clearDesks(): Promise<void> {
  const { data } = await ask<{ data: { rows: readonly { readonly id: string }[] } }>(
    starter,
    '/api/flow-instances?show=open',
  )
  expect(data.rows.length).toBeGreaterThan(4)
  for (const { id } of data.rows) await ask(starter, `/api/flow-instances/${id}/terminate`, {})
}

/** Hands a record in without its screen. */
async function handIn(at: number, flow = 'quote_discount'): Promise<void> {
  await ask(starter, `/api/flows/${flow}/start`, { entity: 'quote', id: quotes[at] })
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

/** Chooses somebody in a box for people: that of a dialog, unless another is named. */
async function choosePerson(
  page: Page,
  name: string,
  // A dialog stands behind the page it was opened from.
  box = page.locator('.m-ask-people').last().getByRole('combobox'),
): Promise<void> {
  // The box for people is fetched when the first one is shown.
  await box.click()
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

  test('one of several claims it, brings a file, picks who is next, and takes it back', async () => {
    await handIn(1, 'quote_check')
    await openTask(finance, '初审')
    await openTask(director, '初审')
    await press(director, '认领')
    await toast(director, '已处理').waitFor()
    await finance.goto('/inbox')
    const tasks = finance.locator('.m-inbox-item')
    await tasks.first().waitFor()
    expect(await tasks.filter({ hasText: '初审' }).count()).toBe(0)

    // Its own word on the button, which waits for a file and for a name.
    const agree = director.locator('.m-decide').getByRole('button', { name: '通过初审' })
    await agree.waitFor()
    expect(await agree.isDisabled()).toBe(true)
    await director
      .locator('.m-decide input[type=file]')
      .first()
      .setInputFiles({ name: '核价.txt', mimeType: 'text/plain', buffer: Buffer.from('ok') })
    await director.locator('.m-decide').getByText('核价.txt').waitFor()
    expect(await agree.isDisabled()).toBe(true)
    await choosePerson(director, '林致远')
    await agree.click()
    await toast(director, '已处理').waitFor()
    await openTask(boss, '复核')

    await director.goto('/inbox')
    await director.getByText('已处理', { exact: true }).click()
    await press(director, '拿回')
    await toast(director, '已处理').waitFor()
    await openTask(director, '初审')
    await boss.goto('/inbox')
    await boss.getByText('都处理完了').waitFor()
  })

  test('a signer is added beside, and let go again', async () => {
    await openTask(director, '初审')
    await more(director, '加签')
    await choosePerson(director, '林致远')
    await director.getByRole('dialog').getByRole('button', { name: '加签', exact: true }).click()
    await toast(director, '已处理').waitFor()
    await openTask(boss, '初审')
    await openTask(director, '初审')
    await more(director, '减签')
    await director.getByRole('dialog').getByRole('button', { name: '减签', exact: true }).click()
    await toast(director, '已处理').waitFor()
    await boss.goto('/inbox')
    await boss.getByText('都处理完了').waitFor()
  })

  test('whoever is away names an agent, who sees whose task it is and decides it', async () => {
    await director.goto('/inbox')
    await director.getByRole('button', { name: '审批代理' }).click()
    await director.getByRole('button', { name: '设置代理' }).click()
    const dialog = director.getByRole('dialog')
    await choosePerson(director, '林致远', dialog.getByRole('combobox').first())
    await dialog.getByRole('button', { name: '确定' }).click()
    await director.getByText('林致远 代我处理').waitFor()

    await openTask(boss, '初审')
    await boss.getByText('代 陈冬 处理').first().waitFor()
    await boss.getByText('你正在代 陈冬 处理').waitFor()
    await boss.getByLabel('审批意见').fill('资料不全')
    await press(boss, '拒绝')
    await toast(boss, '已处理').waitFor()

    await director.reload()
    await director.getByRole('row').filter({ hasText: '林致远 代 陈冬' }).getByText('拒绝').waitFor()
    await director.getByRole('button', { name: '结束代理' }).click()
    await director.getByRole('dialog').getByRole('button', { name: '结束代理' }).click()
    await director.getByText('还没有人代你处理').waitFor()
  })

  test('what somebody holds who leaves is looked at, and handed over at once', async () => {
    await handIn(0)
    await openTask(director, '总监审批')
    const me = await ask<{ data: { user: { id: string } } }>(director, '/api/me')
    const pools = await records(starter, 'pool', { fields: ['name'] })
    const accounts = await records(starter, 'account', { fields: ['name'], limit: 1 })
    const puts = [
      ...pools.map(({ id }) => [`pool/${id}`, 'admin']),
      ...accounts.map(({ id }) => [`account/${id}`, 'prev_owner']),
    ]
    for (const [at, field] of puts)
      await starter.request.patch(`/api/records/${at}`, {
        headers: { 'x-mortise': '1' },
        data: { [String(field)]: me.data.user.id },
      })
    await starter.goto('/settings/users')
    await starter.getByRole('button', { name: '陈冬的离职交接' }).click()
    const dialog = starter.getByRole('dialog')
    await dialog.getByText('负责部门：销售部').waitFor()
    await dialog
      .getByText(/总监审批/)
      .first()
      .waitFor()
    await choosePerson(starter, '林致远', dialog.locator('.m-hand-over-to').getByRole('combobox'))
    // Where records name them beside the owner's field, what tells what was may stay.
    const fields = dialog.getByRole('combobox', { name: '其他成员字段交给' })
    await choosePerson(starter, '林致远', fields)
    await dialog.getByLabel('客户 · 前负责人：1 条').uncheck()
    await dialog.getByLabel('交接后停用账号').uncheck()
    await dialog.getByRole('button', { name: '开始交接' }).click()
    await toast(starter, '已交接').waitFor()
    const admins = await records(starter, 'pool', { fields: ['admin'] })
    expect(admins.some((one) => JSON.stringify(one).includes(me.data.user.id))).toBe(false)
    const [kept] = await records(starter, 'account', {
      fields: ['prev_owner'],
      filter: { '==': [{ var: 'id' }, accounts[0]?.id] },
    })
    expect(JSON.stringify(kept)).toContain(me.data.user.id)
    await openTask(boss, '总监审批')
    await director.goto('/inbox')
    await director.getByText('都处理完了').waitFor()
  })
})
