import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ExtensionHead, FieldDocument, Settings } from '@mortise/schema'

/** What is sent outside over HTTP. */
export type HttpRequest = {
  readonly method: string
  readonly url: string
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string
}

/** An answer from outside. */
export type HttpAnswer = {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** A file that goes with a mail; `content` in base64. With an id (`cid`) it is a picture that the page of the mail shows. */
export type MailAttachment = {
  readonly name: string
  readonly type: string
  readonly content: string
  readonly cid?: string
}

/** A mail and the server that takes it. */
export type SmtpMessage = {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly user?: string
  readonly password?: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  /** The same for mail programs that draw pages. */
  readonly html?: string
  readonly attachments?: readonly MailAttachment[]
  readonly messageId: string
}

/**
 * The only ways out, lent by the runtime's outbound capability, which guards addresses, sizes and times. `http` and
 * `smtp` reject when the other side can't be reached.
 */
export type ConnectorContext = {
  readonly http: (request: HttpRequest) => Promise<HttpAnswer>
  readonly smtp: (message: SmtpMessage) => Promise<{ readonly accepted: readonly string[] }>
  /** HMAC-SHA256 of a text (as UTF-8), as bytes; a key that is a text counts as UTF-8. */
  readonly hmac: (key: string | Uint8Array, text: string) => Promise<Uint8Array>
  /** SHA-256 of a text (as UTF-8), in lower-case hex. */
  readonly sha256: (text: string) => Promise<string>
  /** A token of this connection, obtained once and kept until five minutes before its end. */
  readonly token: (
    name: string,
    obtain: () => Promise<Token | ConnectorResult>,
  ) => Promise<string | ConnectorResult>
  /** Forgets a token that the other side takes no longer. */
  readonly forget: (name: string) => void
  /** Counts one more call under a name; false when there were more than `most` within so many seconds. */
  readonly pace: (name: string, most: number, seconds: number) => Promise<boolean>
  /** Who a person is there; undefined where nobody has said. */
  readonly account: (userId: string) => Promise<Account | undefined>
  /** Public address of this product, for links. */
  readonly home: string
  /** HMAC-SHA256 of a text (as UTF-8) with a secret, in lower-case hex. */
  readonly sign: (secret: string, text: string) => Promise<string>
  /** Reads a secret of this connection by the key of its auth setting. */
  readonly secret: (key: string) => string | undefined
  /** ISO instant. */
  readonly now: string
  /** Where the company is, for times that people read. */
  readonly timeZone: string
  /** The same for every try of one call. */
  readonly idempotencyKey: string
}

/** A token, and for how many seconds it is good. */
export type Token = { readonly token: string; readonly seconds: number }

/** A person in a system outside; `union` where that has a second id for some of its calls. */
export type Account = { readonly id: string; readonly union?: string | undefined }

/** What came of a call; `retry` says whether trying again can help. */
export type ConnectorResult =
  | { readonly ok: true; readonly data: Json }
  | { readonly ok: false; readonly retry: boolean; readonly code: string; readonly message: Localized }

/** One thing an outside system can be asked to do. */
export type ConnectorAction = {
  readonly key: string
  readonly label: Localized
  readonly settings: readonly FieldDocument[]
  readonly run: (settings: Settings, connection: Settings, ctx: ConnectorContext) => Promise<ConnectorResult>
}

/** An outside system. `auth` describes the connection's settings; secret ones have `settings.secret: true`. */
export type ConnectorType = ExtensionHead & {
  /** Key of the workspace setting that holds its connection, where it is not `connection:<type>`. */
  readonly account?: string
  readonly auth: readonly FieldDocument[]
  readonly actions: readonly ConnectorAction[]
  /** Key of the action that an administrator tries the connection with. */
  readonly tryBy?: string
  /** It knows people by ids of its own, which somebody has to tell or `find_person` finds. */
  readonly people?: true
  readonly triggers: readonly { readonly key: string; readonly label: Localized }[]
}

/** Makes a connector; the helper only infers. */
export function defineConnector(connector: ConnectorType): ConnectorType {
  return Object.freeze(connector)
}
