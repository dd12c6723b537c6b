import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { choose, find, publish } from '../support/designing.ts'
import { createDocument, dropBelow, idOf, type Records, recordsOf, type Story } from './story.ts'

async function drawRule(page: Page): Promise<void> {
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

/** Step 5: a rule drawn as a sentence assigns a hot lead, makes one task and tells the owner. */
export async function designRuleStep(story: Story): Promise<void> {
  const { page } = story.admin
  await createDocument(page, { kind: '规则', name: '热线索跟进', entity: '线索' })
  const shipped = page.getByRole('switch', { name: /热线索自动分配/ })
  await shipped.click()
  await expect.poll(() => shipped.getAttribute('aria-checked')).toBe('false')
  await drawRule(page)
  const told = await publish(page)
  expect(told).toContain('热线索跟进')
  expect(told).toContain('热线索自动分配')

  await page.goto('/r/lead/new')
  await page.getByRole('textbox', { name: /^姓名\/线索名称/ }).fill('赵热心')
  await page.getByRole('textbox', { name: '职位' }).fill('总监')
  await find(page, page.getByRole('combobox', { name: /^来源/ }), '转介绍')
  await page.getByRole('textbox', { name: '访问次数' }).fill('6')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('heading', { name: '赵热心' }).first().waitFor()

  const theirs = await story.as(await firedFor(story, '赵热心'))
  await expect
    .poll(async () => JSON.stringify(await theirs.call<Records>('GET', '/notifications')))
    .toContain('请跟进热线索：赵热心')
  await theirs.context.close()

  // A file of leads takes the same way in, and so fires the same rule; nobody is told of each line unless the
  // rule asks for it.
  await page.goto('/import/lead')
  await page.getByLabel('选择文件').setInputFiles({
    name: 'hot.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('姓名/线索名称,职位,来源,访问次数\n钱导入,总监,转介绍,6\n'),
  })
  await page.getByRole('rowheader', { name: '访问次数' }).waitFor()
  await page.getByRole('button', { name: '试运行' }).click()
  await page.getByRole('button', { name: '开始导入' }).click()
  await page.getByRole('heading', { name: '导入完成' }).waitFor()
  await firedFor(story, '钱导入')
}

/** The lead is scored and assigned and has one task due in 24 hours; gives the owner's address. */
async function firedFor({ admin }: Story, name: string): Promise<string> {
  const [lead] = await recordsOf(admin, 'lead', {
    fields: ['name', 'score', 'owner', 'created_at'],
    filter: { '==': [{ var: 'name' }, name] },
  })
  expect(lead).toMatchObject({ score: 80 })
  const users = await admin.call<Records>('GET', '/users')
  const owner = users.data.find(({ id }) => id === idOf(lead?.['owner']))
  expect(owner?.['roles']).toContain('sales')
  const tasks = await recordsOf(admin, 'task', {
    fields: ['title', 'due', 'owner'],
    filter: { '==': [{ var: 'lead' }, lead?.['id']] },
  })
  expect(tasks.map(({ title }) => title)).toEqual([`24 小时内联系 ${name}`])
  expect(idOf(tasks[0]?.['owner'])).toBe(owner?.['id'])
  const due = Date.parse(String(tasks[0]?.['due'])) - Date.parse(String(lead?.['created_at']))
  expect(due / 3_600_000).toBeCloseTo(24, 1)
  return String(owner?.['email'])
}
