import type { Fragment } from '@mortise/expressions/sql'
import { bindSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import { ownTable } from '../sql/names.ts'
import { systemErrors } from './errors.ts'

/** What the owner of a connection tells the tables. All of it has a sensible default. */
export type TableOptions = {
  /** Milliseconds since 1970; for tests with a clock of their own. */
  readonly clock?: () => number
  /** Sessions that were idle for longer are dead. Default: 3 days. */
  readonly sessionIdleSeconds?: number
  /** Outside a transaction: opens one for work that needs several statements. */
  readonly transaction?: <T>(work: (runner: Runner) => Promise<T>) => Promise<T>
  /** Called after jobs were added, so that a worker can be woken once they are committed. */
  readonly jobsAdded?: () => void
}

/** What every table module works with. */
export type SystemContext = {
  readonly runner: Runner
  readonly schema: string
  readonly options: TableOptions
  /** `"ws_x"."name"` of one of our tables. */
  readonly table: (name: string) => Fragment
  /** Now, as ISO UTC with milliseconds. */
  readonly now: () => string
  /** Now as a bound timestamptz; `secondsAgo` shifts it back. */
  readonly nowSql: (secondsAgo?: number) => Fragment
  /** Runs work whole or not at all: in the transaction there is, or in one of its own. */
  readonly atomically: <T>(what: string, work: (context: SystemContext) => Promise<T>) => Promise<T>
}

/** Makes the context of one runner and schema. */
export function systemContext(runner: Runner, schema: string, options: TableOptions): SystemContext {
  const clock = options.clock ?? Date.now
  const at = (secondsAgo: number): string => new Date(clock() - secondsAgo * 1000).toISOString()
  const context: SystemContext = {
    runner,
    schema,
    options,
    table: (name) => ownTable(schema, name),
    now: () => at(0),
    nowSql: (secondsAgo = 0) => sql`${bindSql(at(secondsAgo))}::timestamptz`,
    atomically: (what, work) => {
      if (runner.inTransaction) return work(context)
      if (options.transaction === undefined) throw systemErrors.SYSTEM_TRANSACTION_NEEDED({ what })
      return options.transaction((inner) => work(systemContext(inner, schema, options)))
    },
  }
  return context
}
