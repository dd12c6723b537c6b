import type { Json } from '@mortise/expressions'

/**
 * `data/_runs.json`: flows that ran on demo rows, played through the engine when the demo is installed. People and rows are
 * named as in rows: people by the key of the people document, rows by `$key` with `$` before it. Moments are told around
 * the day of installation: `$now-12.5`, or `$work-12T10:30` for half past ten on the twelfth working day before it.
 */
export type RunsDocument = {
  readonly demo?: boolean
  readonly runs: readonly ToldRun[]
}

/** One run: who started it when, and what happened in order. What would lie ahead of the installation has not happened yet. */
export type ToldRun = {
  readonly flow: string
  readonly record: string
  readonly by: string
  readonly at: string
  /** What the row held when it started, where the rows tell of what became of it later. Left out where the run is left out. */
  readonly before?: { readonly [field: string]: Json }
  readonly steps?: readonly ToldStep[]
  /** What became of the record behind the run. */
  readonly then?: readonly { readonly after: string; readonly set: { readonly [field: string]: Json } }[]
}

/** One decision; `after` is working time since what happened before it. */
export type ToldStep = {
  readonly by: string
  readonly do: ToldCommand
  readonly after: string
  readonly comment?: string
  /** Who gets it; for `return` the step it goes back to, the start when absent. */
  readonly to?: string | readonly string[]
  /** Fields that were filled in with the decision. */
  readonly values?: { readonly [field: string]: Json }
}

/** What people of a demo run may do, by the names commands have in the API. */
export const toldCommands = [
  'approve',
  'reject',
  'complete',
  'return',
  'resubmit',
  'transfer',
  'delegate',
  'resolve-delegation',
  'add-sign',
  'cc',
  'claim',
  'read',
  'comment',
  'remind',
  'recall',
] as const

/** One of them. */
export type ToldCommand = (typeof toldCommands)[number]
