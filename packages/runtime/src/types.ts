import type { Kit } from '@mortise/kit'
import type { Actor, Store } from '@mortise/store'
import type { FileStore } from './files/types.ts'
import type { Outbound } from './outbound/types.ts'

/** What the runtime stands on. Everything with an effect on the world is handed in. */
export type RuntimeOptions = {
  readonly store: Store
  readonly kit: Kit
  readonly files: FileStore
  readonly outbound: Outbound
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

/**
 * Who caused a write, so that rules that call rules come to an end. `depth` counts from the person's own act; `path`
 * names what ran, newest last.
 */
export type Cause = {
  readonly rootId: string
  readonly depth: number
  readonly path: readonly string[]
  readonly bulk: boolean
  /** What imports say of rules that reach people. */
  readonly messages: 'send' | 'skip'
}

/** Everything one request works with. */
export type RequestContext = {
  readonly actor: Actor
  /** Frozen time of the request, ISO instant. */
  readonly now: string
}
