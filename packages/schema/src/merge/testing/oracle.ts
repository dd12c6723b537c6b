import { sameJson } from '../../diff/equal.ts'
import type { Cells } from './cells.ts'

type Sides = { readonly base: Cells; readonly ours: Cells; readonly theirs: Cells }

/** What must come out, cell by cell, and which ways are in conflict. */
export type Expected = { readonly cells: Cells; readonly conflicts: ReadonlySet<string> }

function pickCell(
  way: string,
  { base, ours, theirs }: Sides,
): { readonly value: unknown; readonly conflict: boolean } {
  const [b, o, t] = [base.get(way), ours.get(way), theirs.get(way)]
  if (sameJson(o, t) || sameJson(b, t)) return { value: o, conflict: false }
  return sameJson(b, o) ? { value: t, conflict: false } : { value: o, conflict: true }
}

/** The element that a cell belongs to, and all around it, outermost first. */
function elementsAround(way: string, presences: ReadonlySet<string>): readonly string[] {
  const parts = way.split('/')
  return parts.map((_, i) => parts.slice(0, i + 1).join('/')).filter((one) => presences.has(`${one}@`))
}

/**
 * Three-way merge over cells, written as plainly as it can be: an element that one side removed goes when the other left
 * everything in it as it was, else ours counts and it is a conflict; every other cell is decided alone.
 */
export function expectedMerge(sides: Sides): Expected {
  const ways = new Set([...sides.base.keys(), ...sides.ours.keys(), ...sides.theirs.keys()])
  const presences = new Set([...ways].filter((one) => one.endsWith('@')))
  const fixed = new Map<string, 'ours' | 'theirs'>()
  const conflicts = new Set<string>()
  const sorted = [...presences].toSorted((a, b) => a.split('/').length - b.split('/').length)
  for (const presence of sorted) {
    const element = presence.slice(0, -1)
    if (elementsAround(element, presences).some((one) => one !== element && fixed.has(one))) continue
    const [b, o, t] = [sides.base.has(presence), sides.ours.has(presence), sides.theirs.has(presence)]
    if (o && t) continue
    if (!b || o === t) {
      fixed.set(element, o ? 'ours' : 'theirs')
      continue
    }
    const other = o ? sides.ours : sides.theirs
    const same = sameJson(sides.base.get(presence), other.get(presence))
    if (!same) conflicts.add(element)
    fixed.set(element, same ? (o ? 'theirs' : 'ours') : 'ours')
  }
  const cells = new Map<string, unknown>()
  for (const way of ways) {
    const bare = way.endsWith('@') ? way.slice(0, -1) : way
    if (way.endsWith('@')) {
      const kept = elementsAround(bare, presences).find((one) => fixed.has(one))
      if (kept === undefined || sides[fixed.get(kept) ?? 'ours'].has(way)) cells.set(way, true)
      continue
    }
    const owner = elementsAround(bare, presences).find((one) => fixed.has(one))
    const side = owner === undefined ? undefined : fixed.get(owner)
    const { value, conflict } =
      side === undefined ? pickCell(way, sides) : { value: sides[side].get(way), conflict: false }
    if (conflict) conflicts.add(way)
    if (value !== undefined) cells.set(way, value)
  }
  return { cells, conflicts }
}
