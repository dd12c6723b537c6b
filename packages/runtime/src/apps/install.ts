import { inspectionOf } from '@mortise/kit'
import { type AppDocuments, documentKey, inspectApp, saveApp } from '@mortise/schema'
import type { Workspace } from '../context/workspace.ts'
import { documentRows, type StoredDocument } from '../design/assemble.ts'
import { propose } from '../design/proposal.ts'
import { publishApp } from '../design/publish.ts'
import { errors } from '../errors.ts'
import { installData } from './data.ts'
import { installPeople } from './people.ts'

/** Reads an app's files with all checks; refuses a faulty one, naming every place. */
export function readApp(
  files: ReadonlyMap<string, string>,
  kit: Workspace['options']['kit'],
  name: string,
): AppDocuments {
  const { documents, problems } = inspectApp(files, inspectionOf(kit))
  if (documents === undefined || problems.length > 0)
    throw errors.APP_INVALID({ name, count: problems.length }, { details: problems })
  return documents
}

/** Whoever installs waits: what large tables need is prepared first, beside the running work. */
async function preparedFor(
  workspace: Workspace,
  given: { readonly app: string; readonly documents: readonly StoredDocument[] },
): Promise<void> {
  const { design, typeChanges } = workspace.store
  const version = await design.currentVersion()
  if (version === 0) return
  const published = await design.published(version)
  const proposed = [...published.filter((row) => row.app !== given.app), ...given.documents]
  const { problems, steps, before, after } = propose({ published, proposed, version }, workspace.options.kit)
  if (problems.length === 0) await typeChanges.prepare(steps, { before, after })
}

/**
 * Installs an app: metadata and tables in one transaction, then its demo people and data. Installing the same app again
 * brings its metadata up to date and leaves data alone.
 */
export async function installApp(
  workspace: Workspace,
  given: { readonly app: AppDocuments; readonly demo: boolean; readonly password: string },
): Promise<{ readonly version: number; readonly records: number }> {
  const { app, demo, password } = given
  const documents = documentRows(app, documentKey)
  await preparedFor(workspace, { app: app.app.key, documents })
  const version = await workspace.store.transaction(async (tx) => {
    const files = Object.fromEntries(saveApp(app))
    await tx.design.putBase({ app: app.app.key, version: app.app.version, files, author: null })
    return publishApp(tx, {
      kit: workspace.options.kit,
      app: app.app.key,
      documents,
      note: `${app.app.key} ${app.app.version}`,
    })
  })
  workspace.expire()
  await workspace.store.announce({ topic: 'model' })
  const fresh = await workspace.store.side.once(`app-data:${app.app.key}`)
  if (!demo || !fresh) return { version, records: 0 }
  if (app.people !== undefined) await installPeople(workspace, app.people, password)
  workspace.expire()
  return { version, records: await installData(workspace, app) }
}
