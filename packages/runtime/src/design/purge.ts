import { type Actor, auditedBy, type BinRow, type Transaction } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { isPartOf } from './bin.ts'

/** How long a dropped element can be brought back. */
export const designBinDays = 30

async function purge(
  tx: Transaction,
  workspace: Workspace,
  given: { readonly row: BinRow; readonly actor: Actor },
): Promise<void> {
  const { row, actor } = given
  const { model } = await workspace.published()
  if (row.shadow !== null) await tx.purgeShadow(row.shadow, model)
  const bin = await tx.design.bin()
  for (const part of bin.filter((one) => one.id !== row.id && isPartOf(row, one)))
    if (part.shadow !== null) await tx.purgeShadow(part.shadow, model)
  const inside = bin.filter(
    (one) => isPartOf(row, one) || (row.field === null && one.entity !== null && one.entity === row.entity),
  )
  await tx.design.leaveBin([row.id, ...inside.map((one) => one.id)])
  await tx.side.audit({
    action: 'purge_design',
    data: { kind: row.kind, key: row.key, field: row.field, version: row.version },
    ...auditedBy(actor),
    entity: row.kind === 'entity' ? row.key : null,
    recordId: null,
  })
}

/** Takes one element of the bin away for good, with its data. Written to the audit log. */
export async function purgeDesign(workspace: Workspace, actor: Actor, id: string): Promise<void> {
  await workspace.store.transaction(async (tx) => {
    const row = (await tx.design.bin()).find((one) => one.id === id)
    if (row === undefined) throw errors.DESIGN_BIN_EMPTY()
    if (row.kind === 'app' && !actor.admin) throw errors.FORBIDDEN({ what: 'admin' })
    await purge(tx, workspace, { row, actor })
  })
}

/** Takes away what has lain in the bin for 30 days. Gives how many elements that were. */
export async function emptyDesignBin(workspace: Workspace, actor: Actor): Promise<number> {
  const before = new Date(workspace.options.clock() - designBinDays * 86_400_000).toISOString()
  const rows = await workspace.store.design.bin(before)
  for (const { id } of rows)
    await workspace.store.transaction(async (tx) => {
      const row = (await tx.design.bin(before)).find((one) => one.id === id)
      if (row !== undefined) await purge(tx, workspace, { row, actor })
    })
  return rows.length + (await emptyKeptValues(workspace, before))
}

/** Takes away the old values of fields that changed their type before then. Gives how many fields that were. */
async function emptyKeptValues(workspace: Workspace, before: string): Promise<number> {
  const rows = (await workspace.store.typeChanges.list()).filter(
    ({ doneAt }) => doneAt !== null && Date.parse(doneAt) < Date.parse(before),
  )
  const { model } = await workspace.published()
  for (const row of rows) await workspace.store.transaction((tx) => tx.purgeTypeChange(row, model))
  return rows.length
}
