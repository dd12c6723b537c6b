import { errors } from '../errors.ts'

/** A minute of one visitor or link. */
type Minute = { from: number; count: number }

/** Addresses of one household or office count as one: all of an IPv6 /64, and an IPv4 address in whatever dress. */
export function neighbourhood(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  if (!ip.includes(':')) return ip
  const [front = '', back] = ip.split('::')
  const head = front === '' ? [] : front.split(':')
  const tail = back === undefined || back === '' ? [] : back.split(':')
  const zeros = back === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  const groups = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail]
  return groups.slice(0, 4).join(':')
}

/** Counts what happens within a minute and says when it is too much. Of this process alone, and forgotten with it. */
export type Brake = {
  /** Throws CALLS_TOO_MANY once `most` was reached for this name within a minute. */
  readonly count: (name: string, most: number) => void
}

// More names than this at once is an attack; forgetting all of them costs it nothing but a minute.
const mostNames = 50_000

/** Makes a brake on a clock. */
export function openBrake(clock: () => number): Brake {
  const minutes = new Map<string, Minute>()
  return {
    count: (name, most) => {
      const now = clock()
      let minute = minutes.get(name)
      if (minute === undefined || now - minute.from >= 60_000) {
        if (minutes.size >= mostNames) minutes.clear()
        minute = { from: now, count: 0 }
        minutes.set(name, minute)
      }
      minute.count += 1
      if (minute.count > most)
        throw errors.CALLS_TOO_MANY({ seconds: Math.ceil((minute.from + 60_000 - now) / 1000) })
    },
  }
}
