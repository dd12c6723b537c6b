import type { Json } from '@mortise/expressions'

/** The log of one promise about one record. */
export type SlaClockRow = {
  readonly sla: string
  readonly entity: string
  readonly recordId: string
  readonly events: readonly Json[]
  readonly state: string
  readonly dueAt: string | null
}

/** Promises of service. */
export type SlaTables = {
  /** Held to the end of the transaction. */
  readonly get: (sla: string, recordId: string) => Promise<SlaClockRow | null>
  readonly put: (row: SlaClockRow) => Promise<void>
  /** Records whose promise is open, by id. */
  readonly open: (sla: string, after: string | null, limit: number) => Promise<readonly string[]>
}
