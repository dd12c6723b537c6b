import type { Json } from '@mortise/expressions'

/** Who got a record, and why. */
export type AssignmentRow = {
  readonly id: string
  readonly policy: string
  readonly rule: string
  readonly entity: string
  readonly recordId: string
  readonly userId: string
  readonly strategy: string
  /** In zh and en: the rule, the candidates, the turn. */
  readonly why: Json
  /** `given`: nothing more is asked of that person; `open`: to be taken up; `replaced`: given to somebody since. */
  readonly state: 'given' | 'open' | 'accepted' | 'expired' | 'replaced'
  readonly acceptBy: string | null
  readonly at: string
  readonly settledAt: string | null
}

/** The story of assignments. */
export type AssignmentTables = {
  /** What was open for the record before, by one of the policies in `replaces`, is replaced. */
  readonly add: (row: Omit<AssignmentRow, 'settledAt'>, replaces: readonly string[]) => Promise<void>
  readonly get: (id: string, lock?: boolean) => Promise<AssignmentRow | null>
  /** Newest first. */
  readonly ofRecord: (recordId: string, limit: number) => Promise<readonly AssignmentRow[]>
  readonly settle: (id: string, state: 'accepted' | 'expired') => Promise<void>
}
