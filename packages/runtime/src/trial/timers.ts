import type { RuleTables, RuleTimerRow, JobTables } from '@mortise/store'
import { dueJob } from '../rules/clock.ts'

type Timers = RuleTables['timers']

const keyOf = (rule: string, recordId: string | null): string => `trial_timer:${rule}:${recordId ?? ''}`

/**
 * Times at which rules run for records of a trial: they wait among its jobs. Times of all other records are no business of
 * a trial, and stay with those who wait for them. What was due before it `begins` is over: a record that is made for it stands
 * for one that has lived through that.
 */
export function trialTimers(real: Timers, jobs: JobTables, begins: string): Timers {
  const keep = (rows: readonly RuleTimerRow[]): Promise<void> =>
    jobs.add(
      rows
        .filter(({ dueAt }) => dueAt > begins)
        .map((row) => ({
          ...dueJob(row, row.dueAt),
          key: keyOf(row.rule, row.recordId),
          runAt: row.dueAt,
        })),
    )
  return {
    ...real,
    put: keep,
    add: keep,
    remove: async (rules, recordId) => {
      for (const rule of rules) await jobs.remove(keyOf(rule, recordId))
    },
  }
}
