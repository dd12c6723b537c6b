import { resolve } from 'node:path'
import { launchBrowser } from './browser.ts'
import { openList, openRecord, records, signIn } from './person.ts'
import { startProduct } from './server.ts'

const folder = resolve(import.meta.dirname, '../../../docs/images')

/** Takes the pictures of the readme: `node tests/browser/support/pictures.ts`. */
async function takePictures(): Promise<void> {
  const [product, browser] = await Promise.all([startProduct(), launchBrowser()])
  try {
    const page = await signIn(browser, product, { email: 'chen@example.com' })
    const shoot = async (name: string): Promise<void> => {
      await page.waitForLoadState('networkidle').catch(() => undefined)
      // Charts draw themselves in; a picture of half a bar helps nobody.
      await page.waitForTimeout(1500)
      await page.screenshot({ path: resolve(folder, `${name}.png`) })
    }
    await page.goto('/dashboards/sales')
    await page.locator('canvas').first().waitFor()
    await shoot('dashboard')
    await openList(page, 'opportunity', 'pipeline')
    await shoot('pipeline')
    const [quote] = await records(page, 'quote', {
      fields: ['no'],
      filter: { '==': [{ var: 'state' }, 'draft'] },
      limit: 1,
    })
    await openRecord(page, 'quote', quote?.id ?? '')
    await page.getByRole('button', { name: '编辑' }).waitFor()
    await shoot('quote')
  } finally {
    await browser.close()
    await product.stop()
  }
}

await takePictures()
