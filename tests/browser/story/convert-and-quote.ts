import { expect } from 'vitest'
import { openRecord, pick, records, signIn } from '../support/person.ts'
import type { Story } from './story.ts'

const seller = 'wu@example.com'

/** Step 6: a lead becomes account, contact and opportunity in one go. */
export async function convertStep({ browser, product }: Story): Promise<void> {
  const page = await signIn(browser, product, { email: seller })
  const [lead] = await records(page, 'lead', {
    fields: ['company'],
    filter: {
      and: [
        { '==': [{ var: 'status' }, 'following'] },
        { '!=': [{ var: 'company' }, null] },
        { '==': [{ var: 'owner' }, { user: 'id' }] },
      ],
    },
  })
  await openRecord(page, 'lead', lead?.id ?? '')
  await page.getByRole('button', { name: '转为客户和商机' }).click()
  await page.waitForURL(/\/r\/account\//)
  await page.getByRole('heading', { level: 1, name: String(lead?.['company']) }).waitFor()
  await page.getByRole('tab', { name: '商机' }).click()
  await page.getByRole('tabpanel', { name: '商机' }).getByRole('row').nth(1).waitFor()
  await openRecord(page, 'lead', lead?.id ?? '')
  // What has been done is not offered again.
  await page.getByRole('button', { name: '编辑' }).waitFor()
  expect(await page.getByRole('button', { name: '转为客户和商机' }).count()).toBe(0)
  await page.context().close()
}

/** Step 6: a quote fills in what the product says, adds up its lines, and tells what is missing. */
export async function quoteStep({ browser, product, left }: Story): Promise<void> {
  const page = await signIn(browser, product, { email: seller })
  await page.goto('/r/quote/new')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('alert').getByRole('button', { name: '请填写“客户”' }).click()
  await pick(page, page.getByRole('combobox', { name: '客户' }))
  await page.getByRole('button', { name: '添加一行' }).click()
  const lines = page.getByRole('table', { name: '报价明细' })
  await pick(page, lines.getByRole('combobox').first(), '边缘控制器')
  const cell = (key: string) => lines.locator(`input[id$="-${key}"]`)
  await expect.poll(() => cell('spec').inputValue()).not.toBe('')
  const list = Number((await cell('list_price').inputValue()).replaceAll(/[^\d.]/g, ''))
  expect(list).toBeGreaterThan(0)
  expect(await cell('price').inputValue()).toBe(await cell('list_price').inputValue())
  await cell('qty').fill('10')
  await page.getByRole('textbox', { name: '整单优惠' }).fill(String(list * 3))
  await page.keyboard.press('Tab')
  await page.getByText('30%').waitFor()
  await page.getByRole('button', { name: '保存' }).click()
  // The quote's own check warns, and lets one go on.
  const warning = page.getByRole('dialog', { name: '请确认后再保存' })
  await warning.getByText('折扣超过 15%，需要审批').waitFor()
  await warning.getByRole('button', { name: '仍然保存' }).click()
  await page.waitForURL(/\/r\/quote\/[0-9a-f-]{36}/)
  left.quote = page.url().split('/').at(-1) ?? ''
  await page.context().close()
}
