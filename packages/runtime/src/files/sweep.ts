import type { Workspace } from '../context/workspace.ts'

const day = 86_400

/**
 * How long files stay that nothing holds, in seconds. Whole ones outlive every draft that could name them; parts are kept
 * for who comes back to a broken upload, joined ones for a lost answer; strangers have a day with their riddle.
 */
export const looseFor: {
  readonly [kind in 'whole' | 'part' | 'joined' | 'stranger']: number
} = { whole: 100 * day, part: 7 * day, joined: day, stranger: 3 * day }

/** How long contents lie on after their last file went: longer than any request that may store them again takes. */
const graceSeconds = 3600
const atOnce = 500

/**
 * Ends files that nobody came back for, and contents that no file of any workspace names. What a record holds or ever held,
 * the bin and history included, is never among them. Gives how many contents were removed.
 */
export async function sweepFiles(workspace: Workspace, grace: number = graceSeconds): Promise<number> {
  const { looseFiles } = workspace.store.side
  const { files, clock } = workspace.options
  while ((await looseFiles.drop(atOnce)) === atOnce);
  let removed = 0
  for (const hash of await looseFiles.gone(grace, atOnce)) {
    const named = await isNamed(workspace, hash)
    // Stored anew a moment ago by somebody whose file is not noted yet: looked at again next time.
    if (!named && !(await files.remove(hash, clock() - grace * 1000))) continue
    if (!named) removed += 1
    await looseFiles.settle(hash)
  }
  await files.tidy(clock() - day * 1000)
  return removed
}

/** All workspaces lie on one store of files, where the same contents are kept once. */
async function isNamed(workspace: Workspace, hash: string): Promise<boolean> {
  const { store } = workspace.options
  for (const { key } of await store.workspaces())
    if (await store.workspace(key).side.looseFiles.isNamed(hash)) return true
  return false
}
