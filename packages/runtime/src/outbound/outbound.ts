import { createTransport } from 'nodemailer'
import { errors } from '../errors.ts'
import { guardedHttp, resolveGuarded, signText } from './http.ts'
import type { Outbound } from './types.ts'

/** Opens the only way to the outside. `allow` lists hosts of the company's own net that may be reached. */
export function openOutbound(options: { readonly allow: readonly string[] }): Outbound {
  return {
    http: guardedHttp({ allow: options.allow }),
    sign: (secret, text) => Promise.resolve(signText(secret, text)),
    async smtp(message) {
      const pinned = await resolveGuarded(message.host, message.port, options.allow)
      const transport = createTransport({
        host: pinned.address,
        port: message.port,
        secure: message.secure,
        tls: { servername: message.host },
        connectionTimeout: 10_000,
        socketTimeout: 20_000,
        disableFileAccess: true,
        disableUrlAccess: true,
        ...(message.user === undefined ? {} : { auth: { user: message.user, pass: message.password ?? '' } }),
      })
      try {
        const { from, to, subject, text, html, messageId, attachments = [] } = message
        const sent = await transport.sendMail({
          from,
          to: [...to],
          subject,
          text,
          messageId,
          ...(html === undefined ? {} : { html }),
          attachments: attachments.map(({ name, type, content, cid }) => ({
            ...(cid === undefined ? {} : { cid, contentDisposition: 'inline' as const }),
            filename: name,
            contentType: type,
            content: Buffer.from(content, 'base64'),
          })),
        })
        return { accepted: sent.accepted.map(String) }
      } catch (cause) {
        throw errors.OUTBOUND_FAILED(
          { host: message.host, why: cause instanceof Error ? cause.message : String(cause) },
          { cause },
        )
      } finally {
        transport.close()
      }
    },
  }
}
