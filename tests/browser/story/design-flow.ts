import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { choose, find, publish, type Seat } from '../support/designing.ts'
import { createDocument, idOf, type Records, type Story } from './story.ts'

/** Puts a step in by the plus of a line. */
async function addStep(page: Page, plus: string, step: string): Promise<void> {
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

async function branchAbove(page: Page, branch: string, percent: string): Promise<void> {
  const panel = page.getByRole('complementary', { name: '属性' })
  const canvas = page.getByRole('main', { name: '画布' })
  await canvas.getByRole('button', { name: new RegExp(`^分支 ${branch}( |$)`) }).click()
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

type Approval = {
  readonly plus: string
  readonly name: string
  readonly roles: readonly string[]
  readonly mode?: string
}

async function addApproval(page: Page, { plus, name, roles, mode }: Approval): Promise<void> {
  const panel = page.getByRole('complementary', { name: '属性' })
  await addStep(page, plus, '审批')
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
    .getByRole('button', { name: new RegExp(`^步骤 ${name}( |$)`) })
  await step.getByText(`：${roles.join(', ')}`).waitFor()
}

async function drawFlow(page: Page): Promise<void> {
  const panel = page.getByRole('complementary', { name: '属性' })
  const canvas = page.getByRole('main', { name: '画布' })
  await addStep(page, '在“发起”后添加', '条件分支')
  await canvas.getByRole('button', { name: '给“条件分支”添加分支' }).click()
  await branchAbove(page, '条件 1', '25')
  await branchAbove(page, '条件 2', '15')
  const both = {
    plus: '在分支“高于 25%”中添加',
    name: '总监与财务',
    roles: ['销售总监', '财务'],
    mode: '会签：全部同意才通过',
  }
  await addApproval(page, both)
  await addApproval(page, { plus: '在分支“高于 15%”中添加', name: '总监', roles: ['销售总监'] })
  await addStep(page, '在“条件分支”汇合后添加', '自动动作')
  await choose(page, panel.getByRole('combobox', { name: /^动作/ }), '更新记录')
  await find(page, panel.getByRole('combobox', { name: '添加字段' }), '状态')
  await choose(page, panel.locator('.d-value-control').getByRole('combobox'), '已批准')
  await canvas.getByText('流程完整').waitFor()
}

/** Turns off the discount approval that comes with the CRM: the one drawn here takes its place. */
async function turnShippedOff(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('status').filter({ hasText: '草稿已保存' }).first().waitFor()
  await page.goto('/design/flow/quote_discount')
  const shipped = page.getByRole('complementary', { name: '属性' }).getByRole('switch', { name: '启用' })
  await shipped.click()
  await expect.poll(() => shipped.getAttribute('aria-checked')).toBe('false')
}

/** One more quote of the same kind as the one the story follows. */
async function copyOf(seller: Seat, quote: string): Promise<string> {
  type Read = { readonly data: { readonly [field: string]: unknown } }
  const { data } = await seller.call<Read>('GET', `/records/quote/${quote}`)
  const lines = (data['lines'] as readonly { readonly [field: string]: unknown }[]).map((line) => ({
    product: idOf(line['product']),
    qty: line['qty'],
    list_price: line['list_price'],
    price: line['price'],
  }))
  const made = await seller.call<{ readonly data: { readonly id: string } }>('POST', '/records/quote', {
    account: idOf(data['account']),
    order_discount: data['order_discount'],
    lines,
  })
  return made.data.id
}

async function stateOf({ admin }: Story, quote: string): Promise<unknown> {
  const { data } = await admin.call<{ data: { state: unknown } }>('GET', `/records/quote/${quote}`)
  return data.state
}

/** Approves what somebody has to decide about a quote; gives the name of the step. */
async function approve(decider: Seat, quote: string): Promise<unknown> {
  const todo = await decider.call<Records>('GET', '/work-items?box=todo')
  const item = todo.data.find(({ recordId }) => recordId === quote)
  await decider.call('POST', `/work-items/${String(item?.['id'])}/approve`, { comment: '同意' })
  return item?.['nodeName']
}

/** Opens the inbox, agrees to what stands there about the discount, and sees it go. */
async function agreeInInbox({ page }: Seat): Promise<void> {
  await page.goto('/inbox')
  await page.getByRole('button', { name: /^折扣审批/ }).click()
  await page.getByRole('button', { name: '同意', exact: true }).click()
  await page.getByText(/^已处理“折扣审批/).waitFor()
}

/**
 * Step 7: the discount approval is drawn by its plus menus and published; a quote at 30 % goes to both, who agree from
 * their inboxes, and is approved and locked.
 */
export async function designFlowStep(story: Story): Promise<void> {
  const { page } = story.admin
  const quote = story.left.quote ?? ''
  await createDocument(page, { kind: '流程', name: '折扣审批', entity: '报价单' })
  await drawFlow(page)
  await turnShippedOff(page)
  expect(await publish(page)).toContain('折扣审批')

  const [seller, director, finance] = [
    await story.as('wu@example.com'),
    await story.as('chen@example.com'),
    await story.as('qian@example.com'),
  ]
  await seller.page.goto(`/r/quote/${quote}`)
  await seller.page.getByRole('button', { name: '提交审批' }).click()
  const way = seller.page.getByRole('list', { name: '审批路径' })
  await way.getByText('陈冬').waitFor()
  await seller.page.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click()
  await seller.page.getByText('审批中，已锁定').waitFor()
  expect(await seller.page.getByRole('button', { name: '编辑' }).count()).toBe(0)
  await agreeInInbox(director)
  expect(await stateOf(story, quote)).toBe('draft')
  await agreeInInbox(finance)
  // Nobody has touched this window: it hears of the decision.
  await seller.page.locator('.m-figures').getByText('已批准').waitFor()
  await seller.page.getByText('已锁定').waitFor()
  expect(await seller.page.getByRole('button', { name: '编辑' }).count()).toBe(0)
  for (const { context } of [seller, director, finance]) await context.close()
}

/** Step 7, its end: a run keeps the version it began with when the flow is changed and published again. */
export async function keepVersionStep(story: Story): Promise<void> {
  const { page } = story.admin
  const [seller, director, finance, boss] = [
    await story.as('wu@example.com'),
    await story.as('chen@example.com'),
    await story.as('qian@example.com'),
    await story.as('lin@example.com'),
  ]
  const start = async (): Promise<string> => {
    const id = await copyOf(seller, story.left.quote ?? '')
    await seller.call('POST', '/flows/zhe_kou_shen_pi/start', { entity: 'quote', id })
    return id
  }
  const running = await start()
  await page.goto('/design/flow/zhe_kou_shen_pi')
  await addApproval(page, { plus: '在“条件分支”汇合后添加', name: '总经理把关', roles: ['总经理'] })
  await page.getByText('流程完整').waitFor()
  await publish(page)
  const fresh = await start()
  for (const quote of [running, fresh])
    for (const decider of [director, finance]) await approve(decider, quote)
  // The one that ran already ends as it was drawn when it began; the new one goes on to the new step.
  await expect.poll(() => stateOf(story, running)).toBe('approved')
  const waiting = async (): Promise<unknown> =>
    (await boss.call<Records>('GET', '/work-items?box=todo')).data.map((one) => one['nodeName'])
  await expect.poll(waiting).toContain('总经理把关')
  expect(await stateOf(story, fresh)).toBe('draft')
  expect(await approve(boss, fresh)).toBe('总经理把关')
  await expect.poll(() => stateOf(story, fresh)).toBe('approved')
  for (const { context } of [seller, director, finance, boss]) await context.close()
}
