import { ApiError } from './api-error.ts'
import type { ClientOptions, Send } from './transport.ts'
import type { FileEntry } from './types.ts'

/** How an upload is followed and stopped. */
export type UploadOptions = {
  /** Told again and again: how much of the file has arrived, from 0 to 1. */
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
  /** Parts of a large file that have arrived in an earlier visit, in order: they are not sent again. */
  readonly arrived?: readonly string[]
  /** Told after each part: all that have arrived. What it does is waited for. */
  readonly onPart?: (parts: readonly string[]) => Promise<void> | void
}

/** Sends a file. One that is large goes in parts; sent again after it broke off, it goes on where it stopped. */
export type Upload = (file: File, options?: UploadOptions) => Promise<FileEntry>

/** Up to this size a file goes in one piece; larger ones in parts of this size. */
export const uploadPart: number = 5 * 1024 * 1024
/** How often a part is tried, with longer and longer pauses. */
const tries = 5

type Sent = {
  readonly onSent: (bytes: number) => void
  readonly signal: AbortSignal | undefined
  /** Only a part of a file: the server lets go of it when nobody joins it. */
  readonly asPart?: boolean
}

/** Parts that have arrived, by file: a page that sends the same file again begins with the first that is missing. */
const arrived = new Map<string, string[]>()
const nameOf = (file: File): string => `${file.name} ${file.size} ${file.lastModified} ${file.type}`

const pause = (milliseconds: number): Promise<void> => new Promise((later) => setTimeout(later, milliseconds))

/** Where files are sent, and what each request says of whoever sends. */
export type UploadWay = {
  /** Below `/api`; parts are joined at `<path>/join`. */
  readonly path: string
  readonly headers: () => Promise<{ readonly [name: string]: string }>
}

const ownWay: UploadWay = { path: '/files', headers: () => Promise.resolve({}) }

/** Makes the upload of a client. A browser tells how far a request has come; elsewhere it is told at the end. */
export function uploadApi(send: Send, options: ClientOptions, way: UploadWay = ownWay): Upload {
  const whole = sender(send, options, way)
  const inParts: Upload = async (file, given = {}) => {
    const { onProgress, signal, onPart } = given
    const known = arrived.get(nameOf(file)) ?? [...(given.arrived ?? [])]
    arrived.set(nameOf(file), known)
    const before = known.length
    for (let at = known.length; at * uploadPart < file.size; at += 1) {
      const from = at * uploadPart
      const piece = new File([file.slice(from, from + uploadPart)], `${file.name}.${at + 1}`, {
        type: file.type,
      })
      const onSent = (bytes: number): void => onProgress?.(Math.min(0.99, (from + bytes) / file.size))
      const { id } = await persistent(() => whole(piece, { onSent, signal, asPart: true }), signal)
      known.push(id)
      await onPart?.(known)
    }
    const body = { name: file.name, type: file.type || 'application/octet-stream', parts: known }
    const join = async (): Promise<{ data: FileEntry }> =>
      send('POST', `${way.path}/join`, {
        body,
        headers: await way.headers(),
        ...(signal ? { signal } : {}),
      })
    try {
      const { data } = await persistent(join, signal)
      arrived.delete(nameOf(file))
      return data
    } catch (error) {
      // Parts are kept for some days only; those of long ago are sent once more.
      if (before === 0 || !(error instanceof ApiError) || error.status !== 404) throw error
      arrived.delete(nameOf(file))
      await onPart?.([])
      return inParts(file, { ...given, arrived: [] })
    }
  }
  return async (file, given = {}) => {
    const { onProgress, signal } = given
    const onSent = (bytes: number): void => onProgress?.(Math.min(0.99, bytes / Math.max(1, file.size)))
    const done =
      file.size > uploadPart
        ? await inParts(file, given)
        : await persistent(() => whole(file, { onSent, signal }), signal)
    onProgress?.(1)
    return done
  }
}

/** Tries again while the server can't be reached; a refusal, or the person's own stop, ends it. */
async function persistent<Result>(
  work: () => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await work()
    } catch (error) {
      const passing = error instanceof ApiError && (error.code === 'OFFLINE' || error.status >= 500)
      // Without a network there is nothing to wait a few seconds for.
      const away = globalThis.navigator?.onLine === false
      if (!passing || away || turn === tries || signal?.aborted === true) throw error
      await pause(400 * 2 ** turn)
    }
  }
}

function sender(
  send: Send,
  options: ClientOptions,
  way: UploadWay,
): (file: File, sent: Sent) => Promise<FileEntry> {
  const form = (file: File): FormData => {
    const made = new FormData()
    made.set('file', file, file.name)
    return made
  }
  if (typeof XMLHttpRequest === 'undefined' || options.fetch !== undefined)
    return async (file, { onSent, signal, asPart = false }) => {
      const answer = await send<{ data: FileEntry }>('POST', way.path, {
        form: form(file),
        headers: await way.headers(),
        ...(asPart ? { query: { part: '1' } } : {}),
        ...(signal ? { signal } : {}),
      })
      onSent(file.size)
      return answer.data
    }
  return async (file, sent) =>
    // The sending goes through a request that can say how far it is, which no other can.
    observed(`${options.baseUrl}/api${way.path}${sent.asPart === true ? '?part=1' : ''}`, form(file), {
      ...sent,
      options,
      headers: await way.headers(),
    })
}

function observed(
  url: string,
  body: FormData,
  {
    onSent,
    signal,
    options,
    headers,
  }: Sent & { readonly options: ClientOptions; readonly headers: { readonly [name: string]: string } },
): Promise<FileEntry> {
  const locale = typeof options.locale === 'function' ? options.locale() : options.locale
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = (status: number, error: { code?: string; message?: string }): void =>
      reject(
        new ApiError(status, {
          code: error.code ?? 'ANSWER_UNREADABLE',
          message: error.message ?? offline[locale],
          requestId: '',
          details: [],
        }),
      )
    request.open('POST', url)
    request.setRequestHeader('accept-language', locale)
    request.setRequestHeader('x-mortise', '1')
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded))
    request.addEventListener('load', () => {
      const answer = request.response as {
        data?: FileEntry
        error?: { code: string; message: string }
      } | null
      if (request.status === 401) options.onUnauthorized?.()
      if (request.status < 300 && answer?.data !== undefined) resolve(answer.data)
      else fail(request.status, answer?.error ?? {})
    })
    request.addEventListener('error', () => fail(0, { code: 'OFFLINE' }))
    request.addEventListener('abort', () => fail(0, { code: 'ABORTED' }))
    if (signal?.aborted === true) return fail(0, { code: 'ABORTED' })
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body)
  })
}

const offline = {
  zh: '连接不上服务器。请检查网络，然后重试。',
  en: 'The server cannot be reached. Check the network, then try again.',
} as const
