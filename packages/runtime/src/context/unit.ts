import type { Actor, DesignSign, Door, StoredRecord, Transaction } from '@mortise/store'
import type { Tally } from '@mortise/rules'
import type { HeldRecord, Saved, SaveRequest } from '../records/types.ts'
import type { Cause, RuntimeOptions } from '../types.ts'
import type { People } from './directory.ts'
import type { Published } from './published.ts'

/** Something other screens and processes hear of once the work is committed. */
export type Announcement = {
  readonly topic: string
  readonly entity?: string
  readonly id?: string
  readonly users?: readonly string[]
  readonly sign?: DesignSign
}

/** What rules and flow steps may cause. */
export type Commands = {
  readonly save: (
    unit: Unit,
    actor: Actor,
    given: { readonly request: SaveRequest; readonly cause: Cause; readonly held?: HeldRecord | undefined },
  ) => Promise<Saved>
  readonly remove: (
    unit: Unit,
    actor: Actor,
    given: {
      readonly op: 'delete' | 'restore' | 'purge'
      readonly entity: string
      readonly id: string
      readonly cause: Cause
    },
  ) => Promise<StoredRecord>
  /** Gives the instance's id. */
  readonly startFlow: (
    unit: Unit,
    given: {
      readonly flow: string
      readonly entity: string
      readonly recordId: string
      /** Whose act it follows from. */
      readonly actor: Actor
      readonly commandId: string
      readonly cause?: Cause
    },
  ) => Promise<string>
}

/**
 * One transaction's working set: the metadata and people it started with, one frozen time, and a door per actor. All
 * use cases take it, so that whatever a command causes commits or fails together.
 */
export type Unit = {
  readonly options: RuntimeOptions
  readonly tx: Transaction
  readonly published: Published
  readonly people: People
  readonly now: string
  readonly timeZone: string
  readonly newId: () => string
  readonly door: (actor: Actor) => Door
  /** Use cases that others cause in turn; bound here, so that rules, flows and records need not know each other. */
  readonly commands: Commands
  readonly announce: (change: Announcement) => void
  /** In a trial: who listens to what others would be told, and in which words they may hear it, by the key it is told under. */
  readonly listener?: { readonly viewer: Actor; readonly hear: (key: string, words: string) => void }
  /** What this command's rules have set off so far, for the guard against runaway rules. */
  readonly cascade: {
    tally: Tally
    /** Ids of records that were changed in this unit. */
    readonly changed: Set<string>
  }
}
