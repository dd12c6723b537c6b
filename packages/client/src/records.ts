import type { AggregateQuery, Group, GroupQuery, RecordQuery, RecordValues } from '@mortise/schema'
import type { Send } from './transport.ts'
import type {
  FilterExpression,
  FlowInstanceSummary,
  ListAnswer,
  RecordAnswer,
  Refs,
  TimelineEntry,
} from './types.ts'

type Signal = { readonly signal?: AbortSignal | undefined }

/** How a record is made. */
type CreateMore = {
  readonly key?: string
  readonly form?: string | undefined
  /** How kind and form were called when the key was first used, if otherwise than now. */
  readonly first?: { readonly entity: string; readonly form?: string | undefined } | undefined
}

/** Reading and writing records. Every method throws ApiError. */
export type RecordsApi = {
  readonly query: (query: RecordQuery, options?: Signal) => Promise<ListAnswer>
  readonly get: (entity: string, id: string, options?: Signal) => Promise<RecordAnswer>
  /** `key` makes sending twice harmless; as an object, with the form that was filled in, whose rules then hold as well. */
  readonly create: (entity: string, values: RecordValues, more?: string | CreateMore) => Promise<RecordAnswer>
  /** `version` is what the person saw; a 409 tells that somebody else saved in between. */
  readonly update: (entity: string, id: string, change: RecordUpdate) => Promise<RecordAnswer>
  readonly remove: (entity: string, id: string, version?: number) => Promise<void>
  readonly bulk: (entity: string, command: BulkCommand) => Promise<{ readonly count: number }>
  /** Changes everything that matches in the background, whatever its number; asked for by its id how far it came. */
  readonly startBulk: (entity: string, command: BulkMatching) => Promise<BulkProgress>
  readonly bulkProgress: (id: string) => Promise<BulkProgress>
  /** Stops after the part that is under way; what was changed stays changed. */
  readonly cancelBulk: (id: string) => Promise<BulkProgress>
  /** The list taken apart by the values of a field, with sums, page by page. */
  readonly groups: (query: GroupQuery, options?: Signal) => Promise<GroupAnswer>
  readonly aggregate: (query: AggregateQuery, options?: Signal) => Promise<AggregateAnswer>
  /** Since when records have the value they have in a tracked field: ISO instants by id. */
  readonly since: (
    entity: string,
    asked: { readonly field: string; readonly ids: readonly string[] },
    options?: Signal,
  ) => Promise<{ readonly [id: string]: string }>
  /** Records that count as the same as one that is being written; its `id`, where it has one, is left out. */
  readonly duplicates: (
    entity: string,
    record: RecordValues,
    options?: Signal,
  ) => Promise<{ readonly data: readonly DuplicateHit[]; readonly refs?: Refs }>
  /** Makes records one; the answer names the merge, by which it is taken apart again. */
  readonly merge: (
    entity: string,
    command: MergeCommand,
  ) => Promise<{ readonly data: RecordAnswer['data']; readonly merge: string }>
  /** Merges into a record that can be taken apart, newest first; only for those who may merge it. */
  readonly merges: (entity: string, id: string) => Promise<readonly MergeStory[]>
  readonly unmerge: (entity: string, merge: string) => Promise<RecordAnswer>
  readonly timeline: (
    entity: string,
    id: string,
    page?: {
      limit?: number
      before?: string
      since?: string
      actor?: string
      /** Joined by commas. */
      kinds?: string
    },
  ) => Promise<{ readonly data: readonly TimelineEntry[]; readonly refs?: Refs }>
  /** What the reader may do with this very record. */
  readonly may: (entity: string, id: string) => Promise<RecordMay>
  readonly history: (entity: string, id: string) => Promise<readonly TimelineEntry[]>
  /** Takes a change of the history back, or makes the record what it was right after that change. */
  readonly restore: (entity: string, id: string, ask: RestoreAsk) => Promise<RecordAnswer>
  /** `mentions` are ids of people who are told of it, if they may read the record. */
  readonly comment: (entity: string, id: string, body: string, mentions?: readonly string[]) => Promise<void>
  readonly flows: (entity: string, id: string) => Promise<readonly FlowInstanceSummary[]>
  /** Address of a file with the records of a filter. */
  readonly exportUrl: (
    entity: string,
    format: 'csv' | 'xlsx',
    filter?: FilterExpression,
    search?: string,
  ) => string
}

export type RecordUpdate = {
  readonly values: RecordValues
  readonly version?: number | undefined
  /** Key of the form that was filled in: then its rules hold as well. */
  readonly form?: string | undefined
}

/** What is done to many records. */
export type BulkAct = { readonly set: RecordValues } | { readonly delete: true } | { readonly restore: true }

export type BulkCommand = {
  readonly ids?: readonly string[]
  readonly filter?: FilterExpression
} & BulkAct

/** Everything a list shows, by what it is filtered and searched with. */
export type BulkMatching = {
  readonly filter: FilterExpression
  readonly search?: string | undefined
} & BulkAct

/**
 * How far a change in the background came. `problems` are the first records that could not be changed; `failed` as a state
 * is a change that was given up on the way.
 */
export type BulkProgress = {
  readonly id: string
  readonly state: 'running' | 'done' | 'canceled' | 'failed'
  /** ISO instant. */
  readonly createdAt: string
  readonly total: number
  readonly done: number
  readonly failed: number
  readonly problems: readonly {
    readonly id: string
    readonly code: string
    readonly message: { readonly zh: string; readonly en: string }
  }[]
}

export type GroupAnswer = {
  readonly data: readonly Group[]
  readonly nextCursor: string | null
  readonly refs?: Refs
}

/** `choices` tells by field whose value it gets; the others stay as they are, or get what they lack. */
export type MergeCommand = {
  readonly keep: string
  readonly ids: readonly string[]
  readonly choices: { readonly [field: string]: string }
}

/** A merge into a record. A record that is `gone` can't come back, and holds the whole merge. */
export type MergeStory = {
  readonly id: string
  /** ISO instant. */
  readonly at: string
  readonly actorName: string
  /** `title` is null where the reader may not see it. */
  readonly records: readonly {
    readonly id: string
    readonly title: string | null
    readonly state: 'bin' | 'live' | 'gone'
  }[]
  /** How many records pointed at them, by entity. */
  readonly links: readonly { readonly entity: string; readonly count: number }[]
}

export type AggregateAnswer = {
  readonly data: readonly RecordValues[]
  readonly refs?: Refs
}

/** A record that looks like the one being written. What the reader may not see of it is null. */
export type DuplicateHit = {
  readonly entity: string | null
  readonly id: string | null
  readonly title: string | null
  readonly owner: string | null
  /** Name of the rule that found it: its key, or its fields joined by `_`. */
  readonly key: string
  readonly level: 'warn' | 'block'
  /** What the rule tells of it to everybody, by field. */
  readonly shown: RecordValues
}

/** Acts on one record; rights of an entity may hold for some of its records only. */
export type RecordMay = {
  readonly update: boolean
  readonly delete: boolean
  readonly share: boolean
  readonly print: boolean
}

/** What is to come back: one change (`undo`) or the whole record as it was after it (`version`), all fields or some. */
export type RestoreAsk = {
  readonly seq: string
  readonly as: 'undo' | 'version'
  readonly fields?: readonly string[]
}

const formPart = (form: string | undefined): string =>
  form === undefined ? '' : `?form=${encodeURIComponent(form)}`

/** The records part of the client. */
export function recordsApi(send: Send, baseUrl: string): RecordsApi {
  const at = (entity: string, rest = ''): string => `/records/${encodeURIComponent(entity)}${rest}`
  const lock = (version: number | undefined): { [name: string]: string } =>
    version === undefined ? {} : { 'if-match': String(version) }
  const aborting = (options?: Signal): { signal?: AbortSignal } =>
    options?.signal === undefined ? {} : { signal: options.signal }
  return {
    query: ({ entity, ...body }, options) =>
      send('POST', at(entity, '/query'), { body, ...aborting(options) }),
    get: (entity, id, options) => send('GET', at(entity, `/${id}`), aborting(options)),
    create: (entity, values, more = {}) => {
      const { key, form, first }: CreateMore = typeof more === 'string' ? { key: more } : more
      const path = first === undefined ? undefined : `/api${at(first.entity, formPart(first.form))}`
      const headers = {
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(path === undefined ? {} : { 'idempotency-path': path }),
      }
      return send('POST', at(entity, formPart(form)), { body: values, headers })
    },
    update: (entity, id, change) =>
      send('PATCH', at(entity, `/${id}${formPart(change.form)}`), {
        body: change.values,
        headers: lock(change.version),
      }),
    remove: (entity, id, version) => send('DELETE', at(entity, `/${id}`), { headers: lock(version) }),
    bulk: async (entity, command) =>
      (await send<{ data: { count: number } }>('POST', at(entity, '/bulk'), { body: command })).data,
    startBulk: async (entity, command) =>
      (
        await send<{ data: BulkProgress }>('POST', at(entity, '/bulk'), {
          body: { ...command, background: true },
        })
      ).data,
    bulkProgress: async (id) => (await send<{ data: BulkProgress }>('GET', `/bulk-jobs/${id}`)).data,
    cancelBulk: async (id) =>
      (await send<{ data: BulkProgress }>('POST', `/bulk-jobs/${id}/cancel`, { body: {} })).data,
    groups: ({ entity, filter, search, by, ...group }, options) =>
      send('POST', at(entity, '/query'), {
        body: { filter, search, group: { ...group, by: by.field, bucket: by.bucket } },
        ...aborting(options),
      }),
    aggregate: ({ entity, ...body }, options) =>
      send('POST', at(entity, '/aggregate'), { body, ...aborting(options) }),
    since: async (entity, asked, options) =>
      (
        await send<{ data: { readonly [id: string]: string } }>('POST', at(entity, '/since'), {
          body: asked,
          ...aborting(options),
        })
      ).data,
    duplicates: (entity, record, options) =>
      send('POST', at(entity, '/duplicates'), { body: { record }, ...aborting(options) }),
    merge: (entity, command) => send('POST', at(entity, '/merge'), { body: command }),
    merges: async (entity, id) =>
      (await send<{ data: MergeStory[] }>('GET', at(entity, `/${id}/merges`))).data,
    unmerge: (entity, merge) => send('POST', at(entity, '/unmerge'), { body: { merge } }),
    timeline: (entity, id, page) => send('GET', at(entity, `/${id}/timeline`), { query: { ...page } }),
    may: async (entity, id) => (await send<{ data: RecordMay }>('GET', at(entity, `/${id}/may`))).data,
    history: async (entity, id) =>
      (await send<{ data: TimelineEntry[] }>('GET', at(entity, `/${id}/history`))).data,
    restore: (entity, id, { seq, ...body }) =>
      send('POST', at(entity, `/${id}/history/${seq}/restore`), { body }),
    comment: async (entity, id, body, mentions = []) => {
      await send('POST', at(entity, `/${id}/comments`), { body: { text: body, mentions } })
    },
    flows: async (entity, id) =>
      (await send<{ data: FlowInstanceSummary[] }>('GET', at(entity, `/${id}/flows`))).data,
    exportUrl: (entity, format, filter, search) => {
      const params = new URLSearchParams({ format })
      if (filter !== undefined) params.set('filter', JSON.stringify(filter))
      if (search !== undefined) params.set('search', search)
      return `${baseUrl}/api/exports/${encodeURIComponent(entity)}?${params.toString()}`
    },
  }
}
