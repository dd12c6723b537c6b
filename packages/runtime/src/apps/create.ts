import type { LocalizedText } from '@mortise/errors'
import type { AppDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import type { StoredDocument } from '../design/assemble.ts'
import { auditDesign, publishApp, tellPublished } from '../design/publish.ts'
import { errors } from '../errors.ts'

/** What a person says of an app that is to be made. */
export type NewApp = {
  readonly key: string
  readonly label: LocalizedText
  readonly icon?: string
  readonly color?: string
}

/**
 * Makes an app with nothing in it and publishes it at once, so that there is a place to design in. Refuses a key that
 * another app has, published or drafted.
 */
export async function createApp(
  workspace: Workspace,
  actor: Actor,
  given: NewApp,
): Promise<{ readonly key: string; readonly version: number }> {
  const { kit } = workspace.options
  const { key } = given
  const document: AppDocument = { id: `a_${workspace.newId().slice(-12)}`, version: '1.0.0', ...given }
  const version = await workspace.store.transaction(async (tx) => {
    const taken = [...(await tx.design.published()), ...(await tx.design.drafts())]
    if (taken.some((one) => one.app === key)) throw errors.APP_TAKEN({ app: key })
    const made = await publishApp(tx, {
      kit,
      app: key,
      documents: [{ kind: 'app', key, app: key, json: document as unknown as StoredDocument['json'] }],
      note: key,
      author: actor.userId,
    })
    await auditDesign(tx, actor, { action: 'create_app', data: { app: key, version: made } })
    return made
  })
  await tellPublished(workspace)
  return { key, version }
}
