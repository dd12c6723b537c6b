import { Agent, request } from 'node:http'

/** One call of a client. */
export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT'
  readonly path: string
  readonly body?: unknown
  readonly raw?: { readonly type: string; readonly bytes: Buffer }
}

/** What came back. */
export type Reply = { readonly status: number; readonly body: unknown }

/** A client with a bounded number of connections that are kept open. */
export type Client = {
  readonly call: (call: Call) => Promise<Reply>
  /** Makes `count` calls over all connections; any answer but 2xx ends it. */
  readonly load: (count: number, callOf: (index: number) => Call) => Promise<void>
  /** Reads an answer of any size without keeping it. */
  readonly download: (call: Call) => Promise<Downloaded>
  readonly close: () => void
}

/** What was seen of an answer that nobody kept. */
export type Downloaded = { readonly bytes: number; readonly lineFeeds: number }

const connections = 16

/** Opens a client of a server on this machine. */
export function openClient(url: string, headers: () => { readonly [name: string]: string }): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const send = (call: Call, read: boolean): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const bytes =
        call.raw?.bytes ?? (call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body)))
      const type = call.raw?.type ?? 'application/json'
      const made = request(
        `${url}${call.path}`,
        {
          agent,
          method: call.method,
          headers: {
            ...headers(),
            ...(bytes === undefined ? {} : { 'content-type': type, 'content-length': bytes.length }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.once('error', reject)
          answer.once('end', () => {
            const status = answer.statusCode ?? 0
            const text = Buffer.concat(chunks).toString('utf8')
            if (status < 200 || status > 299)
              reject(new Error(`${call.method} ${call.path} answered ${status}: ${text.slice(0, 500)}`))
            // Under load nothing is parsed: the client must not be what is measured.
            else resolve({ status, body: read && text !== '' ? JSON.parse(text) : undefined })
          })
        },
      )
      made.once('error', reject)
      made.end(bytes)
    })
  return {
    call: (call) => send(call, true),
    load: async (count, callOf) => {
      let next = 0
      const lane = async (): Promise<void> => {
        while (next < count) {
          const index = next
          next += 1
          await send(callOf(index), false)
        }
      }
      await Promise.all(Array.from({ length: connections }, lane))
    },
    download: ({ method, path }) =>
      new Promise((resolve, reject) => {
        const made = request(`${url}${path}`, { agent, method, headers: headers() }, (answer) => {
          let bytes = 0
          let lineFeeds = 0
          answer.on('data', (piece: Buffer) => {
            bytes += piece.length
            for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lineFeeds += 1
          })
          answer.once('error', reject)
          answer.once('end', () => {
            if (answer.statusCode === 200) resolve({ bytes, lineFeeds })
            else reject(new Error(`${method} ${path} answered ${answer.statusCode}`))
          })
        })
        made.once('error', reject)
        made.end()
      }),
    close: () => agent.destroy(),
  }
}
