import type { Browser, Locator, Page } from 'playwright-core'
import { find, pictured, type Seat, takeSeat } from '../support/designing.ts'
import type { Product } from '../support/server.ts'

/** Who and what the story is about; each step finds what the steps before have left. */
export type Story = {
  readonly product: Product
  readonly browser: Browser
  /** The administrator, who designs. */
  readonly admin: Seat
  /** Opens a page as somebody of the demo, who all begin with the administrator's first password. */
  readonly as: (email: string) => Promise<Seat>
  /** What one step leaves for the next. */
  readonly left: { quote?: string }
}

/** What a list of records answers. */
export type Records = { readonly data: readonly { readonly [field: string]: unknown }[] }

/** Sets the story up: the administrator sits at the screen. */
export async function beginStory(product: Product, browser: Browser): Promise<Story> {
  const admin = await takeSeat(browser, product)
  const as = (email: string): Promise<Seat> =>
    takeSeat(browser, { url: product.url, email, password: product.password })
  return { product, browser, admin, as, left: {} }
}

/** Tells one step; a picture of every screen stays when it fails. */
export function tell(story: Story, name: string, step: (story: Story) => Promise<void>): Promise<void> {
  return pictured(story.admin, name, () => step(story))
}

/** Records that the person of a seat may see. */
export async function recordsOf(
  seat: Seat,
  entity: string,
  query: { readonly fields: readonly string[]; readonly filter?: unknown; readonly limit?: number },
): Promise<Records['data']> {
  return (await seat.call<Records>('POST', `/records/${entity}/query`, { limit: 20, ...query })).data
}

/** Makes a document on the overview of the designers and waits for its designer. */
export async function createDocument(
  page: Page,
  { kind, name, entity }: { readonly kind: string; readonly name: string; readonly entity?: string },
): Promise<void> {
  await page.goto('/design')
  await page.getByRole('button', { name: `新建${kind}`, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `新建${kind}` })
  await dialog.getByRole('textbox').first().fill(name)
  if (entity !== undefined) await find(page, dialog.getByRole('combobox', { name: '用在哪张数据表' }), entity)
  await dialog.getByRole('button', { name: '新建', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '保存草稿' }).waitFor()
}

/** Id of a linked record, which the API gives alone or with its title. */
export function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : value
}

/** Drags something to just below a thing of the canvas. */
export async function dropBelow(source: Locator, target: Locator): Promise<void> {
  const card = target.locator('xpath=ancestor-or-self::*[@data-index][1]')
  const size = await card.boundingBox()
  await source.dragTo(card, { targetPosition: { x: 60, y: (size?.height ?? 40) - 3 } })
}
