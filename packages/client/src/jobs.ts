import type { Localized } from '@mortise/errors'
import type { Send } from './transport.ts'

/** Where a job stands: given up, tried again, at work, or waiting for its time. */
export type JobState = 'gaveUp' | 'retrying' | 'running' | 'waiting'

type Named = { readonly key: string; readonly label: Localized }

/** Work that is done behind people's backs, as administrators see it. */
export type Job = {
  readonly id: string
  readonly kind: string
  readonly label: Localized
  /** False for work that this version of the program does not know. */
  readonly known: boolean
  readonly state: JobState
  readonly attempts: number
  readonly maxAttempts: number
  readonly nextAt: string | null
  readonly failedAt: string | null
  readonly createdAt: string
  readonly error: { readonly words: Localized | null; readonly text: string } | null
  /** What it was about, as far as the reader may know it. */
  readonly about: {
    readonly flow: Named | null
    readonly rule: Named | null
    readonly run: string | null
    readonly record: { readonly entity: string; readonly id: string; readonly title: string } | null
    readonly outside: Localized | null
    readonly person: string | null
  }
}

/** How many jobs there are of a kind and state; counting stops at 10,000 of a state. */
export type JobCount = {
  readonly kind: string
  readonly label: Localized
  readonly state: JobState
  readonly count: number
}

/** Jobs, for administrators. */
export type JobsApi = {
  readonly page: (
    ask: { readonly state: JobState; readonly kind?: string | undefined },
    cursor?: string,
  ) => Promise<{ readonly data: readonly Job[]; readonly nextCursor: string | null }>
  readonly kinds: () => Promise<readonly JobCount[]>
  readonly retry: (id: string) => Promise<void>
  /** All of a kind that were given up, up to a thousand at a time; how many. */
  readonly retryAll: (kind: string) => Promise<number>
  readonly discard: (id: string, reason: string) => Promise<void>
  /** All of a kind that were given up, up to a thousand at a time; how many. */
  readonly discardAll: (kind: string, reason: string) => Promise<number>
}

/** The part of the client for jobs. */
export function jobsApi(send: Send): JobsApi {
  return {
    page: (ask, cursor) => send('GET', '/jobs', { query: { ...ask, cursor } }),
    kinds: async () => (await send<{ data: readonly JobCount[] }>('GET', '/jobs/kinds')).data,
    retry: async (id) => {
      await send('POST', `/jobs/${id}/retry`, { body: {} })
    },
    retryAll: async (kind) =>
      (await send<{ data: { again: number } }>('POST', '/jobs/retry', { body: { kind } })).data.again,
    discardAll: async (kind, reason) =>
      (await send<{ data: { discarded: number } }>('POST', '/jobs/discard', { body: { kind, reason } })).data
        .discarded,
    discard: async (id, reason) => {
      await send('POST', `/jobs/${id}/discard`, { body: { reason } })
    },
  }
}
