import { loadApp } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { applyApp } from './apply.ts'
import { installData } from './data.ts'

/**
 * Puts an app of the gallery into a workspace that has none of that name, with or without its demo rows. Rows belong to
 * whoever installs: demo people are no accounts here.
 */
export async function installTemplate(
  workspace: Workspace,
  actor: Actor,
  given: { readonly files: ReadonlyMap<string, string>; readonly demo: boolean },
): Promise<{ readonly key: string; readonly version: number; readonly records: number }> {
  const { documents } = loadApp(given.files)
  if (documents === undefined) throw errors.APP_INVALID({ name: 'app', count: 1 })
  const { key } = documents.app
  const { model } = await workspace.published()
  if (model.apps.some((one) => one.key === key)) throw errors.APP_TAKEN({ app: key })
  const { version } = await applyApp(workspace, actor, { files: given.files, choices: {} })
  const fresh = given.demo && (await workspace.store.side.once(`app-data:${key}`))
  const records = fresh ? await installData(workspace, documents, actor.userId) : 0
  return { key, version, records }
}
