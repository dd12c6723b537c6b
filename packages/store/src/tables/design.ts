import type { Json } from '@mortise/expressions'
import type { DocumentKind } from '@mortise/schema'
import type { PublicationTables } from './publications.ts'

export type DesignRow = {
  readonly kind: DocumentKind
  readonly key: string
  readonly app: string
  readonly json: Json
  readonly rev: number
  readonly author: string | null
  readonly at: string
}

export type VersionRow = {
  readonly version: number
  readonly at: string
  readonly author: string | null
  readonly note: string | null
  readonly changes: Json
}

/** A column under the name it has in a table, with the stable name of its field. */
export type ShadowColumn = { readonly field: string; readonly name: string; readonly type: string }

/**
 * A hidden table or column that holds what was dropped. `entity` and `field` are stable ids (keys where there is none).
 * `columns`: of a table all it has, of a column itself.
 */
export type Shadow = {
  readonly entity: string
  readonly field: string | null
  readonly name: string
  readonly columns: readonly ShadowColumn[]
}

/** An element in the bin: a document, or with `field` a field of the entity `key`. */
export type BinRow = {
  readonly id: string
  readonly kind: DocumentKind
  /** Stored name at the time. */
  readonly key: string
  readonly field: string | null
  readonly app: string
  /** Stable id of the element itself, and of the entity it is, or is a field of. */
  readonly element: string
  readonly entity: string | null
  readonly label: Json
  /** The document or field as it was. */
  readonly json: Json
  /** The version that took it away. */
  readonly version: number
  /** Where its data is; null for elements without any. */
  readonly shadow: Shadow | null
  readonly author: string | null
  readonly at: string
}

/** The template an app was installed from: its files as they came. */
export type AppBaseRow = {
  readonly app: string
  readonly version: string
  readonly files: { readonly [path: string]: string }
  readonly at: string
}

/** A template to be kept, and by whom. */
export type NewAppBase = Omit<AppBaseRow, 'at'> & { readonly author: string | null }

/** A new name of a document, both as stored (`deal`, `deal.edit`). */
export type NameChange = { readonly kind: DocumentKind; readonly from: string; readonly to: string }

/** Options that variables of the runs of one definition hold, and what they are called now. */
export type VariableMove = {
  readonly flow: string
  readonly hash: string
  readonly options: readonly { readonly variable: string; readonly from: string; readonly to: string }[]
}

/** Metadata: published documents by version, and drafts beside them. */
export type DesignTables = {
  readonly currentVersion: () => Promise<number>
  readonly published: (version?: number) => Promise<readonly DesignRow[]>
  /** A document as it was published at an instant; null where there was none of that name. */
  readonly documentAt: (kind: DocumentKind, key: string, at: string) => Promise<Json | null>
  /** A document as it stood in a version, by its id, or by its key where it has none; null where it was not there. */
  readonly documentIn: (kind: DocumentKind, name: string, version: number) => Promise<Json | null>
  /** Flows and rules (`rule:<key>`) from before automation had rights of its own: they act as the platform. */
  readonly actingAsPlatform: (version: number) => Promise<ReadonlySet<string>>
  readonly drafts: () => Promise<readonly (DesignRow & { readonly deleted: boolean })[]>
  /** `json: null` drafts a deletion. 409 when `expectedRev` is stale. */
  readonly putDraft: (draft: {
    readonly kind: DocumentKind
    readonly key: string
    readonly app: string
    readonly json: Json | null
    readonly expectedRev?: number
    readonly author: string | null
  }) => Promise<{ readonly rev: number }>
  readonly dropDraft: (kind: DocumentKind, key: string) => Promise<void>
  /** What lies in the bin, the newest first; with `before` only what was dropped earlier than that. */
  readonly bin: (before?: string) => Promise<readonly BinRow[]>
  readonly putBin: (rows: readonly Omit<BinRow, 'id' | 'at'>[]) => Promise<void>
  readonly leaveBin: (ids: readonly string[]) => Promise<void>
  readonly base: (app: string) => Promise<AppBaseRow | null>
  readonly putBase: (base: NewAppBase) => Promise<void>
  /** Lays an app's template beside its entry in the bin, to go or to come back with it. */
  readonly setBaseAside: (app: string, bin: string) => Promise<void>
  readonly takeBaseBack: (bin: string) => Promise<void>
  /** Newer templates whose changes wait as drafts. Each counts once all drafts of its app are published. */
  readonly pendingBases: () => Promise<readonly AppBaseRow[]>
  readonly putPendingBase: (base: NewAppBase) => Promise<void>
  /** Carries new names into everything of ours that names documents by key; touches no record. */
  readonly carryNames: (changes: readonly NameChange[]) => Promise<void>
  /** Carries new names of options into the variables of runs under way. */
  readonly carryVariables: (move: VariableMove) => Promise<void>
  /** Documents people keep beside the design that name its parts: views of their own, and unfinished imports. */
  readonly keptNames: () => Promise<{
    readonly views: readonly { readonly id: string; readonly entity: string; readonly json: Json }[]
    readonly imports: readonly { readonly id: string; readonly entity: string; readonly mapping: Json }[]
  }>
  readonly putKeptNames: (kept: {
    readonly views: readonly { readonly id: string; readonly json: Json }[]
    readonly imports: readonly { readonly id: string; readonly mapping: Json }[]
  }) => Promise<void>
  /** Writes the next version: given documents replace or (null) remove published ones; their drafts go. Takes the workspace's publish lock. */
  readonly publish: (publication: {
    readonly documents: readonly {
      readonly kind: DocumentKind
      readonly key: string
      readonly app: string
      readonly json: Json | null
    }[]
    readonly author: string | null
    readonly note: string | null
    readonly changes: Json
  }) => Promise<number>
  readonly versions: (limit: number) => Promise<readonly VersionRow[]>
  /** Publications that wait for large tables. */
  readonly publications: PublicationTables
}
