import { hash } from 'node:crypto'
import { errors } from '../errors.ts'

/** A minute of one visitor or link: what this process knows of all, and what of its own it has not told the others. */
type Minute = { from: number; count: number; untold: number }

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

/** Counts calls for all processes: how many there were within the minute, and since when (ISO instant). */
export type ShareCalls = (
  name: string,
  calls: number,
  seconds: number,
) => Promise<{ readonly count: number; readonly since: string }>

/** Counts what happens within a minute, in all processes together, and says when it is too much. */
export type Brake = {
  /** Throws CALLS_TOO_MANY once `most` was reached for this name within a minute. */
  readonly count: (name: string, most: number) => Promise<void>
}

// More names than this at once is an attack; forgetting all of them costs it nothing but a minute.
const mostNames = 50_000
const minuteSeconds = 60
/** Processes tell each other every so many calls of what is allowed: one statement for several calls, little let through. */
const share = 20

/** Names are kept as digests: nothing of who came is written down. */
const written = (name: string): string => hash('sha256', `brake ${name}`, 'base64url').slice(0, 22)

/** Makes a brake on a clock. What another process has counted this one hears when it tells its own. */
export function openBrake(clock: () => number, tell: ShareCalls): Brake {
  const minutes = new Map<string, Minute>()
  const minuteOf = (name: string): Minute => {
    const now = clock()
    let minute = minutes.get(name)
    if (minute === undefined || now - minute.from >= minuteSeconds * 1000) {
      if (minutes.size >= mostNames) minutes.clear()
      minute = { from: now, count: 0, untold: 0 }
      minutes.set(name, minute)
    }
    return minute
  }
  return {
    count: async (name, most) => {
      const minute = minuteOf(name)
      minute.count += 1
      minute.untold += 1
      // Who is over it already asks the database nothing.
      if (minute.count <= most && minute.untold >= Math.max(1, Math.floor(most / share))) {
        const calls = minute.untold
        minute.untold = 0
        const all = await tell(written(name), calls, minuteSeconds)
        minute.from = Date.parse(all.since)
        minute.count = Math.max(minute.count, all.count)
      }
      if (minute.count > most)
        throw errors.CALLS_TOO_MANY({
          seconds: Math.max(1, Math.ceil((minute.from + minuteSeconds * 1000 - clock()) / 1000)),
        })
    },
  }
}
