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
  readonly body?: string
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

function readAll(response: http.IncomingMessage, maxBytes: number): Promise<string> {
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
    response.on('end', () => resolve(Buffer.concat(parts).toString('utf8')))
    response.on('error', reject)
  })
}

/**
 * One guarded HTTP call: http(s) only, no credentials in the address, the name resolved once and the socket pinned to
 * that address, no redirects followed (a 3xx is the answer), size and time bounded.
 */
export function guardedHttp(options: HttpGuardOptions): (request: HttpRequest) => Promise<HttpAnswer> {
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
    return new Promise<HttpAnswer>((resolve, reject) => {
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
          readAll(response, maxBytes).then((body) => {
            const headers = Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
            )
            resolve({ status: response.statusCode ?? 0, headers, body })
          }, fail)
        },
      )
      call.on('error', fail)
      call.end(request.body)
    })
  }
}

/** HMAC-SHA256 in hex, for signed webhooks. */
export function signText(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}
