import type { StorySpan } from '../types.ts'
import type { Json } from '@mortise/expressions'
import type { AuditTables } from './audit.ts'
import type { BulkJobTables } from './bulk-jobs.ts'
import type { CompanyPictureTables } from './company-pictures.ts'
import type { ConnectionTables } from './connections.ts'
import type { DuplicateSearchTables } from './duplicate-searches.ts'
import type { FormDraftTables } from './form-drafts.ts'
import type { ImportTables } from './imports.ts'
import type { KeptPrintTables } from './kept-prints.ts'
import type { LooseFileTables } from './loose-files.ts'
import type { MarkTables } from './marks.ts'
import type { MergeTables } from './merges.ts'
import type { OutsideTaskTables } from './outside-tasks.ts'
import type { ReportShareTables } from './report-shares.ts'
import type { ReportWatchTables } from './report-watches.ts'
import type { ScenarioTables } from './scenarios.ts'
import type { PublicFormTables } from './public-forms.ts'
import type { ShareRow } from './people.ts'

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
  /** Path of the product that it leads to, where that is no record. */
  readonly link: string | null
  readonly createdAt: string
  readonly readAt: string | null
  /** What it is about, so that people can silence a subject. */
  readonly topic: NotificationTopic
  /** Comes back then; until then it is out of the way. */
  readonly snoozedUntil: string | null
}

/** Subjects of notices: being mentioned, tasks of flows, what rules tell, records that were shared, reports. */
export type NotificationTopic = 'mention' | 'task' | 'rule' | 'share' | 'report'

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
  readonly comments: (
    entity: string,
    recordId: string,
    limit: number,
    span?: StorySpan,
  ) => Promise<readonly CommentRow[]>
  /** `key` makes a notice unique, so that a retried job doubles nothing. */
  readonly addNotifications: (
    rows: readonly (Omit<
      NotificationRow,
      'id' | 'createdAt' | 'readAt' | 'topic' | 'snoozedUntil' | 'link'
    > & {
      readonly key?: string
      readonly link?: string
      /** `rule` where nothing is said. Who has silenced the subject finds it read. */
      readonly topic?: NotificationTopic
      /** Goes out as mail too. */
      readonly mail?: boolean
    })[],
  ) => Promise<void>
  /**
   * Takes up the notices of a person that wait to be mailed, of subjects that are still wanted so and not read meanwhile.
   * Asked again with the same batch, it is the same ones until `noticesMailed`.
   */
  readonly noticesToMail: (asked: {
    readonly userId: string
    readonly batch: string
    readonly topics: readonly string[]
  }) => Promise<readonly NotificationRow[]>
  /** How the mail with a batch of notices ended. */
  readonly noticesMailed: (batch: string, outcome: 'sent' | 'failed') => Promise<void>
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
  /** Puts a notice off until then; it is unread again when it comes back. */
  readonly snooze: (userId: string, id: string, until: string) => Promise<void>
  /** `looseSeconds`: how long it stays although nothing holds it; held from the start where nothing is said. */
  readonly addFile: (file: Omit<FileRow, 'createdAt'>, looseSeconds?: number) => Promise<FileRow>
  readonly file: (id: string) => Promise<FileRow | null>
  readonly looseFiles: LooseFileTables
  /** Counts calls under a name within so many seconds, for all processes; gives how many those are, and since when. */
  readonly countCalls: (
    name: string,
    calls: number,
    seconds: number,
  ) => Promise<{ readonly count: number; readonly since: string }>
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
  /** The same cursor as it stands, without keeping anybody waiting. */
  readonly peekPool: (policy: string, rule: string) => Promise<Json>
  readonly formDrafts: FormDraftTables
  readonly imports: ImportTables
  readonly bulkJobs: BulkJobTables
  readonly duplicateSearches: DuplicateSearchTables
  readonly merges: MergeTables
  readonly publicForms: PublicFormTables
  readonly connections: ConnectionTables
  readonly outsideTasks: OutsideTaskTables
  readonly scenarios: ScenarioTables
  readonly reportWatches: ReportWatchTables
  readonly reportShares: ReportShareTables
  readonly marks: MarkTables
  readonly companyPictures: CompanyPictureTables
  readonly keptPrints: KeptPrintTables
  readonly settings: {
    readonly get: (key: string) => Promise<Json | null>
    /** Reads a setting that is about to be changed: until the transaction ends nobody else does. */
    readonly locked: (key: string) => Promise<Json | null>
    readonly put: (key: string, value: Json) => Promise<void>
    /** Puts a value in the place of the one it was; false when that was changed meanwhile. */
    readonly swap: (key: string, before: Json, after: Json) => Promise<boolean>
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
  /** Removes expired answers, attempts, sessions and drafts; returns how many. */
  readonly sweep: () => Promise<number>
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
