/** Something with a stable id besides its key. */
export type Element = { readonly id?: string | undefined; readonly key: string }

/** Elements before and after, paired. */
export type Matched<T> = {
  readonly added: readonly T[]
  readonly removed: readonly T[]
  readonly kept: readonly { readonly before: T; readonly after: T }[]
}

/**
 * Pairs elements by id; those that have none on either side are paired by key. So a new key under an old id is a
 * rename, and an old key under a new id is one removed and one added.
 */
export function matchElements<T extends Element>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (element: T) => string = (element) => element.key,
): Matched<T> {
  const byId = new Map(before.filter((one) => one.id !== undefined).map((one) => [one.id, one]))
  const byKey = new Map(before.map((one) => [keyOf(one), one]))
  const kept: { readonly before: T; readonly after: T }[] = []
  const added: T[] = []
  const taken = new Set<T>()
  const partner = (one: T): T | undefined => {
    const same = one.id === undefined ? undefined : byId.get(one.id)
    if (same !== undefined) return same
    const named = byKey.get(keyOf(one))
    return named !== undefined && (named.id === undefined || one.id === undefined) ? named : undefined
  }
  for (const one of after) {
    const old = partner(one)
    if (old === undefined || taken.has(old)) added.push(one)
    else {
      taken.add(old)
      kept.push({ before: old, after: one })
    }
  }
  return { added, kept, removed: before.filter((one) => !taken.has(one)) }
}
