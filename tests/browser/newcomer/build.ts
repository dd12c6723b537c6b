import { expect } from 'vitest'
import { openWindow } from '../support/person.ts'
import type { Path } from './path.ts'

/** The address, an e-mail, a password. */
export async function signInFirst({ page, product, click, write }: Path): Promise<void> {
  await page.goto('/')
  await write(page.getByLabel('邮箱'), product.email)
  await write(page.getByLabel('密码'), product.password)
  await click(page.getByRole('button', { name: '登录', exact: true }))
  await page.getByText('做你的第一个应用').waitFor()
}

/** From the empty home page over the gallery to an app of one's own. */
export async function makeApp({ page, click, write }: Path): Promise<void> {
  await click(page.getByRole('button', { name: '新建应用', exact: true }))
  await page.getByRole('button', { name: /^活动报名/ }).waitFor()
  await click(page.getByRole('button', { name: /^空白应用/ }))
  await write(page.getByLabel('应用名称'), '活动管理')
  await click(page.getByRole('button', { name: '创建应用' }))
  await page.getByText('已完成 0 / 8').waitFor()
}

/** What is put on the form: which part, what it is called. */
const fields: readonly (readonly [part: string, name: string])[] = [
  ['电话', '手机'],
  ['单选', '状态'],
  ['日期', '活动日期'],
  ['整数', '人数'],
  ['金额', '单价'],
  ['多行文本', '备注'],
]

/** A form of eight fields, among them a formula, with a sub-table; published. */
export async function buildForm({ page, click, write }: Path): Promise<void> {
  await click(page.getByRole('button', { name: '新建表单' }))
  await write(page.getByLabel('表单名称'), '活动报名')
  await click(page.getByRole('button', { name: '创建', exact: true }))
  const palette = page.locator('[data-palette]')
  const panel = page.locator('.d-panel')
  const put = async (part: string, name: string): Promise<void> => {
    await click(palette.filter({ hasText: new RegExp(`^${part}$`) }).first())
    await panel.getByRole('heading', { name: part, exact: true }).waitFor()
    await write(panel.getByRole('textbox', { name: /^名称/ }).first(), name)
    await page.getByText(name, { exact: true }).first().waitFor()
  }
  for (const [part, name] of fields) await put(part, name)
  await put('公式', '应付金额')
  await write(page.getByRole('combobox', { name: '应付金额的公式' }), '人数 * 单价')
  await put('明细子表', '同行人')
  await click(page.getByRole('button', { name: '发布', exact: true }))
  const dialog = page.getByRole('dialog', { name: '发布修改' })
  await dialog.getByRole('heading', { name: '将要发布的修改' }).waitFor()
  await click(dialog.getByRole('button', { name: '发布', exact: true }))
  await page
    .getByText(/已发布/)
    .first()
    .waitFor()
  await dialog.waitFor({ state: 'hidden' })
  await click(page.getByRole('button', { name: '返回' }))
  await page.getByText('已完成 3 / 8').waitFor()
}

/** A link that anybody can fill in, and somebody who does, on a phone. */
export async function shareIt({ page, product, browser, click }: Path): Promise<void> {
  await click(page.getByRole('button', { name: '设置公开链接' }))
  await click(page.getByRole('button', { name: '发布', exact: true }))
  const dialog = page.getByRole('dialog', { name: '发布修改' })
  await dialog.getByRole('heading', { name: '将要发布的修改' }).waitFor()
  await click(dialog.getByRole('button', { name: '发布', exact: true }))
  await dialog.waitFor({ state: 'hidden' })
  await click(page.getByRole('tab', { name: '公开页面' }))
  await click(page.getByRole('button', { name: '链接与二维码' }))
  await click(page.getByRole('button', { name: '新建链接' }))
  const card = page.getByRole('article').first()
  const address = await card.getByLabel('网址', { exact: true }).inputValue()
  const phone = await openWindow(browser, product, { width: 390, height: 844, still: false })
  await phone.goto(address)
  await phone.getByRole('textbox', { name: /^名称/ }).fill('秋季沙龙 王小明')
  await phone.getByLabel('人数').fill('3')
  await phone.getByLabel('单价').fill('200')
  await phone.getByRole('button', { name: '提交' }).click()
  await phone
    .getByText(/已提交|提交成功|感谢/)
    .first()
    .waitFor()
  await phone.context().close()
  await click(page.getByRole('button', { name: /^(关闭|Close)$/ }).first())
  await click(page.getByRole('button', { name: '返回' }))
  await page.getByText('已完成 5 / 8').waitFor()
}

/** What the stranger sent is a record like any other: in the list that stands in the navigation by itself. */
export async function openSent({ page, click, choose }: Path): Promise<void> {
  await click(page.getByRole('link', { name: '活动报名', exact: true }))
  await page.getByText('1 条').first().waitFor()
  await click(page.getByRole('grid').getByRole('row').nth(1))
  const record = page.getByRole('dialog')
  await record.getByRole('heading', { name: '秋季沙龙 王小明' }).first().waitFor()
  await expect.poll(() => record.innerText()).toMatch(/应付金额\s*600/)
  await click(record.getByRole('button', { name: '编辑' }))
  await choose(record.getByRole('combobox', { name: /^状态/ }), '选项一')
  await click(record.getByRole('button', { name: '保存', exact: true }))
  await record.getByRole('button', { name: '编辑' }).waitFor()
  await click(
    record
      .getByRole('button', { name: '取消' })
      .or(record.getByRole('button', { name: '关闭' }))
      .first(),
  )
  await click(page.getByRole('link', { name: '开始搭建' }))
  await page.getByText('已完成 5 / 8').waitFor()
}
