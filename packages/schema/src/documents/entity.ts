import type { LocalizedText } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { SlaDocument } from './sla.ts'
import type { Condition, ElementHead, Settings } from './common.ts'

/** One field of an entity. `settings` are described by the field type. */
export type FieldDocument = ElementHead & {
  readonly type: string
  readonly required?: boolean
  /** Asks for it even where a form hides it or makes it read-only; else such a field never stops a save. */
  readonly requiredEvenHidden?: boolean
  readonly unique?: boolean
  readonly index?: boolean
  /** Write every change as an interval to the history table (stage, owner, …). */
  readonly history?: boolean
  /** Data that must not get around: an export that holds it bears the exporter's name, and is audited as such. */
  readonly sensitive?: boolean
  /** A literal or an expression, worked out when a record is made without this field. */
  readonly default?: Expression
  readonly placeholder?: LocalizedText
  readonly help?: LocalizedText
  readonly settings?: Settings
}

/** A unique key over several fields. */
export type UniqueDocument = {
  readonly key: string
  readonly fields: readonly string[]
  readonly message?: LocalizedText
}

/** An entity that a duplicate rule looks into, with the fields that stand for the rule's own. */
export type DuplicateSide = { readonly entity: string; readonly fields: readonly string[] }

/** When two records count as the same. */
export type DuplicateDocument = {
  readonly key?: string
  readonly fields: readonly string[]
  /**
   * `text`: whatever its width, case, signs and traditional characters, and without the ending of a company; `pinyin`:
   * what sounds the same; `fuzzy`: at most one letter more, less, another or elsewhere.
   */
  readonly normalise?: 'none' | 'phone' | 'email' | 'company' | 'text' | 'pinyin' | 'fuzzy'
  /** Other entities to look into: by fields of the same keys, or by those named, in the order of `fields`. */
  readonly across?: readonly (string | DuplicateSide)[]
  readonly on: 'warn' | 'block'
  readonly message?: LocalizedText
  /** What is told of a record that is found, even to who may not see it: its owner, say. Else only that there is one. */
  readonly show?: readonly string[]
}

/** A rule on the data itself: wrong when `when` is true. */
export type CheckDocument = {
  readonly key: string
  readonly when: Condition
  /** May hold `{{field}}` places, filled from the record. */
  readonly message: LocalizedText
  /** Fields the message is shown at. */
  readonly fields?: readonly string[]
  readonly level?: 'block' | 'warn'
}

/** Which changes of a state field are allowed; none listed means every change is. */
export type TransitionDocument = {
  readonly field: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly roles?: readonly string[]
  readonly when?: Condition
}

/** `entities/<key>.json`: a kind of record. */
export type EntityDocument = ElementHead & {
  readonly plural?: LocalizedText
  readonly icon?: string
  /** Key of the field that names a record. */
  readonly title: string
  /** Further fields quick search looks into; the title is always one. */
  readonly search?: readonly string[]
  /** `child` entities live only as sub-table rows of their parent. */
  readonly kind?: 'main' | 'child'
  readonly bin?: boolean
  readonly audit?: boolean
  /** Condition under which a record can't be changed by people (pending approval, closed, …). */
  readonly lockedWhen?: Condition
  readonly fields: readonly FieldDocument[]
  readonly uniques?: readonly UniqueDocument[]
  readonly duplicates?: readonly DuplicateDocument[]
  readonly checks?: readonly CheckDocument[]
  readonly transitions?: readonly TransitionDocument[]
  /** Promises of service about its records. */
  readonly slas?: readonly SlaDocument[]
  readonly settings?: Readonly<Record<string, Json>>
}
