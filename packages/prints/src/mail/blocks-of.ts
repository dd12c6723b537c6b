import { say } from '@mortise/errors'
import { richFromWords } from '@mortise/fields'
import type { MailBlockDocument, MailDocument } from '@mortise/schema'

function richOf(body: MailDocument['body']): MailDocument['body'] {
  if (typeof body !== 'object') return richFromWords(say(body, 'zh'))
  return Object.fromEntries(
    Object.entries(body).map(([locale, text]) => [locale, richFromWords(String(text))]),
  )
}

/** The blocks of a template: its own, or one of the plain words of a template that has none. */
export function blocksOfMail({ blocks, body }: MailDocument): readonly MailBlockDocument[] {
  if (blocks !== undefined) return blocks
  return body === undefined || body === '' ? [] : [{ type: 'text', value: richOf(body) }]
}

/** The template as its designer works on it: with blocks, and without the plain words that they stand for. */
export function withMailBlocks(
  mail: MailDocument,
): MailDocument & { readonly blocks: readonly MailBlockDocument[] } {
  const { body: _, ...rest } = mail
  return { ...rest, blocks: blocksOfMail(mail) }
}
