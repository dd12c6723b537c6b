import { createHash } from 'node:crypto'

const first = 100_000_000
const span = 800_000_000

/**
 * Running numbers of a trial: of its own, and far from those in use. The counters themselves would stay locked as long as it
 * lasts, and everybody who makes such a record would wait. The same ones again for the same trial.
 */
export function trialNumbers(seed: string): (counter: string, count: number) => number {
  const start = first + (createHash('sha256').update(seed).digest().readUInt32BE(0) % span)
  const next = new Map<string, number>()
  return (counter, count) => {
    const from = next.get(counter) ?? start
    next.set(counter, from + count)
    return from
  }
}
