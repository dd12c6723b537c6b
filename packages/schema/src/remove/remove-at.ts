import { isObject } from '../pointer.ts'

/** The way to a place in a document. */
export type Place = readonly (string | number)[]

const name = (part: string | number | undefined): string => String(part)

function without(root: unknown, places: readonly Place[]): unknown {
  if (places.length === 0) return root
  const gone = new Set(places.filter((place) => place.length === 1).map((place) => name(place[0])))
  const below = Map.groupBy(
    places.filter((place) => place.length > 1),
    (place) => name(place[0]),
  )
  const inner = (key: string, value: unknown): unknown =>
    without(
      value,
      (below.get(key) ?? []).map((place) => place.slice(1)),
    )
  if (Array.isArray(root))
    return root.flatMap((value: unknown, index) =>
      gone.has(String(index)) ? [] : [inner(String(index), value)],
    )
  if (!isObject(root)) return root
  const entries = Object.entries(root).filter(([key]) => !gone.has(key))
  return Object.fromEntries(entries.map(([key, value]) => [key, inner(key, value)]))
}

/** A copy without what stands at some places; all are told by the document as it is. */
export function removeAt<T>(document: T, places: readonly Place[]): T {
  return without(document, places) as T
}
