import { isObject } from '../pointer.ts'
import { conflict, inside } from './conflict.ts'
import { type Entry, entriesOf, namingOf, partnersOf } from './elements.ts'
import { mergeOrder } from './order.ts'
import type { Merging } from './types.ts'

type Lists = {
  readonly base: readonly unknown[]
  readonly ours: readonly unknown[]
  readonly theirs: readonly unknown[]
}

/** Whether the entries of a list can be told apart, so that it is merged entry by entry. */
export function isElementList({ base, ours, theirs }: Lists): boolean {
  return namingOf([base, ours, theirs]) !== undefined
}

/** One element on all three sides. */
type Row = {
  readonly base: Entry | undefined
  readonly ours: Entry | undefined
  readonly theirs: Entry | undefined
}

/** Elements of all sides, paired; those that only one side has come with that side alone. */
function rowsOf(base: readonly Entry[], ours: readonly Entry[], theirs: readonly Entry[]): readonly Row[] {
  const [ourBase, theirBase] = [partnersOf(base, ours), partnersOf(base, theirs)]
  const inverse = (pairs: ReadonlyMap<Entry, Entry>): ReadonlyMap<Entry, Entry> =>
    new Map([...pairs].map(([after, before]) => [before, after]))
  const [inOurs, inTheirs] = [inverse(ourBase), inverse(theirBase)]
  const newOurs = ours.filter((one) => !ourBase.has(one))
  const newTheirs = theirs.filter((one) => !theirBase.has(one))
  const both = partnersOf(newOurs, newTheirs)
  const taken = new Set(both.values())
  return [
    ...base.map((one) => ({ base: one, ours: inOurs.get(one), theirs: inTheirs.get(one) })),
    ...newOurs
      .filter((one) => !taken.has(one))
      .map((one) => ({ base: undefined, ours: one, theirs: undefined })),
    ...newTheirs.map((one) => ({ base: undefined, ours: both.get(one), theirs: one })),
  ]
}

type Made = { readonly row: Row; readonly value: unknown }

function mergeRow(row: Row, at: Merging): Made {
  const named = row.base ?? row.ours ?? row.theirs
  const three = { base: row.base?.value, ours: row.ours?.value, theirs: row.theirs?.value }
  return { row, value: at.value(three, inside(at, named?.key ?? '')) }
}

/**
 * Two elements that would be called alike, one of each side: a conflict. The one whose name is ours stays; the other one
 * is left out, or keeps the name it had with us.
 */
function withoutClashes(
  made: readonly Made[],
  at: Merging,
  name: (value: unknown) => string | undefined,
): readonly Made[] {
  const owners = new Map<string, Made>()
  const ourName = (one: Made): boolean => one.row.ours !== undefined && one.row.ours.key === name(one.value)
  for (const one of made) {
    const key = name(one.value) ?? ''
    const owner = owners.get(key)
    if (owner === undefined || (ourName(one) && !ourName(owner))) owners.set(key, one)
  }
  return made.flatMap((one): readonly Made[] => {
    const key = name(one.value) ?? ''
    const owner = owners.get(key)
    if (owner === one || owner === undefined) return [one]
    // Nothing can be chosen here: a list has no room for two of a name.
    conflict(
      { base: one.row.base?.value, ours: owner.value, theirs: one.value },
      { ...inside(at, key), choose: () => 'ours' },
    )
    return one.row.ours === undefined ? [] : [{ row: one.row, value: renamedBack(one) }]
  })
}

function renamedBack({ row, value }: Made): unknown {
  const ours = row.ours?.value
  return isObject(value) && isObject(ours) && 'key' in ours ? { ...value, key: ours['key'] } : (ours ?? value)
}

/** Merges lists of elements: additions of both sides, removals that nobody changed meanwhile, elements inside, order. */
export function mergeList(lists: Lists, at: Merging): readonly unknown[] {
  const name = namingOf([lists.base, lists.ours, lists.theirs])
  return name === undefined ? lists.ours : mergeEntries(lists, at, name)
}

/** The same for entries whose names are known. */
export function mergeEntries(
  lists: Lists,
  at: Merging,
  name: (value: unknown) => string | undefined,
): readonly unknown[] {
  const base = entriesOf(lists.base, name)
  const ours = entriesOf(lists.ours, name)
  const theirs = entriesOf(lists.theirs, name)
  const rows = rowsOf(base, ours, theirs)
  const made = rows.map((row) => mergeRow(row, at)).filter((one) => one.value !== undefined)
  const left = withoutClashes(made, at, name)
  const order = mergeOrder(
    left.map(({ row }) => row),
    { base, ours, theirs },
    at,
  )
  const values = new Map(left.map(({ row, value }) => [row, value]))
  return order.map((row) => values.get(row))
}
