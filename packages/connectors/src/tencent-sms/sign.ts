import { hex } from '../bytes.ts'
import type { ConnectorContext } from '../define.ts'

/** A call as it is signed: a POST of JSON, by its type and its host. */
export type TencentCall = {
  readonly service: string
  readonly host: string
  readonly contentType: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly body: string
}

/** The header that carries the signature of a call, by TC3-HMAC-SHA256. */
export async function tencentAuthorization(
  given: { readonly id: string; readonly secret: string },
  call: TencentCall,
  ctx: Pick<ConnectorContext, 'hmac' | 'sha256'>,
): Promise<string> {
  const { service, host, contentType, timestamp, body } = call
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10)
  const signed = 'content-type;host'
  const headers = `content-type:${contentType}\nhost:${host}\n`
  const canonical = ['POST', '/', '', headers, signed, await ctx.sha256(body)].join('\n')
  const scope = `${date}/${service}/tc3_request`
  const text = ['TC3-HMAC-SHA256', String(timestamp), scope, await ctx.sha256(canonical)].join('\n')
  const day = await ctx.hmac(`TC3${given.secret}`, date)
  const key = await ctx.hmac(await ctx.hmac(day, service), 'tc3_request')
  const signature = hex(await ctx.hmac(key, text))
  return `TC3-HMAC-SHA256 Credential=${given.id}/${scope}, SignedHeaders=${signed}, Signature=${signature}`
}
