import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { publish } from '../support/designing.ts'
import { createDocument, type Story } from './story.ts'

async function fillShelves(page: Page): Promise<void> {
  const tree = page.getByRole('tree', { name: '字段' })
  const shelf = (name: string): Locator => page.getByRole('group', { name, exact: true })
  const field = (name: string): Locator => tree.getByRole('treeitem', { name, exact: true })
  await tree.getByLabel('展开 实际成交日').click()
  await field('实际成交日 / 月').dragTo(shelf('行'))
  await shelf('行').getByText('实际成交日 · 月').waitFor()
  await field('来源').dragTo(shelf('列'))
  await shelf('列').getByText('来源').waitFor()
  await field('金额').dragTo(shelf('值'))
  await shelf('值').getByText('金额').waitFor()
  await field('阶段').dragTo(shelf('筛选'))
  const filter = page.getByRole('dialog', { name: '筛选条件' })
  await filter.getByRole('button', { name: '赢单', exact: true }).click()
  await filter.getByRole('button', { name: '完成' }).click()
  await filter.waitFor({ state: 'hidden' })
  await shelf('筛选').getByText('阶段 等于 赢单').waitFor()
  await shelf('值').getByRole('button', { name: '移除商机数' }).click()
  await shelf('值').getByText('商机数').waitFor({ state: 'hidden' })
}

/** A place inside a bar of a chart: a mark of the colour that its first series has, and well above the axis. */
async function barOf(canvas: Locator): Promise<{ readonly x: number; readonly y: number }> {
  return canvas.evaluate((element) => {
    const drawn = element as HTMLCanvasElement
    const { width, height } = drawn
    const scale = width / drawn.getBoundingClientRect().width
    const pixels = drawn.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
    const colour = (x: number, y: number): string =>
      pixels.slice((y * width + x) * 4, (y * width + x) * 4 + 4).join()
    const run = Math.round(24 * scale)
    // A bar is a straight coloured line down; text, axes and the grid are not.
    for (let y = Math.round(height * 0.25); y < height - run; y += 2)
      for (let x = 2; x < width - 2; x += 1) {
        const [r = 0, g = 0, b = 0, a = 0] = colour(x, y).split(',').map(Number)
        if (a < 250 || Math.max(r, g, b) - Math.min(r, g, b) < 60) continue
        const here = colour(x, y)
        const straight = Array.from({ length: run }, (_, by) => colour(x, y + by)).every(
          (one) => one === here,
        )
        if (straight && colour(x + 1, y + 4) === here) return { x: (x + 1) / scale, y: (y + run / 2) / scale }
      }
    return { x: -1, y: -1 }
  })
}

/** Step 8: a report put together on shelves shows live, stands on a dashboard, and its bars lead to the records. */
export async function designReportStep({ admin: { page, call } }: Story): Promise<void> {
  await createDocument(page, { kind: '报表', name: '每月赢单来源', entity: '商机' })
  await fillShelves(page)
  const live = page.getByRole('region', { name: '实时结果' })
  await live.getByRole('button', { name: '柱状图' }).click()
  await live.locator('canvas').waitFor()
  await live.getByText('表格', { exact: true }).last().click()
  const table = live.getByRole('table')
  await table.getByRole('columnheader', { name: '转介绍' }).waitFor()
  await live.getByText('图表', { exact: true }).first().click()
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('草稿已保存').first().waitFor()

  await createDocument(page, { kind: '仪表盘', name: '赢单看板' })
  const palette = page.getByRole('complementary', { name: '组件' })
  const canvas = page.getByRole('main', { name: '画布' })
  const tile = (name: string): Locator => canvas.getByRole('group', { name: `磁贴：${name}` })
  await palette
    .getByRole('button', { name: '每月赢单来源', exact: true })
    .dragTo(canvas.getByText('把报表放上来'))
  await tile('每月赢单来源').waitFor()
  const below = { targetPosition: { x: 300, y: 480 } }
  await palette
    .getByRole('button', { name: '销售漏斗', exact: true })
    .dragTo(canvas.locator('.b-board'), below)
  await tile('销售漏斗').waitFor()
  const told = await publish(page)
  expect(told).toContain('报表「每月赢单来源」')
  expect(told).toContain('仪表盘「赢单看板」')

  await page.goto('/dashboards/ying_dan_kan_ban')
  await page.getByRole('heading', { name: '赢单看板' }).waitFor()
  await page.getByRole('img', { name: /漏斗图/ }).waitFor()
  const chart = page.locator('.m-widget').filter({ hasText: '每月赢单来源' }).locator('canvas')
  await chart.waitFor()
  // Bars grow when they come in: a place is good once it is found twice.
  let bar = { x: -1, y: -1 }
  await expect
    .poll(
      async () => {
        const before = bar
        bar = await barOf(chart)
        return bar.x > 0 && bar.x === before.x && bar.y === before.y
      },
      { interval: 400 },
    )
    .toBe(true)
  await chart.click({ position: bar })
  await page.waitForURL(/\/r\/opportunity/)
  await page.getByText('来自报表').waitFor()
  const count = page.getByText(/^\d+ 条$/).first()
  await count.waitFor()
  const shown = Number.parseInt(await count.innerText(), 10)
  expect(shown).toBeGreaterThan(0)
  expect(await page.getByText('赢单', { exact: true }).count()).toBeGreaterThan(0)
  const all = await call<{ count: number }>('GET', '/records/opportunity?limit=1&count=exact')
  expect(shown).toBeLessThan(all.count)
}
