import { randomBytes } from 'node:crypto'
import { isMortiseError } from '@mortise/errors'
import { baseApp, hashPassword, installApp, readApp, readAppFolder, type Workspace } from '@mortise/runtime'
import type { Store } from '@mortise/store'
import type { ServerSettings } from '../settings.ts'

/** Key of the one workspace a server of its own has. */
export const mainWorkspace = 'main'

/** What a first start made, to be told once. Undefined when everything was there. */
export type FirstStart = {
  readonly email: string
  readonly password: string
  readonly made: boolean
  readonly records: number
}

/** Letters and digits that are not mistaken for each other. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

function newPassword(): string {
  return [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('')
}

/** Brings the database up to this release and makes the workspace when it is missing. */
export async function prepareStore(store: Store): Promise<void> {
  await store.migrate()
  const known = await store.workspaces()
  if (known.some((one) => one.key === mainWorkspace)) return
  await store.createWorkspace({ key: mainWorkspace, name: mainWorkspace }).catch((error: unknown) => {
    // Another process was first.
    if (!String(error).includes('STORE_WORKSPACE_EXISTS')) throw error
  })
}

/**
 * On the first start: installs the app with its demo and makes an administrator. One process does it while others wait
 * for it; one that dies in the middle leaves the rest to the next start.
 */
export async function firstStart(
  workspace: Workspace,
  settings: ServerSettings,
): Promise<FirstStart | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await installOnce(workspace, settings)
    } catch (error) {
      // Somebody else is at it for longer than a lock is waited for.
      if (!isMortiseError(error) || error.code !== 'STORE_BUSY' || attempt === 30) throw error
    }
  }
}

function installOnce(workspace: Workspace, settings: ServerSettings): Promise<FirstStart | undefined> {
  return workspace.store.transaction(async (tx) => {
    // The lock on this row is what makes other processes wait.
    const { cursor, save } = await tx.side.poolCursor('installation', 'first-start')
    if (cursor !== null) return undefined
    // The database ends transactions that say nothing for a minute.
    const alive = setInterval(() => void tx.side.settings.get('alive').catch(() => undefined), 10_000)
    try {
      const made = await install(workspace, settings)
      clearInterval(alive)
      await save({ at: workspace.now() })
      return made
    } finally {
      clearInterval(alive)
    }
  })
}

async function install(workspace: Workspace, settings: ServerSettings): Promise<FirstStart> {
  const { adminEmail, adminPassword, appFolder, demo } = settings
  const password = adminPassword ?? newPassword()
  const app =
    appFolder === undefined
      ? baseApp
      : readApp(await readAppFolder(appFolder), workspace.options.kit, appFolder)
  const { records } = await installApp(workspace, { app, demo, password })
  await makeAdmin(workspace, adminEmail, password)
  return { email: adminEmail, password, made: adminPassword === undefined, records }
}

async function makeAdmin(workspace: Workspace, email: string, password: string): Promise<void> {
  const { people } = workspace.store
  const passwordHash = await hashPassword(password)
  const address = email.normalize('NFKC').trim().toLowerCase()
  const known = await people.credentials(address)
  if (known !== null) {
    // Left by a start that did not come to its end: nobody was told its password.
    await people.updateUser(known.userId, { passwordHash })
    return
  }
  const { roleFacts } = await workspace.published()
  const roles = [...roleFacts.admin].slice(0, 1)
  await people.createUser({
    key: null,
    name: '管理员',
    email: address,
    title: null,
    departmentId: null,
    managerId: null,
    roles,
    active: true,
    locale: 'zh',
    passwordHash,
  })
  workspace.expire()
}

/** Whether the workspace can answer: an app is installed. */
export async function isReady(store: Store): Promise<boolean> {
  if (!(await store.ready())) return false
  try {
    return (await store.workspace(mainWorkspace).design.currentVersion()) > 0
  } catch {
    return false
  }
}
