import type { Json } from '@mortise/expressions'

type Values = { readonly [key: string]: Json }

/** An account at a system outside. */
export type ConnectionRow = {
  readonly key: string
  /** Of the connector. */
  readonly type: string
  readonly name: string
  readonly settings: Values
  readonly secrets: { readonly [key: string]: string }
  readonly createdAt: string
  readonly updatedAt: string
}

/** Who a person is in a system outside. */
export type PersonAccountRow = {
  readonly userId: string
  readonly system: string
  readonly account: string
  /** A second id that some calls of the system want. */
  readonly union: string | null
}

/** A call that was kept instead of sent. */
export type CapturedCallRow = {
  readonly id: string
  readonly connector: string
  readonly action: string
  readonly settings: Values
  readonly idempotencyKey: string
  readonly at: string
}

export type ConnectionTables = {
  /** Oldest first. */
  readonly list: () => Promise<readonly ConnectionRow[]>
  readonly get: (key: string) => Promise<ConnectionRow | null>
  /** The oldest of a type: the one that counts where none is named. */
  readonly firstOf: (type: string) => Promise<ConnectionRow | null>
  readonly put: (row: Omit<ConnectionRow, 'createdAt' | 'updatedAt'>) => Promise<void>
  /** Puts secrets that are sealed anew in the place of those they were; false when they were changed meanwhile. */
  readonly reseal: (
    key: string,
    before: ConnectionRow['secrets'],
    after: ConnectionRow['secrets'],
  ) => Promise<boolean>
  /**
   * Locks the keys that secrets are sealed with, for all workspaces and until the transaction ends; false when somebody else
   * has them.
   */
  readonly lockKeys: () => Promise<boolean>
  readonly remove: (key: string) => Promise<void>
  readonly accounts: (system?: string) => Promise<readonly PersonAccountRow[]>
  readonly account: (userId: string, system: string) => Promise<PersonAccountRow | null>
  readonly putAccount: (row: PersonAccountRow) => Promise<void>
  readonly removeAccount: (userId: string, system: string) => Promise<void>
  /** The same key again changes nothing. */
  readonly capture: (row: Omit<CapturedCallRow, 'at'>) => Promise<void>
  /** Newest first. */
  readonly captured: (limit: number) => Promise<readonly CapturedCallRow[]>
  readonly clearCaptured: () => Promise<void>
}
