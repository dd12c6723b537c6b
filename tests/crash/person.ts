import { setTimeout as delay } from 'node:timers/promises'
import { password } from './victim.ts'

/** An answer that the server gave for good. */
export type Answer = { readonly status: number; readonly body: { readonly [key: string]: unknown } }

/** Somebody with a session who never gives up: a call without an answer is sent again until it gets one. */
export type Person = {
  readonly name: string
  /** A write. `key` makes it count once however often it is sent. */
  readonly write: (method: 'POST' | 'PATCH' | 'PUT', path: string, given: Write) => Promise<Answer>
  readonly read: (path: string) => Promise<Answer>
}

/** What is sent with a write. */
export type Write = {
  readonly key: string
  readonly body?: unknown
  readonly form?: () => FormData
  readonly version?: number
}

/** What the harness counts while people work. */
export type Tally = { calls: number; sentAgain: number; acknowledged: number }

const patience = 120_000

/** Signs somebody in; the session lives through every restart. */
export async function signIn(url: string, email: string, tally: Tally): Promise<Person> {
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mortise': '1' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`)
  const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  const ask = (path: string, init: () => RequestInit): Promise<Answer> => insist(`${url}${path}`, init, tally)
  return {
    name: email,
    read: (path) => ask(path, () => ({ headers: { cookie } })),
    write: (method, path, { key, body, form, version }) =>
      ask(path, () => ({
        method,
        headers: {
          cookie,
          'x-mortise': '1',
          'idempotency-key': key,
          ...(form === undefined ? { 'content-type': 'application/json' } : {}),
          ...(version === undefined ? {} : { 'if-match': String(version) }),
        },
        body: form === undefined ? JSON.stringify(body ?? {}) : form(),
      })),
  }
}

/** Sends until there is an answer that stands: not a broken connection, not "not now". */
async function insist(url: string, init: () => RequestInit, tally: Tally): Promise<Answer> {
  const end = performance.now() + patience
  tally.calls += 1
  for (let attempt = 0; ; attempt += 1) {
    if (attempt > 0) tally.sentAgain += 1
    const answer = await attemptOne(url, init())
    if (answer !== undefined && !notNow(answer)) {
      if (answer.status < 300) tally.acknowledged += 1
      return answer
    }
    if (performance.now() > end)
      throw new Error(`no answer from ${url} for ${patience / 1000} s, at last ${JSON.stringify(answer)}`)
    await delay(50)
  }
}

async function attemptOne(url: string, init: RequestInit): Promise<Answer | undefined> {
  try {
    const answer = await fetch(url, init)
    // The body belongs to the answer: when it breaks off, nothing was acknowledged.
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) }
  } catch {
    return undefined
  }
}

/** The same call is still at work, or the server has no database at this moment. */
function notNow({ status, body }: Answer): boolean {
  const code = (body['error'] as { readonly code?: string } | undefined)?.code
  return status === 503 || status === 429 || code === 'IDEMPOTENCY_IN_PROGRESS'
}

/** The `data` of an answer that must be a success. */
export function dataOf<T>(what: string, answer: Answer): T {
  if (answer.status >= 300)
    throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 800)}`)
  return answer.body['data'] as T
}
