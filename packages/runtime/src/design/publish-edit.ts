import type { Json } from '@mortise/expressions'
import type { DocumentKind } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { applyProposal, auditDesign, tellPublished } from './publish.ts'
import { propose } from './proposal.ts'

/**
 * Publishes one change of one document that a person makes outside of the designers, and nothing else: drafts of others
 * stay drafts, and the draft of this very document gets the same change. Gives the version.
 */
export async function publishEdit(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly kind: DocumentKind
    readonly key: string
    readonly note: string
    readonly edit: (json: Json) => Json
  },
): Promise<number> {
  const { kind, key, note, edit } = given
  const { kit } = workspace.options
  const version = await workspace.store.transaction(async (tx) => {
    const current = await tx.design.currentVersion()
    const published = await tx.design.published(current)
    const old = published.find((row) => row.kind === kind && row.key === key)
    if (old === undefined) throw errors.DESIGN_NOT_FOUND({ kind, key })
    const document = { kind, key, app: old.app, json: edit(old.json) }
    const proposed = published.map((row) => (row === old ? { ...row, json: document.json } : row))
    const proposal = propose({ published, proposed, version: current }, kit)
    const draft = (await tx.design.drafts()).find((one) => one.kind === kind && one.key === key)
    const author = actor.userId
    const made = await applyProposal(tx, proposal, { kit, documents: [document], author, note })
    if (draft !== undefined)
      await tx.design.putDraft({
        kind,
        key,
        app: draft.app,
        json: draft.deleted ? null : edit(draft.json),
        author: draft.author,
      })
    await auditDesign(tx, actor, { action: 'publish', data: { version: made, note } })
    return made
  })
  await tellPublished(workspace)
  return version
}
