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
}

/** `app.json`. */
export type AppDocument = ElementHead & {
  /** Version of the template, `1.2.0`. */
  readonly version: string
  readonly icon?: string
  readonly locale?: 'zh-CN' | 'en'
  readonly currency?: string
  readonly timeZone?: string
  readonly fiscalYearStart?: number
  readonly navigation?: readonly NavigationItem[]
  readonly settings?: Settings
  readonly requires?: { readonly mortise?: string; readonly apps?: readonly string[] }
}
