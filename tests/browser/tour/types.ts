import type { Page } from 'playwright-core'

/** How a screen is looked at. */
export type Look = {
  readonly width: 1440 | 390
  readonly dark: boolean
  readonly locale: 'zh' | 'en'
}

/** What a stop may use: the window, its look, and records to look at. */
export type Guide = {
  readonly page: Page
  readonly look: Look
  /** Says it in the language of the screen. */
  readonly say: (zh: string | RegExp, en: string | RegExp) => string | RegExp
  /** Presses the first button of that name. */
  readonly press: (zh: string | RegExp, en: string | RegExp) => Promise<void>
  /** The id of some record of an entity, or the address of a public page by what it shows. */
  readonly some: (name: string) => string
}

/** One screen of the product, or one thing that opens over it. */
export type Stop = {
  readonly name: string
  /** Who looks: the administrator, or somebody who sells. */
  readonly by: 'admin' | 'seller' | 'nobody'
  /** In the CRM with its demo data, or where nothing has been made yet. */
  readonly on?: 'fresh'
  readonly path: (guide: Guide) => string
  /** What is done to the window before it goes there. */
  readonly before?: (guide: Guide) => Promise<unknown>
  /** What opens the popup; a screen has nothing to open. */
  readonly open?: (guide: Guide) => Promise<unknown>
  /** Only on a wide screen: what it shows does not exist on a phone. */
  readonly wide?: boolean
}
