import { expect } from 'vitest'
import { ask, openList, records, signIn } from '../support/person.ts'
import type { Story } from './story.ts'

const [east, north] = ['zhou@example.com', 'zheng@example.com']

/** Step 10: who may see the own department sees nothing else and no costs, wherever they look. */
export async function ownDepartmentStep({ browser, product }: Story): Promise<void> {
  const page = await signIn(browser, product, { email: east })
  const other = await signIn(browser, product, { email: north })
  const [hidden] = await records(other, 'opportunity', { fields: ['name'], limit: 1 })
  const own = await ask<{ data: readonly { n: number }[] }>(page, '/api/records/opportunity/aggregate', {
    measures: [{ key: 'n', agg: 'count' }],
  })
  const n = own.data[0]?.n ?? 0
  expect(n).toBeGreaterThan(0)
  await openList(page, 'opportunity', 'all')
  await page.getByText(`${n} 条`).waitFor()
  await page.getByRole('textbox', { name: '在此列表中查找' }).fill(String(hidden?.['name']))
  await page.getByText('没有符合条件的记录').waitFor()

  await openList(page, 'opportunity', 'pipeline')
  const shown = await page.locator('.m-column-count').allInnerTexts()
  expect(shown.reduce((sum, text) => sum + Number(text), 0)).toBe(n)

  await page.goto(`/r/opportunity/${hidden?.id}`)
  await page.getByText('这条记录不存在，或者你无权查看').waitFor()
  for (const path of [
    `/api/records/opportunity/${hidden?.id}`,
    `/api/records/opportunity/${hidden?.id}/timeline`,
  ])
    expect((await page.request.get(path)).status()).toBe(404)
  const report = await ask<unknown>(page, '/api/reports/leaderboard/run', {})
  expect(JSON.stringify(report)).not.toContain('郑凯')
  const file = await page.request.get('/api/exports/opportunity?format=csv')
  if (file.ok()) expect(await file.text()).not.toContain(String(hidden?.['name']))

  await openList(page, 'product', 'all')
  await page.getByRole('button', { name: '显示的列' }).click()
  await page.getByRole('checkbox', { name: '标准价' }).waitFor()
  expect(await page.getByText('成本', { exact: false }).count()).toBe(0)
  const sneaky = { fields: ['name'], sort: [{ field: 'cost', dir: 'asc' }] }
  const refused = await page.request.post('/api/records/product/query', {
    data: sneaky,
    headers: { 'x-mortise': '1' },
  })
  expect(refused.status()).toBeGreaterThanOrEqual(400)
  // What is on paper is no way round it.
  const [theirs] = await records(other, 'quote', { fields: ['no'], limit: 1 })
  const paper = `/api/prints/quote/${theirs?.id}.pdf`
  expect((await other.request.get(paper)).status()).toBe(200)
  expect((await page.request.get(paper)).status()).toBe(404)
  for (const window of [page, other]) await window.context().close()
}
