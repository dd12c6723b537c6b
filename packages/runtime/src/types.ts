import type { Cause as RuleCause } from '@mortise/rules'
import type { Kit } from '@mortise/kit'
import type { Actor, Store } from '@mortise/store'
import type { FileStore } from './files/types.ts'
import type { Outbound } from './outbound/types.ts'
import type { Vault } from './sealing/vault.ts'

/** What the runtime stands on. Everything with an effect on the world is handed in. */
export type RuntimeOptions = {
  readonly store: Store
  readonly kit: Kit
  readonly files: FileStore
  readonly outbound: Outbound
  /** Seals secrets of accounts; without one they lie as they are. */
  readonly vault?: Vault
  /** Milliseconds since 1970; the one clock. */
  readonly clock: () => number
  /** Public address, for links in mails. */
  readonly url: string
  readonly log: Log
}

/** Where the runtime writes what an operator should know. */
export type Log = {
  readonly info: (message: string, data?: { readonly [key: string]: unknown }) => void
  readonly error: (message: string, data?: { readonly [key: string]: unknown }) => void
}

/** Who caused a write, so that rules that call rules come to an end, and what an import says of rules. */
export type Cause = {
  readonly chain: RuleCause
  /** An import or another batch: rules follow the import's choices. */
  readonly bulk: boolean
  /** The importer's answers for rules that ask. */
  readonly answers: { readonly [rule: string]: 'run' | 'skip' }
  /** The importer switched rules and flows off. */
  readonly withoutRules?: boolean
}

/** Everything one request works with. */
export type RequestContext = {
  readonly actor: Actor
  /** Frozen time of the request, ISO instant. */
  readonly now: string
}
