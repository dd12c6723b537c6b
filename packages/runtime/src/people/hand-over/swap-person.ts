import type { Json } from '@mortise/expressions'
import { inspectionOf, type Kit } from '@mortise/kit'
import { type DocumentKind, type Model, visitDocument } from '@mortise/schema'
import type { Named } from './types.ts'

type Dict = { readonly [key: string]: Json }

/** Where a document names a person: the places of texts, and those of properties whose name is a person's. */
export type PersonPlaces = { readonly texts: ReadonlySet<string>; readonly names: ReadonlySet<string> }

const placeOf = (parts: readonly (string | number)[]): string => parts.join('\n')

/** The places of a document that name people, as the documents' format and the settings of its extensions say. */
export function personPlaces(
  kit: Kit,
  model: Model,
  given: { readonly kind: DocumentKind; readonly document: object },
): PersonPlaces {
  const { extensions } = inspectionOf(kit).checks
  const visits = visitDocument(model, extensions, given).filter(
    (one) => one.holds === 'person' && !one.implicit,
  )
  const at = (isKey: boolean): ReadonlySet<string> =>
    new Set(visits.filter((one) => one.isKey === isKey).map(({ parts }) => placeOf(parts)))
  return { texts: at(false), names: at(true) }
}

const isMap = (value: Json): value is Dict =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Two shares of the same person: numbers add up, lists join, and else what was there stays. */
function joined(own: Json, given: Json): Json {
  if (typeof own === 'number' && typeof given === 'number') return own + given
  if (Array.isArray(own) && Array.isArray(given)) return [...new Set([...own, ...given])]
  return own
}

/**
 * A document with somebody else in every place where it names a person: by id anywhere, by key only where people are
 * named. `count` says in how many places. Whoever is named beside the person already is not named twice.
 */
export function swapPerson(
  document: Json,
  { from, to }: { readonly from: Named; readonly to: Named },
  places: PersonPlaces,
): { readonly json: Json; readonly count: number } {
  let count = 0
  const next = (byKey: boolean): string => {
    count += 1
    return byKey ? (to.key ?? to.id) : to.id
  }
  const name = (text: string, people: boolean): string => {
    if (text === from.id) return next(false)
    if (text === `user:${from.id}`) return `user:${next(false)}`
    if (from.key === null || !people) return text
    if (text === `user:${from.key}`) return `user:${next(true)}`
    return text === from.key ? next(true) : text
  }
  const list = (items: readonly Json[], parts: readonly (string | number)[]): Json => {
    const before = count
    const swapped = items.map((one, at) => walk(one, [...parts, at]))
    return count === before
      ? items
      : swapped.filter(
          (one, at) => swapped.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
        )
  }
  const map = (value: Dict, parts: readonly (string | number)[]): Json => {
    const entries = new Map<string, Json>()
    for (const [key, given] of Object.entries(value)) {
      const inside = [...parts, key]
      const known = name(key, places.names.has(placeOf(inside)))
      const inner = walk(given, inside)
      const own = entries.get(known)
      entries.set(known, own === undefined ? inner : joined(own, inner))
    }
    return Object.fromEntries(entries)
  }
  const walk = (value: Json, parts: readonly (string | number)[]): Json => {
    if (typeof value === 'string') return name(value, places.texts.has(placeOf(parts)))
    if (Array.isArray(value)) return list(value, parts)
    return isMap(value) ? map(value, parts) : value
  }
  const json = walk(document, [])
  return { json, count }
}
