import type { Json } from '@mortise/expressions'

/** A document that was printed to be kept. */
export type KeptPrintRow = {
  readonly id: string
  /** By which anybody can ask whether a copy is the real one. */
  readonly code: string
  /** The entity's stable id. */
  readonly entity: string
  readonly recordId: string
  readonly template: string
  readonly label: Json
  /** Version of the design that the template was of. */
  readonly version: number
  /** What the record was called then. */
  readonly number: string
  /** What the own company was called then. */
  readonly company: string
  readonly fileId: string
  readonly name: string
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string
  readonly size: number
  /** Fields whose values are in the document, by entity. */
  readonly reads: Json
  readonly createdBy: string | null
  readonly byName: string
  readonly via: string
  readonly createdAt: string
}

/** Documents that were printed to be kept. Rows are added and never changed. */
export type KeptPrintTables = {
  readonly add: (row: Omit<KeptPrintRow, 'createdAt'>) => Promise<KeptPrintRow>
  /** Of one record, the newest first; at most `limit`, older than the one with id `before`. */
  readonly ofRecord: (at: {
    readonly entity: string
    readonly recordId: string
    readonly limit: number
    readonly before?: string | undefined
  }) => Promise<readonly KeptPrintRow[]>
  readonly find: (id: string) => Promise<KeptPrintRow | null>
  readonly byCode: (code: string) => Promise<KeptPrintRow | null>
}
