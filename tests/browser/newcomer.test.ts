import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginPath, type Path } from './newcomer/path.ts'
import { lookAtBoard, seeChart, writeRule } from './newcomer/put-to-use.ts'
import { buildForm, makeApp, openSent, shareIt, signInFirst } from './newcomer/build.ts'
import { openBrowser } from './support/browser.ts'
import { keepPictures } from './support/person.ts'
import { type Product, startProduct } from './support/server.ts'

const results = resolve(import.meta.dirname, '../../test-results')

/** What somebody does who has never been here and has nothing yet; each step goes on where the one before ended. */
const steps: readonly (readonly [name: string, step: (path: Path) => Promise<void>])[] = [
  ['sign in', signInFirst],
  ['gallery and new app', makeApp],
  ['form with eight fields, a sub-table and a formula, published', buildForm],
  ['public link, filled in by a stranger', shareIt],
  ['the record', openSent],
  ['board', lookAtBoard],
  ['rule', writeRule],
  ['chart', seeChart],
]

let product: Product
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct({ app: 'none' }), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

test('a newcomer gets from nothing to a chart without a dead end and without a word of ours', async () => {
  const path = await beginPath(browser, product)
  try {
    for (const [name, step] of steps) await path.tell(name, () => step(path))
  } catch (error) {
    await keepPictures(browser, 'newcomer')
    throw error
  }
  const told = path.report()
  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, 'newcomer.json'), `${JSON.stringify(told, null, 2)}\n`)
  process.stdout.write(
    `${told.map((one) => `${one.name}: ${one.clicks} clicks, ${one.seconds} s`).join('\n')}\n`,
  )
  expect(path.jargon()).toEqual([])
}, 300_000)
