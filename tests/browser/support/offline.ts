import type { Page } from 'playwright-core'

/** Waits until the worker that opens the product without a network has the page in its hands. */
export const readyOffline = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const late = new Promise((_, fail) => setTimeout(() => fail(new Error('no service worker')), 30_000))
    await Promise.race([navigator.serviceWorker.ready, late])
    for (let tries = 0; tries < 100 && navigator.serviceWorker.controller === null; tries += 1)
      await new Promise((later) => setTimeout(later, 100))
  })
