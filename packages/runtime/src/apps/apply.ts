import type { ErrorDetail } from '@mortise/errors'
import { inspectionOf, type Kit } from '@mortise/kit'
import {
  type AppDocuments,
  type Change,
  type Conflict,
  documentEntries,
  documentKey,
  loadApp,
  saveApp,
} from '@mortise/schema'
import type { Actor, Tables } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { assembleApps, documentRows } from '../design/assemble.ts'
import { changesBetween, checkApps } from '../design/proposal.ts'
import { type Asked, auditLine, orPrepared } from '../design/publication.ts'
import { appDocuments, publishApp } from '../design/publish.ts'
import { errors } from '../errors.ts'
import { baseOf } from './export.ts'
import { type Choices, designOf, mergeTemplate } from './merge-template.ts'

/** What putting an app, or a new version of it, into a workspace would do. */
export type MergePlan = {
  readonly app: string
  /** Version of the template that was installed; null when this one would be the first. */
  readonly from: string | null
  readonly to: string
  readonly installed: boolean
  /** What it brings. */
  readonly changes: readonly Change[]
  /** What was changed here since, and stays. */
  readonly kept: readonly Change[]
  readonly conflicts: readonly Conflict[]
  readonly problems: readonly ErrorDetail[]
  /** Drafts that speak of the same documents: they would undo the new version when they are published. */
  readonly drafts: readonly string[]
}

type Planned = {
  readonly plan: MergePlan
  readonly merged: AppDocuments
  readonly files: ReadonlyMap<string, string>
}

async function plan(
  tables: Pick<Tables, 'design'>,
  kit: Kit,
  given: { readonly files: ReadonlyMap<string, string>; readonly choices: Choices },
): Promise<Planned> {
  const { documents, problems: unread } = loadApp(given.files)
  if (documents === undefined)
    throw errors.APP_INVALID({ name: 'app', count: unread.length }, { details: unread })
  const shapes = documentEntries(documents).flatMap(({ kind, document, file }) =>
    inspectionOf(kit).validator.validateDocument(kind, document, file),
  )
  const { key } = documents.app
  if (shapes.length > 0) throw errors.APP_INVALID({ name: key, count: shapes.length }, { details: shapes })
  const published = assembleApps(await tables.design.published())
  const ours = published.find((one) => one.app.key === key)
  const others = published.filter((one) => one.app.key !== key)
  const base = await baseOf(tables.design, key)
  const theirs = designOf(documents)
  const { value, conflicts, kept, ...merged } = mergeTemplate(
    { base: base === undefined ? undefined : designOf(base), ours, theirs },
    { kit, others, choices: given.choices },
  )
  // An app that comes in is told with all it consists of.
  const changes = ours === undefined ? changesBetween([], [value], kit) : merged.changes
  const { problems } = checkApps([...others, value], { kit, version: 0 })
  const touched = new Set(changes.map((one) => `${one.kind}/${one.key}`))
  const drafts = (await tables.design.drafts()).map((one) => `${one.kind}/${one.key}`)
  return {
    merged: value,
    files: saveApp(documents),
    plan: {
      app: key,
      from: base?.app.version ?? ours?.app.version ?? null,
      to: documents.app.version,
      installed: ours !== undefined,
      changes,
      kept,
      conflicts,
      problems,
      drafts: drafts.filter((one) => touched.has(one)),
    },
  }
}

/** Says what putting an app into the workspace would do; does nothing. */
export async function planApp(
  workspace: Workspace,
  files: ReadonlyMap<string, string>,
  choices: Choices = {},
): Promise<MergePlan> {
  return (await plan(workspace.store, workspace.options.kit, { files, choices })).plan
}

/**
 * Puts an app, or a new version of its template, into the workspace and publishes it. What was changed here since is
 * merged with it; the template is remembered as the base of the next version. Refuses while something is wrong with the
 * result, or while drafts lie over documents it changes.
 */
export async function applyApp(
  workspace: Workspace,
  actor: Actor,
  given: { readonly files: ReadonlyMap<string, string>; readonly choices: Choices },
): Promise<MergePlan & { readonly version: number }> {
  const { kit } = workspace.options
  const done = await workspace.store.transaction(async (tx) => {
    const { plan: made, merged, files } = await plan(tx, kit, given)
    // Its old records would come up under the new app.
    if (!made.installed && (await tx.design.bin()).some((row) => row.kind === 'app' && row.key === made.app))
      throw errors.APP_IN_BIN()
    if (made.problems.length > 0)
      throw errors.APP_INVALID({ name: made.app, count: made.problems.length }, { details: made.problems })
    if (made.drafts.length > 0) throw errors.APP_DRAFTS({ drafts: made.drafts.join(', ') })
    // Roles are published by administrators only.
    if (!actor.admin && made.changes.some((one) => one.kind === 'role'))
      throw errors.FORBIDDEN({ what: 'role' })
    const same = made.changes.length === 0
    const note = `${made.app} ${made.to}`
    const version = same
      ? await tx.design.currentVersion()
      : await publishApp(tx, {
          kit,
          app: made.app,
          documents: documentRows(merged, documentKey),
          note,
          author: actor.userId,
        })
    await tx.design.putBase({
      app: made.app,
      version: made.to,
      files: Object.fromEntries(files),
      author: actor.userId,
    })
    const { userId, name, via, ip } = actor
    await tx.side.audit({
      action: 'apply_app',
      data: { app: made.app, from: made.from, to: made.to, version },
      actor: userId,
      actorName: name,
      via,
      ip: ip ?? null,
      entity: null,
      recordId: null,
    })
    return { ...made, version }
  })
  workspace.expire()
  await workspace.store.announce({ topic: 'model' })
  return done
}

/** Puts an app in: at once, or as soon as large tables are prepared for it. */
export async function askApplyApp(
  workspace: Workspace,
  actor: Actor,
  given: { readonly files: ReadonlyMap<string, string>; readonly choices: Choices },
): Promise<Asked<MergePlan & { readonly version: number }> & MergePlan> {
  const { store, options } = workspace
  const { plan: made, merged, files } = await plan(store, options.kit, given)
  const asked = await orPrepared(
    workspace,
    () => applyApp(workspace, actor, given),
    async () => ({
      baseVersion: await store.design.currentVersion(),
      documents: await appDocuments(store.design, {
        app: made.app,
        documents: documentRows(merged, documentKey),
      }),
      drafts: [],
      audit: auditLine(actor, {
        action: 'apply_app',
        data: { app: made.app, from: made.from, to: made.to },
      }),
      appBase: { app: made.app, version: made.to, files: Object.fromEntries(files) },
      note: `${made.app} ${made.to}`,
    }),
  )
  return { ...made, ...asked }
}
