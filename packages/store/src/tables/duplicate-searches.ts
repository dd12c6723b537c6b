/** A search of a whole entity for duplicates. */
export type DuplicateSearchRow = {
  readonly id: string
  readonly userId: string
  readonly entity: string
  /** Names of the duplicate rules it goes by, in order. */
  readonly rules: readonly string[]
  readonly state: 'running' | 'done' | 'canceled'
  /** How many of the rules are worked off. */
  readonly done: number
  readonly groups: number
  readonly createdAt: string
  readonly finishedAt: string | null
}

/** Records with a key in common. `size` counts all of them, `ids` are the first, with their entities in step. */
export type DuplicateGroupRow = {
  readonly n: number
  readonly rule: string
  readonly size: number
  readonly ids: readonly string[]
  readonly entities: readonly string[]
}

/** Two records that are not the same, in either order. */
export type ApartPair = readonly [a: string, b: string]

export type DuplicateSearchTables = {
  /** Takes the place of the person's earlier search of the entity. */
  readonly create: (
    row: Pick<DuplicateSearchRow, 'userId' | 'entity' | 'rules'>,
  ) => Promise<DuplicateSearchRow>
  /** `lock` holds it to the end of the transaction. */
  readonly get: (id: string, lock?: boolean) => Promise<DuplicateSearchRow | null>
  readonly latest: (userId: string, entity: string) => Promise<DuplicateSearchRow | null>
  readonly update: (
    id: string,
    patch: Partial<Pick<DuplicateSearchRow, 'state' | 'done' | 'groups'>>,
  ) => Promise<void>
  readonly groups: (id: string, after: number, limit: number) => Promise<readonly DuplicateGroupRow[]>
  /** Remembers pairs as different records, or forgets that. */
  readonly setApart: (pairs: readonly ApartPair[], by: string | null) => Promise<void>
  readonly unsetApart: (pairs: readonly ApartPair[]) => Promise<void>
  /** The pairs among some records that are known to be different, the smaller id first. */
  readonly apart: (ids: readonly string[]) => Promise<readonly ApartPair[]>
}
