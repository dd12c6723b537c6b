import { sameJson } from '../diff/equal.ts'
import { conflict, inside } from './conflict.ts'
import type { Entry } from './elements.ts'
import type { Merging } from './types.ts'

type Row = {
  readonly base: Entry | undefined
  readonly ours: Entry | undefined
  readonly theirs: Entry | undefined
}
type Side = keyof Row
type Sides = { readonly [S in Side]: readonly Entry[] }

const nameOf = (row: Row): string => (row.ours ?? row.theirs ?? row.base)?.key ?? ''

function inOrder(rows: readonly Row[], side: Side, sides: Sides): readonly Row[] {
  const places = new Map(sides[side].map((entry, index) => [entry, index]))
  const placeOf = (row: Row): number => places.get(row[side] as Entry) ?? -1
  return rows.filter((row) => row[side] !== undefined).toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Order of the elements that all sides have: of the side that moved some; ours when both did, which is a conflict. */
function coreOrder(rows: readonly Row[], sides: Sides, at: Merging): readonly Row[] {
  const core = rows.filter((row) => row.base && row.ours && row.theirs)
  const [base, ours, theirs] = [
    inOrder(core, 'base', sides),
    inOrder(core, 'ours', sides),
    inOrder(core, 'theirs', sides),
  ]
  const names = (list: readonly Row[]): readonly string[] => list.map(nameOf)
  if (sameJson(names(ours), names(theirs)) || sameJson(names(base), names(theirs))) return ours
  if (sameJson(names(base), names(ours))) return theirs
  const three = { base: names(base), ours: names(ours), theirs: names(theirs) }
  return conflict(three, inside(at, '(order)')) === three.theirs ? theirs : ours
}

/** Puts the rows of one side that are not placed yet behind the one they follow there. */
function insertOf(
  placed: readonly Row[],
  rows: readonly Row[],
  at: { readonly side: Side; readonly sides: Sides },
): readonly Row[] {
  const made = [...placed]
  let before: Row | undefined
  for (const row of inOrder(rows, at.side, at.sides)) {
    if (!made.includes(row)) made.splice(before === undefined ? 0 : made.indexOf(before) + 1, 0, row)
    before = row
  }
  return made
}

/** The order of merged elements: of the common ones first, then additions behind what they follow on their own side. */
export function mergeOrder(rows: readonly Row[], sides: Sides, at: Merging): readonly Row[] {
  const core = coreOrder(rows, sides, at)
  // Theirs first, so that what we put at the same place ends up in front.
  const theirs = insertOf(core, rows, { side: 'theirs', sides })
  const ours = insertOf(theirs, rows, { side: 'ours', sides })
  return [...ours, ...rows.filter((row) => !ours.includes(row))]
}
