import type { Send } from './transport.ts'
import type { Refs, WireRecord } from './types.ts'

/** A search of a whole entity for duplicates: how far it came, and how many groups it found. */
export type DuplicateSearch = {
  readonly id: string
  readonly entity: string
  /** Names of the rules it goes by; `done` of them are worked off. */
  readonly rules: readonly string[]
  readonly state: 'running' | 'done' | 'canceled' | 'failed'
  /** Why it failed; null where it did not. */
  readonly error: string | null
  readonly done: number
  readonly groups: number
  /** ISO instant. */
  readonly createdAt: string
  readonly finishedAt: string | null
}

/** Records with a key in common; `n` is the place in the search, `size` how many there were when it was made. */
export type DuplicateGroup = {
  readonly n: number
  readonly rule: string
  readonly size: number
  readonly records: readonly { readonly entity: string; readonly record: WireRecord }[]
}

/** Two ids of records that are not the same. */
export type ApartPair = readonly [a: string, b: string]

/** Looking for duplicates in what is stored already. Every method throws ApiError. */
export type DuplicatesApi = {
  /** `rules` absent: all that the person may search by. */
  readonly start: (entity: string, rules?: readonly string[]) => Promise<DuplicateSearch>
  /** The person's last search of an entity. */
  readonly latest: (entity: string) => Promise<DuplicateSearch | undefined>
  readonly progress: (id: string) => Promise<DuplicateSearch>
  /** Stops after the rule that is under way; what was found stays. */
  readonly cancel: (id: string) => Promise<DuplicateSearch>
  /** The next groups behind a place; `next: null` when there are no more. */
  readonly groups: (
    id: string,
    page?: { readonly after?: number; readonly limit?: number },
  ) => Promise<{
    readonly data: readonly DuplicateGroup[]
    readonly refs?: Refs
    readonly next: number | null
  }>
  /** Remembers that the records of a group, or one among them, are not the same; answers the pairs, to be undone. */
  readonly keepApart: (
    id: string,
    group: { readonly n: number; readonly record?: string },
  ) => Promise<readonly ApartPair[]>
  readonly undoApart: (id: string, n: number, pairs: readonly ApartPair[]) => Promise<void>
  /** Address of a file with all groups. */
  readonly exportUrl: (id: string, format: 'csv' | 'xlsx') => string
}

/** The duplicates part of the client. */
export function duplicatesApi(send: Send, baseUrl: string): DuplicatesApi {
  const of = (entity: string): string => `/records/${encodeURIComponent(entity)}/duplicate-searches`
  const at = (id: string, rest = ''): string => `/duplicate-searches/${encodeURIComponent(id)}${rest}`
  return {
    start: async (entity, rules) =>
      (
        await send<{ data: DuplicateSearch }>('POST', of(entity), {
          body: rules === undefined ? {} : { rules },
        })
      ).data,
    latest: async (entity) => (await send<{ data: readonly DuplicateSearch[] }>('GET', of(entity))).data[0],
    progress: async (id) => (await send<{ data: DuplicateSearch }>('GET', at(id))).data,
    cancel: async (id) =>
      (await send<{ data: DuplicateSearch }>('POST', at(id, '/cancel'), { body: {} })).data,
    groups: (id, page) => send('GET', at(id, '/groups'), { query: { ...page } }),
    keepApart: async (id, group) =>
      (await send<{ data: readonly ApartPair[] }>('POST', at(id, '/apart'), { body: group })).data,
    undoApart: async (id, n, pairs) => {
      await send('POST', at(id, '/apart'), { body: { n, undo: pairs } })
    },
    exportUrl: (id, format) => `${baseUrl}/api${at(id, '/export')}?format=${format}`,
  }
}
