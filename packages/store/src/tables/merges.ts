import type { Json } from '@mortise/expressions'

/** Records that were made one; `journal` is what its maker needs to take them apart. */
export type MergeRow = {
  readonly id: string
  readonly at: string
  readonly actor: string | null
  readonly actorName: string
  readonly entity: string
  readonly kept: string
  readonly merged: readonly string[]
  readonly journal: Json
  readonly undoneAt: string | null
}

export type MergeTables = {
  readonly add: (row: Omit<MergeRow, 'id' | 'at' | 'undoneAt'>) => Promise<string>
  /** Under a lock. */
  readonly get: (id: string) => Promise<MergeRow | null>
  /** Merges into a record that were not taken apart, newest first. */
  readonly of: (kept: string) => Promise<readonly MergeRow[]>
  /** Where records that were merged away went, by their ids; through several merges if it came so. */
  readonly into: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly undone: (id: string) => Promise<void>
}
