import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { leadFile } from '../support/leads.ts'
import { pick } from '../support/person.ts'
import type { Story } from './story.ts'

const match = {
  'Prospect ID': '姓名/线索名称',
  'Lead Number': '外部编号',
  'Lead Source': '来源',
  'What is your current occupation': '职位',
  TotalVisits: '访问次数',
  'Total Time Spent on Website': '网站停留',
  City: '城市',
  Country: '国家',
}

async function mapColumns(page: Page): Promise<void> {
  await page.getByRole('rowheader', { name: 'Prospect ID' }).waitFor()
  for (const [column, field] of Object.entries(match)) {
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: column, exact: true }) })
    const chosen = await row.innerText()
    if (!chosen.includes(field)) await pick(page, row.getByRole('combobox').first(), field)
  }
}

const numberIn = (text: string): number => Number(text.split(/\s+/)[0]?.replaceAll(',', ''))

/**
 * Step 3: a table of leads is matched, tried out, imported and reported. The power fails in the middle (step 11): the
 * import goes on by itself and makes each lead once.
 */
export async function importLeadsStep({ admin: { page, call }, product }: Story): Promise<void> {
  const file = leadFile()
  const before = await call<{ count: number }>('GET', '/records/lead?limit=1&count=exact')
  await page.goto('/import/lead')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: file.name, mimeType: 'text/csv', buffer: file.content })
  await mapColumns(page)
  await page.getByRole('button', { name: '试运行' }).click()
  const start = page.getByRole('button', { name: '开始导入' })
  await start.waitFor({ timeout: 90_000 })
  const counts = page.locator('.m-import-counts')
  const planned = numberIn(await counts.innerText())
  await start.click()
  await page.waitForTimeout(1500)
  await product.kill()
  await product.restart()
  await page.getByRole('heading', { name: '导入完成' }).waitFor({ timeout: 180_000 })
  const made = numberIn(await counts.innerText())
  expect(made).toBe(planned)
  expect(made).toBeGreaterThan(file.rows * 0.9)
  const after = await call<{ count: number }>('GET', '/records/lead?limit=1&count=exact')
  expect(after.count - before.count).toBe(made)
  if (made < file.rows) {
    const errors = page.getByRole('link', { name: '下载错误行' })
    const [download] = await Promise.all([page.waitForEvent('download'), errors.click()])
    expect(readFileSync(await download.path(), 'utf8')).toContain('Prospect ID')
  }
  await page.getByRole('link', { name: '查看线索' }).click()
  await page.getByText(/条$/).first().waitFor()
}
