import type { Localized } from './text.ts'

/**
 * Who has to act, which also decides status and logging:
 * - `user`: the request is wrong; a 4xx with a message a person can act on; not logged as a fault.
 * - `operational`: the world is wrong for now (database away, mail server slow); retry may help; 5xx.
 * - `unexpected`: we are wrong; a bug; 500; logged in full, shown without inner text.
 */
export type ErrorKind = 'user' | 'operational' | 'unexpected'

/** One place where something is wrong. `path` is a JSON pointer or a field key; `''` means the whole. */
export type ErrorDetail = {
  readonly path: string
  readonly code: string
  readonly message: Localized
  /** Document file the path lies in, when the fault is in a document of an app folder. */
  readonly file?: string
}
