import type { ExtensionList } from '@mortise/schema'
import type { PrintKit } from '../types.ts'
import type { MailBlockType } from './define.ts'
import type { MailNode } from './node.ts'

/** The lists and the language a mail is made with. */
export type MailKit = Pick<PrintKit, 'fields' | 'language'> & {
  readonly mailBlocks: ExtensionList<MailBlockType>
}

/** What a mail leaves out, by the place of the block: a picture that there is none of, an address that is none. */
export type MailRemark = { readonly at: string } & (
  | { readonly picture: string }
  | { readonly address: string }
)

/** A mail filled with a record, as plain data: `mailHtml` makes of it what mail programs show. */
export type RenderedMail = {
  readonly subject: string
  readonly preheader: string
  readonly locale: 'zh' | 'en'
  readonly accent: string
  readonly body: readonly MailNode[]
  /** The same as plain text. */
  readonly text: string
  /** Names of own pictures that go along. */
  readonly pictures: readonly string[]
  readonly remarks: readonly MailRemark[]
}
