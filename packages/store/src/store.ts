import type { DesignSign } from './database/announcer.ts'
import type { EntityChange, ExtensionList, Model } from '@mortise/schema'
import type { FieldType } from '@mortise/fields'
import type { BulkLoad, BulkLoaded } from './bulk/load.ts'
import type { TypeChangePreview, TypeChangeRow } from './ddl/type-change/types.ts'
import type { QueryLimits } from './query/heavy/limits.ts'
import type { Access, Actor, Door } from './types.ts'
import type { DesignTables, Shadow } from './tables/design.ts'
import type { FlowTables } from './tables/flows.ts'
import type { JobTables } from './tables/jobs.ts'
import type { PeopleTables } from './tables/people.ts'
import type { AssignmentTables } from './tables/assignments.ts'
import type { BehaviourTables } from './tables/behaviours.ts'
import type { RuleTables } from './tables/rules.ts'
import type { SlaTables } from './tables/slas.ts'
import type { SideTables } from './tables/side.ts'

/** What opening a door needs. */
export type DoorOptions = {
  readonly actor: Actor
  readonly access: Access
  readonly model: Model
  readonly now: string
  /** Names of people and departments that are known already, so that no statement has to ask; the others are read. */
  readonly nameOf?: ((entity: string, id: string) => string | undefined) | undefined
  /**
   * Gives the first of so many running numbers, where they are not to be taken from the counter: for work that is taken
   * back, and must not keep others waiting for the counter.
   */
  readonly numbers?: ((counter: string, count: number) => number) | undefined
}

/** The metadata before and after, and what was dropped before and may come back (newest first). */
export type PlannedModels = {
  readonly before: Model
  readonly after: Model
  readonly shadows?: readonly Shadow[]
}

/** The small typed modules over our own tables, the same in and outside a transaction. */
export type Tables = {
  readonly people: PeopleTables
  readonly design: DesignTables
  readonly jobs: JobTables
  readonly flows: FlowTables
  readonly rules: RuleTables
  readonly slas: SlaTables
  readonly behaviours: BehaviourTables
  readonly assignments: AssignmentTables
  readonly side: SideTables
  readonly records: (options: DoorOptions) => Door
}

/** Inside one transaction. `afterCommit` runs only when it committed. */
export type Transaction = Tables & {
  /**
   * Plans and applies DDL for entity changes, with a lock time-out. Only in the publishing transaction. Gives where the
   * data of what was dropped is now.
   */
  readonly applyChanges: (
    changes: readonly EntityChange[],
    models: PlannedModels,
  ) => Promise<readonly Shadow[]>
  /** Takes a hidden table or column away for good. `entities`: the model, where a column's table is looked up. */
  readonly purgeShadow: (shadow: Shadow, model: Model) => Promise<void>
  /** Takes the old values that a change of a field's type kept away for good; it can't be taken back after that. */
  readonly purgeTypeChange: (change: TypeChangeRow, model: Model) => Promise<void>
  readonly afterCommit: (run: () => void) => void
  /** Work that is undone alone when it fails; the transaction goes on. The failure is thrown on. */
  readonly savepoint: <T>(work: () => Promise<T>) => Promise<T>
  /**
   * Brings records into the index of quick search that are not in it yet, at most `limit` of them. False while there are
   * more.
   */
  readonly fillSearch: (model: Model, limit: number) => Promise<boolean>
  /** The same for records that were made together, by their entity's stable name and the first and the last of their ids. */
  readonly fillSearchOf: (
    model: Model,
    entity: string,
    ids: { readonly first: string; readonly last: string },
  ) => Promise<void>
  /** Lets the planner learn the columns of a table that was just filled; nothing where there is no such entity. */
  readonly learnTable: (entity: string) => Promise<void>
}

/** A transaction on a connection of its own, for work on very many rows. */
export type BulkTransaction = Transaction & {
  /** Makes many records at once; see `BulkLoad`. */
  readonly load: (options: DoorOptions, load: BulkLoad) => Promise<BulkLoaded>
  /** Takes the indexes of an empty table away until `restoreIndexes`; false when it has rows or is in use. */
  readonly liftIndexes: (model: Model, entity: string) => Promise<boolean>
}

/** A connection for bulk work. */
export type BulkSession = {
  readonly transaction: <T>(work: (tx: BulkTransaction) => Promise<T>) => Promise<T>
  /**
   * Makes the indexes of an entity again that were taken away, each in a transaction of its own. Records of the import that share what
   * must be unique go away again: `removed` hears of their ids.
   */
  readonly restoreIndexes: (
    model: Model,
    entity: string,
    removed: (tx: Transaction, ids: readonly string[]) => Promise<void>,
  ) => Promise<void>
  readonly end: () => Promise<void>
}

/** Changes of fields' types: what they would do, what is prepared, what was done. */
export type TypeChangeTables = {
  /** Those begun or carried out, newest first. */
  readonly list: () => Promise<readonly TypeChangeRow[]>
  /** What the changes of types among these would do, counted over all records, with samples; writes nothing. */
  readonly preview: (
    changes: readonly EntityChange[],
    models: { readonly before: Model; readonly after: Model },
  ) => Promise<readonly TypeChangePreview[]>
  /** How many records those on large tables have together, roughly as far as they are to be prepared. */
  readonly size: (
    changes: readonly EntityChange[],
    models: { readonly before: Model; readonly after: Model },
  ) => Promise<number>
  /** Takes away what was prepared for a publication that was given up. */
  readonly discard: (model: Model) => Promise<void>
  /**
   * Prepares those on large tables beside the running work, so that publishing them is a swap of names. Takes its time;
   * stopped by the signal or a crash, it goes on from where it was when it is asked again.
   */
  readonly prepare: (
    changes: readonly EntityChange[],
    models: { readonly before: Model; readonly after: Model },
    signal?: AbortSignal,
  ) => Promise<readonly TypeChangeRow[]>
}

/** One workspace's data. */
export type WorkspaceStore = Tables & {
  readonly key: string
  /**
   * One transaction; retried up to 3 times on serialization failures and deadlocks. Never takes a second connection. What
   * dates itself in it does so by `clock`, where one is given: for what is written down later than it happened.
   */
  readonly transaction: <T>(work: (tx: Transaction) => Promise<T>, clock?: () => number) => Promise<T>
  /** Opens a connection of its own for bulk work; whoever opens it ends it. */
  readonly openBulk: () => Promise<BulkSession>
  readonly typeChanges: TypeChangeTables
  /** DDL as text, for the publish dialog; runs nothing. */
  readonly planChanges: (
    changes: readonly EntityChange[],
    models: PlannedModels,
  ) => readonly { readonly sql: string; readonly zh: string; readonly en: string }[]
  /** Hears of commits in any process (a hint; polling stands beside it). Returns an unsubscribe. */
  readonly onChange: (
    listener: (change: {
      readonly topic: string
      readonly entity?: string
      readonly id?: string
      readonly users?: readonly string[]
      readonly sign?: DesignSign
    }) => void,
  ) => () => void
  /** Tells other processes, after commit. */
  readonly announce: (change: {
    readonly topic: string
    readonly entity?: string
    readonly id?: string
    readonly users?: readonly string[]
    readonly sign?: DesignSign
  }) => Promise<void>
}

/** The whole database. */
export type Store = {
  readonly migrate: () => Promise<void>
  readonly workspaces: () => Promise<readonly { readonly key: string; readonly name: string }[]>
  readonly createWorkspace: (workspace: { readonly key: string; readonly name: string }) => Promise<void>
  /** Takes a workspace off the list, so that nobody finds it who does not know it; what is in it is still there. */
  readonly unlistWorkspace: (key: string) => Promise<void>
  /** Keys of workspaces that left the list so many seconds ago and are still there: whoever was to drop them died, or is at it. */
  readonly goingWorkspaces: (secondsAgo: number) => Promise<readonly string[]>
  /**
   * Takes a workspace away with all that is in it, for good. Nobody may be at work in it. `before` saves what others need of
   * it, while nobody else drops it. False when another process is at it, or it is gone already.
   */
  readonly dropWorkspace: (key: string, before?: () => Promise<void>) => Promise<boolean>
  readonly workspace: (key: string) => WorkspaceStore
  readonly ready: () => Promise<boolean>
  readonly close: () => Promise<void>
}

/** How a store is opened. */
export type OpenStore = (options: {
  readonly url: string
  readonly fields: ExtensionList<FieldType>
  readonly poolSize?: number
  /** False behind a pooler that hands connections on after each transaction and forgets named statements. */
  readonly namedStatements?: boolean
  /** What one question that counts and adds up may cost, where it is not the usual. */
  readonly limits?: Partial<QueryLimits>
  readonly onError?: (error: unknown) => void
}) => Store
