import type { Json } from '@mortise/expressions'
import type { Transaction } from '@mortise/store'

type Side = Transaction['side']

/**
 * Whose turn it is in pools, for a trial: as it stands at its beginning, and from then on its own. The cursors themselves would
 * stay locked as long as it lasts, and everybody whose records are to be given to somebody would wait.
 */
export function trialTurns({ peekPool }: Pick<Side, 'peekPool'>): Side['poolCursor'] {
  const own = new Map<string, Json>()
  return async (policy, rule) => {
    const name = JSON.stringify([policy, rule])
    const cursor = own.has(name) ? (own.get(name) ?? null) : await peekPool(policy, rule)
    return {
      cursor,
      save: (next) => {
        own.set(name, next)
        return Promise.resolve()
      },
    }
  }
}
