import { request } from 'node:http'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../tests/browser/support/browser.ts'
import { openWindow } from '../../tests/browser/support/person.ts'
import { type Product, startProduct } from '../../tests/browser/support/server.ts'
import type { Line, Measurement } from '../kit/types.ts'

/** kB, packed with gzip, that may come before the first list shows. */
const bound = 420

/** Bytes of one address as they come over the line when gzip is asked for. */
function packedSize(url: string): Promise<number> {
  return new Promise((found, failed) => {
    const asked = request(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      let bytes = 0
      answer.on('data', (part: Buffer) => (bytes += part.length))
      answer.on('end', () => found(bytes))
    })
    asked.on('error', failed)
    asked.end()
  })
}

/** What a page asked for until the list showed, built parts only: what the server knows of its data is no part of the app. */
async function partsOf(page: Page, product: Product, path: string): Promise<readonly string[]> {
  const asked = new Set<string>()
  page.on('request', (one) => {
    if (['document', 'script', 'stylesheet', 'font'].includes(one.resourceType())) asked.add(one.url())
  })
  await page.goto(path)
  await page.getByRole('row').nth(1).waitFor()
  return [...asked].filter((url) => url.startsWith(product.url))
}

/** Somebody signs in on a device that never saw the product, then opens a list: everything that comes until it shows. */
export const measurement: Measurement = {
  name: 'first-load',
  run: async (): Promise<Line> => {
    const [product, browser] = await Promise.all([startProduct({ demo: false }), launchBrowser()])
    try {
      const page = await openWindow(browser, product, {})
      await page.request.post('/api/auth/sign-in', {
        data: { email: product.email, password: product.password },
        headers: { 'x-mortise': '1' },
      })
      await page.request.post('/api/records/lead', {
        data: { name: 'first', source: 'other' },
        headers: { 'x-mortise': '1' },
      })
      const parts = await partsOf(page, product, '/r/lead')
      const sizes = await Promise.all(parts.map(async (url) => ({ url, size: await packedSize(url) })))
      const kB = sizes.reduce((sum, { size }) => sum + size, 0) / 1000
      return {
        name: 'first-load',
        unit: 'kB packed with gzip until the first list shows: page, scripts, styles, fonts',
        ours: Math.round(kB),
        limit: bound,
        ratio: Number((kB / bound).toPrecision(3)),
        reach: 'ours/limit <= 1',
        reached: kB <= bound,
        files: sizes.length,
        largest: sizes
          .toSorted((a, b) => b.size - a.size)
          .slice(0, 8)
          .map(({ url, size }) => `${new URL(url).pathname} ${Math.round(size / 1000)}`),
      }
    } finally {
      await browser.close()
      await product.stop()
    }
  },
}
