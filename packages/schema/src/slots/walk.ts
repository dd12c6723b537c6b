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

/** A pattern as its last step and the pattern before it. There are a few hundred, met again in every document. */
type Last = { readonly before: string; readonly step: Step }

const lasts = new Map<string, Last>()

function lastOf(pattern: string): Last {
  let last = lasts.get(pattern)
  if (last === undefined) {
    const cut = pattern.lastIndexOf('/')
    const name = pattern.slice(cut + 1)
    last = { before: pattern.slice(0, Math.max(cut, 0)), step: special.get(name) ?? named(name) }
    lasts.set(pattern, last)
  }
  return last
}

/** Finds places below one start; patterns that begin in the same way are followed together. */
export type Walk = (pattern: string) => readonly Place[]

/** Opens a walk at a place. Its answers hold as long as what stands there does not change. */
export function walkFrom(start: Place): Walk {
  const known = new Map<string, readonly Place[]>([['', [start]]])
  const walk: Walk = (pattern) => {
    const found = known.get(pattern)
    if (found !== undefined) return found
    const { before, step } = lastOf(pattern)
    const from = walk(before)
    const places = from.length === 0 ? from : from.flatMap(step)
    known.set(pattern, places)
    return places
  }
  return walk
}

/** Every place below `start` that a slot's pattern matches; '' matches the start itself. */
export function placesAt(start: Place, pattern: string): readonly Place[] {
  if (pattern === '') return [start]
  const { before, step } = lastOf(pattern)
  return before === '' ? step(start) : placesAt(start, before).flatMap(step)
}
