import { inspectionOf, type Kit } from '@mortise/kit'
import {
  alignRenames,
  type AppDocuments,
  compileModel,
  type Conflict,
  mergeApps,
  type Model,
  type Removal,
  usagesOf,
} from '@mortise/schema'
import type { BinRow, Transaction } from '@mortise/store'
import { errors } from '../errors.ts'
import { isPartOf } from './bin.ts'
import { assembleApps } from './assemble.ts'
import { draftApps, type Edited, openWorkbench, withoutElements } from './edits.ts'

const removalOf = ({ kind, key, field }: BinRow): Removal => ({
  kind,
  key,
  ...(field === null ? {} : { field }),
})

/** Whether one dropped element names another, in the design as it was before both were dropped. */
function names(model: Model, kit: Kit, pair: { readonly user: BinRow; readonly used: BinRow }): boolean {
  const { user, used } = pair
  const { checks } = inspectionOf(kit)
  return usagesOf(model, removalOf(used), checks).some((usage) => {
    if (usage.kind !== user.kind || usage.key !== user.key) return false
    if (user.field === null) return true
    const index = model.entity(user.key)?.document.fields.findIndex((one) => one.key === user.field)
    return usage.path.startsWith(`/fields/${index ?? -1}/`)
  })
}

/** What one publication took away that hangs together with an element: it comes back together. */
function together(
  row: BinRow,
  bin: readonly BinRow[],
  given: { readonly model: Model; readonly kit: Kit },
): readonly BinRow[] {
  const all = bin.filter((one) => one.version === row.version)
  const found = new Set([row])
  for (let size = 0; size !== found.size; ) {
    size = found.size
    for (const one of all) if ([...found].some((known) => joined(known, one, given))) found.add(one)
  }
  return all.filter((one) => found.has(one))
}

function joined(a: BinRow, b: BinRow, { model, kit }: { readonly model: Model; readonly kit: Kit }): boolean {
  return a === b || names(model, kit, { user: a, used: b }) || names(model, kit, { user: b, used: a })
}

const nothing = (app: AppDocuments): AppDocuments =>
  Object.fromEntries(
    Object.entries(app).map(([kind, value]) => [kind, Array.isArray(value) ? [] : (value as unknown)]),
  ) as unknown as AppDocuments

/**
 * Drafts an element of the bin back into the design, with its rights, links and every place that named it. What the
 * documents around it became since then is kept: only what went with the element is put back. What can't be told comes
 * as conflicts, where the design stays as it is.
 */
export async function restoreDrafts(
  tx: Transaction,
  kit: Kit,
  given: { readonly id: string; readonly author: string | null },
): Promise<{ readonly edited: readonly Edited[]; readonly conflicts: readonly Conflict[] }> {
  const bin = await tx.design.bin()
  const row = bin.find((one) => one.id === given.id)
  if (row === undefined) throw errors.DESIGN_BIN_EMPTY()
  if (bin.some((one) => isPartOf(one, row))) throw errors.APP_RESTORE_WHOLE()
  const before = assembleApps(await tx.design.published(row.version - 1))
  const compile = (apps: readonly AppDocuments[]): Model =>
    compileModel({ apps, fieldFacts: kit.fields, version: 0 }).model
  const rows = together(row, bin, { model: compile(before), kit })
  const without = withoutElements(before, rows.map(removalOf), kit)
  const bench = await openWorkbench(tx.design, kit)
  const conflicts: Conflict[] = []
  const apps = [...new Set([...bench.apps, ...before].map((one) => one.app.key))].map((key) => {
    const find = (list: readonly AppDocuments[]): AppDocuments | undefined =>
      list.find((one) => one.app.key === key)
    const [ours, theirs, base] = [find(bench.apps), find(before), find(without)]
    const some = ours ?? theirs ?? base
    if (some === undefined) throw errors.DESIGN_BIN_EMPTY()
    if (theirs === undefined || base === undefined) return some
    const others = bench.apps.filter((one) => one.app.key !== key)
    const context = {
      checks: inspectionOf(kit).checks,
      compile: (app: AppDocuments) => compile([...others, app]),
    }
    const merged = mergeApps(alignRenames({ base, ours: ours ?? nothing(some), theirs }, context))
    conflicts.push(...merged.conflicts)
    return merged.value
  })
  return { edited: await draftApps(tx, { from: bench, apps, author: given.author }), conflicts }
}
