import { hex, percent } from '../bytes.ts'
import type { ConnectorContext } from '../define.ts'

/** A call as it is signed. `headers` are all that are signed, in lower case. */
export type AliyunCall = {
  readonly method: string
  readonly path: string
  readonly query: { readonly [name: string]: string }
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** A query as it is signed and sent: names in order, values as RFC 3986 wants them. */
export function canonicalQuery(query: AliyunCall['query']): string {
  return Object.entries(query)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${percent(name)}=${percent(value)}`)
    .join('&')
}

/** Signature of a call by ACS3-HMAC-SHA256, and the names of the headers it is about. */
export async function aliyunSignature(
  secret: string,
  call: AliyunCall,
  ctx: Pick<ConnectorContext, 'hmac' | 'sha256'>,
): Promise<{ readonly signature: string; readonly signed: string }> {
  const headers = Object.entries(call.headers).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const signed = headers.map(([name]) => name).join(';')
  const lines = headers.map(([name, value]) => `${name}:${value.trim()}\n`).join('')
  const canonical = [
    call.method,
    call.path,
    canonicalQuery(call.query),
    lines,
    signed,
    await ctx.sha256(call.body),
  ].join('\n')
  const text = `ACS3-HMAC-SHA256\n${await ctx.sha256(canonical)}`
  return { signature: hex(await ctx.hmac(secret, text)), signed }
}
