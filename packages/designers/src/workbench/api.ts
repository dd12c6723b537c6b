import { type Client, isApiError } from '@mortise/client'
import type { LocalizedText } from '@mortise/errors'
import type { ReportResult } from '@mortise/reports'
import { type DocumentKind, type PartKind, placeOfFile, type ReportDocument } from '@mortise/schema'
import { type AppsApi, appsApi, type MergeConflict } from './apps-api.ts'
import type { DraftDocument } from './documents.ts'
import { type MailsApi, mailsApi } from './mails-api.ts'
import { type PrintsApi, printsApi } from './prints-api.ts'
import { type RulesApi, rulesApi } from './rules-api.ts'
import { type SandboxesApi, sandboxesApi } from './sandboxes-api.ts'
import { type TrialsApi, trialsApi } from './trials-api.ts'
import { windowName } from './window-name.ts'

/** Something wrong with the drafts. `path` is a JSON pointer into the document. */
export type DesignProblem = {
  readonly file?: string
  readonly path: string
  readonly code: string
  readonly message: LocalizedText
  readonly kind?: DocumentKind
  readonly key?: string
  readonly level?: 'block' | 'warn'
}

/** Whom and what a change reaches. */
export type Impact = {
  readonly documents: readonly {
    readonly kind: DocumentKind
    readonly key: string
    readonly label: LocalizedText
    readonly places: number
  }[]
  readonly instances: number
  readonly apiKeys: readonly string[]
}

/** An element of the design: a document, or with `field` a field of an entity. */
export type ElementName = {
  readonly kind: DocumentKind
  readonly key: string
  readonly field?: string
  readonly option?: string
}

/** A part of a document by its key: a step of a flow, a measure of a report. */
export type PartName = {
  readonly kind: DocumentKind
  readonly key: string
  readonly part: PartKind
  readonly name: string
}

/** A place that names an element. */
export type UsagePlace = { readonly kind: DocumentKind; readonly key: string; readonly path: string }

/** Something in the bin. */
export type BinEntry = {
  readonly id: string
  readonly kind: DocumentKind
  readonly key: string
  readonly field: string | null
  readonly label: LocalizedText
  readonly version: number
  readonly at: string
  readonly authorName: string | null
  readonly hasData: boolean
  readonly days: number
}

/** What publishing will change, in words, and in the database. */
export type DesignChanges = {
  readonly changes: readonly {
    readonly kind: DocumentKind
    readonly key: string
    readonly type: 'added' | 'removed' | 'renamed' | 'changed'
    readonly sentence: LocalizedText
    /** Structural steps in words. */
    readonly steps?: readonly string[]
    readonly impact?: Impact
  }[]
  readonly ddl: readonly { readonly sentence: LocalizedText; readonly sql: string }[]
}

/** What a change of a field's type does to the values there are, counted over all records. */
export type TypeChangePreview = {
  readonly entity: string
  readonly field: string
  readonly from: string
  readonly to: string
  readonly rows: number
  readonly exact: number
  readonly changed: number
  readonly impossible: number
  readonly edited: number
  readonly samples: readonly {
    readonly outcome: 'exact' | 'changed' | 'impossible' | 'edited'
    readonly before: string
    readonly after: string
    readonly why?: LocalizedText
  }[]
  readonly restores: boolean
  readonly large: boolean
  readonly prepared: boolean
}

/** A change of a field's type that was carried out; entity and field by their stable ids. */
export type TypeChangeRow = {
  readonly id: string
  readonly entity: string
  readonly field: string
  readonly from: { readonly type: string }
  readonly to: { readonly type: string }
  readonly keptColumn: string | null
}

/** Changes of types that publishing would make, and those made before, newest first. */
export type TypeChanges = {
  readonly pending: readonly TypeChangePreview[]
  readonly done: readonly TypeChangeRow[]
}

/** One published version. */
export type VersionEntry = {
  readonly version: number
  readonly note?: string | null
  readonly at?: string
  readonly publishedAt?: string
  readonly authorName?: string | null
  readonly changes?: readonly {
    readonly type: 'added' | 'removed' | 'renamed' | 'changed'
    readonly kind: DocumentKind
    readonly key: string
    readonly sentence: LocalizedText
  }[]
}

/** One property that a version changed. */
export type VersionDifference = {
  readonly file: string
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

/** The new version; or what is prepared on a large table first, and published by itself when it is ready. */
export type PublishAnswer = { readonly version: number } | { readonly publication: string }

/** How far a publication is, in records. */
export type PublicationState = {
  readonly id: string
  readonly state: 'preparing' | 'done' | 'failed' | 'canceled'
  readonly rows: number
  readonly done: number
  readonly version: number | null
  readonly error: { readonly message: string } | null
}

/** The design routes of the server. */
export type DesignApi = AppsApi &
  MailsApi &
  PrintsApi &
  RulesApi &
  TrialsApi &
  SandboxesApi & {
    readonly load: () => Promise<{ readonly version: number; readonly documents: readonly DraftDocument[] }>
    /** One document as it stands now; undefined where there is none. */
    readonly one: (kind: DocumentKind, key: string) => Promise<DraftDocument | undefined>
    /** A document as it was in a version; undefined where it was not there. */
    readonly versionOf: (
      version: number,
      kind: DocumentKind,
      key: string,
    ) => Promise<DraftDocument['json'] | undefined>
    /** What is wrong with the shape of a document that is being written. */
    readonly check: (
      kind: DocumentKind,
      json: object,
    ) => Promise<readonly { readonly path: string; readonly message: string }[]>
    /** Tells the others who design that this window is at a document; `at` says where in it. */
    readonly presence: (at: {
      readonly kind: DocumentKind
      readonly key: string
      readonly state: 'here' | 'away'
      readonly at?: string | undefined
    }) => Promise<void>
    readonly save: (
      document: Pick<DraftDocument, 'kind' | 'key' | 'app' | 'json'> & { readonly rev?: number },
    ) => Promise<{ readonly rev: number }>
    readonly remove: (kind: DocumentKind, key: string) => Promise<void>
    readonly discard: (kind: DocumentKind, key: string) => Promise<void>
    readonly problems: () => Promise<readonly DesignProblem[]>
    readonly changes: () => Promise<DesignChanges>
    readonly typeChanges: () => Promise<TypeChanges>
    readonly undoTypeChange: (id: string) => Promise<PublishAnswer>
    /** `acceptUnjudged`: though some scenarios give no answer. */
    readonly publish: (note: string, acceptUnjudged?: boolean) => Promise<PublishAnswer>
    /** The publication asked for last; null where none had to wait. */
    readonly publication: () => Promise<PublicationState | null>
    readonly cancelPublication: (id: string) => Promise<void>
    readonly versions: () => Promise<readonly VersionEntry[]>
    readonly rollback: (version: number) => Promise<void>
    readonly differences: (version: number) => Promise<readonly VersionDifference[]>
    readonly usages: (element: ElementName) => Promise<readonly UsagePlace[]>
    readonly rename: (element: (ElementName | PartName) & { readonly to: string }) => Promise<void>
    /** Drafts the end of an element with all that only speaks of it. */
    readonly takeAway: (element: ElementName) => Promise<void>
    readonly bin: () => Promise<readonly BinEntry[]>
    /** A whole app is back at once, as a version; anything else as drafts. */
    readonly restore: (
      id: string,
    ) => Promise<{ readonly conflicts: readonly MergeConflict[]; readonly version?: number }>
    readonly purge: (id: string) => Promise<void>
    readonly previewReport: (report: ReportDocument, signal?: AbortSignal) => Promise<ReportResult>
  }

/** Adds which document a problem is in, as its file name tells. */
export function placed(problem: DesignProblem): DesignProblem {
  if (problem.kind !== undefined || problem.file === undefined) return problem
  const place = placeOfFile(problem.file)
  return place === undefined ||
    place.kind === 'people' ||
    place.kind === 'data' ||
    place.kind === 'runs' ||
    place.kind === 'scenario' ||
    place.kind === 'i18n'
    ? problem
    : { ...problem, kind: place.kind, key: place.name }
}

/** Undefined where the server has no such thing. */
async function orNothing<Data>(answer: Promise<Data>): Promise<Data | undefined> {
  try {
    return await answer
  } catch (error) {
    if (isApiError(error) && error.status === 404) return undefined
    throw error
  }
}

type Answer<Data> = { readonly data: Data }

/** The design part of a client. */
export function designApi({ send }: Pick<Client, 'send'>): DesignApi {
  const place = (kind: string, key: string): string => `/design/${kind}/${encodeURIComponent(key)}`
  const ask = async <Data>(...call: Parameters<typeof send>): Promise<Data> =>
    (await send<Answer<Data>>(...call)).data
  return {
    ...appsApi(ask),
    ...mailsApi(ask),
    ...printsApi(ask),
    ...rulesApi(ask, send),
    ...trialsApi(ask, send),
    ...sandboxesApi(ask, send),
    load: () => ask('GET', '/design'),
    check: (kind, json) => ask('POST', '/design/check', { body: { kind, json } }),
    presence: (at) => send('POST', '/design/presence', { body: { ...at, window: windowName } }),
    versionOf: async (version, kind, key) => {
      const path = `/design/versions/${version}/${kind}/${encodeURIComponent(key)}`
      return (await orNothing(ask<{ readonly json: DraftDocument['json'] }>('GET', path)))?.json
    },
    one: (kind, key) => orNothing(ask<DraftDocument>('GET', place(kind, key))),
    save: ({ kind, key, json, app, rev }) =>
      ask('PUT', place(kind, key), {
        body: { json, app, window: windowName, ...(rev === undefined ? {} : { rev }) },
      }),
    remove: (kind, key) => send('DELETE', place(kind, key)),
    discard: (kind, key) => send('DELETE', place(kind, key), { query: { draft: true } }),
    problems: async () => (await ask<readonly DesignProblem[]>('GET', '/design/problems')).map(placed),
    changes: () => ask('GET', '/design/changes'),
    typeChanges: () => ask('POST', '/design/type-change/preview', { body: {} }),
    undoTypeChange: (id) => ask('POST', `/design/type-change/${encodeURIComponent(id)}/undo`, { body: {} }),
    publish: (note, acceptUnjudged = false) =>
      ask('POST', '/design/publish', { body: { note, ...(acceptUnjudged ? { acceptUnjudged } : {}) } }),
    publication: () => ask('GET', '/design/publications/last'),
    cancelPublication: (id) => send('DELETE', `/design/publications/${id}`),
    versions: () => ask('GET', '/design/versions'),
    rollback: (version) => send('POST', '/design/rollback', { body: { version } }),
    differences: (version) => ask('GET', `/design/versions/${version}`),
    usages: ({ kind, key, field, option }) =>
      ask('GET', `/design/usages/${kind}/${encodeURIComponent(key)}`, { query: { field, option } }),
    rename: (body) => send('POST', '/design/rename', { body }),
    takeAway: (body) => send('POST', '/design/remove', { body }),
    bin: () => ask('GET', '/design/bin'),
    restore: (id) => ask('POST', `/design/bin/${id}/restore`, { body: {} }),
    purge: (id) => send('DELETE', `/design/bin/${id}`),
    previewReport: (report, signal) =>
      ask('POST', '/reports/preview', { body: { report }, ...(signal === undefined ? {} : { signal }) }),
  }
}
