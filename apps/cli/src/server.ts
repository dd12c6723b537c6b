import type { Locale } from '@mortise/errors'
import { errors } from './errors.ts'

/** Which server a command talks to, and as whom. */
export type ServerOptions = { readonly url: string; readonly key: string; readonly locale: Locale }

/** One call to a server. */
export type Call = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: string | FormData
}

type Failure = {
  readonly error?: {
    readonly message?: string
    readonly details?: readonly {
      readonly path?: string
      readonly message?: string
      readonly file?: string
    }[]
  }
}

async function failure(answer: Response): Promise<Error> {
  const text = await answer.text()
  let said: Failure = {}
  try {
    said = JSON.parse(text) as Failure
  } catch {
    // No answer of ours: the status has to do.
  }
  const lines = (said.error?.details ?? []).map(
    (one) => `  ${one.file ?? ''}${one.path ?? ''}: ${one.message ?? ''}`,
  )
  const message = [said.error?.message ?? `HTTP ${answer.status}`, ...lines].join('\n')
  return errors.CLI_SERVER_REFUSED({ message })
}

/** Calls a server with an API key. Throws what the server says is wrong, in the language asked for. */
export async function callServer(options: ServerOptions, call: Call): Promise<Response> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.key}`,
    'accept-language': options.locale,
    'x-mortise': '1',
  }
  if (typeof call.body === 'string') headers['content-type'] = 'application/json'
  const init: RequestInit = {
    method: call.method,
    headers,
    ...(call.body === undefined ? {} : { body: call.body }),
  }
  let answer: Response
  try {
    answer = await fetch(`${options.url.replace(/\/$/, '')}${call.path}`, init)
  } catch (error) {
    throw errors.CLI_SERVER_MISSING({ url: options.url }, { cause: error })
  }
  if (!answer.ok) throw await failure(answer)
  return answer
}

/** The same, for answers in JSON; gives what stands under `data`. */
export async function askServer<T>(options: ServerOptions, call: Call): Promise<T> {
  const answer = await callServer(options, call)
  return ((await answer.json()) as { readonly data: T }).data
}
