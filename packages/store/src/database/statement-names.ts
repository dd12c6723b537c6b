/** Names of statements that come again and again, so that Postgres parses and plans them once a connection. */
export type StatementNames = {
  /** The name of a statement, undefined for one that was not seen often enough yet. */
  readonly of: (text: string) => string | undefined
  /** Gives every statement a new name: after a change of tables the old plans are worth nothing. */
  readonly renew: () => void
  /** Grows with every renewal. */
  readonly generation: number
  /** A name from before the last renewal. */
  readonly isOld: (name: string) => boolean
}

const named = 300
const watched = 2_000
const timesBeforeName = 3

/** One set of names for a process; the same text has the same name on every connection. */
export function statementNames(): StatementNames {
  const seen = new Map<string, number>()
  const names = new Map<string, string>()
  let generation = 0
  return {
    of: (text) => {
      const known = names.get(text)
      if (known !== undefined || names.size >= named) return known
      const times = (seen.get(text) ?? 0) + 1
      if (times < timesBeforeName) {
        // Forgets all when full: what is really frequent comes back at once.
        if (seen.size >= watched) seen.clear()
        seen.set(text, times)
        return undefined
      }
      seen.delete(text)
      const name = `m${generation}_${names.size}`
      names.set(text, name)
      return name
    },
    renew: () => {
      generation += 1
      names.clear()
    },
    get generation() {
      return generation
    },
    isOld: (name) => /^m\d+_/.test(name) && !name.startsWith(`m${generation}_`),
  }
}

/** The names of this process. Pools of several databases may share them: a name stands for a text, not for a table. */
export const processNames: StatementNames = statementNames()
