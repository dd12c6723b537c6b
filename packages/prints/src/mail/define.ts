import type { ExtensionHead, MailBlockDocument } from '@mortise/schema'
import type { BlockChildren, BlockName, BlockRead, PrintContext } from '../define.ts'
import type { MailPart } from './node.ts'

/** What a block of a mail is drawn with: what blocks on paper are, and what only mails have. */
export type MailContext = PrintContext & {
  /** `#RRGGBB` of buttons and links. */
  readonly accent: string
  /** Address of the record for this reader; undefined for whoever can't open it. */
  readonly record: string | undefined
}

/** Draws the blocks that stand inside of a block; `at` is where they stand in it. */
export type Inside = (at: string, blocks: readonly MailBlockDocument[]) => MailPart

/** A block of mails: settings and data become a piece of the mail. */
export type MailBlockType = ExtensionHead & {
  /** Null when there is nothing to show. */
  readonly toMail: (block: MailBlockDocument, ctx: MailContext, inside: Inside) => MailPart | null
  /** What it reads of the record: drives the check at publish and what is fetched before sending. */
  readonly reads: (block: MailBlockDocument) => readonly BlockRead[]
  /** Names in its settings that have to be among others of its settings. */
  readonly names?: (block: MailBlockDocument) => readonly BlockName[]
  readonly children?: (block: MailBlockDocument) => readonly BlockChildren[]
  /** Settings that are addresses of the web: what they are made of has to be one. */
  readonly addresses?: readonly string[]
  /** Takes all the width there is, without room at its sides. */
  readonly wide?: boolean
  /** Settings that a new one begins with; words in the language of its designer. */
  readonly starts?: (locale: 'zh' | 'en') => { readonly [setting: string]: unknown }
  /** What it was to show and can't: an address that is none. Undefined where it shows all. */
  readonly unfit?: (block: MailBlockDocument, ctx: MailContext) => string | undefined
}

/** Makes a block; the helper only infers. */
export function defineMailBlock(block: MailBlockType): MailBlockType {
  return Object.freeze(block)
}
