import type { Path } from './path.ts'

async function publishAndReturn({ page, click }: Path): Promise<void> {
  await click(page.getByRole('button', { name: '发布', exact: true }))
  const dialog = page.getByRole('dialog', { name: '发布修改' })
  await dialog.getByRole('heading', { name: '将要发布的修改' }).waitFor()
  await click(dialog.getByRole('button', { name: '发布', exact: true }))
  await dialog.waitFor({ state: 'hidden' })
}

/** A board by the choice field, offered with the words of that field. */
export async function lookAtBoard(path: Path): Promise<void> {
  const { page, click } = path
  await click(page.getByRole('button', { name: '按“状态”做看板' }))
  await page.getByText('秋季沙龙 王小明').first().waitFor()
  await publishAndReturn(path)
  await click(page.getByRole('button', { name: '返回' }))
  await click(page.getByRole('link', { name: '活动报名', exact: true }))
  await click(
    page
      .getByRole('link', { name: '活动报名看板' })
      .or(page.getByRole('tab', { name: '活动报名看板' }))
      .first(),
  )
  await page.getByRole('article').filter({ hasText: '秋季沙龙 王小明' }).first().waitFor()
  await click(page.getByRole('link', { name: '开始搭建' }))
  await page.getByText('已完成 6 / 8').waitFor()
}

/** A rule as a sentence: when a record is made, its owner hears of it. */
export async function writeRule(path: Path): Promise<void> {
  const { page, click } = path
  await click(page.getByRole('button', { name: '新建自动化' }))
  await page.getByRole('button', { name: '保存草稿' }).waitFor()
  await page.getByText('新的活动报名').first().waitFor()
  await publishAndReturn(path)
}

/** A chart that counts by the choice field. */
export async function seeChart(path: Path): Promise<void> {
  const { page, click } = path
  await click(page.getByRole('button', { name: '返回' }))
  await click(page.getByRole('button', { name: '新建图表' }))
  await page.locator('canvas').first().waitFor()
  await publishAndReturn(path)
}
