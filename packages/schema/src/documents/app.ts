import type { LocalizedText } from '@mortise/errors'
import type { ElementHead, Settings } from './common.ts'

/** One entry of the navigation; a group when it has `items`. */
export type NavigationItem = {
  readonly label?: LocalizedText
  readonly icon?: string
  readonly items?: readonly NavigationItem[]
  readonly entity?: string
  readonly view?: string
  readonly dashboard?: string
  readonly report?: string
  /** A page elsewhere, `https://…`; opens beside the product. */
  readonly link?: string
  /** Who sees it; everybody who may see what it leads to when nobody is named. */
  readonly roles?: readonly string[]
}

/** `app.json`. */
export type AppDocument = ElementHead & {
  /** Version of the template, `1.2.0`. */
  readonly version: string
  readonly icon?: string
  /** One of the twelve tints; tells apps apart at a glance. */
  readonly color?: string
  /** Holds what other apps share and is no place to go to: it stands on no list of apps. */
  readonly hidden?: boolean
  readonly locale?: 'zh-CN' | 'en'
  readonly currency?: string
  readonly timeZone?: string
  readonly fiscalYearStart?: number
  readonly navigation?: readonly NavigationItem[]
  readonly settings?: Settings
  readonly requires?: { readonly mortise?: string; readonly apps?: readonly string[] }
}
