import type { Client } from '@mortise/client'
import type { LocalizedText } from '@mortise/errors'
import type { ReportResult } from '@mortise/reports'
import {
  type DocumentKind,
  type Effect,
  placeOfFile,
  type ReportDocument,
  type RuleDocument,
} from '@mortise/schema'
import type { DraftDocument } from './documents.ts'

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

/** What publishing will change, in words, and in the database. */
export type DesignChanges = {
  readonly changes: readonly {
    readonly kind: DocumentKind
    readonly key: string
    readonly type: 'added' | 'removed' | 'renamed' | 'changed'
    readonly sentence: LocalizedText
  }[]
  readonly ddl: readonly { readonly sentence: LocalizedText; readonly sql: string }[]
}

/** One published version. */
export type VersionEntry = {
  readonly version: number
  readonly note?: string | null
  readonly at?: string
  readonly publishedAt?: string
  readonly authorName?: string | null
}

/** What a rule would do with a record. */
export type RuleTest = {
  readonly matches?: boolean
  readonly matched?: boolean
  readonly effects?: readonly Effect[]
  readonly [more: string]: unknown
}

/** The design routes of the server. */
export type DesignApi = {
  readonly load: () => Promise<{ readonly version: number; readonly documents: readonly DraftDocument[] }>
  readonly save: (
    document: Pick<DraftDocument, 'kind' | 'key' | 'app' | 'json'> & { readonly rev?: number },
  ) => Promise<{ readonly rev: number }>
  readonly remove: (kind: DocumentKind, key: string) => Promise<void>
  readonly discard: (kind: DocumentKind, key: string) => Promise<void>
  readonly problems: () => Promise<readonly DesignProblem[]>
  readonly changes: () => Promise<DesignChanges>
  readonly publish: (note: string) => Promise<{ readonly version: number }>
  readonly versions: () => Promise<readonly VersionEntry[]>
  readonly rollback: (version: number) => Promise<void>
  readonly previewReport: (report: ReportDocument, signal?: AbortSignal) => Promise<ReportResult>
  readonly testRule: (rule: RuleDocument, id: string) => Promise<RuleTest>
}

/** Adds which document a problem is in, as its file name tells. */
export function placed(problem: DesignProblem): DesignProblem {
  if (problem.kind !== undefined || problem.file === undefined) return problem
  const place = placeOfFile(problem.file)
  return place === undefined ||
    place.kind === 'people' ||
    place.kind === 'data' ||
    place.kind === 'scenario' ||
    place.kind === 'i18n'
    ? problem
    : { ...problem, kind: place.kind, key: place.name }
}

type Answer<Data> = { readonly data: Data }

/** The design part of a client. */
export function designApi({ send }: Pick<Client, 'send'>): DesignApi {
  const place = (kind: string, key: string): string => `/design/${kind}/${encodeURIComponent(key)}`
  const ask = async <Data>(...call: Parameters<typeof send>): Promise<Data> =>
    (await send<Answer<Data>>(...call)).data
  return {
    load: () => ask('GET', '/design'),
    save: ({ kind, key, json, app, rev }) =>
      ask('PUT', place(kind, key), { body: { json, app, ...(rev === undefined ? {} : { rev }) } }),
    remove: (kind, key) => send('DELETE', place(kind, key)),
    discard: (kind, key) => send('DELETE', place(kind, key), { query: { draft: true } }),
    problems: async () => (await ask<readonly DesignProblem[]>('GET', '/design/problems')).map(placed),
    changes: () => ask('GET', '/design/changes'),
    publish: (note) => ask('POST', '/design/publish', { body: { note } }),
    versions: () => ask('GET', '/design/versions'),
    rollback: (version) => send('POST', '/design/rollback', { body: { version } }),
    previewReport: (report, signal) =>
      ask('POST', '/reports/preview', { body: { report }, ...(signal === undefined ? {} : { signal }) }),
    testRule: (rule, id) => ask('POST', '/rules/test', { body: { rule, id } }),
  }
}
