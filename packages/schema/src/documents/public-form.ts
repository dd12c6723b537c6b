import type { LocalizedText } from '@mortise/errors'

/** What strangers meet who open a form by its link: looks, words, and what may be taken from the link. */
export type PublicFormDocument = {
  readonly theme?: {
    /** `#rrggbb`; the page darkens or lightens it until text on it can be read. */
    readonly color?: string
    /** Pictures as `data:image/…;base64,…`, so that they travel with the app. */
    readonly cover?: string
    readonly logo?: string
  }
  readonly title?: LocalizedText
  readonly description?: LocalizedText
  readonly thanks?: {
    readonly text?: LocalizedText
    /** Where to go on to; `https://…` or `http://…`. */
    readonly redirect?: string
  }
  /** What has to be agreed to; a new text gets a new version, and each submission keeps the one it agreed to. */
  readonly consent?: { readonly text: LocalizedText; readonly version: string }
  /** Fields that the link may fill in (`?phone=…`). */
  readonly prefill?: readonly string[]
  /** Fields that keep where a submission came from. */
  readonly source?: {
    readonly utmSource?: string
    readonly utmMedium?: string
    readonly utmCampaign?: string
    readonly channel?: string
  }
  /** Once per device, or once per value of a field such as a phone number. */
  readonly once?: { readonly per: 'device' } | { readonly per: 'field'; readonly field: string }
  /** Lets who submitted follow it by a signed link: these fields, and how far flows have come. */
  readonly progress?: { readonly fields: readonly string[]; readonly flows?: boolean; readonly days?: number }
}
