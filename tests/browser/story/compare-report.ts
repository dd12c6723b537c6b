import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { Story } from './story.ts'

const results = resolve(import.meta.dirname, '../../../test-results')
const wanted = '赢单同比'

type Row = { readonly [column: string]: unknown }
type Result = { readonly columns: readonly { readonly key: string }[]; readonly rows: readonly Row[] }

/**
 * Step 8: somebody who has never made a report builds "won amount by month and source, compared with last year, only my
 * department" and puts it on a dashboard. Every click is counted, a drag as one; nothing is typed but the name.
 */
export async function compareReportStep({ admin: { page }, as }: Story): Promise<void> {
  let clicks = 0
  const click = async (place: Locator): Promise<void> => {
    clicks += 1
    await place.click()
  }
  const shelf = (name: string): Locator => page.getByRole('group', { name, exact: true })
  const tree = page.getByRole('tree', { name: '字段' })
  const field = (name: string): Locator => tree.getByRole('treeitem', { name, exact: true })
  const menu = (name: string): Locator => page.getByRole('menuitem', { name, exact: true })

  await page.goto('/design')
  await click(page.getByRole('button', { name: '新建报表', exact: true }))
  const dialog = page.getByRole('dialog', { name: '新建报表' })
  await dialog.getByRole('textbox').first().fill(wanted)
  await click(dialog.getByRole('combobox', { name: '用在哪张数据表' }))
  await click(page.locator('.ant-select-dropdown:visible').getByText('商机', { exact: true }).first())
  await click(dialog.getByRole('button', { name: '新建', exact: true }))
  await dialog.waitFor({ state: 'hidden' })

  await click(tree.getByLabel('展开 实际成交日'))
  await click(field('实际成交日 / 月'))
  await click(field('来源'))
  await click(field('金额'))
  await click(shelf('值').getByRole('button', { name: '移除商机数' }))
  await shelf('列').getByText('来源').waitFor()

  clicks += 1
  await field('阶段').dragTo(shelf('筛选'))
  const filter = page.getByRole('dialog', { name: '筛选条件' })
  await click(filter.getByRole('button', { name: '赢单', exact: true }))
  await click(filter.getByRole('button', { name: '完成' }))
  await filter.waitFor({ state: 'hidden' })
  await click(shelf('筛选').getByRole('button', { name: '添加筛选' }))
  await click(menu('只看我部门的'))
  await shelf('筛选').getByText('所属部门 属于 我的部门及下级').waitFor()

  await click(shelf('值').getByRole('button', { name: '值：合计 金额' }))
  await click(page.getByRole('menuitem', { name: '与以前比较' }))
  await click(menu('去年同期'))
  await shelf('值').getByText('金额 · 去年同期').waitFor()

  await click(page.getByRole('button', { name: '放到仪表盘' }))
  await click(menu('新建仪表盘'))
  await page.getByText(`已放到“${wanted}看板”`).waitFor()
  await click(page.getByRole('button', { name: '发布', exact: true }))
  const publishing = page.getByRole('dialog', { name: '发布修改' })
  await publishing.getByRole('heading', { name: '将要发布的修改' }).waitFor()
  await click(publishing.getByRole('button', { name: '发布', exact: true }))
  await publishing.waitFor({ state: 'hidden' })

  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, 'compare-report.json'), `${JSON.stringify({ clicks })}\n`)
  process.stdout.write(`won by month and source against last year, on a dashboard: ${clicks} clicks\n`)
  expect(clicks).toBeLessThanOrEqual(22)

  const somebody = await as('chen@example.com')
  await somebody.page.goto('/dashboards/ying_dan_tong_bi_kan_ban')
  const tile = somebody.page.locator('.m-widget').filter({ hasText: wanted })
  await tile.getByRole('columnheader', { name: '金额 · 去年同期' }).first().waitFor()
  const { data } = await somebody.call<{ data: Result }>('POST', '/reports/ying_dan_tong_bi/data', {})
  const [month = '', source = '', won = '', before = ''] = data.columns.map(({ key }) => key)
  const place = (row: Row): string => `${String(row[month]).slice(0, 7)} ${String(row[source])}`
  const known = new Map(data.rows.map((row) => [place(row), Number(row[won])]))
  const yearAgo = (at: string): string => `${Number(at.slice(0, 4)) - 1}${at.slice(4)}`
  const compared = data.rows.filter((row) => known.has(yearAgo(place(row))))
  expect(compared.length).toBeGreaterThan(0)
  for (const row of compared) expect(Number(row[before])).toBe(known.get(yearAgo(place(row))))
  const { data: mine } = await somebody.call<{ data: readonly { amount: string | null }[] }>(
    'POST',
    '/records/opportunity/query',
    {
      fields: ['amount'],
      limit: 200,
      filter: {
        and: [{ '==': [{ var: 'stage' }, 'won'] }, { in: [{ var: 'department' }, { user: 'deptTree' }] }],
      },
    },
  )
  const sum = (values: readonly unknown[]): number =>
    values.reduce<number>((all, one) => all + Number(one ?? 0), 0)
  expect(sum(data.rows.map((row) => row[won]))).toBeCloseTo(sum(mine.map(({ amount }) => amount)), 2)
  await somebody.context.close()
}
