import type { ExpressionUser, Json } from '@mortise/expressions'
import type {
  AggregateQuery,
  DuplicateDocument,
  EntityModel,
  Group,
  GroupQuery,
  Model,
  RecordQuery,
  RecordValues,
  RoleDocument,
  SinceQuery,
  CreditQuery,
  CreditRow,
  StageHistoryQuery,
  StageHistoryRow,
} from '@mortise/schema'

/*
 * Glossary. workspace: a company's data, one Postgres schema. door: the only way to records, opened for one actor on
 * one version of the metadata; rights are inside every statement it makes. transaction: one unit that commits whole.
 * history: intervals and field changes of a record. audit: who did what. job: work for later, in the same transaction.
 */

/** Who acts. Made by the runtime from a session, an API key, a public link, or for the system itself. */
export type Actor = {
  /** `service`: a flow or rule, with the rights of a service role or of whoever set it going. */
  readonly kind: 'user' | 'key' | 'public' | 'system' | 'service'
  readonly userId: string | null
  readonly name: string
  readonly departmentId: string | null
  readonly roles: readonly string[]
  /** Member of a role with `admin`. */
  readonly admin: boolean
  readonly design: boolean
  /** What expressions may see of the actor. */
  readonly user: ExpressionUser
  readonly locale: 'zh' | 'en'
  readonly sessionId?: string
  /** The administrator who looks through this person's eyes: everything is read as the person, nothing is written. */
  readonly viewer?: { readonly id: string; readonly name: string }
  /** For what acts by itself: the person, key or platform whose act it follows from. */
  readonly behalf?: Actor
  /** For a service: the values come from that person as typed, not from a design. */
  readonly typed?: true
  /** The key that a program came with. */
  readonly keyId?: string
  /** Where a change came from, for the audit log: ui, api, import, rule:…, flow:…, public. */
  readonly via: string
  readonly ip?: string
}

/** A record as stored, with only the fields the actor may read. */
export type StoredRecord = {
  readonly id: string
  readonly version: number
  readonly values: RecordValues
  readonly deletedAt: string | null
}

/** Shown names of linked records, users and departments: `refs.account['uuid'] = 'name'`; null when not readable. */
export type Refs = { readonly [entity: string]: { readonly [id: string]: string | null } }

export type RecordPage = {
  readonly records: readonly StoredRecord[]
  readonly refs: Refs
  readonly nextCursor: string | null
  readonly count?: number
}

export type WriteResult = {
  readonly record: StoredRecord
  /** Complete stored values before and after, for engines. Never to be shown: only `record` has the actor's rights in it. */
  readonly before: RecordValues | null
  readonly after: RecordValues
  /** Own fields whose stored value differs now. */
  readonly changed: readonly string[]
  /** Other records whose stored values moved with it; `stale` ones have formulas that lean on it, for the saver to renew. */
  readonly touched: readonly { readonly entity: string; readonly id: string; readonly stale?: true }[]
}

/**
 * A write of one record. Values are canonical (`RecordValues`); sub-table rows come as lists under the field's key.
 * `derived` holds what formulas, defaults and rules worked out: the same way in, without asking the actor's field
 * rights. Its rows of a sub-table replace those of `values`.
 */
export type RecordWrite =
  | {
      readonly op: 'create'
      readonly entity: string
      readonly id?: string
      readonly values: RecordValues
      readonly derived?: RecordValues
    }
  | {
      readonly op: 'update'
      readonly entity: string
      readonly id: string
      readonly values: RecordValues
      readonly derived?: RecordValues
      readonly expectedVersion?: number
      /** From `lock` of the same door, with nothing written in between: saves reading the record once more. */
      readonly locked?: LockedRecord
    }
  | {
      readonly op: 'delete' | 'restore' | 'purge'
      readonly entity: string
      readonly id: string
      readonly expectedVersion?: number
    }

/** A record under a lock until the end of the transaction. */
export type LockedRecord = {
  readonly id: string
  readonly version: number
  /** All that is stored, whatever the actor may see of it; no rows, and nothing that queries work out. */
  readonly values: RecordValues
}

/** Rights of one actor on one model, worked out once and cached by the runtime. */
export type Access = {
  /** Undefined when the actor may not even know the entity. */
  readonly entity: (key: string) => EntityAccess | undefined
}

/** What may be done with a record that one reads. */
export type RecordAct = 'update' | 'delete' | 'export' | 'print' | 'share'

/** `null` scope: every record; `false`: none; else a checked expression that must be true. */
export type RowScope = Json | null | false

export type EntityAccess = {
  readonly create: boolean
  readonly read: RowScope
  readonly update: RowScope
  readonly delete: RowScope
  readonly export: RowScope
  readonly print: RowScope
  readonly share: RowScope
  readonly assignTo: RowScope
  /** The most any role gives. `hidden` fields are as unknown as a name that does not exist. */
  readonly field: (key: string) => 'write' | 'read' | 'masked' | 'hidden'
  /** The most that roles give which let the actor make records. */
  readonly createField: (key: string) => 'write' | 'read' | 'masked' | 'hidden'
  /**
   * Where roles differ by row: the rows on which the field has at least this right. Rights of a role count only on
   * rows that role matches; `null` when it holds on every row the actor reaches.
   */
  readonly fieldScope: (key: string, right: 'write' | 'read' | 'masked') => RowScope
}

/** Works out rights from the roles of the actor, which add up per matched rule. Pure. */
export type BuildAccess = (
  model: Model,
  roles: readonly RoleDocument[],
  actor: Actor,
  /** `shares: false`: what roles give without records shared one by one, to tell why somebody sees something. */
  options?: { readonly shares?: boolean },
) => Access

/** What goes with one of many new records, in the order of the rows. */
export type CreateMore = {
  readonly id?: string | undefined
  /** As in `RecordWrite`. */
  readonly derived?: RecordValues | undefined
  /** When it came to be, for data that is older than its stay here. Only the system may say so. */
  readonly createdAt?: string | undefined
  /** What tracked fields held and since when, oldest first up to what they hold now. Only the system may say so. */
  readonly past?: PastValues | undefined
}

/** Values of tracked fields, each with the instant since when it was so. */
export type PastValues = {
  readonly [field: string]: readonly { readonly value: string | null; readonly at: string }[]
}

/** Everything about records, for one actor at one time. The same calls in and outside a transaction. */
export type Door = {
  readonly actor: Actor
  readonly model: Model
  readonly access: Access
  /** Null when absent or not readable: both look the same. `rows`: sub-table keys to bring along ('all'). */
  readonly get: (
    entity: string,
    id: string,
    options?: {
      readonly fields?: readonly string[]
      readonly rows?: readonly string[] | 'all'
      readonly lock?: boolean
      readonly deleted?: boolean
    },
  ) => Promise<StoredRecord | null>
  /** Whether the actor may do this with this record. False when absent or not readable. */
  readonly may: (entity: string, id: string, act: RecordAct) => Promise<boolean>
  /** Locks a record to change these fields of it, whole, for engines. Null when absent or not readable. Only in a transaction. */
  readonly lock: (entity: string, id: string, fields: readonly string[]) => Promise<LockedRecord | null>
  /** What expressions with these paths need around the record (links and rows), for engines. System rights. */
  readonly surroundings: (
    entity: string,
    values: RecordValues,
    paths: readonly string[],
  ) => Promise<{
    readonly links: { readonly [k: string]: LinkedRowLike | null }
    readonly rows: { readonly [k: string]: readonly LinkedRowLike[] }
  }>
  /** `act`: only records on which the actor may do this too. */
  readonly query: (query: RecordQuery, act?: RecordAct) => Promise<RecordPage>
  /** Streams for exports, page by page inside one snapshot. */
  readonly stream: (
    query: Omit<RecordQuery, 'limit' | 'cursor'>,
    batch: number,
    act?: RecordAct,
  ) => AsyncIterable<Pick<RecordPage, 'records' | 'refs'>>
  readonly count: (
    query: Pick<RecordQuery, 'entity' | 'filter' | 'search' | 'deleted'>,
    mode: 'exact' | 'estimate',
  ) => Promise<number>
  readonly aggregate: (
    query: AggregateQuery,
  ) => Promise<{ readonly rows: readonly RecordValues[]; readonly refs: Refs }>
  /** Since when records have the value they have in a tracked field: ISO instants by id. */
  readonly since: (query: SinceQuery) => Promise<{ readonly [id: string]: string }>
  /** Groups of a list with their sums, page by page. */
  readonly groups: (query: GroupQuery) => Promise<{
    readonly groups: readonly Group[]
    readonly refs: Refs
    readonly nextCursor: string | null
  }>
  readonly credits: (query: CreditQuery) => Promise<readonly CreditRow[]>
  readonly stages: (query: StageHistoryQuery) => Promise<readonly StageHistoryRow[]>
  readonly search: (
    text: string,
    entities: readonly string[],
    limit: number,
  ) => Promise<
    readonly {
      readonly entity: string
      readonly id: string
      readonly title: string
      readonly subtitle: string | null
    }[]
  >
  readonly refs: (
    wanted: readonly { readonly entity: string; readonly ids: readonly string[] }[],
  ) => Promise<Refs>
  /** Records that count as the same by the entity's duplicate keys. Only what the actor may read is named. */
  readonly duplicates: (
    entity: string,
    values: RecordValues,
    /** The record itself, which is no duplicate of its own; and which rules are asked, when not all. */
    asked?: {
      readonly exceptId?: string | undefined
      readonly rules?: ((rule: DuplicateDocument) => boolean) | undefined
    },
  ) => Promise<
    readonly {
      readonly entity: string
      readonly id: string | null
      readonly title: string | null
      readonly owner: string | null
      readonly key: string
      readonly on: 'warn' | 'block'
      /** What the rule tells of it to everybody, by field. */
      readonly shown: RecordValues
    }[]
  >
  /**
   * Writes down, for a search, all groups of records that count as the same by one rule and that the actor may read and
   * merge; answers their number. Only inside a transaction.
   */
  readonly collectDuplicates: (given: {
    readonly search: string
    readonly entity: string
    readonly rule: DuplicateDocument
    readonly from: number
  }) => Promise<number>
  /** The same for many new records in a few statements, blocking rules only: by place in `rows`. `ownToo: false` leaves out the entity itself. */
  readonly blocking: (
    entity: string,
    rows: readonly RecordValues[],
    options?: { readonly ownToo?: boolean },
  ) => Promise<
    ReadonlyMap<
      number,
      {
        readonly entity: string
        readonly id: string | null
        readonly title: string | null
        readonly key: string
      }
    >
  >
  /** Rows whose unique values some live record has already, by place in `rows`, each with the fields. */
  readonly taken: (
    entity: string,
    rows: readonly RecordValues[],
  ) => Promise<ReadonlyMap<number, readonly string[]>>
  /** The oldest record in reach with the same values in `fields`, by place in `rows`. */
  readonly matching: (
    entity: string,
    fields: readonly string[],
    rows: readonly RecordValues[],
  ) => Promise<ReadonlyMap<number, string>>
  /** Rights, optimistic lock, row, sub-table rows, roll-ups on parents, history and audit, all in this transaction. Only inside one. */
  readonly write: (write: RecordWrite) => Promise<WriteResult>
  /** Makes everything that points at some records point at another one. Only inside a transaction, for the system. */
  readonly repoint: (
    entity: string,
    from: readonly string[],
    to: string,
  ) => Promise<{ readonly moved: readonly MovedLinks[]; readonly touched: WriteResult['touched'] }>
  /** Brings back what `repoint` moved, where it still points at `to`. */
  readonly pointBack: (to: string, moved: readonly MovedLinks[]) => Promise<WriteResult['touched']>
  /**
   * Many creates of one entity, set-based, same guarantees, in order. `together`: fifty and more that bring neither ids
   * nor rows of their own share the last twelve digits of their ids; one note begins all their histories, and quick
   * search finds them only after `fillSearchOf`.
   */
  readonly createMany: (
    entity: string,
    rows: readonly RecordValues[],
    options?: { readonly more?: readonly CreateMore[]; readonly together?: boolean },
  ) => Promise<readonly WriteResult[]>
  /** Puts many records into the bin at once, those that are there and may go. No rules are asked. */
  readonly removeMany: (
    entity: string,
    ids: readonly string[],
  ) => Promise<{ readonly removed: readonly string[]; readonly touched: WriteResult['touched'] }>
  readonly history: (
    entity: string,
    id: string,
    limit: number,
    before?: number,
    options?: HistoryOptions,
  ) => Promise<readonly HistoryEntry[]>
}

/** Which changes of a record are wanted. */
export type HistoryOptions = {
  /** With what happened to records that were merged into it. */
  readonly merged?: boolean
} & StorySpan

/** A stretch of a record's story: instants as ISO texts, `until` and `since` themselves left out and in; one person's part. */
export type StorySpan = {
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly actor?: string | undefined
}

/** Links that were made to point elsewhere, with their old values; `entity: null` for what hangs on a record beside them. */
export type MovedLinks = {
  readonly entity: string | null
  readonly field: string
  readonly rows: readonly { readonly id: string; readonly value: Json }[]
}

export type LinkedRowLike = {
  readonly row: RecordValues
  readonly links?: { readonly [key: string]: LinkedRowLike | null }
  readonly rows?: { readonly [key: string]: readonly LinkedRowLike[] }
}

export type HistoryEntry = {
  readonly seq: number
  /** The record it happened to, where that was merged into the one that is asked about; `version` is of that one then. */
  readonly mergedFrom: string | null
  /** Its name, where the actor may read names here and it is still known. */
  readonly mergedTitle: string | null
  /** Of the record, after it. */
  readonly version: number
  readonly at: string
  readonly actor: string | null
  readonly actorName: string
  readonly via: string
  readonly op: string
  readonly changes: readonly { readonly field: string; readonly from: Json; readonly to: Json }[]
}

/** A job for later. `key` makes it unique while it waits; the same key again moves it. */
export type NewJob = {
  readonly kind: string
  readonly payload: Json
  readonly runAt?: string
  readonly key?: string
  readonly maxAttempts?: number
}

export type ClaimedJob = {
  readonly id: string
  readonly kind: string
  readonly payload: Json
  readonly attempts: number
  readonly maxAttempts: number
  readonly key: string | null
  readonly lease: string
  readonly createdAt: string
  /** Tried as often as it may be, by workers that stopped without a word: it must not stop another one. */
  readonly spent: boolean
}

/** Columns and rows of a table of ours, reached only by the small typed modules of this package. */
export type EntityTables = { readonly entity: EntityModel }
