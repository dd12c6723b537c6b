import { errors } from '../errors.ts'

// A rule that sets itself off again and again must not keep a trial for ever, nor what real work waits for meanwhile.
const mostJobs = 1000
const mostSeconds = 10

/** What a trial may still do, all of it together. */
export type Budget = {
  /** Refuses to go on when the trial has lasted too long. */
  readonly spendTime: () => void
  /** The same, with one job more. */
  readonly spendJob: () => void
  /** How it was refused to go on, if it was: whoever took that for one failure among others has not come to an end by it. */
  readonly refusal: () => Error | undefined
}

/** The budget of a trial that begins now, by a clock that goes on by itself: the trial's own stands still. */
export function trialBudget(clock: () => number): Budget {
  const end = clock() + mostSeconds * 1000
  let jobs = 0
  let refusal: Error | undefined
  const spendTime = (): void => {
    if (jobs > mostJobs || clock() > end)
      refusal ??= errors.TRIAL_TOO_LONG({ jobs: mostJobs, seconds: mostSeconds })
    if (refusal !== undefined) throw refusal
  }
  return {
    refusal: () => refusal,
    spendTime,
    spendJob: () => {
      jobs += 1
      spendTime()
    },
  }
}
