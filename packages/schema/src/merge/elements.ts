import { matchElements } from '../diff/match.ts'
import { isObject } from '../pointer.ts'

/** One entry of a list, known by its id or, where it has none, by its name. */
export type Entry = { readonly id: string | undefined; readonly key: string; readonly value: unknown }

/** Properties that name an entry within its list, the stronger first. */
const naming = ['key', 'value', 'field', 'entity', 'id'] as const

type Naming = (value: unknown) => string | undefined

const byText: Naming = (value) => (typeof value === 'string' ? value : undefined)

const byProperty =
  (name: string): Naming =>
  (value) => {
    const found = isObject(value) ? value[name] : undefined
    return typeof found === 'string' ? found : undefined
  }

/** Nodes of a form or blocks of a print that nobody gave an id: by their type and what they show. */
const byShown: Naming = (value) => {
  if (!isObject(value) || typeof value['type'] !== 'string') return undefined
  const shown = value['id'] ?? value['field'] ?? value['rule'] ?? value['entity'] ?? ''
  return typeof shown === 'string' ? `${value['type']} ${shown}` : undefined
}

const ways: readonly Naming[] = [byText, ...naming.map(byProperty), byShown]

function namesAll(way: Naming, list: readonly unknown[]): boolean {
  const names = list.map(way)
  return !names.includes(undefined) && new Set(names).size === names.length
}

/** How the entries of some lists are told apart; undefined when they can't be. */
export function namingOf(lists: readonly (readonly unknown[])[]): Naming | undefined {
  return ways.find((way) => lists.every((list) => namesAll(way, list)))
}

/** A list with its entries' names. */
export function entriesOf(list: readonly unknown[], name: Naming): readonly Entry[] {
  return list.map((value) => ({ id: byProperty('id')(value), key: name(value) ?? '', value }))
}

/** For each entry of the second list its partner in the first: the same id, or the same name where one has no id. */
export function partnersOf(before: readonly Entry[], after: readonly Entry[]): ReadonlyMap<Entry, Entry> {
  return new Map(matchElements(before, after).kept.map((pair) => [pair.after, pair.before]))
}
