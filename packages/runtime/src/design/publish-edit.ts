import type { Json } from '@mortise/expressions'
import type { DocumentKind } from '@mortise/schema'
import type { Actor, Transaction } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import type { RuntimeOptions } from '../types.ts'
import { applyProposal, auditDesign, tellPublished } from './publish.ts'
import { propose } from './proposal.ts'

/**
 * Publishes one change of some documents that a person makes outside of the designers, and nothing else: drafts of others
 * stay drafts, and drafts of these very documents get the same change. Gives the version. Whoever calls tells of it.
 */
export async function publishEdits(
  tx: Transaction,
  actor: Actor,
  given: {
    readonly kit: RuntimeOptions['kit']
    readonly documents: readonly { readonly kind: DocumentKind; readonly key: string }[]
    readonly note: string
    readonly edit: (json: Json, kind: DocumentKind) => Json
  },
): Promise<number> {
  const { kit, note, edit } = given
  const current = await tx.design.currentVersion()
  const published = await tx.design.published(current)
  const nameOf = (one: { readonly kind: string; readonly key: string }): string => `${one.kind}/${one.key}`
  const wanted = new Set(given.documents.map(nameOf))
  const proposed = published.map((row) =>
    wanted.has(nameOf(row)) ? { ...row, json: edit(row.json, row.kind) } : row,
  )
  for (const { kind, key } of given.documents)
    if (published.every((row) => row.kind !== kind || row.key !== key))
      throw errors.DESIGN_NOT_FOUND({ kind, key })
  const documents = proposed.filter((row) => wanted.has(nameOf(row)))
  const proposal = propose({ published, proposed, version: current }, kit)
  const drafts = (await tx.design.drafts()).filter((one) => wanted.has(nameOf(one)))
  const made = await applyProposal(tx, proposal, {
    kit,
    documents: documents.map(({ kind, key, app, json }) => ({ kind, key, app, json })),
    author: actor.userId,
    note,
  })
  for (const { kind, key, app, json, deleted, author } of drafts)
    await tx.design.putDraft({ kind, key, app, json: deleted ? null : edit(json, kind), author })
  await auditDesign(tx, actor, { action: 'publish', data: { version: made, note } })
  return made
}

/** The same for one document, in a transaction of its own, and told to everybody. */
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
  const version = await workspace.store.transaction((tx) =>
    publishEdits(tx, actor, { kit, documents: [{ kind, key }], note, edit }),
  )
  await tellPublished(workspace)
  return version
}
