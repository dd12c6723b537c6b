import { inspectionOf } from '@mortise/kit'
import { type AppDocuments, documentEntries, loadApp, saveApp } from '@mortise/schema'
import type { Actor, DesignTables, Transaction } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { draftApps, openWorkbench, type Workbench } from '../design/edits.ts'
import { checkApps } from '../design/proposal.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'
import type { MergePlan } from './apply.ts'
import { baseOf } from './export.ts'
import { type Choices, designOf, mergeTemplate } from './merge-template.ts'

type Given = {
  readonly files: ReadonlyMap<string, string>
  readonly choices: Choices
  /** What both sides came from, where that is not the template: a copy knows what it was a copy of. */
  readonly base?: AppDocuments
}

type Planned = {
  readonly plan: MergePlan
  readonly bench: Workbench
  readonly apps: readonly AppDocuments[]
  readonly files: ReadonlyMap<string, string>
}

/** The template an app is compared with: that of an update whose drafts wait, else the one it was installed from. */
async function lastTemplate(design: DesignTables, app: string): Promise<AppDocuments | undefined> {
  const waiting = (await design.pendingBases()).find((one) => one.app === app)
  return waiting === undefined
    ? baseOf(design, app)
    : loadApp(new Map(Object.entries(waiting.files))).documents
}

async function plan(tx: Pick<Transaction, 'design'>, workspace: Workspace, given: Given): Promise<Planned> {
  const { kit } = workspace.options
  const { documents, problems: unread } = loadApp(given.files)
  if (documents === undefined)
    throw errors.APP_INVALID({ name: 'app', count: unread.length }, { details: unread })
  const { key, version } = documents.app
  const { validator } = inspectionOf(kit)
  const shapes = documentEntries(documents).flatMap(({ kind, document, file }) =>
    validator.validateDocument(kind, document, file),
  )
  if (shapes.length > 0) throw errors.APP_INVALID({ name: key, count: shapes.length }, { details: shapes })
  const bench = await openWorkbench(tx.design, kit)
  const ours = bench.apps.find((one) => one.app.key === key)
  if (ours === undefined) throw errors.APP_UNKNOWN({ app: key })
  const base = given.base ?? (await lastTemplate(tx.design, key))
  const others = bench.apps.filter((one) => one !== ours)
  const sides = { base: base === undefined ? undefined : designOf(base), ours, theirs: designOf(documents) }
  const { value, changes, kept, conflicts } = mergeTemplate(sides, { kit, others, choices: given.choices })
  const { problems } = checkApps([...others, value], { kit, version: 0 })
  const from = base?.app.version ?? ours.app.version
  return {
    bench,
    apps: [...others, value],
    files: saveApp(documents),
    plan: {
      app: key,
      from,
      to: version,
      installed: true,
      changes,
      kept,
      conflicts,
      problems,
      drafts: [],
    },
  }
}

/** Says what a newer version of an app's template would bring to the app as it is being designed. Changes nothing. */
export async function planTemplateUpdate(workspace: Workspace, given: Given): Promise<MergePlan> {
  return (await plan(workspace.store, workspace, given)).plan
}

/**
 * Drafts what a newer version of an app's template brings, merged with what was changed here; people publish it when they
 * have looked at it. The app counts as being of that version from then on; where all drafts are thrown away it stays what
 * it was. Errors: `APP_UNKNOWN`, `APP_INVALID`, `FORBIDDEN` where roles change and the caller is no administrator.
 */
export async function draftTemplateUpdate(
  workspace: Workspace,
  actor: Actor,
  given: Given,
): Promise<MergePlan> {
  const done = await workspace.store.transaction(async (tx) => {
    const { plan: made, bench, apps, files } = await plan(tx, workspace, given)
    if (!actor.admin && made.changes.some((one) => one.kind === 'role'))
      throw errors.FORBIDDEN({ what: 'role' })
    const edited = await draftApps(tx, { from: bench, apps, author: actor.userId })
    const base = {
      app: made.app,
      version: made.to,
      files: Object.fromEntries(files),
      author: actor.userId,
    }
    // A copy is no template: what the app came from stays what it was.
    if (given.base === undefined)
      await (edited.length === 0 ? tx.design.putBase(base) : tx.design.putPendingBase(base))
    const { app, from, to } = made
    await auditDesign(tx, actor, {
      action: given.base === undefined ? 'draft_update' : 'draft_promotion',
      data: { app, from, to },
    })
    return made
  })
  await workspace.store.announce({ topic: 'design' })
  return done
}
