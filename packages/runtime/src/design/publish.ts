import type { Json } from '@mortise/expressions'
import type { DocumentKind } from '@mortise/schema'
import type { Actor, DesignTables, Transaction } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import type { RuntimeOptions } from '../types.ts'
import type { StoredDocument } from './assemble.ts'
import { binned, cameBack } from './bin.ts'
import { carryRenames } from './carry-renames.ts'
import { searchFill } from '../jobs/search-fill.ts'
import { propose, proposeDrafts, type Proposal } from './proposal.ts'

type Publication = Parameters<DesignTables['publish']>[0]['documents']

/** Carries a proposal out: database changes and the new version, in one transaction. Refuses when anything is wrong. */
async function apply(
  tx: Transaction,
  proposal: Proposal,
  given: {
    readonly kit: RuntimeOptions['kit']
    readonly documents: Publication
    readonly author: string | null
    readonly note: string | null
  },
): Promise<number> {
  const { problems, changes, steps, before, after } = proposal
  if (problems.length > 0) throw errors.DESIGN_PROBLEMS({ count: problems.length }, { details: problems })
  const bin = await tx.design.bin()
  const shadows = bin.flatMap((one) => one.shadow ?? [])
  const dropped = await tx.applyChanges(steps, { before, after, shadows })
  await tx.jobs.add([searchFill])
  const summary = changes.map(({ type, kind, key, sentence }) => ({
    type,
    kind,
    key,
    sentence: { ...sentence },
  }))
  await carryRenames(tx, proposal, given.kit)
  const version = await tx.design.publish({ ...given, changes: summary as unknown as Json })
  await tx.design.putBin(binned(proposal, dropped, { version, author: given.author }))
  await tx.design.leaveBin(cameBack(bin, after).map((one) => one.id))
  return version
}

/** Roles are published by administrators only, drafts of others and earlier versions included. */
function refuseRoles(actor: Actor, documents: Publication): void {
  if (!actor.admin && documents.some((one) => one.kind === 'role')) throw errors.FORBIDDEN({ what: 'role' })
}

/** Publishes all drafts as the next version. Gives its number. */
export async function publishDrafts(
  workspace: Workspace,
  actor: Actor,
  note: string | null,
): Promise<number> {
  const { kit } = workspace.options
  const version = await workspace.store.transaction(async (tx) => {
    const proposal = await proposeDrafts(tx.design, kit)
    const documents = proposal.drafts.map(({ kind, key, app, json, deleted }) => ({
      kind,
      key,
      app,
      json: deleted ? null : json,
    }))
    refuseRoles(actor, documents)
    if (documents.length === 0) return tx.design.currentVersion()
    const made = await apply(tx, proposal, { kit, documents, author: actor.userId, note })
    await audit(tx, actor, { action: 'publish', data: { version: made, note } })
    return made
  })
  await told(workspace)
  return version
}

/** Goes back to an earlier version, as a new one: nothing of the history is lost. */
export async function rollBack(workspace: Workspace, actor: Actor, version: number): Promise<number> {
  const { kit } = workspace.options
  const made = await workspace.store.transaction(async (tx) => {
    const current = await tx.design.currentVersion()
    const [published, proposed] = [await tx.design.published(current), await tx.design.published(version)]
    const proposal = propose({ published, proposed, version: current }, kit)
    const documents = differing(published, proposed)
    refuseRoles(actor, documents)
    const note = `↩ ${version}`
    const next = await apply(tx, proposal, { kit, documents, author: actor.userId, note })
    await audit(tx, actor, { action: 'rollback', data: { version: next, to: version } })
    return next
  })
  await told(workspace)
  return made
}

/** Puts whole documents of an app in place of what is published of it; drafts of other apps stay drafts. */
export async function publishApp(
  tx: Transaction,
  given: {
    readonly kit: RuntimeOptions['kit']
    readonly app: string
    readonly documents: readonly StoredDocument[]
    readonly note: string | null
    readonly author?: string | null
  },
): Promise<number> {
  const current = await tx.design.currentVersion()
  const published = await tx.design.published(current)
  const others = published.filter((row) => row.app !== given.app)
  const proposal = propose(
    { published, proposed: [...others, ...given.documents], version: current },
    given.kit,
  )
  const own = published.filter((row) => row.app === given.app)
  const documents = differing(own, given.documents)
  return apply(tx, proposal, { kit: given.kit, documents, author: given.author ?? null, note: given.note })
}

const nameOf = (row: { readonly kind: DocumentKind; readonly key: string }): string =>
  `${row.kind}/${row.key}`

function differing(before: readonly StoredDocument[], after: readonly StoredDocument[]): Publication {
  const [old, next] = [
    new Map(before.map((row) => [nameOf(row), row])),
    new Map(after.map((row) => [nameOf(row), row])),
  ]
  const gone = before
    .filter((row) => !next.has(nameOf(row)))
    .map(({ kind, key, app }) => ({ kind, key, app, json: null }))
  const changed = after.filter(
    (row) => JSON.stringify(old.get(nameOf(row))?.json) !== JSON.stringify(row.json),
  )
  return [...gone, ...changed.map(({ kind, key, app, json }) => ({ kind, key, app, json }))]
}

async function audit(
  tx: Transaction,
  actor: Actor,
  entry: { readonly action: string; readonly data: { readonly [key: string]: Json } },
): Promise<void> {
  const { userId, name, via, ip } = actor
  await tx.side.audit({
    ...entry,
    actor: userId,
    actorName: name,
    via,
    ip: ip ?? null,
    entity: null,
    recordId: null,
  })
}

async function told(workspace: Workspace): Promise<void> {
  workspace.expire()
  await workspace.store.announce({ topic: 'model' })
}
