import { expect } from 'vitest'
import { ask, openRecord, records, signIn } from '../support/person.ts'
import type { Story } from './story.ts'

/** Step 11: what was answered before the power fails is there afterwards, and nothing runs twice. */
export async function powerCutStep({ browser, product, left }: Story): Promise<void> {
  const page = await signIn(browser, product)
  const created = await ask<{ readonly data: { readonly id: string } }>(page, '/api/records/lead', {
    name: '断电前保存的线索',
    title: '总监',
    source: 'referral',
    visits: 6,
  })
  await product.kill()
  await product.restart()
  await openRecord(page, 'lead', created.data.id)
  await page.getByRole('heading', { level: 1, name: '断电前保存的线索' }).waitFor()
  // The rule that makes the task ran once, not again at the start.
  const made = await records(page, 'task', {
    fields: ['title'],
    filter: { '==': [{ var: 'lead' }, created.data.id] },
  })
  expect(made.map(({ title }) => title)).toEqual(['24 小时内联系 断电前保存的线索'])
  await openRecord(page, 'quote', left.quote ?? '')
  await page.locator('.m-figures').getByText('已批准').waitFor()
  await page.context().close()
}
