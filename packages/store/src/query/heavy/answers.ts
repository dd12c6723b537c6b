import type { Row } from '../../database/runner.ts'

/** Rows of a statement, with the state of the data they are true for. */
export type Answer = {
  readonly rows: readonly Row[]
  /** See `stampOf`. */
  readonly stamp: string
  /** Times (ISO) from and up to which it holds, where the statement asks for the time at all. */
  readonly from?: string
  readonly until?: string | null
}

type Kept = Answer & { readonly cells: number }

/** Answers by statement and values; those asked for longest ago go first. */
export type Answers = {
  readonly find: (key: string, now: string) => Answer | undefined
  readonly keep: (key: string, answer: Answer) => void
}

/** Keeps answers up to so many cells together; one that takes more than a tenth of them is not kept. */
export function keptAnswers(mostCells: number): Answers {
  const known = new Map<string, Kept>()
  let all = 0
  const drop = (key: string): void => {
    all -= known.get(key)?.cells ?? 0
    known.delete(key)
  }
  return {
    find: (key, now) => {
      const found = known.get(key)
      if (found === undefined) return undefined
      const { from, until } = found
      if ((from !== undefined && now < from) || (typeof until === 'string' && now >= until)) return undefined
      known.delete(key)
      known.set(key, found)
      return found
    },
    keep: (key, answer) => {
      const cells = answer.rows.length * Object.keys(answer.rows[0] ?? {}).length + 20
      drop(key)
      if (cells > mostCells / 10) return
      known.set(key, { ...answer, cells })
      all += cells
      for (const oldest of known.keys()) {
        if (all <= mostCells) break
        drop(oldest)
      }
    },
  }
}

type Lane<T> = { next: Promise<T> | undefined; run: () => Promise<T> }

/**
 * Runs the same question once for all who ask it at the same time. Who comes while it is under way shares the next run, not
 * that one: it may have looked before what the newcomer knows to be written.
 */
export function sharedRuns<T>(): (key: string, run: () => Promise<T>) => Promise<T> {
  const lanes = new Map<string, Lane<T>>()
  const start = (key: string, lane: Lane<T>): Promise<T> => {
    lane.next = undefined
    const now = lane.run()
    const ended = (): void => {
      if (lane.next === undefined) lanes.delete(key)
    }
    const done = now.then(ended, ended)
    // Set when the first one waits.
    waits.set(lane, done)
    return now
  }
  const waits = new WeakMap<Lane<T>, Promise<void>>()
  return (key, run) => {
    const lane = lanes.get(key)
    if (lane === undefined) {
      const made: Lane<T> = { next: undefined, run }
      lanes.set(key, made)
      return start(key, made)
    }
    // The last who came knows the latest time.
    lane.run = run
    lane.next ??= (waits.get(lane) ?? Promise.resolve()).then(() => start(key, lane))
    return lane.next
  }
}
