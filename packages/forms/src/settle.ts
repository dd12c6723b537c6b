import { type Draft, isValues, type Holder, ownedRow, recordInput, rowIndex, rowInput } from './draft.ts'
import { follow, follows } from './follow.ts'
import { valuePath } from './graph.ts'
import { pathOf, type Place, targetOf, writeFitted } from './places.ts'
import { type Dirty, recompute } from './recompute.ts'
import { hasMoved, storedOf } from './stored.ts'
import type { RowState, SetterPlan, TablePlan } from './types.ts'
import { isAwaiting } from './waiting.ts'
import type { RecordValues } from '@mortise/schema'

/** Read-only fields that lean on each other come to rest after a few rounds; more is a circle. */
const mostRounds = 6

/**
 * Works out what changed, then runs setters until nothing changes, then brings read-only fields to what they follow. A
 * setter never overwrites what the person has just typed, nor what another has set in the same step (`settled`), so it
 * ends.
 */
export function settle(draft: Draft, dirty: Dirty, settled: Set<string>): void {
  recompute(draft, dirty)
  dirty.clear()
  runSetters(draft, settled)
  for (let round = 0; round < mostRounds; round += 1) {
    for (const path of draft.changed) draft.everChanged.add(path)
    draft.changed.clear()
    if (!follow(draft)) return
    runSetters(draft, settled)
  }
}

type Firing = { readonly index: number; readonly setter: SetterPlan; readonly row: string | undefined }

const firingKey = ({ index, setter, row }: Firing): string =>
  row === undefined ? String(index) : `${index}/${setter.table}/${row}`

function runSetters(draft: Draft, settled: Set<string>): void {
  const fired = new Set<number>()
  for (let again = true; again; ) {
    again = false
    for (const [index, setter] of draft.program.setters.entries()) {
      if (fired.has(index) || !isHit(draft, setter)) continue
      fired.add(index)
      for (const row of rowsOf(draft, setter)) again = fire(draft, { index, setter, row }, settled) || again
    }
  }
}

/** Whether something a setter watches has changed. Those of rows look here at the record around them only. */
function isHit(draft: Draft, { table, watches }: SetterPlan): boolean {
  for (const path of watches)
    if (draft.changed.has(path) && (table === '' || !path.startsWith(`${table}.`))) return true
  return false
}

function rowsOf(draft: Draft, { table }: SetterPlan): readonly (string | undefined)[] {
  return table === '' ? [undefined] : (draft.tables[table] ?? []).map(({ key }) => key)
}

/** Sets what a setter sets, on the record or on one row; true when it did. */
function fire(draft: Draft, firing: Firing, settled: Set<string>): boolean {
  const { setter, row } = firing
  const { table } = setter
  const plan = draft.program.tables.get(table)
  const holder = row === undefined ? draft : ownedRow(draft, table, rowIndex(draft, table, row))
  if (plan === undefined || holder === undefined) return false
  const input = (): ReturnType<typeof recordInput> =>
    row === undefined ? recordInput(draft) : rowInput(draft, plan, holder)
  if (isAwaiting(draft, setter, { input: input(), row })) {
    draft.waiting.add(firingKey(firing))
    return false
  }
  draft.waiting.delete(firingKey(firing))
  if (!setter.holds(input())) return false
  const dirty: Dirty = new Map()
  for (const { field, value } of setter.sets) {
    const place = pathOf({ table, row, key: field })
    const target = targetOf(draft, place)
    if (target === undefined || target.field.computed || settled.has(place) || follows(draft, target))
      continue
    settled.add(place)
    writeFitted(draft, dirty, { target, value: value(input()) })
  }
  recompute(draft, dirty)
  return true
}

/** Runs the setters of a sub-table on the row in which a field has changed; that field itself is not overwritten. */
export function settleRow(
  draft: Draft,
  dirty: Dirty,
  given: { readonly changed: Place; readonly settled: Set<string> },
): void {
  const { changed, settled } = given
  const { table, row, key } = changed
  if (table === '' || row === undefined) return
  const hit = draft.program.setters.flatMap((setter, index) =>
    setter.table === table && setter.watches.has(valuePath(table, key)) ? [{ setter, index }] : [],
  )
  if (hit.length === 0) return
  recompute(draft, dirty)
  dirty.clear()
  settled.add(pathOf({ table, row, key }))
  for (const { setter, index } of hit) fire(draft, { index, setter, row }, settled)
}

/** Runs setters that waited for answers. */
export function settleWaiting(draft: Draft): void {
  const waiting = [...draft.waiting]
  const settled = new Set<string>()
  for (const one of waiting) {
    const [index, , row] = one.split('/')
    const setter = draft.program.setters[Number(index)]
    if (setter !== undefined) fire(draft, { index: Number(index), setter, row }, settled)
  }
  settle(draft, new Map(), settled)
}

/**
 * Runs the setters that what was written sets going: of a record that is opened with values, or of rows that are added.
 * What was `given` is left as it is.
 */
export function settleGiven(draft: Draft, given: RecordValues): void {
  const record = draft.program.tables.get('')
  if (record === undefined) return
  const settled = new Set(Object.keys(given).filter((key) => given[key] !== undefined))
  for (const plan of draft.program.tables.values())
    if (plan.table !== '') settleNewRows(draft, plan, { given: given[plan.table], settled })
  for (const path of watched(draft, ''))
    if (hasMoved(draft, path, { plan: record, now: draft })) draft.changed.add(path)
  settle(draft, new Map(), settled)
}

function watched(draft: Draft, table: string): ReadonlySet<string> {
  return new Set(
    draft.program.setters.filter((one) => one.table === table).flatMap(({ watches }) => [...watches]),
  )
}

function settleNewRows(
  draft: Draft,
  plan: TablePlan,
  written: { readonly given: RecordValues[string] | undefined; readonly settled: Set<string> },
): void {
  const { given, settled } = written
  if (!Array.isArray(given) || watched(draft, plan.table).size === 0) return
  const list = given.filter(isValues)
  for (const [at, row] of (draft.tables[plan.table] ?? []).entries()) {
    const values = list[at] ?? {}
    // A row that is as it is stored sets nothing going.
    if (storedOf(draft, plan, row) !== values) settleNewRow(draft, plan, { row, given: values, settled })
  }
}

/** Runs the setters of a row that was written as a whole. */
export function settleNewRow(
  draft: Draft,
  plan: TablePlan,
  written: {
    readonly row: RowState | (Holder & { readonly key: string })
    readonly given: RecordValues
    readonly settled: Set<string>
  },
): void {
  const { row, given, settled } = written
  const { table } = plan
  const setters = new Set([...plan.setters.values()].flat())
  if (setters.size === 0) return
  for (const [key, value] of Object.entries(given))
    if (value !== undefined) settled.add(pathOf({ table, row: row.key, key }))
  for (const [index, setter] of draft.program.setters.entries())
    if (setters.has(setter) && [...setter.watches].some((path) => hasMoved(draft, path, { plan, now: row })))
      fire(draft, { index, setter, row: row.key }, settled)
}
