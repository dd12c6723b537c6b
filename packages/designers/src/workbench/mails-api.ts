import type { Client } from '@mortise/client'
import type { RenderedMail } from '@mortise/prints/mail'
import type { MailDocument } from '@mortise/schema'

/** A mail template filled with a record; null where there is none as yet. */
export type DraftMail = RenderedMail & {
  readonly record: string | null
  /** The page as it is sent. */
  readonly html: string
  /** The pictures it shows, as data. */
  readonly assets: { readonly [name: string]: string }
}

/** What came of a mail to oneself. `kept`: test mode is on, it was kept and not sent. */
export type SentMail = { readonly sent: boolean; readonly kept?: boolean; readonly why?: string }

/** A template with the record it is looked at with; the newest one where none is named. */
export type MailAsk = {
  readonly mail: MailDocument
  readonly id?: string
  /** The language of its reader. */
  readonly locale: 'zh' | 'en'
  /** Blocks are shown that are hidden for this record. */
  readonly all?: boolean
}

type Send = Client['send']

/** Mail templates at work. */
export type MailsApi = {
  readonly drawMail: (ask: MailAsk, signal?: AbortSignal) => Promise<DraftMail>
  /** Sends it to whoever designs it. */
  readonly sendMail: (ask: MailAsk) => Promise<SentMail>
}

/** The part of the design API for mail templates. */
export function mailsApi(ask: Send): MailsApi {
  return {
    drawMail: (body, signal) =>
      ask('POST', '/design/mails/draft', { body, ...(signal === undefined ? {} : { signal }) }),
    sendMail: (body) => ask('POST', '/design/mails/send', { body }),
  }
}
