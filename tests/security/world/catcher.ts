import { createServer as createHttp, type Server as HttpServer } from 'node:http'
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net'

/** Something that left the house: who gets it, and all its words. */
export type Caught = { readonly to: string; readonly text: string }

/** A mail server and a web address of the outside world, which keep what they are sent. */
export type Catcher = {
  readonly mailPort: number
  readonly hookUrl: string
  readonly mails: readonly Caught[]
  readonly hooks: readonly Caught[]
  readonly close: () => Promise<void>
}

/** Words as a mail program shows them: encoded headers and bodies are read. */
function asShown(raw: string): string {
  const [head = '', body = ''] = raw.split(/\r\n\r\n([\s\S]*)/)
  const words = head
    .replace(/\?=\r\n =\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString()
        : unquoted(text.replaceAll('_', ' ')),
    )
  const parts = /boundary="?([^"\r\n;]+)/i.exec(head)?.[1]
  // A mail in several forms: all that any of them says.
  if (parts !== undefined)
    return [words, ...body.split(`--${parts}`).map((one) => asShown(one.replace(/^\r\n/, '')))].join('\n\n')
  const shown = /transfer-encoding: base64/i.test(head)
    ? Buffer.from(body, 'base64').toString()
    : /quoted-printable/i.test(head)
      ? unquoted(body.replace(/=\r\n/g, ''))
      : body
  return `${words}\n\n${shown}`
}

const unquoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

function takeMail(socket: Socket, keep: (mail: Caught) => void): void {
  let [buffer, data, to]: [string, boolean, string[]] = ['', false, []]
  const say = (line: string): boolean => socket.write(`${line}\r\n`)
  const command = (line: string): void => {
    const word = line.slice(0, 4).toUpperCase()
    if (word === 'RCPT') to.push(/<([^>]*)>/.exec(line)?.[1] ?? '')
    if (word === 'DATA') data = true
    if (word === 'QUIT') return void socket.end('221 bye\r\n')
    say(word === 'DATA' ? '354 go on' : '250 ok')
  }
  say('220 catcher')
  socket.on('error', () => undefined)
  socket.on('data', (part) => {
    buffer += part.toString('utf8')
    for (;;) {
      const end = buffer.indexOf(data ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const text = buffer.slice(0, end)
      buffer = buffer.slice(end + (data ? 5 : 2))
      if (!data) {
        command(text)
        continue
      }
      for (const one of to) keep({ to: one, text: asShown(text) })
      ;[data, to] = [false, []]
      say('250 taken')
    }
  })
}

const portOf = (server: Server | HttpServer): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

/** Opens both on loopback. */
export async function openCatcher(): Promise<Catcher> {
  const [mails, hooks]: [Caught[], Caught[]] = [[], []]
  const mail = createTcp((socket) => takeMail(socket, (one) => mails.push(one)))
  const hook = createHttp((request, response) => {
    let text = JSON.stringify(request.headers)
    request.on('data', (part) => {
      text += String(part)
    })
    request.on('end', () => {
      hooks.push({ to: request.url ?? '', text })
      response.end('{}')
    })
  })
  const [mailPort, hookPort] = [await portOf(mail), await portOf(hook)]
  return {
    mailPort,
    hookUrl: `http://127.0.0.1:${hookPort}/hook`,
    mails,
    hooks,
    close: async () => {
      await Promise.all([mail, hook].map((one) => new Promise((resolve) => one.close(resolve))))
    },
  }
}
