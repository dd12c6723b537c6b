import { createServer } from 'node:http'
import { once } from 'node:events'

/** One call that arrived outside. */
export type Arrived = { readonly title: string; readonly effect: string; readonly key: string }

/** The outside world: an address that keeps what it is sent. */
export type Outside = {
  readonly url: string
  readonly about: (title: string) => readonly Arrived[]
  readonly close: () => Promise<void>
}

/** Opens it on loopback. */
export async function openOutside(): Promise<Outside> {
  const arrived = new Map<string, Arrived[]>()
  const server = createServer((request, reply) => {
    let text = ''
    request.on('data', (part: Buffer) => (text += part.toString('utf8')))
    request.on('end', () => {
      const { title = '', effect = '' } = JSON.parse(text) as { title?: string; effect?: string }
      const key = String(request.headers['idempotency-key'] ?? '')
      arrived.set(title, [...(arrived.get(title) ?? []), { title, effect, key }])
      reply.end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/in`,
    about: (title) => arrived.get(title) ?? [],
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
