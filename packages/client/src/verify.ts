import type { Locale, LocalizedText } from '@mortise/errors'
import { createSend } from './transport.ts'

/** What anybody with its code hears of a kept document. */
export type CheckedDocument = {
  readonly code: string
  readonly label: LocalizedText
  readonly number: string
  readonly company: string
  readonly at: string
  /** Whether a file is the same, byte by byte; null where none was asked about. */
  readonly same: boolean | null
}

/** Asks whether a document is the real one, by its code and, where given, by the SHA-256 of a file. No session counts here. */
export async function askAboutDocument(
  code: string,
  given: { readonly locale: Locale; readonly sha256?: string },
): Promise<CheckedDocument> {
  const send = createSend({ baseUrl: '', locale: given.locale })
  const path = `/public/verify/${encodeURIComponent(code)}`
  const answer =
    given.sha256 === undefined
      ? await send<{ data: CheckedDocument }>('GET', path)
      : await send<{ data: CheckedDocument }>('POST', path, { body: { sha256: given.sha256 } })
  return answer.data
}
