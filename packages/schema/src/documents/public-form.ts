import type { LocalizedText } from '@mortise/errors'
import type { Condition } from './common.ts'

/**
 * Lets strangers choose among records of another entity for one link field. They are told the fields in `show` of the
 * records that fit, and nothing else: neither other fields nor other records, nor how the choice was narrowed.
 */
export type PublicPick = {
  /** A link field that is placed on the form, or a column of the sub-table `into`. */
  readonly field: string
  readonly into?: string
  /** Plain fields of the other entity; the first is what a choice is called. */
  readonly show: readonly string[]
  /** Which records are offered, over fields of the other entity alone; absent means all of them. */
  readonly filter?: Condition
  /** Most choices shown at once; absent means 20. */
  readonly limit?: number
  /** Letters to be typed before anything is offered; absent means 0: the first choices are shown at once. */
  readonly minLength?: number
}

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
  /** Links that strangers may choose for; links that are not named here are not shown to them at all. */
  readonly picks?: readonly PublicPick[]
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
