import type { Json } from '@mortise/expressions'

/** A task of a flow that also stands on somebody's list in a system outside. */
export type OutsideTaskRow = {
  readonly itemId: string
  /** Key of the connection it went by. */
  readonly connection: string
  readonly userId: string
  /** `asked`: on its way there. */
  readonly state: 'asked' | 'there' | 'done' | 'failed'
  /** What it takes to tick it off. */
  readonly data: Json
}

export type OutsideTaskTables = {
  readonly ofItem: (itemId: string) => Promise<readonly OutsideTaskRow[]>
  readonly put: (row: OutsideTaskRow) => Promise<void>
  /** Whether some account wants the tasks of flows. */
  readonly wanted: () => Promise<boolean>
}
