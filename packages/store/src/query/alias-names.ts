import type { Fragment } from '@mortise/expressions/sql'
import type { Place } from './place.ts'

const aliases = /(?<!\.)"(t\d+)"/g

/** The aliases that expressions at a place may name: its own, those of what is joined to it, and of its record. */
export function namesOf({ alias, joins, record }: Place): ReadonlySet<string> {
  const behind = [...joins.values()].flatMap((one) => [...namesOf(one.place)])
  return new Set([alias, ...behind, ...(record === undefined ? [] : namesOf(record))])
}

/** Whether a piece of SQL names one of these aliases. */
export function mentions({ strings }: Fragment, names: ReadonlySet<string>): boolean {
  return strings.some((text) => [...text.matchAll(aliases)].some(([, name = '']) => names.has(name)))
}

/**
 * Gives the tables within pieces of SQL names by the order in which they come, other than those in `outside`: what was made
 * twice is then the same text. Of pieces that belong together the one that brings the tables comes first.
 */
export function renaming(outside: ReadonlySet<string>): (made: Fragment) => Fragment {
  const own = new Map<string, string>()
  const renamed = (whole: string, name: string): string => {
    if (outside.has(name)) return whole
    const known = own.get(name) ?? `s${own.size}`
    own.set(name, known)
    return `"${known}"`
  }
  return (made) => ({ ...made, strings: made.strings.map((text) => text.replaceAll(aliases, renamed)) })
}

/** A piece of SQL by what it says. */
export function meaningOf(outside: ReadonlySet<string>, made: Fragment): string {
  return textOf(renaming(outside)(made))
}

/** Text and values of a piece of SQL in one. */
export function textOf({ strings, values }: Fragment): string {
  return JSON.stringify([strings, values])
}
