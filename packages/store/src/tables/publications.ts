import type { Json } from '@mortise/expressions'
import type { DocumentKind } from '@mortise/schema'
import type { AppBaseRow } from './design.ts'

/** One document that a publication puts in place, or with null takes away. */
export type PublishedDocument = {
  readonly kind: DocumentKind
  readonly key: string
  readonly app: string
  readonly json: Json | null
}

/** A publication that waits for its preparation, or what came of it. */
export type PublicationRow = {
  readonly id: string
  readonly state: 'preparing' | 'done' | 'failed' | 'canceled'
  /** Version that it was asked on. */
  readonly baseVersion: number
  readonly documents: readonly PublishedDocument[]
  /** Revisions of the drafts it was made of: what is drafted later stays a draft. */
  readonly drafts: readonly { readonly kind: DocumentKind; readonly key: string; readonly rev: number }[]
  /** Who asked for what, as the audit log is to tell it. */
  readonly audit: Json
  /** Template of an app, to be remembered along with it. */
  readonly appBase: Omit<AppBaseRow, 'at'> | null
  readonly note: string | null
  /** Records that are to be prepared. */
  readonly rows: number
  readonly version: number | null
  readonly error: Json
  readonly askedAt: string
  readonly endedAt: string | null
}

/** What is kept of a publication when it is asked for. */
export type NewPublication = Pick<
  PublicationRow,
  'baseVersion' | 'documents' | 'drafts' | 'audit' | 'appBase' | 'note' | 'rows'
>

/** Publications that wait for large tables. */
export type PublicationTables = {
  /** Takes the place of one that still waits. Gives its id. */
  readonly add: (publication: NewPublication) => Promise<string>
  readonly find: (id: string) => Promise<PublicationRow | null>
  /** The one asked for last. */
  readonly last: () => Promise<PublicationRow | null>
  /** Ends one that waits; false when it ended before. */
  readonly end: (
    id: string,
    result: {
      readonly state: 'done' | 'failed' | 'canceled'
      readonly version?: number
      readonly error?: Json
    },
  ) => Promise<boolean>
}
