import type { Json } from '@mortise/expressions'
import { entriesOf, namingOf, partnersOf } from '../merge/elements.ts'
import { isObject, pointer } from '../pointer.ts'
import { sameJson } from './equal.ts'

/** One property that differs; absent on the side that does not have it. Elements of lists are named by their key. */
export type Difference = { readonly path: string; readonly before?: Json; readonly after?: Json }

function leaf(before: unknown, after: unknown, path: readonly string[]): readonly Difference[] {
  return [
    {
      path: pointer(path),
      ...(before === undefined ? {} : { before: before as Json }),
      ...(after === undefined ? {} : { after: after as Json }),
    },
  ]
}

function inLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly string[],
): readonly Difference[] | undefined {
  const name = namingOf([before, after])
  if (name === undefined) return undefined
  const [old, now] = [entriesOf(before, name), entriesOf(after, name)]
  const partners = partnersOf(old, now)
  const kept = new Set(partners.values())
  const inside = [
    ...old.filter((one) => !kept.has(one)).flatMap((one) => leaf(one.value, undefined, [...path, one.key])),
    ...now.flatMap((one) => between(partners.get(one)?.value, one.value, [...path, one.key])),
  ]
  // Nothing but the order.
  return inside.length === 0
    ? leaf(
        old.map((one) => one.key),
        now.map((one) => one.key),
        [...path, '(order)'],
      )
    : inside
}

function between(before: unknown, after: unknown, path: readonly string[]): readonly Difference[] {
  if (sameJson(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after))
    return inLists(before, after, path) ?? leaf(before, after, path)
  if (!isObject(before) || !isObject(after)) return leaf(before, after, path)
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name) => between(before[name], after[name], [...path, name]))
}

/** What differs between two forms of a document, property by property, elements matched by id or key. */
export function differencesOf(before: object, after: object): readonly Difference[] {
  return between(before, after, [])
}
