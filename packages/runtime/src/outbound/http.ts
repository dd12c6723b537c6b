import { createHmac } from 'node:crypto'
import { lookup as dnsLookup } from 'node:dns/promises'
import * as http from 'node:http'
import * as https from 'node:https'
import type { HttpAnswer } from '@mortise/connectors'
import { errors } from '../errors.ts'
import { isPublicAddress } from './addresses.ts'

export type HttpRequest = {
  readonly method: string
  readonly url: string
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string | Uint8Array
}

/** An answer as it came, byte for byte. */
export type RawAnswer = {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly bytes: Uint8Array
}

export type HttpGuardOptions = {
  /** `host` or `host:port` names that may be private: mail servers and systems in the company's own net. */
  readonly allow: readonly string[]
  readonly timeoutMs?: number
  readonly maxBytes?: number
}

/** Finds the one address a call goes to; refuses when any answer of the name is not public. */
export async function resolveGuarded(
  host: string,
  port: number,
  allow: readonly string[],
): Promise<{ address: string; family: number }> {
  const name = host.replace(/^\[|\]$/g, '')
  const found = await dnsLookup(name, { all: true }).catch((cause: unknown) => {
    throw errors.OUTBOUND_FAILED({ host, why: 'DNS' }, { cause })
  })
  const first = found[0]
  if (first === undefined) throw errors.OUTBOUND_FAILED({ host, why: 'DNS' })
  const allowed = allow.includes(host) || allow.includes(`${host}:${port}`)
  if (!allowed && found.some((one) => !isPublicAddress(one.address))) throw errors.OUTBOUND_BLOCKED({ host })
  return first
}

function readAll(response: http.IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    response.on('data', (part: Buffer) => {
      size += part.byteLength
      if (size > maxBytes) {
        response.destroy()
        reject(new Error('answer too large'))
      } else parts.push(part)
    })
    response.on('end', () => resolve(Buffer.concat(parts)))
    response.on('error', reject)
  })
}

/**
 * One guarded HTTP call: http(s) only, no credentials in the address, the name resolved once and the socket pinned to
 * that address, no redirects followed (a 3xx is the answer), size and time bounded.
 */
export function guardedCall(options: HttpGuardOptions): (request: HttpRequest) => Promise<RawAnswer> {
  const { allow, timeoutMs = 10_000, maxBytes = 10 * 1024 * 1024 } = options
  return async (request) => {
    const url = URL.canParse(request.url) ? new URL(request.url) : undefined
    if (
      url === undefined ||
      !['http:', 'https:'].includes(url.protocol) ||
      url.username !== '' ||
      url.password !== ''
    )
      throw errors.OUTBOUND_BLOCKED({ host: url?.host ?? request.url.slice(0, 100) })
    const secure = url.protocol === 'https:'
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
    const pinned = await resolveGuarded(url.hostname, port, allow)
    return new Promise<RawAnswer>((resolve, reject) => {
      const fail = (cause: unknown): void =>
        reject(errors.OUTBOUND_FAILED({ host: url.host, why: String(cause) }, { cause }))
      const call = (secure ? https : http).request(
        url,
        {
          method: request.method,
          headers: { ...request.headers },
          signal: AbortSignal.timeout(timeoutMs),
          lookup: (_name, lookupOptions, done) => {
            if (lookupOptions.all === true) done(null, [pinned])
            else done(null, pinned.address, pinned.family)
          },
        },
        (response) => {
          readAll(response, maxBytes).then((bytes) => {
            const headers = Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
            )
            resolve({ status: response.statusCode ?? 0, headers, bytes })
          }, fail)
        },
      )
      call.on('error', fail)
      call.end(request.body)
    })
  }
}

/** The same for answers that are text. */
export function guardedHttp(options: HttpGuardOptions): (request: HttpRequest) => Promise<HttpAnswer> {
  const call = guardedCall(options)
  return async (request) => {
    const { status, headers, bytes } = await call(request)
    return { status, headers, body: Buffer.from(bytes).toString('utf8') }
  }
}

/** HMAC-SHA256 in hex, for signed webhooks. */
export function signText(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}
