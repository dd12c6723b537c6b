/** What people and companies are called, and what they are called in a copy. */
export type Names = {
  /** The same words, in which nobody is called by name. */
  readonly replaced: (words: string) => string
}

// Enough to tell most names apart by.
const head = 2

/** Names by how they begin, so that a text is gone through once however many there are. */
export function namesOf(pairs: Iterable<readonly [name: string, said: string]>): Names {
  const known = new Map<string, (readonly [string, string])[]>()
  for (const pair of pairs) {
    const start = pair[0].slice(0, head)
    if (start.length === head) known.set(start, [...(known.get(start) ?? []), pair])
  }
  // Of two names that begin alike the longer one is meant.
  for (const list of known.values()) list.sort(([a], [b]) => b.length - a.length)
  const replaced = (words: string): string => {
    let said = ''
    for (let at = 0; at < words.length; ) {
      const found = known.get(words.slice(at, at + head))?.find(([name]) => words.startsWith(name, at))
      said += found?.[1] ?? words.charAt(at)
      at += found?.[0].length ?? 1
    }
    return said
  }
  return { replaced }
}
