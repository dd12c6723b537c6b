import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '@mortise/expressions'
import { dingtalk } from './dingtalk.ts'
import { feishu } from './feishu.ts'
import { aliyunSms, tencentSms } from './sms.ts'
import type { OutsideCall, OutsideSystem } from './types.ts'
import { wecom } from './wecom.ts'

type Name = 'dingtalk' | 'wecom' | 'feishu' | 'aliyun_sms' | 'tencent_sms'

/** Systems outside on one local server. */
export type Outside = {
  /** `http://127.0.0.1:<port>`, the base address of each. */
  readonly url: string
  /** Host and port, to be allowed through the guard. */
  readonly host: string
  readonly systems: { readonly [N in Name]: OutsideSystem }
  /** Calls that came in, whatever was answered. */
  readonly calls: OutsideCall[]
  /** Answers every call with this status from now on; undefined: as usual again. */
  readonly breakDown: (status: number | undefined) => void
  readonly close: () => Promise<void>
}

function objectOf(body: string): OutsideCall['json'] {
  try {
    const json = JSON.parse(body) as Json
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as OutsideCall['json'])
      : {}
  } catch {
    return {}
  }
}

/**
 * Starts systems outside that verify signatures, hold to their limits and answer failures as their documentation says, so
 * that connectors are tried without leaving this machine.
 */
export async function startOutside(clock: () => number): Promise<Outside> {
  const systems = {
    dingtalk: dingtalk(),
    wecom: wecom(),
    feishu: feishu(),
    aliyun_sms: aliyunSms(),
    tencent_sms: tencentSms(),
  }
  const calls: OutsideCall[] = []
  let broken: number | undefined
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x')
      const body = Buffer.concat(parts).toString('utf8')
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      const call: OutsideCall = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers,
        body,
        json: objectOf(body),
        now: clock(),
      }
      calls.push(call)
      const all = Object.values(systems)
      const reply =
        broken === undefined
          ? (all.map((one) => one.answer(call)).find((one) => one !== undefined) ?? {
              status: 404,
              body: { code: 'none' },
            })
          : { status: broken, body: { code: 'away' } }
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(reply.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    systems,
    calls,
    breakDown: (status) => {
      broken = status
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
