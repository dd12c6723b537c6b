import { loggedError } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { auditDesign } from '../design/publish.ts'
import { sandboxStart } from './key.ts'
import { known } from './sandbox.ts'

/** What is announced, with its key, when a copy is taken away: every process lets go of it. */
export const sandboxGone = 'sandbox_gone'

/** How long whoever takes a copy away is left alone with it, in seconds; then it is finished for them. */
const graceSeconds = 60

/**
 * Takes a copy away for good. Nobody finds it from the first moment on; `close` lets go of it here, before it goes. Should
 * this process die meanwhile, or somebody still be at work in it, what is left of it goes later (`finishRemovals`).
 */
export async function removeSandbox(
  workspace: Workspace,
  actor: Actor,
  { key, close }: { readonly key: string; readonly close: (key: string) => Promise<void> },
): Promise<void> {
  await known(workspace, key)
  await workspace.store.transaction((tx) =>
    auditDesign(tx, actor, { action: 'sandbox_removed', data: { key } }),
  )
  await workspace.options.store.unlistWorkspace(key)
  await workspace.store.announce({ topic: sandboxGone, id: key })
  await close(key)
  await drop(workspace, key)
}

/** Finishes taking away copies whose removal somebody did not come to the end of. Gives how many went. */
export async function finishRemovals(workspace: Workspace, grace: number = graceSeconds): Promise<number> {
  const start = sandboxStart(workspace.key)
  let gone = 0
  for (const key of await workspace.options.store.goingWorkspaces(grace))
    if (key.startsWith(start) && (await drop(workspace, key))) gone += 1
  return gone
}

/** Contents of files that only it had are swept like all others nothing names. */
async function drop(workspace: Workspace, key: string): Promise<boolean> {
  const { store, log } = workspace.options
  try {
    return await store.dropWorkspace(key, async () => {
      const contents = await store.workspace(key).side.looseFiles.contents()
      await workspace.store.side.looseFiles.inherit(contents)
    })
  } catch (error) {
    log.error('sandbox not dropped yet', { key, error: loggedError(error) })
    return false
  }
}
