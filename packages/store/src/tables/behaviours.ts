/** Something that was done with a record. `points`: what it gave, by the stable name of a score. */
export type BehaviourRow = {
  readonly id: string
  readonly entity: string
  readonly recordId: string
  readonly kind: string
  readonly at: string
  readonly points: { readonly [score: string]: number }
}

/** What was done with records, and what it is worth. */
export type BehaviourTables = {
  /** False when one with this key was noted before. */
  readonly add: (row: BehaviourRow & { readonly key: string | null }) => Promise<boolean>
  /** Newest first. */
  readonly ofRecord: (recordId: string, limit: number) => Promise<readonly BehaviourRow[]>
  /** Points that one kind gave a record since then. */
  readonly pointsSince: (of: {
    readonly score: string
    readonly recordId: string
    readonly kind: string
    readonly since: string
  }) => Promise<number>
  /** Points of a score at the moment they were last worked out; `lock` holds them to the end of the transaction. */
  readonly state: (
    score: string,
    recordId: string,
    lock?: boolean,
  ) => Promise<{ readonly points: number; readonly at: string } | null>
  readonly putState: (
    score: string,
    recordId: string,
    state: { readonly points: number; readonly at: string },
  ) => Promise<void>
}
