/** Something that may lie under another of its kind. */
export type TreeEntry = { readonly id: string; readonly name: string; readonly parentId: string | null }

/** An entry with how deep it lies. */
export type Placed<T> = { readonly one: T; readonly depth: number }

/** Every entry under the one above it; what hangs on nothing, or in a circle, stands at the top. */
export function treeOf<T extends TreeEntry>(all: readonly T[]): readonly Placed<T>[] {
  const known = new Set(all.map(({ id }) => id))
  const below = (parent: string | null, depth: number): readonly Placed<T>[] =>
    all
      .filter(({ parentId }) => (known.has(parentId ?? '') ? parentId : null) === parent)
      .flatMap((one) => [{ one, depth }, ...below(one.id, depth + 1)])
  const placed = below(null, 0)
  const there = new Set(placed.map(({ one }) => one.id))
  return [...placed, ...all.filter(({ id }) => !there.has(id)).map((one) => ({ one, depth: 0 }))]
}

/** Where an entry may be put: anywhere but under itself. */
export function parentsFor<T extends TreeEntry>(all: readonly T[], id: string): readonly T[] {
  const under = (one: T): boolean => {
    const seen = new Set<string>()
    for (let at: T | undefined = one; at !== undefined && !seen.has(at.id); ) {
      if (at.id === id) return true
      seen.add(at.id)
      const parent: string | null = at.parentId
      at = all.find((other) => other.id === parent)
    }
    return false
  }
  return all.filter((one) => !under(one))
}
