import type { Json } from '@mortise/expressions'

/** A change of all records that match, in the background. */
export type BulkJobRow = {
  readonly id: string
  readonly userId: string
  readonly entity: string
  readonly filter: Json
  /** Quick search, as in a list. */
  readonly search: string | null
  readonly change: Json
  readonly state: 'running' | 'done' | 'canceled'
  readonly total: number
  readonly done: number
  readonly failed: number
  /** Last record that was worked off, in the order of ids. */
  readonly upto: string | null
  /** The first few records that could not be changed, and why. */
  readonly problems: Json
  readonly createdAt: string
  readonly finishedAt: string | null
}

export type BulkJobTables = {
  readonly create: (
    row: Pick<BulkJobRow, 'userId' | 'entity' | 'filter' | 'search' | 'change' | 'total'>,
  ) => Promise<BulkJobRow>
  /** `lock` holds it to the end of the transaction. */
  readonly get: (id: string, lock?: boolean) => Promise<BulkJobRow | null>
  readonly update: (
    id: string,
    patch: Partial<Pick<BulkJobRow, 'state' | 'done' | 'failed' | 'upto' | 'problems'>>,
  ) => Promise<void>
}
