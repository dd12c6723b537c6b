import type { Send } from './transport.ts'

/** The server that mails go out by. The password goes in and never comes out: `passwordSet` says that there is one. */
export type MailServer = {
  readonly host?: string
  readonly port?: number | null
  readonly secure?: boolean
  readonly user?: string
  readonly from?: string
  readonly password?: string
  readonly passwordSet?: boolean
}

/** Mails: whether they can go out, and by which server. */
export type MailApi = {
  /** Whether there is a server that takes mails; for everybody to know. */
  readonly ready: () => Promise<boolean>
  /** For administrators. */
  readonly server: () => Promise<MailServer>
  readonly saveServer: (server: MailServer) => Promise<void>
  /** Sends the administrator a mail by what is saved. */
  readonly tryServer: () => Promise<{ readonly sent: boolean; readonly why?: string }>
}

/** The mail part of the client. */
export function mailApi(send: Send): MailApi {
  const data = async <T>(answer: Promise<{ data: T }>): Promise<T> => (await answer).data
  return {
    ready: async () => (await data<{ readonly mail: boolean }>(send('GET', '/notifications/channels'))).mail,
    server: async () =>
      (await data<{ readonly mail: MailServer | null }>(send('GET', '/settings'))).mail ?? {},
    saveServer: async (mail) => {
      await send('PUT', '/settings', { body: { mail } })
    },
    tryServer: () => data(send('POST', '/settings/mail/try', { body: {} })),
  }
}
