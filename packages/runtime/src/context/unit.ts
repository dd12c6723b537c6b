import type { Actor, Door, Transaction } from '@mortise/store'
import type { Tally } from '@mortise/rules'
import type { RuntimeOptions } from '../types.ts'
import type { People } from './directory.ts'
import type { Published } from './published.ts'

/** Something other screens and processes hear of once the work is committed. */
export type Announcement = {
  readonly topic: string
  readonly entity?: string
  readonly id?: string
  readonly users?: readonly string[]
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
  readonly announce: (change: Announcement) => void
  /** What this command's rules have set off so far, for the guard against runaway rules. */
  readonly cascade: { tally: Tally }
}
