import type { LocalizedText } from '@mortise/errors'
import type { Actor, Transaction } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { auditDesign, publishRows, tellPublished } from '../../design/publish.ts'
import { errors } from '../../errors.ts'
import { administratorsOnly, lossesOf, proposeDeletion } from './plan.ts'

/** Whether somebody wrote the name of an app, in either language, to say that it is meant. */
function isNameOf(label: LocalizedText, typed: string): boolean {
  const names = typeof label === 'string' ? [label] : Object.values(label)
  return names.some((name = '') => name.trim() === typed.trim())
}

async function dropDrafts({ design }: Transaction, app: string): Promise<number> {
  const drafts = (await design.drafts()).filter((one) => one.app === app)
  for (const { kind, key } of drafts) await design.dropDraft(kind, key)
  return drafts.length
}

/**
 * Takes an app away: its documents and the records of its entities go into the bin together and come back together, for
 * 30 days. `typed` is the name of the app as the person wrote it. Refuses while another app needs something of it. Gives
 * the version.
 */
export async function deleteApp(
  workspace: Workspace,
  actor: Actor,
  given: { readonly app: string; readonly typed: string },
): Promise<number> {
  administratorsOnly(actor)
  const { app, typed } = given
  const { kit } = workspace.options
  const version = await workspace.store.transaction(async (tx) => {
    const { proposal, without } = await proposeDeletion(tx, app, kit)
    const label = proposal.before.document('app', app)?.label ?? app
    if (!isNameOf(label, typed)) throw errors.APP_NAME_DIFFERS()
    const problems = [...proposal.problems, ...lossesOf(proposal, app)]
    if (problems.length > 0) throw errors.APP_IN_USE({ count: problems.length }, { details: problems })
    const drafts = await dropDrafts(tx, app)
    const { proposed, heirs } = without
    for (const { id, roles } of heirs.users) await tx.people.updateUser(id, { roles: [...roles, heirs.role] })
    const made = await publishRows(tx, { kit, proposed, note: `− ${app}`, author: actor.userId })
    const entry = (await tx.design.bin()).find((row) => row.kind === 'app' && row.version === made)
    if (entry !== undefined) await tx.design.setBaseAside(app, entry.id)
    const documents = without.gone.length
    await auditDesign(tx, actor, {
      action: 'delete_app',
      data: { app, version: made, documents, drafts, administrators: heirs.users.length },
    })
    return made
  })
  await workspace.store.announce({ topic: 'people' })
  await tellPublished(workspace)
  return version
}
