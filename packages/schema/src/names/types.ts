import type { Scope } from '@mortise/expressions'
import type { DocumentKind } from '../documents/kinds.ts'
import type { OptionTouch } from './options.ts'

/** Something a place leans on: a document, a field of an entity, or one option of a field. */
export type Reference = {
  readonly kind: DocumentKind
  readonly key: string
  readonly field?: string
  readonly option?: string
}

/**
 * What happens to the names at a place. Each is asked for once for every name that stands there; a text takes its
 * place, undefined leaves it. One walk so serves both "used by" (which only listens) and renames (which answer).
 */
export type NameTouch = {
  /** One step of a path, in the scope it stands in. */
  readonly step: (scope: Scope, key: string) => string | undefined
  /** A document by its stored name (`deal`, `deal.edit`). */
  readonly document: (kind: DocumentKind, key: string) => string | undefined
  /** An option that is written out where its field is known. */
  readonly option: OptionTouch
}
