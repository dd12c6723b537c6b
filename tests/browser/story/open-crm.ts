import { expect } from 'vitest'
import { fillSignIn, openList, openWindow, toast } from '../support/person.ts'
import type { Story } from './story.ts'

const seller = 'zhou@example.com'

/** Step 1, its end: started a second time, the product is there again with its data. */
export async function startAgainStep({ product, admin }: Story): Promise<void> {
  const before = await admin.call<{ count: number }>('GET', '/records/account?limit=1&count=exact')
  expect(before.count).toBeGreaterThanOrEqual(300)
  await product.kill()
  await product.restart()
  const after = await admin.call<{ count: number }>('GET', '/records/account?limit=1&count=exact')
  expect(after.count).toBe(before.count)
}

/** Step 2: sign in, Chinese and English, lists that page, a record with its parts, a card dragged to another stage. */
export async function openCrmStep({ browser, product }: Story): Promise<void> {
  const page = await openWindow(browser, product, { still: false })
  await page.goto('/')
  await fillSignIn(page, seller, product.password)
  await page.getByRole('heading', { level: 1 }).waitFor()
  for (const name of ['线索', '客户', '联系人', '商机', '产品', '报价单', '待办'])
    await page.getByRole('link', { name, exact: true }).first().waitFor()
  await page.getByRole('button', { name: /^我的/ }).click()
  await page.getByText('English').first().click()
  for (const name of ['Leads', 'Accounts', 'Contacts', 'Opportunities', 'Products', 'Quotes', 'Tasks'])
    await page.getByRole('link', { name, exact: true }).first().waitFor()
  await page.getByText('中文').first().click()

  await openList(page, 'opportunity', 'all')
  await page.getByRole('grid').getByRole('row').nth(1).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('tab', { name: '报价单' }).waitFor()
  await drawer.getByRole('textbox', { name: '备注' }).fill('下周二上门演示')
  await drawer.getByRole('button', { name: '发布' }).click()
  await drawer.getByRole('complementary').getByText('下周二上门演示').waitFor()

  await openList(page, 'opportunity', 'pipeline')
  const [from, to] = [
    page.getByRole('region', { name: '初步接触' }),
    page.getByRole('region', { name: '需求确认' }),
  ]
  const card = from
    .getByRole('article')
    .filter({ has: page.getByTitle('周敏') })
    .first()
  const name = (await card.getByRole('button').first().innerText()).trim()
  await card.dragTo(to, { targetPosition: { x: 120, y: 200 } })
  await to.getByRole('article').filter({ hasText: name }).waitFor()
  await toast(page, '已移到').waitFor()
  await page.context().close()
}
