/** Something with a stable id besides its key. */
export type Element = { readonly id?: string | undefined; readonly key: string }

/** Elements before and after, paired. */
export type Matched<T> = {
  readonly added: readonly T[]
  readonly removed: readonly T[]
  readonly kept: readonly { readonly before: T; readonly after: T }[]
}

type Fits<T> = (before: T, after: T) => boolean

/**
 * Pairs elements by id; those that have none on either side are paired by key. So a new key under an old id is a
 * rename, and an old key under a new id is one removed and one added. Elements that kept both are paired first, so that
 * copies which share an id by mistake don't look renamed.
 */
export function matchElements<T extends Element>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (element: T) => string = (element) => element.key,
): Matched<T> {
  const sameId: Fits<T> = (old, fresh) => old.id !== undefined && old.id === fresh.id
  const sameKey: Fits<T> = (old, fresh) => keyOf(old) === keyOf(fresh)
  const passes: readonly Fits<T>[] = [
    (old, fresh) => old.id === fresh.id && sameKey(old, fresh),
    sameId,
    (old, fresh) => (old.id === undefined || fresh.id === undefined) && sameKey(old, fresh),
  ]
  const partners = new Map<T, T>()
  const free = new Set(before)
  for (const fits of passes)
    for (const fresh of after) {
      if (partners.has(fresh)) continue
      const old = [...free].find((one) => fits(one, fresh))
      if (old === undefined) continue
      partners.set(fresh, old)
      free.delete(old)
    }
  return {
    added: after.filter((one) => !partners.has(one)),
    removed: before.filter((one) => free.has(one)),
    kept: after.flatMap((one) => {
      const old = partners.get(one)
      return old === undefined ? [] : [{ before: old, after: one }]
    }),
  }
}
