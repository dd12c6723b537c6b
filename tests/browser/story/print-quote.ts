import { expect } from 'vitest'
import { pdfText } from '../../../packages/runtime/src/index.ts'
import { openRecord, signIn } from '../support/person.ts'
import type { Story } from './story.ts'

/** Step 9: the approved quote prints: Chinese text, the table with its total, the amount in capitals, page n of m. */
export async function printStep({ browser, product, left }: Story): Promise<void> {
  const page = await signIn(browser, product, { email: 'wu@example.com' })
  await openRecord(page, 'quote', left.quote ?? '')
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '打印：报价单', exact: true }).click()
  await page.getByRole('heading', { name: '报价单' }).waitFor()
  const link = page.getByRole('link', { name: '下载 PDF' }).first()
  const pdf = await (await page.request.get((await link.getAttribute('href')) ?? '')).body()
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const words = pdfText(pdf).join('\n').replaceAll(/\s/g, '')
  expect(words).toContain('边缘控制器')
  expect(words).toMatch(/[壹贰叁肆伍陆柒捌玖][拾佰仟万].*[元圆]/)
  expect(words).toMatch(/第1页共\d页/)
  await page.context().close()
  await designStep(browser, product)
}

/** The template is designed on its own page: what is moved there is laid out anew as it prints, and undone with a key. */
async function designStep(browser: Story['browser'], product: Story['product']): Promise<void> {
  const page = await signIn(browser, product)
  await page.goto('/design/print/quote')
  const title = page.getByRole('button', { name: /^文字：.*报 价 单/ })
  await title.click()
  await page.getByRole('heading', { name: '文字', level: 2 }).waitFor()
  const top = async (): Promise<number> => (await title.boundingBox())?.y ?? Number.NaN
  const before = await top()
  await title.press('Alt+ArrowDown')
  await expect.poll(top, { timeout: 20_000 }).toBeGreaterThan(before + 5)
  await page.keyboard.press('Control+z')
  await expect.poll(top, { timeout: 20_000 }).toBe(before)
  await page.context().close()
}
