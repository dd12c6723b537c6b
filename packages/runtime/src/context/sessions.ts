import type { PeopleTables } from '@mortise/store'
import { type Fresh, fresh } from './fresh.ts'

/** A session with its person. */
export type Session = NonNullable<Awaited<ReturnType<PeopleTables['sessionByToken']>>>

/** Sessions by the hash of their token, kept for a moment: a screen that loads asks many times at once. */
export type Sessions = {
  readonly find: (tokenHash: string) => Promise<Session | null>
  /** Forgets all; what was ended is gone with the next call. */
  readonly expire: () => void
}

const most = 5_000

/** Makes the cache. A token that is no session is asked for each time. */
export function openSessions(
  people: Pick<PeopleTables, 'sessionByToken'>,
  options: { readonly maxAgeMs: number; readonly clock: () => number },
): Sessions {
  const known = new Map<string, Fresh<Session | null>>()
  return {
    find: async (tokenHash) => {
      let kept = known.get(tokenHash)
      if (kept === undefined) {
        // Forgets all when full: who is at work comes back at once.
        if (known.size >= most) known.clear()
        known.set(tokenHash, (kept = fresh(() => people.sessionByToken(tokenHash), options)))
      }
      const session = await kept.get()
      if (session === null) known.delete(tokenHash)
      return session
    },
    expire: () => known.clear(),
  }
}
