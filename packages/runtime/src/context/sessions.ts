import type { PeopleTables } from '@mortise/store'

/** A session with its person. */
export type Session = NonNullable<Awaited<ReturnType<PeopleTables['sessionByToken']>>>

/** Sessions by the hash of their token, kept for a moment: a screen that loads asks many times at once. */
export type Sessions = {
  readonly find: (tokenHash: string) => Promise<Session | null>
  /** Forgets all; what was ended is gone with the next call. */
  readonly expire: () => void
}

const most = 5_000
/** So many are looked up in one statement. */
const together = 500

type Known = { readonly session: Session; readonly readAt: number; usedAt: number }

/**
 * Makes the cache. A token that is no session is asked for each time. Whoever's session is too old to be believed takes
 * all others along that were in use since they were read: one statement a moment, not one a person.
 */
export function openSessions(
  people: Pick<PeopleTables, 'sessionsByTokens'>,
  options: { readonly maxAgeMs: number; readonly clock: () => number },
): Sessions {
  const { maxAgeMs, clock } = options
  const known = new Map<string, Known>()
  const reading = new Map<string, Promise<ReadonlyMap<string, Session>>>()
  let generation = 0
  const read = async (tokens: readonly string[]): Promise<ReadonlyMap<string, Session>> => {
    const started = generation
    try {
      const found = await people.sessionsByTokens(tokens)
      // A change that came while reading may not be in what was read: then nothing of it is kept.
      if (started !== generation) return found
      // Forgets all when full: who is at work comes back at once.
      if (known.size + found.size > most) known.clear()
      for (const token of tokens) {
        const session = found.get(token)
        if (session === undefined) known.delete(token)
        else known.set(token, { session, readAt: clock(), usedAt: 0 })
      }
      return found
    } finally {
      if (started === generation) for (const token of tokens) reading.delete(token)
    }
  }
  /** The token, and those in use that are about to be asked for too. */
  const due = (token: string, now: number): readonly string[] => {
    const tokens = [token]
    for (const [other, { readAt, usedAt }] of known) {
      if (tokens.length >= together) break
      const stale = now - readAt >= maxAgeMs / 2 && usedAt >= readAt
      if (other !== token && stale && !reading.has(other)) tokens.push(other)
    }
    return tokens
  }
  return {
    find: async (token) => {
      const now = clock()
      const kept = known.get(token)
      if (kept !== undefined && now - kept.readAt < maxAgeMs) {
        kept.usedAt = now
        return kept.session
      }
      let answer = reading.get(token)
      if (answer === undefined) {
        const tokens = due(token, now)
        answer = read(tokens)
        for (const one of tokens) reading.set(one, answer)
      }
      const session = (await answer).get(token) ?? null
      const fresh = known.get(token)
      if (fresh !== undefined) fresh.usedAt = clock()
      return session
    },
    expire: () => {
      generation += 1
      known.clear()
      reading.clear()
    },
  }
}
