import type { Browser, Locator, Page } from 'playwright-core'
import { openWindow } from '../support/person.ts'
import type { Product } from '../support/server.ts'

/** What one step took. */
type Told = { readonly name: string; readonly clicks: number; readonly seconds: number }

/** A way through the product whose clicks and seconds are counted, and whose words are looked at. */
export type Path = {
  readonly page: Page
  readonly product: Product
  readonly browser: Browser
  /** Does a step and notes what it took. */
  readonly tell: (name: string, step: () => Promise<void>) => Promise<void>
  /** Every click of the newcomer goes through here. */
  readonly click: (place: Locator) => Promise<void>
  /** Typing into a box counts as the click that leads into it. */
  readonly write: (place: Locator, text: string) => Promise<void>
  /** A list that opens and the choice in it: two clicks. */
  readonly choose: (box: Locator, option: string) => Promise<void>
  readonly report: () => readonly Told[]
  /** Words of ours that stood on a screen, with the step they stood in. */
  readonly jargon: () => readonly string[]
}

/** Words that only people say who make software. */
const words =
  /实体|元数据|架构|枚举|布尔|外键|主键|字符串|数组|负载|令牌|回调|字段标识|\b(entity|schema|metadata|boolean|enum|string|null|undefined|uuid|payload|token|sql|NaN|JSON)\b|\[object/gi

/** Opens a window for the newcomer, with nobody signed in. */
export async function beginPath(browser: Browser, product: Product): Promise<Path> {
  const page = await openWindow(browser, product, { still: false })
  const told: Told[] = []
  const found = new Set<string>()
  let clicks = 0
  const look = async (step: string): Promise<void> => {
    const text = await page.locator('body').innerText()
    for (const [word] of text.matchAll(words)) found.add(`${step}: ${word}`)
  }
  const click = async (place: Locator): Promise<void> => {
    clicks += 1
    await place.click()
  }
  return {
    page,
    product,
    browser,
    click,
    write: async (place, text) => {
      clicks += 1
      await place.fill(text)
    },
    choose: async (box, option) => {
      await click(box)
      await click(
        page.locator('.ant-select-dropdown:visible').last().getByText(option, { exact: true }).first(),
      )
      await page.locator('.ant-select-dropdown:visible').first().waitFor({ state: 'hidden' })
    },
    tell: async (name, step) => {
      const [before, since] = [clicks, performance.now()]
      await step()
      await look(name)
      told.push({
        name,
        clicks: clicks - before,
        seconds: Math.round((performance.now() - since) / 100) / 10,
      })
    },
    report: () => {
      const sum = (pick: (one: Told) => number): number => told.reduce((all, one) => all + pick(one), 0)
      const seconds = Math.round(sum((one) => one.seconds) * 10) / 10
      return [...told, { name: 'all', clicks: sum((one) => one.clicks), seconds }]
    },
    jargon: () => [...found],
  }
}
