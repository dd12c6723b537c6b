import type { LocalizedText } from '@mortise/errors'
import type { ElementHead } from './common.ts'
import type { BlockDocument } from './print.ts'

/** One block of a mail template; `type` names a kind of block, the rest are its settings. */
export type MailBlockDocument = BlockDocument

/**
 * `mails/<key>.json`: what is written to people about a record. Its blocks stand one below the other; a template without
 * blocks is its plain `body`. Texts have `{{expression}}` places and are written in the language of whoever reads them.
 */
export type MailDocument = ElementHead & {
  readonly entity: string
  readonly subject: LocalizedText
  /** What lists of mails show behind the subject, before the mail is opened. */
  readonly preheader?: LocalizedText
  /** The words of a template without blocks; where there are blocks it stands for nothing. */
  readonly body?: LocalizedText
  readonly blocks?: readonly MailBlockDocument[]
  /** Language of labels and texts; the reader's when absent. */
  readonly language?: 'zh' | 'en'
  /** `#RRGGBB` of buttons, links and the line at its head. */
  readonly color?: string
}
