import { type Locale, type PublicError, text } from '@mortise/errors'
import { ApiError } from './api-error.ts'

/** How the client reaches the server. `fetch` may be replaced by tests or by a program outside a browser. */
export type ClientOptions = {
  /** Origin and prefix, without the trailing slash: `''` in a page, `https://crm.example.com` elsewhere. */
  readonly baseUrl: string
  readonly fetch?: typeof fetch
  /** Language of messages; a function when the person can change it. */
  readonly locale: Locale | (() => Locale)
  /** API key of a program; a browser uses its cookie. */
  readonly apiKey?: string
  /** Called on every 401, so that a shell can show its sign-in. */
  readonly onUnauthorized?: () => void
}

/** One call: query values that are undefined are left out; `body` goes as JSON, `form` as multipart. */
export type SendOptions = {
  readonly query?: { readonly [name: string]: string | number | boolean | undefined }
  readonly body?: unknown
  readonly form?: FormData
  readonly headers?: { readonly [name: string]: string }
  readonly signal?: AbortSignal
}

/** Sends a call below `/api` and gives the parsed answer. */
export type Send = <T>(method: string, path: string, options?: SendOptions) => Promise<T>

const offline = text(
  '连接不上服务器。请检查网络，然后重试。',
  'The server cannot be reached. Check the network, then try again.',
)
const broken = text(
  '服务器的回答读不懂。请刷新页面后重试。',
  'The answer of the server could not be read. Reload the page and try again.',
)

/** Adds query values to a path. */
export function withQuery(path: string, query: SendOptions['query']): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) params.set(name, String(value))
  }
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Makes the sender all parts of the client share. */
export function createSend(options: ClientOptions): Send {
  const ask = options.fetch ?? ((input, init) => fetch(input, init))
  const locale = (): Locale => (typeof options.locale === 'function' ? options.locale() : options.locale)
  return async <T>(method: string, path: string, call: SendOptions = {}): Promise<T> => {
    const headers: Record<string, string> = { 'accept-language': locale(), accept: 'application/json' }
    // A form of another site can't set this header, so a write that has it came from our own page.
    if (method !== 'GET') headers['x-mortise'] = '1'
    if (call.body !== undefined) headers['content-type'] = 'application/json'
    if (options.apiKey !== undefined) headers['authorization'] = `Bearer ${options.apiKey}`
    const init: RequestInit = { method, headers: { ...headers, ...call.headers }, credentials: 'same-origin' }
    if (call.body !== undefined) init.body = JSON.stringify(call.body)
    if (call.form !== undefined) init.body = call.form
    if (call.signal !== undefined) init.signal = call.signal
    const answer = await reach(
      () => ask(withQuery(`${options.baseUrl}/api${path}`, call.query), init),
      locale(),
    )
    if (answer.status === 401) options.onUnauthorized?.()
    return read<T>(answer, locale())
  }
}

async function reach(call: () => Promise<Response>, locale: Locale): Promise<Response> {
  try {
    return await call()
  } catch (error) {
    const aborted = error instanceof DOMException && error.name === 'AbortError'
    throw new ApiError(0, plain(aborted ? 'ABORTED' : 'OFFLINE', offline[locale]))
  }
}

async function read<T>(answer: Response, locale: Locale): Promise<T> {
  if (answer.status === 204) return undefined as T
  let body: unknown
  try {
    body = await answer.json()
  } catch {
    throw new ApiError(answer.status, plain('ANSWER_UNREADABLE', broken[locale]))
  }
  if (answer.ok) return body as T
  const error = (body as { error?: Partial<PublicError> } | null)?.error
  throw new ApiError(answer.status, { ...plain('ANSWER_UNREADABLE', broken[locale]), ...error })
}

function plain(code: string, message: string): PublicError {
  return { code, message, requestId: '', details: [] }
}
