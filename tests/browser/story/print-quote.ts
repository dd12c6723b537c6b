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
}
