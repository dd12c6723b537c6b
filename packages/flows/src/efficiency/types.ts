import type { InstanceStatus, ItemKind, ItemState } from '../types.ts'
import type { VisitEnd } from './facts.ts'

/** One run, for counting. All times are milliseconds since 1970. */
export type RunFact = {
  readonly id: string
  readonly version: string
  readonly status: InstanceStatus
  readonly startedAt: number
  readonly endedAt: number | null
}

/** One stay of a run at a node. */
export type VisitFact = {
  readonly runId: string
  readonly tokenId: string
  readonly nodeId: string
  readonly round: number
  readonly enteredAt: number
  readonly leftAt: number | null
  readonly how: VisitEnd | null
  /** Until when its tasks were to be done. */
  readonly deadline: number | null
}

/** One person's task. `held`: when it came onto the desk, when it left it, in turn; still there where that is odd. */
export type TaskFact = {
  readonly id: string
  readonly runId: string
  readonly tokenId: string
  readonly nodeId: string
  /** Who did it, or whose it is. */
  readonly person: string
  readonly kind: ItemKind
  readonly state: ItemState
  readonly readAt: number | null
  readonly decidedAt: number | null
  readonly held: readonly number[]
}

/** Everything that is counted. */
export type FlowFacts = {
  readonly runs: readonly RunFact[]
  readonly visits: readonly VisitFact[]
  readonly tasks: readonly TaskFact[]
}

/** What counting needs to know. */
export type CountBy = {
  readonly now: number
  /** Working milliseconds between two moments. */
  readonly work: (from: number, to: number) => number
  /** The week a moment lies in, such as `2026-11-16`, the day it begins on. */
  readonly weekOf: (at: number) => string
}

/** Of `count` lengths of time, in milliseconds; null where there are none. */
export type Spread = {
  readonly count: number
  readonly mean: number | null
  readonly median: number | null
  readonly p90: number | null
  readonly total: number
}

/** The same lengths by the clock and in working time. */
export type Lengths = { readonly wall: Spread; readonly work: Spread }

/** How many of how many. */
export type Share = { readonly count: number; readonly of: number }

/** Tasks of a node or a person. */
export type TaskFigures = {
  readonly done: number
  readonly open: number
  /** On the desk, altogether; before it was first looked at; from then on. */
  readonly desk: Lengths
  readonly waiting: Lengths
  readonly handling: Lengths
  /** Past their deadline, of those that had one. */
  readonly overdue: Share
}

/** A node. */
export type NodeFigures = {
  readonly nodeId: string
  readonly came: number
  readonly open: number
  readonly skipped: number
  readonly canceled: number
  /** Stays that ended with the node's own work done. */
  readonly stay: Lengths
  readonly returned: Share
  readonly rejected: Share
  readonly failed: number
  readonly tasks: TaskFigures
}

/** A person. */
export type PersonFigures = {
  readonly person: string
  readonly tasks: TaskFigures
  readonly returned: number
  readonly rejected: number
}

/** A week: what began in it, what ended in it, and how long that had taken. */
export type WeekFigures = {
  readonly week: string
  readonly started: number
  readonly ended: number
  readonly run: Lengths
  readonly overdue: Share
}

/** What is said of a flow. */
export type Efficiency = {
  readonly runs: number
  readonly running: number
  readonly ended: { readonly [status: string]: number }
  readonly run: Lengths
  /** Runs with at least one return; ended runs that were rejected. */
  readonly returned: Share
  readonly rejected: Share
  /** Stays at nodes of people where nobody had to do anything. */
  readonly automatic: Share
  readonly tasks: TaskFigures
  readonly nodes: readonly NodeFigures[]
  readonly people: readonly PersonFigures[]
  readonly weeks: readonly WeekFigures[]
  readonly versions: { readonly [version: string]: number }
}
