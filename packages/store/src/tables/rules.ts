import type { Json } from '@mortise/expressions'
import type { HookTables } from './hooks.ts'

/** When a rule runs: for one record, or by the clock (`recordId` null). `sign` tells one form of its trigger from another. */
export type RuleTimerRow = {
  readonly rule: string
  readonly recordId: string | null
  readonly entity: string
  readonly sign: string
  readonly dueKey: string
  readonly dueAt: string
}

/** What became of one action of a run. */
export type RuleActionState = {
  readonly index: number
  readonly type: string
  /** `left`: not come to, because an earlier one failed. */
  readonly state: 'done' | 'failed' | 'left'
  /** What calls to the outside carry. */
  readonly key: string
  readonly effects: number
  readonly error: { readonly code: string; readonly zh: string; readonly en: string } | null
}

/** One run of a rule on a record. */
export type RuleRunRow = {
  readonly id: string
  readonly rule: string
  readonly version: number
  readonly entity: string
  readonly recordId: string
  readonly event: string
  readonly eventId: string
  readonly root: string
  readonly depth: number
  readonly path: readonly string[]
  /** What the rule looked at, as a short text. */
  readonly mark: string
  readonly phase: string
  readonly state: 'done' | 'retrying' | 'failed' | 'stopped'
  readonly attempts: number
  readonly actions: readonly RuleActionState[]
  readonly error: Json
  /** Whose act it followed from. */
  readonly origin: Json
  readonly replayOf: string | null
  readonly endedAt: string
}

export type RuleRunAsk = {
  readonly rule?: string
  readonly recordId?: string
  readonly state?: RuleRunRow['state']
  readonly limit: number
  /** The id of the last run before. */
  readonly before?: string
}

/** A rule that was touched by a person or the guard while it is published. */
export type RuleSwitchRow = {
  readonly rule: string
  readonly pausedAt: string | null
  readonly pausedBy: string | null
  readonly reason: 'person' | 'cascade' | null
  readonly incidents: number
}

/** Times of rules, what they did, and which are paused. Rules are named by their stable id. */
export type RuleTables = {
  readonly timers: {
    /** Sets or moves times; one a rule and record. */
    readonly put: (rows: readonly RuleTimerRow[]) => Promise<void>
    /** The same, where there is none yet, or one of another form of the trigger. */
    readonly add: (rows: readonly RuleTimerRow[]) => Promise<void>
    readonly remove: (rules: readonly string[], recordId: string) => Promise<void>
    /** Those of one form of the trigger stay. */
    readonly removeRule: (rule: string, except?: string) => Promise<void>
    /** Takes what is due, each once, whoever else asks at the same time. Only in a transaction. */
    readonly take: (now: string, limit: number) => Promise<readonly RuleTimerRow[]>
    /** How many wait for each of these rules, and the next time; rules for which none wait are missing. */
    readonly waiting: (
      rules: readonly string[],
    ) => Promise<ReadonlyMap<string, { readonly count: number; readonly nextAt: string | null }>>
    /** The form of their trigger by which rules have their times. */
    readonly signs: () => Promise<readonly { readonly rule: string; readonly sign: string }[]>
    /** Null forgets the rule. True when this changed what stood there. */
    readonly sign: (rule: string, sign: string | null) => Promise<boolean>
  }
  readonly runs: {
    /** False when the run of this rule, event and record is there already. */
    readonly add: (row: RuleRunRow) => Promise<boolean>
    readonly get: (id: string, lock?: boolean) => Promise<RuleRunRow | null>
    readonly has: (rule: string, eventId: string, recordId: string) => Promise<boolean>
    readonly update: (
      id: string,
      patch: Pick<RuleRunRow, 'state' | 'attempts' | 'actions' | 'error'>,
    ) => Promise<void>
    /** Newest first. */
    readonly list: (ask: RuleRunAsk) => Promise<readonly RuleRunRow[]>
    /** What a root cause has set off: how many runs, and the marks of one rule on one record. */
    readonly ofRoot: (
      root: string,
      of: { readonly rule: string; readonly recordId: string },
    ) => Promise<{ readonly runs: number; readonly marks: readonly string[] }>
    /** The records among some on which a version of a rule ran. */
    readonly ranOn: (
      rule: string,
      version: number,
      recordIds: readonly string[],
    ) => Promise<readonly string[]>
    /** Runs of a rule on a record since then. */
    readonly countSince: (rule: string, recordId: string, since: string) => Promise<number>
    /** By rule: runs and failures since then, and the last run. */
    readonly summary: (since: string) => Promise<
      readonly {
        readonly rule: string
        readonly runs: number
        readonly failed: number
        readonly lastAt: string
      }[]
    >
  }
  readonly switches: {
    readonly list: () => Promise<readonly RuleSwitchRow[]>
    /** Pauses or lets go on; letting it go on forgets its incidents. */
    readonly set: (
      rule: string,
      to: { readonly paused: boolean; readonly by: string | null; readonly reason?: 'person' | 'cascade' },
    ) => Promise<void>
    /** Counts an incident and gives how many there are now. */
    readonly incident: (rule: string) => Promise<number>
  }
  readonly hooks: HookTables
}
