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
import { withoutInheritedRights } from './replaced.ts'
import { type Ask, type Asked, auditLine, orPrepared, runPublication } from './publication.ts'
import { undoing } from './type-changes.ts'

type Publication = Parameters<DesignTables['publish']>[0]['documents']

/** Carries a proposal out: database changes and the new version, in one transaction. Refuses when anything is wrong. */
export async function applyProposal(
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
    const all = [...documents, ...publication(proposal.shut)]
    const made = await applyProposal(tx, proposal, { kit, documents: all, author: actor.userId, note })
    await auditDesign(tx, actor, { action: 'publish', data: { version: made, note } })
    return made
  })
  await tellPublished(workspace)
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
    const next = await applyProposal(tx, proposal, { kit, documents, author: actor.userId, note })
    await auditDesign(tx, actor, { action: 'rollback', data: { version: next, to: version } })
    return next
  })
  await tellPublished(workspace)
  return made
}

/**
 * Takes the last change of a field's type back, as a new version: each record gets its old value again, byte for byte;
 * what somebody wrote since stays, in the old type where it fits.
 */
export async function undoTypeChange(workspace: Workspace, actor: Actor, id: string): Promise<number> {
  const { kit } = workspace.options
  const rows = await workspace.store.typeChanges.list()
  const made = await workspace.store.transaction(async (tx) => {
    const { proposal, row, json, field } = await undoing(tx, rows, { id, kit })
    const documents = [{ kind: row.kind, key: row.key, app: row.app, json }]
    const next = await applyProposal(tx, proposal, {
      kit,
      documents,
      author: actor.userId,
      note: `↩ ${row.key}`,
    })
    await auditDesign(tx, actor, {
      action: 'type_change_undone',
      data: { version: next, entity: row.key, field },
    })
    return next
  })
  await tellPublished(workspace)
  return made
}

/** The publication of all drafts, as it is kept while a large table is prepared for it. */
export async function askOfDrafts(workspace: Workspace, actor: Actor, note: string | null): Promise<Ask> {
  const { design } = workspace.store
  const { drafts, shut } = await proposeDrafts(design, workspace.options.kit)
  const documents = drafts.map(({ kind, key, app, json, deleted }) => ({
    kind,
    key,
    app,
    json: deleted ? null : json,
  }))
  return {
    baseVersion: await design.currentVersion(),
    documents: [...documents, ...publication(shut)],
    drafts: drafts.map(({ kind, key, rev }) => ({ kind, key, rev })),
    audit: auditLine(actor, { action: 'publish', data: { note } }),
    appBase: null,
    note,
  }
}

/** Goes back to an earlier version: at once, or as soon as large tables are prepared for it. */
export function askRollBack(workspace: Workspace, actor: Actor, version: number): Promise<Asked<number>> {
  return orPrepared(
    workspace,
    () => rollBack(workspace, actor, version),
    async () => {
      const { design } = workspace.store
      const baseVersion = await design.currentVersion()
      const [published, proposed] = [await design.published(baseVersion), await design.published(version)]
      return {
        baseVersion,
        documents: differing(published, proposed),
        drafts: [],
        audit: auditLine(actor, { action: 'rollback', data: { to: version } }),
        appBase: null,
        note: `↩ ${version}`,
      }
    },
  )
}

/** Takes a change of type back: at once, or as soon as its table is prepared for it. */
export function askUndoTypeChange(workspace: Workspace, actor: Actor, id: string): Promise<Asked<number>> {
  return orPrepared(
    workspace,
    () => undoTypeChange(workspace, actor, id),
    async () => {
      const { store, options } = workspace
      const { row, json, field } = await undoing(store, await store.typeChanges.list(), {
        id,
        kit: options.kit,
      })
      const data = { entity: row.key, field }
      return {
        baseVersion: await store.design.currentVersion(),
        documents: [{ kind: row.kind, key: row.key, app: row.app, json }],
        drafts: [],
        audit: auditLine(actor, { action: 'type_change_undone', data }),
        appBase: null,
        note: `↩ ${row.key}`,
      }
    },
  )
}

/** Prepares what a kept publication waits for, and publishes it. */
export function carryOutPublication(workspace: Workspace, id: string): Promise<void> {
  const { kit } = workspace.options
  return runPublication(workspace, id, (tx, proposal, given) =>
    applyProposal(tx, proposal, { ...given, kit }),
  )
}

/** What putting whole documents of an app in place of what is published of it changes. */
export async function appDocuments(
  design: DesignTables,
  given: { readonly app: string; readonly documents: readonly StoredDocument[] },
): Promise<Publication> {
  const published = await design.published()
  const others = published.filter((row) => row.app !== given.app)
  return differing(published, withoutInheritedRights(published, [...others, ...given.documents]))
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
  const published = await tx.design.published()
  const others = published.filter((row) => row.app !== given.app)
  const { kit, note, author = null } = given
  return publishRows(tx, { kit, note, author, proposed: [...others, ...given.documents] })
}

/** Publishes a whole design: all documents there are to be, of all apps; drafts of what does not change stay drafts. */
export async function publishRows(
  tx: Transaction,
  given: {
    readonly kit: RuntimeOptions['kit']
    readonly proposed: readonly StoredDocument[]
    readonly note: string | null
    readonly author: string | null
  },
): Promise<number> {
  const { kit, note, author } = given
  const version = await tx.design.currentVersion()
  const published = await tx.design.published(version)
  const proposed = withoutInheritedRights(published, given.proposed)
  const proposal = propose({ published, proposed, version }, kit)
  return applyProposal(tx, proposal, { kit, documents: differing(published, proposed), author, note })
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
    (row) =>
      old.get(nameOf(row))?.app !== row.app ||
      JSON.stringify(old.get(nameOf(row))?.json) !== JSON.stringify(row.json),
  )
  return [...gone, ...publication(changed)]
}

const publication = (rows: readonly StoredDocument[]): Publication =>
  rows.map(({ kind, key, app, json }) => ({ kind, key, app, json }))

/** Notes what was done to the design. */
export async function auditDesign(
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

/** Tells this process and all others that there is another version. */
export async function tellPublished(workspace: Workspace): Promise<void> {
  workspace.expire()
  await workspace.store.announce({ topic: 'model' })
}
