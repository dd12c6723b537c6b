import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** Where a process dies: at its n-th statement, before it reaches the database or after it without an answer. */
export type Cut = { readonly at: number; readonly side: 'before' | 'after' }

/** A line to the database that breaks for good at one statement, as it does when the process that uses it is killed. */
export type Cutter = {
  /** Address of the database through this line. */
  readonly url: string
  /** Statements that went to the database so far, over all connections. */
  readonly seen: () => number
  /** True once it is cut: nothing passes any more. */
  readonly isCut: () => boolean
  /** The near ends of its lines to the database, which knows its clients by them. */
  readonly ports: () => readonly number[]
  readonly close: () => Promise<void>
}

/** A message of the client as the database's protocol frames it: one letter, then a length that counts itself. */
type Message = { readonly kind: string; readonly bytes: Buffer }

/** Statements are asked for by a simple query, or by the execution of a prepared one. */
const statements = new Set(['Q', 'E'])

/** Opens the line. Without a cut it only counts. */
export async function openCutter(databaseUrl: string, cut?: Cut): Promise<Cutter> {
  const target = new URL(databaseUrl)
  const lines = new Set<{ readonly near: Socket; readonly far: Socket }>()
  const ports: number[] = []
  let seen = 0
  let broken = false
  const die = (): void => {
    broken = true
    for (const { near, far } of lines) {
      // What was sent arrives; the rest is the silence of a process that is gone.
      far.end()
      near.destroy()
    }
  }
  const server = createServer((near) => {
    if (broken) return void near.destroy()
    const far = connect(Number(target.port), target.hostname)
    const line = { near, far }
    lines.add(line)
    far.once('connect', () => ports.push(far.localPort ?? 0))
    const read = messageReader()
    for (const socket of [near, far]) {
      // Messages pass one by one: none may wait until the other side has said that it got the one before.
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.once('close', () => {
        lines.delete(line)
        near.destroy()
        far.end()
      })
    }
    far.on('data', (bytes: Buffer) => {
      if (!broken) near.write(bytes)
    })
    near.on('data', (bytes: Buffer) => {
      const messages = read(bytes)
      for (const [index, { kind, bytes: whole }] of messages.entries()) {
        if (broken) return
        if (!statements.has(kind)) {
          far.write(whole)
          continue
        }
        seen += 1
        const now = cut?.at === seen
        if (now && cut.side === 'before') return die()
        far.write(whole)
        if (!now) continue
        // A prepared statement is carried out with the sync behind it, which went out in the same breath.
        const next = messages[index + 1]
        if (next?.kind === 'S') far.write(next.bytes)
        return die()
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  return {
    url: url.href,
    seen: () => seen,
    isCut: () => broken,
    ports: () => ports,
    close: async () => {
      die()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Cuts what one client sends into its messages; the first of a connection has no letter. */
function messageReader(): (bytes: Buffer) => readonly Message[] {
  let rest = Buffer.alloc(0)
  let greeted = false
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    const messages: Message[] = []
    for (;;) {
      const head = greeted ? 1 : 0
      if (rest.length < head + 4) return messages
      const length = head + rest.readInt32BE(head)
      if (rest.length < length) return messages
      messages.push({
        kind: greeted ? String.fromCharCode(rest[0] ?? 0) : '',
        bytes: rest.subarray(0, length),
      })
      greeted = true
      rest = rest.subarray(length)
    }
  }
}
