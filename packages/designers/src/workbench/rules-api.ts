import type { Client } from '@mortise/client'
import type { Localized, LocalizedText } from '@mortise/errors'
import type { AssignmentDocument, Effect, RuleDocument, ScoreDocument } from '@mortise/schema'
import type { LoopProof } from '@mortise/kit'

/** A published rule with what became of it lately. */
export type RuleLine = {
  readonly key: string
  readonly label: Localized
  readonly entity: string
  readonly phase: RuleDocument['phase']
  readonly order: number
  readonly on: RuleDocument['trigger']['on']
  readonly enabled: boolean
  readonly paused: {
    readonly at: string
    readonly reason: 'person' | 'cascade'
    readonly by: string | null
  } | null
  readonly runs: number
  readonly failed: number
  readonly lastAt: string | null
  readonly waiting: number
  readonly nextAt: string | null
}

/** One run of a rule, action by action. */
export type RuleRun = {
  readonly id: string
  readonly rule: string | null
  readonly version: number
  readonly entity: string
  readonly recordId: string
  readonly event: string
  readonly state: 'done' | 'retrying' | 'failed' | 'stopped'
  readonly attempts: number
  readonly error: { readonly code?: string; readonly zh?: string; readonly en?: string } | null
  readonly path: readonly { readonly rule?: string }[]
  readonly replayOf: string | null
  readonly endedAt: string
  readonly actions: readonly {
    readonly index: number
    readonly type: string
    readonly state: 'done' | 'failed' | 'left'
    readonly effects: number
    readonly error: { readonly code?: string; readonly zh?: string; readonly en?: string } | null
  }[]
}

/** What one action of a rule would do with a record. */
export type ActionTest = {
  readonly index: number
  readonly type: string
  readonly effects: readonly Effect[]
  readonly error: { readonly code: string; readonly message: Localized } | null
}

/** What a rule would do with a record. */
export type RuleTest = {
  readonly matched: boolean
  readonly effects: readonly Effect[]
  readonly actions: readonly ActionTest[]
  readonly error: { readonly code: string; readonly message: Localized } | null
}

/** A part of what a rule would have done in the past. */
export type HistoryReplay = {
  readonly records: number
  readonly events: number
  readonly fired: number
  readonly days: { readonly [date: string]: number }
  readonly actions: readonly { readonly index: number; readonly count: number; readonly errors: number }[]
  readonly hits: readonly {
    readonly recordId: string
    readonly title: string
    readonly at: string
    readonly event: string
    readonly effects: readonly Effect[]
  }[]
  readonly nextCursor: string | null
}

/** Why a record has its points. */
export type ScoreStory = {
  readonly points: number
  readonly grade: string | null
  readonly contributions: readonly {
    readonly key: string
    readonly label: LocalizedText
    readonly points: number
  }[]
  readonly engagement: number
  readonly behaviours: readonly { readonly kind: string; readonly at: string }[]
}

/** Which past a score is held against. */
export type BacktestAsk = {
  readonly score: ScoreDocument
  readonly outcome: {
    readonly field: string
    readonly won: readonly string[]
    readonly lost: readonly string[]
  }
  readonly when: 'before' | 'created'
  readonly from: string
  readonly to: string
  readonly cursor: string | null
}

/** Records that were won or lost, with the points they had. */
export type BacktestPage = {
  readonly rows: readonly { readonly id: string; readonly points: number; readonly won: boolean }[]
  readonly records: number
  readonly nextCursor: string | null
}

/** Who would get a record, and why. */
export type AssignmentTrial = {
  readonly user: { readonly id: string; readonly name: string } | null
  readonly rule: string | null
  readonly why: Localized | null
  readonly rules: readonly {
    readonly key: string
    readonly holds: boolean
    readonly explain: Localized | null
    readonly candidates: readonly {
      readonly id: string
      readonly name: string
      readonly load: number | null
      readonly full: boolean
    }[]
  }[]
}

/** The routes about rules and what belongs to them. */
export type RulesApi = {
  readonly testRule: (rule: RuleDocument, id: string) => Promise<RuleTest>
  readonly rulesAtWork: () => Promise<readonly RuleLine[]>
  readonly ruleProof: () => Promise<LoopProof>
  readonly ruleRuns: (ask: {
    readonly rule?: string | undefined
    readonly state?: string | undefined
    readonly record?: string | undefined
    readonly cursor?: string | undefined
  }) => Promise<{ readonly data: readonly RuleRun[]; readonly nextCursor: string | null }>
  readonly replayRun: (id: string, what: 'failed' | 'all') => Promise<void>
  readonly switchRule: (rule: string, on: boolean) => Promise<void>
  readonly backfill: (
    rule: string,
    ask: { readonly since: string | null; readonly dryRun: boolean },
  ) => Promise<{ readonly count: number; readonly asked: boolean }>
  readonly replayHistory: (ask: {
    readonly rule: RuleDocument
    readonly days: number
    readonly cursor: string | null
  }) => Promise<HistoryReplay>
  readonly tryScore: (score: ScoreDocument, id: string) => Promise<ScoreStory>
  readonly backtestScore: (ask: BacktestAsk) => Promise<BacktestPage>
  readonly tryAssignment: (assignment: AssignmentDocument, id: string) => Promise<AssignmentTrial>
}

type Send = Client['send']

/** The part of the design routes that is about rules. `ask` gives the data of an answer, `send` all of it. */
export function rulesApi(ask: Send, send: Send): RulesApi {
  const rule = (key: string, what: string): string => `/rules/${encodeURIComponent(key)}/${what}`
  return {
    testRule: (document, id) => ask('POST', '/rules/test', { body: { rule: document, id } }),
    rulesAtWork: () => ask('GET', '/rules'),
    ruleProof: () => ask('GET', '/rules/proof'),
    ruleRuns: (query) => send('GET', '/rules/runs', { query }),
    replayRun: (id, what) => send('POST', `/rules/runs/${id}/replay`, { body: { what } }),
    switchRule: (key, on) => send('POST', rule(key, on ? 'resume' : 'pause'), { body: {} }),
    backfill: (key, body) => ask('POST', rule(key, 'backfill'), { body }),
    replayHistory: (body) => ask('POST', '/rules/replay-history', { body }),
    tryScore: (score, id) => ask('POST', '/design/scores/try', { body: { score, id } }),
    backtestScore: (body) => ask('POST', '/design/scores/backtest', { body }),
    tryAssignment: (assignment, id) => ask('POST', '/design/assignments/try', { body: { assignment, id } }),
  }
}
