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

const everywhere: Step = (place) => [place, ...children(place).flatMap(everywhere)]

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

/** Every place below `start` that a slot's pattern matches; '' matches the start itself. */
export function placesAt(start: Place, pattern: string): readonly Place[] {
  let places: readonly Place[] = [start]
  if (pattern === '') return places
  for (const part of pattern.split('/')) {
    const step = special.get(part) ?? named(part)
    places = places.flatMap(step)
  }
  return places
}
