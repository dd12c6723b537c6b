import { inspectionOf, type Kit } from '@mortise/kit'
import {
  alignRenames,
  type AppDocuments,
  compileModel,
  type Conflict,
  documentKey,
  documentKinds,
  mergeApps,
} from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { assembleApps, documentRows, type StoredDocument } from '../../design/assemble.ts'
import { auditDesign, publishRows, tellPublished } from '../../design/publish.ts'
import { errors } from '../../errors.ts'
import { administratorsOnly } from './plan.ts'

const emptied = ({ app }: AppDocuments): AppDocuments =>
  Object.fromEntries(
    documentKinds.map((kind) => [kind, kind === 'app' ? app : []]),
  ) as unknown as AppDocuments

type Three = {
  /** Right before the app went. */
  readonly before: readonly StoredDocument[]
  /** Right after. */
  readonly after: readonly StoredDocument[]
  readonly now: readonly StoredDocument[]
}

/** Puts back into other apps what they lost with the app, and leaves alone what became of them since. */
function restored(
  { before, after, now }: Three,
  app: string,
  kit: Kit,
): { readonly proposed: readonly StoredDocument[]; readonly conflicts: readonly Conflict[] } {
  const { checks } = inspectionOf(kit)
  const conflicts: Conflict[] = []
  const present = assembleApps(now)
  const find = (rows: readonly StoredDocument[], key: string): AppDocuments | undefined =>
    assembleApps(rows.filter((row) => row.app === key))[0]
  const others = present.map((ours) => {
    const [base, theirs] = [find(after, ours.app.key), find(before, ours.app.key)]
    if (base === undefined || theirs === undefined) return ours
    const rest = present.filter((one) => one !== ours)
    const lost = find(before, app) ?? emptied(ours)
    const compile = (one: AppDocuments) =>
      compileModel({ apps: [...rest, lost, one], fieldFacts: kit.fields, version: 0 }).model
    const merged = mergeApps(alignRenames({ base, ours, theirs }, { checks, compile }))
    conflicts.push(...merged.conflicts)
    return merged.value
  })
  const rows = others.flatMap((one) => documentRows(one, documentKey))
  return { proposed: [...rows, ...before.filter((row) => row.app === app)], conflicts }
}

/**
 * Brings an app back out of the bin with all its records, rights and the places that named it, and publishes that at once.
 * Where something else was made of a place since, that stays and is told as a conflict.
 */
export async function restoreApp(
  workspace: Workspace,
  actor: Actor,
  id: string,
): Promise<{ readonly version: number; readonly conflicts: readonly Conflict[] }> {
  administratorsOnly(actor)
  const { kit } = workspace.options
  const done = await workspace.store.transaction(async (tx) => {
    const row = (await tx.design.bin()).find((one) => one.id === id && one.kind === 'app')
    if (row === undefined) throw errors.DESIGN_BIN_EMPTY()
    const now = await tx.design.published()
    if (now.some((one) => one.app === row.app)) throw errors.APP_TAKEN({ app: row.app })
    const [before, after] = [
      await tx.design.published(row.version - 1),
      await tx.design.published(row.version),
    ]
    const { proposed, conflicts } = restored({ before, after, now }, row.app, kit)
    await tx.design.takeBaseBack(row.id)
    const version = await publishRows(tx, { kit, proposed, note: `+ ${row.app}`, author: actor.userId })
    await auditDesign(tx, actor, { action: 'restore_app', data: { app: row.app, version } })
    return { version, conflicts }
  })
  await tellPublished(workspace)
  return done
}
