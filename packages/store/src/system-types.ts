import type { AuditTables } from './audit-types.ts'
import type { Json } from '@mortise/expressions'
import type { DocumentKind } from '@mortise/schema'
import type { ClaimedJob, NewJob } from './types.ts'

/** A person of the workspace. Never holds the password hash. */
export type UserRow = {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly email: string
  readonly title: string | null
  readonly departmentId: string | null
  readonly managerId: string | null
  /** Another region than that of the department; null: the same. */
  readonly regionId?: string | null
  readonly roles: readonly string[]
  readonly active: boolean
  readonly locale: 'zh' | 'en'
  readonly preferences: { readonly [key: string]: Json }
}

export type DepartmentRow = {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly parentId: string | null
  readonly headId: string | null
  /** Null: the region of the department above. */
  readonly regionId?: string | null
}

/** A region, one node of their tree. */
export type RegionRow = {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly parentId: string | null
}

/** A record opened to somebody: `user:<id>`, `department:<id>` with all below it, or `role:<key>`. */
export type ShareRow = {
  readonly id: string
  readonly recordId: string
  readonly principal: string
  readonly level: 'read' | 'write'
  readonly createdBy: string | null
  readonly createdAt: string
  readonly until: string | null
}

export type SessionRow = {
  readonly id: string
  readonly userId: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly ip: string | null
  readonly agent: string | null
  /** Whose eyes an administrator looks through; null: his own. */
  readonly viewAs: string | null
}

export type ApiKeyRow = {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly role: string
  readonly createdBy: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

/** People: all secrets come in and stay as hashes. */
export type PeopleTables = {
  readonly users: () => Promise<readonly UserRow[]>
  readonly user: (id: string) => Promise<UserRow | null>
  readonly createUser: (
    user: Omit<UserRow, 'id' | 'preferences'> & {
      readonly id?: string
      readonly passwordHash: string | null
    },
  ) => Promise<UserRow>
  readonly updateUser: (
    id: string,
    patch: Partial<Omit<UserRow, 'id'>> & { readonly passwordHash?: string },
  ) => Promise<UserRow>
  readonly credentials: (email: string) => Promise<{
    readonly userId: string
    readonly passwordHash: string | null
    readonly active: boolean
  } | null>
  readonly departments: () => Promise<readonly DepartmentRow[]>
  readonly createDepartment: (
    department: Omit<DepartmentRow, 'id'> & { readonly id?: string },
  ) => Promise<DepartmentRow>
  readonly regions: () => Promise<readonly RegionRow[]>
  readonly createRegion: (region: Omit<RegionRow, 'id'> & { readonly id?: string }) => Promise<RegionRow>
  readonly updateRegion: (id: string, patch: Partial<Omit<RegionRow, 'id'>>) => Promise<RegionRow>
  /** Refused while something lies in it. */
  readonly deleteRegion: (id: string) => Promise<void>
  readonly updateDepartment: (id: string, patch: Partial<Omit<DepartmentRow, 'id'>>) => Promise<DepartmentRow>
  /** Rises with every change to people, departments or their roles: part of cache keys. */
  readonly revision: () => Promise<number>
  readonly createSession: (session: {
    readonly tokenHash: string
    readonly userId: string
    readonly expiresAt: string
    readonly ip: string | null
    readonly agent: string | null
  }) => Promise<SessionRow>
  readonly sessionByToken: (tokenHash: string) => Promise<(SessionRow & { readonly user: UserRow }) | null>
  /** The same for several at once; those that are no sessions are left out. */
  readonly sessionsByTokens: (
    tokenHashes: readonly string[],
  ) => Promise<ReadonlyMap<string, SessionRow & { readonly user: UserRow }>>
  /** Looks through somebody's eyes in a session, or (null) no longer. */
  readonly viewAs: (sessionId: string, userId: string | null) => Promise<void>
  readonly endSession: (id: string) => Promise<void>
  readonly endSessionsOf: (userId: string, except?: string) => Promise<void>
  /** Counts failed sign-ins by key (account, address); survives restarts. Returns the count within the window. */
  readonly countAttempt: (key: string, windowSeconds: number) => Promise<number>
  readonly clearAttempts: (key: string) => Promise<void>
  readonly createApiKey: (key: {
    readonly name: string
    readonly prefix: string
    readonly tokenHash: string
    readonly role: string
    readonly createdBy: string
    readonly expiresAt: string | null
  }) => Promise<ApiKeyRow>
  readonly apiKeyByToken: (tokenHash: string) => Promise<ApiKeyRow | null>
  readonly apiKeys: () => Promise<readonly ApiKeyRow[]>
  readonly deleteApiKey: (id: string) => Promise<void>
}

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

/** A new name of a document, both as stored (`deal`, `deal.edit`). */
export type NameChange = { readonly kind: DocumentKind; readonly from: string; readonly to: string }

/** Metadata: published documents by version, and drafts beside them. */
export type DesignTables = {
  readonly currentVersion: () => Promise<number>
  readonly published: (version?: number) => Promise<readonly DesignRow[]>
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
  readonly putBase: (base: Omit<AppBaseRow, 'at'> & { readonly author: string | null }) => Promise<void>
  /** Carries new names into everything of ours that names documents by key; touches no record. */
  readonly carryNames: (changes: readonly NameChange[]) => Promise<void>
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
}

/** Jobs of a workspace. Claims by SKIP LOCKED with a lease; the lease is a fencing token that completing must name. */
export type JobTables = {
  readonly add: (jobs: readonly NewJob[]) => Promise<void>
  readonly remove: (key: string) => Promise<void>
  readonly claim: (options: {
    readonly limit: number
    readonly leaseSeconds: number
    readonly kinds?: readonly string[]
    readonly now: string
  }) => Promise<readonly ClaimedJob[]>
  /** Makes the lease of a job that is still being worked on longer. False when it was lost. */
  readonly extend: (
    job: ClaimedJob,
    lease: { readonly leaseSeconds: number; readonly now: string },
  ) => Promise<boolean>
  /** False when the lease was lost: the work must be rolled back. */
  readonly complete: (job: ClaimedJob) => Promise<boolean>
  readonly fail: (
    job: ClaimedJob,
    failure: { readonly error: string; readonly retryAt: string | null },
  ) => Promise<boolean>
  readonly counts: () => Promise<{
    readonly waiting: number
    readonly running: number
    readonly failed: number
  }>
}

/** Parts of flow instances as JSON-plain rows; the flow engine's types are folded by the runtime. */
export type FlowTables = {
  /** Definitions that instances still run on, with how many do. */
  readonly openDefinitions: () => Promise<
    readonly {
      readonly flow: string
      readonly hash: string
      readonly count: number
      readonly json: Json | null
    }[]
  >
  /** Puts running instances on another definition of the same meaning. */
  readonly moveInstances: (flow: string, from: string, to: string) => Promise<void>
  readonly insertInstance: (row: FlowInstanceRow) => Promise<void>
  /** Locks the instance row when `lock`. */
  readonly instance: (id: string, options?: { readonly lock?: boolean }) => Promise<FlowInstanceRow | null>
  /** Saves the new state, and items and timers as rows beside it so that they can be searched. */
  readonly saveInstance: (
    row: FlowInstanceRow,
    change: { readonly items: readonly FlowItemRow[]; readonly events: readonly Json[] },
  ) => Promise<void>
  /** False when the command was seen before. */
  readonly recordCommand: (instanceId: string, commandId: string) => Promise<boolean>
  readonly runningOf: (entity: string, recordId: string) => Promise<readonly FlowInstanceRow[]>
  readonly instancesOf: (entity: string, recordId: string) => Promise<readonly FlowInstanceRow[]>
  readonly events: (instanceId: string) => Promise<readonly Json[]>
  readonly item: (id: string) => Promise<FlowItemRow | null>
  readonly inbox: (query: {
    readonly userId: string
    readonly box: 'todo' | 'done' | 'started' | 'cc'
    readonly limit: number
    readonly cursor?: string
  }) => Promise<{
    readonly rows: readonly (FlowItemRow & { readonly instance: FlowInstanceRow })[]
    readonly nextCursor: string | null
  }>
  readonly todoCount: (userId: string) => Promise<number>
  readonly putDefinition: (flow: string, hash: string, json: Json) => Promise<void>
  readonly definition: (flow: string, hash: string) => Promise<Json | null>
}

export type FlowInstanceRow = {
  readonly id: string
  readonly flow: string
  readonly definitionVersion: string
  readonly entity: string
  readonly recordId: string
  readonly starter: string
  readonly status: string
  readonly title: string
  /** The whole frozen instance of the flow engine. */
  readonly state: Json
  readonly startedAt: string
  readonly endedAt: string | null
}

export type FlowItemRow = {
  readonly id: string
  readonly instanceId: string
  readonly nodeId: string
  readonly nodeName: string
  readonly assignee: string
  readonly state: string
  readonly kind: 'task' | 'cc'
  readonly rev: number
  readonly createdAt: string
  readonly decidedAt: string | null
  readonly dueAt: string | null
}

export type CommentRow = {
  readonly id: string
  readonly entity: string
  readonly recordId: string
  readonly author: string
  readonly body: string
  readonly mentions: readonly string[]
  readonly createdAt: string
}
export type NotificationRow = {
  readonly id: string
  readonly userId: string
  readonly title: string
  readonly body: string | null
  readonly entity: string | null
  readonly recordId: string | null
  readonly createdAt: string
  readonly readAt: string | null
}
export type FileRow = {
  readonly id: string
  readonly hash: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly createdBy: string | null
  readonly createdAt: string
}

/** Everything else that hangs on records and people. */
export type SideTables = AuditTables & {
  /** `entity` is the entity's stable id. Ended ones are left out. */
  readonly shares: (entity: string, recordId: string) => Promise<readonly ShareRow[]>
  /** Opens a record to somebody, or changes how far it is open already. */
  readonly putShare: (entity: string, share: Omit<ShareRow, 'id' | 'createdAt'>) => Promise<ShareRow>
  /** False when there was none. */
  readonly removeShare: (entity: string, share: Pick<ShareRow, 'id' | 'recordId'>) => Promise<boolean>
  readonly addComment: (comment: Omit<CommentRow, 'id' | 'createdAt'>) => Promise<CommentRow>
  readonly comments: (entity: string, recordId: string, limit: number) => Promise<readonly CommentRow[]>
  /** `key` makes a notice unique, so that a retried job doubles nothing. */
  readonly addNotifications: (
    rows: readonly (Omit<NotificationRow, 'id' | 'createdAt' | 'readAt'> & { readonly key?: string })[],
  ) => Promise<void>
  readonly notifications: (
    userId: string,
    limit: number,
    cursor?: string,
  ) => Promise<{
    readonly rows: readonly NotificationRow[]
    readonly unread: number
    readonly nextCursor: string | null
  }>
  readonly markRead: (userId: string, ids: readonly string[] | 'all') => Promise<void>
  readonly addFile: (file: Omit<FileRow, 'createdAt'>) => Promise<FileRow>
  readonly file: (id: string) => Promise<FileRow | null>
  /** Null when the key is new (and now taken); else the stored answer. Taken keys live for 48 hours. */
  readonly idempotency: (
    key: string,
    actorId: string,
  ) => Promise<{ readonly status: number; readonly body: Json } | null>
  readonly saveIdempotency: (
    key: string,
    actorId: string,
    answer: { readonly status: number; readonly body: Json },
  ) => Promise<void>
  /** Runs once per key for ever (rule actions, effects): false when it was there. */
  readonly once: (key: string) => Promise<boolean>
  /** Locks and reads an assignment pool's cursor; `save` stores the next one. */
  readonly poolCursor: (
    policy: string,
    rule: string,
  ) => Promise<{ readonly cursor: Json; readonly save: (next: Json) => Promise<void> }>
  readonly imports: ImportTables
  readonly bulkJobs: BulkJobTables
  readonly merges: MergeTables
  readonly settings: {
    readonly get: (key: string) => Promise<Json | null>
    readonly put: (key: string, value: Json) => Promise<void>
  }
  /** Own views and those that others share with this person's department or with everybody; own ones first. */
  readonly savedViews: (userId: string, entity: string) => Promise<readonly SavedViewRow[]>
  readonly putSavedView: (
    userId: string,
    entity: string,
    view: {
      readonly id?: string
      readonly name: string
      readonly json: Json
      readonly shared?: SavedViewRow['shared']
      /** Opens first for who made it; of a shared one, for all who have no other. One per person and entity. */
      readonly default?: boolean
    },
  ) => Promise<string>
  readonly deleteSavedView: (userId: string, id: string) => Promise<void>
  /** Removes expired answers, attempts and sessions; returns how many. */
  readonly sweep: () => Promise<number>
}

/** Records that were made one; `journal` is what its maker needs to take them apart. */
export type MergeRow = {
  readonly id: string
  readonly at: string
  readonly actor: string | null
  readonly actorName: string
  readonly entity: string
  readonly kept: string
  readonly merged: readonly string[]
  readonly journal: Json
  readonly undoneAt: string | null
}
export type MergeTables = {
  readonly add: (row: Omit<MergeRow, 'id' | 'at' | 'undoneAt'>) => Promise<string>
  /** Under a lock. */
  readonly get: (id: string) => Promise<MergeRow | null>
  /** Merges into a record that were not taken apart, newest first. */
  readonly of: (kept: string) => Promise<readonly MergeRow[]>
  readonly undone: (id: string) => Promise<void>
}

/** A way to look at an entity that a person keeps. */
export type SavedViewRow = {
  readonly id: string
  readonly name: string
  readonly json: Json
  readonly shared: 'me' | 'team' | 'all'
  readonly default: boolean
  /** Whether it is this person's own, to change and to remove. */
  readonly mine: boolean
}

/** A change of all records that match, in the background. */
export type BulkJobRow = {
  readonly id: string
  readonly userId: string
  readonly entity: string
  readonly filter: Json
  /** Quick search, as in a list. */
  readonly search: string | null
  readonly change: Json
  readonly state: 'running' | 'done' | 'canceled'
  readonly total: number
  readonly done: number
  readonly failed: number
  /** Last record that was worked off, in the order of ids. */
  readonly upto: string | null
  /** The first few records that could not be changed, and why. */
  readonly problems: Json
  readonly createdAt: string
  readonly finishedAt: string | null
}
export type BulkJobTables = {
  readonly create: (
    row: Pick<BulkJobRow, 'userId' | 'entity' | 'filter' | 'search' | 'change' | 'total'>,
  ) => Promise<BulkJobRow>
  /** `lock` holds it to the end of the transaction. */
  readonly get: (id: string, lock?: boolean) => Promise<BulkJobRow | null>
  readonly update: (
    id: string,
    patch: Partial<Pick<BulkJobRow, 'state' | 'done' | 'failed' | 'upto' | 'problems'>>,
  ) => Promise<void>
}

/** One import as a job: file, mapping, progress, and one line per row, so that it can be resumed and reverted. */
export type ImportRow = {
  readonly id: string
  readonly entity: string
  readonly fileId: string
  readonly fileName: string
  readonly state:
    | 'uploaded'
    | 'mapped'
    | 'checked'
    | 'running'
    | 'paused'
    | 'done'
    | 'canceled'
    | 'failed'
    | 'reverted'
  readonly mapping: Json
  readonly options: Json
  readonly report: Json
  readonly createdBy: string
  readonly createdAt: string
  readonly cursor: number
}
export type ImportLine = {
  readonly line: number
  readonly outcome: 'created' | 'updated' | 'skipped' | 'failed'
  readonly recordId: string | null
  readonly message: Json
  readonly cells: Json
}
/** A row of a file that waits: `rest` for the end of a bulk import, `review` for a person. */
export type AsideRow = {
  readonly index: number
  readonly line: number
  readonly cells: Json
  readonly why: 'rest' | 'review'
  /** Ids of records that may be the same. */
  readonly candidates: Json
}
export type ImportTables = {
  /** Names of the indexes of an entity's table, for checks. */
  readonly indexesOf: (entity: string) => Promise<readonly string[]>
  readonly addAside: (id: string, rows: readonly AsideRow[]) => Promise<void>
  readonly aside: (
    id: string,
    options: { readonly why: AsideRow['why']; readonly limit: number; readonly after?: number },
  ) => Promise<readonly AsideRow[]>
  readonly asideCount: (id: string, why: AsideRow['why']) => Promise<number>
  readonly dropAside: (id: string, indexes: readonly number[]) => Promise<void>
  /** Ids of live records that the import's bulk transactions made, in order. */
  readonly importedIds: (
    id: string,
    options: { readonly entity: string; readonly after: string; readonly limit: number },
  ) => Promise<readonly string[]>
  /** Rows of the file (from 0) that became these records of its bulk transactions. */
  readonly rowsOfIds: (id: string, ids: readonly string[]) => Promise<readonly number[]>
  /** What was said of a file with these columns last: by the same person, else by anybody. */
  readonly mapping: (of: {
    readonly entity: string
    readonly signature: string
    readonly userId: string
  }) => Promise<{ readonly mapping: Json; readonly options: Json } | null>
  readonly keepMapping: (
    of: { readonly entity: string; readonly signature: string; readonly userId: string },
    said: { readonly mapping: Json; readonly options: Json },
  ) => Promise<void>
  readonly create: (
    row: Pick<ImportRow, 'entity' | 'fileId' | 'fileName' | 'createdBy'>,
  ) => Promise<ImportRow>
  readonly get: (id: string, lock?: boolean) => Promise<ImportRow | null>
  readonly update: (
    id: string,
    patch: Partial<Pick<ImportRow, 'state' | 'mapping' | 'options' | 'report' | 'cursor'>>,
  ) => Promise<void>
  readonly list: (limit: number) => Promise<readonly ImportRow[]>
  readonly addLines: (id: string, lines: readonly ImportLine[]) => Promise<void>
  readonly lines: (
    id: string,
    options: { readonly outcome?: ImportLine['outcome']; readonly after: number; readonly limit: number },
  ) => Promise<readonly ImportLine[]>
}
