import { isObject, own } from '../pointer.ts'
import type { Place } from './types.ts'

type Step = (place: Place) => readonly Place[]

function inside(place: Place, part: string | number, value: unknown): Place {
  return { value, parts: [...place.parts, part], trail: [...place.trail, place.value] }
}

const children: Step = (place) => {
  if (Array.isArray(place.value)) return place.value.map((item: unknown, index) => inside(place, index, item))
  if (!isObject(place.value)) return []
  return Object.entries(place.value).map(([name, value]) => inside(place, name, value))
}

const keys: Step = (place) =>
  isObject(place.value)
    ? Object.keys(place.value).map((name) => ({ ...inside(place, name, name), isKey: true }))
    : []

function everywhere(place: Place): readonly Place[] {
  const found: Place[] = []
  const add = (one: Place): void => {
    found.push(one)
    for (const child of children(one)) add(child)
  }
  add(place)
  return found
}

const special: ReadonlyMap<string, Step> = new Map([
  ['*', children],
  ['~', keys],
  ['**', everywhere],
])

function named(name: string): Step {
  return (place) => {
    if (!isObject(place.value)) return []
    const value = own(place.value, name)
    return value === undefined ? [] : [inside(place, name, value)]
  }
}

/** Steps that patterns have in common, as a tree: what begins in the same way is followed together, and only where it leads. */
export type Way = {
  readonly step: Step
  /** Which of the patterns end here. */
  readonly ends: readonly number[]
  readonly further: readonly Way[]
}

type Growing = { readonly ends: number[]; readonly further: Map<string, Growing> }

const growing = (): Growing => ({ ends: [], further: new Map() })

function grown(name: string, { ends, further }: Growing): Way {
  const step = special.get(name) ?? named(name)
  return { step, ends, further: [...further].map(([next, one]) => grown(next, one)) }
}

/** Puts patterns together as one tree; '' matches the start itself. */
export function wayOf(patterns: readonly string[]): Way {
  const root = growing()
  for (const [at, pattern] of patterns.entries()) {
    let one = root
    for (const name of pattern === '' ? [] : pattern.split('/')) {
      const next = one.further.get(name) ?? growing()
      one.further.set(name, next)
      one = next
    }
    one.ends.push(at)
  }
  return grown('', root)
}

/** Follows patterns from places that match their beginning, and tells which of them match which places. */
export function follow(
  way: Way,
  places: readonly Place[],
  tell: (pattern: number, places: readonly Place[]) => void,
): void {
  for (const at of way.ends) tell(at, places)
  for (const next of way.further) {
    const found = places.length === 1 ? next.step(places[0] as Place) : places.flatMap(next.step)
    if (found.length > 0) follow(next, found, tell)
  }
}

const ways = new Map<string, readonly Step[]>()

/** The steps of a pattern. There are a few hundred, met again in every document. */
function stepsOf(pattern: string): readonly Step[] {
  let steps = ways.get(pattern)
  if (steps === undefined) {
    steps = pattern.split('/').map((name) => special.get(name) ?? named(name))
    ways.set(pattern, steps)
  }
  return steps
}

/** Every place below `start` that a slot's pattern matches; '' matches the start itself. */
export function placesAt(start: Place, pattern: string): readonly Place[] {
  if (pattern === '') return [start]
  const [first, ...rest] = stepsOf(pattern)
  const places = first?.(start) ?? []
  return rest.length === 0 ? places : rest.reduce((from, step) => from.flatMap(step), places)
}
