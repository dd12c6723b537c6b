import type { Json } from '@mortise/expressions'

/** A place that both sides changed, and differently. Absent values say that the side has no such thing. */
export type Conflict = {
  /**
   * Names on the way, elements by their key: `/entities/deal.json/fields/amount/label/zh`. The order of a list is told
   * as `<list>/(order)`.
   */
  readonly path: string
  readonly base?: Json
  readonly ours?: Json
  readonly theirs?: Json
}

/** Which side wins a conflict. */
export type Choice = 'ours' | 'theirs'

/** What a merge works with. */
export type MergeOptions = {
  /** Asked for every conflict; ours wins when nobody says otherwise. */
  readonly choose?: (conflict: Conflict) => Choice
}

/** Something merged, with everything that could not be decided. */
export type Merged<T> = { readonly value: T; readonly conflicts: readonly Conflict[] }

/** Three states of one thing; undefined where it is not there. */
export type Three = { readonly base: unknown; readonly ours: unknown; readonly theirs: unknown }

/** A running merge: where it is, and where conflicts are put. */
export type Merging = {
  readonly path: readonly string[]
  readonly found: Conflict[]
  readonly choose: (conflict: Conflict) => Choice
  /** Merges what stands inside an element of a list. */
  readonly value: (three: Three, at: Merging) => unknown
}
