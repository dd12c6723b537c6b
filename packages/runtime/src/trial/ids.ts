import { createHash } from 'node:crypto'

/**
 * Ids of a trial: uuid v7 in their order, and the same ones again whenever the same trial is played anew, so that what
 * somebody chose in it still means the same.
 */
export function trialIds(seed: string, clock: () => number): () => string {
  const own = createHash('sha256').update(seed).digest('hex')
  let count = 0
  return () => {
    count += 1
    const time = Math.floor(clock()).toString(16).padStart(12, '0')
    const order = count.toString(16).padStart(8, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order.slice(0, 3)}-8${order.slice(3, 6)}-${order.slice(6)}${own.slice(0, 10)}`
  }
}
