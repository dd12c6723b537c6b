import type { ClaimedJob, JobTables, NewJob } from '@mortise/store'

type Waiting = NewJob & { readonly order: number; readonly at: string }

/** Jobs of a trial, which wait in memory: nobody but the trial does them. */
export type TrialJobs = {
  readonly tables: (real: JobTables, now: () => string) => JobTables
  /** Takes the next that is due by then. */
  readonly take: (until: string) => ClaimedJob | undefined
  /** Those that still wait. */
  readonly rest: () => readonly NewJob[]
  /** When the next one of these kinds is due; of any kind when none is named. */
  readonly nextAt: (matters: (kind: string) => boolean) => string | undefined
}

/** Opens an empty list of jobs. */
export function trialJobs(newId: () => string): TrialJobs {
  let waiting: readonly Waiting[] = []
  let order = 0
  const earliest = (list: readonly Waiting[]): Waiting | undefined =>
    list.toSorted((a, b) => (a.at === b.at ? a.order - b.order : a.at < b.at ? -1 : 1))[0]
  return {
    tables: (real, now) => ({
      ...real,
      add: (jobs) => {
        for (const job of jobs) {
          order += 1
          const others = job.key === undefined ? waiting : waiting.filter(({ key }) => key !== job.key)
          waiting = [...others, { ...job, order, at: job.runAt ?? now() }]
        }
        return Promise.resolve()
      },
      remove: (key) => {
        waiting = waiting.filter((one) => one.key !== key)
        return Promise.resolve()
      },
      withdraw: (keyStart) => {
        const out = waiting.filter(({ key }) => key?.startsWith(keyStart) === true)
        waiting = waiting.filter((one) => !out.includes(one))
        return Promise.resolve(out.map(({ payload }) => payload))
      },
    }),
    take: (until) => {
      const next = earliest(waiting.filter(({ at }) => at <= until))
      if (next === undefined) return undefined
      waiting = waiting.filter((one) => one !== next)
      const { kind, payload, key = null, maxAttempts = 1, at } = next
      return {
        id: newId(),
        kind,
        payload,
        key,
        maxAttempts,
        attempts: 1,
        lease: '',
        createdAt: at,
        spent: false,
      }
    },
    rest: () => waiting.map(({ order: _order, at, ...job }) => ({ ...job, runAt: at })),
    nextAt: (matters) => earliest(waiting.filter(({ kind }) => matters(kind)))?.at,
  }
}
