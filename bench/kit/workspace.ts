import { resolve } from 'node:path'
import { builtinKit } from '@mortise/kit'
import { installApp, localFiles, openOutbound, openRuntime, readApp, readAppFolder } from '@mortise/runtime'
import { openStore } from '@mortise/store'

/** The workspace that the server opens, its schema, and a seller who sees one department. */
export const workspaceKey = 'main'
export const schema: string = `ws_${workspaceKey}`
export const seller = { email: 'wu@example.com', password: 'bench-password-1' } as const

/** Installs the CRM with its people and demo records into an empty database. */
export async function installCrm(url: string, folder: string): Promise<void> {
  const store = openStore({ url, fields: builtinKit.fields })
  await store.migrate()
  await store.createWorkspace({ key: workspaceKey, name: workspaceKey })
  const runtime = openRuntime({
    store,
    kit: builtinKit,
    files: localFiles(folder),
    outbound: openOutbound({ allow: [] }),
    clock: Date.now,
    url: 'http://localhost',
    log: { info: () => undefined, error: console.error },
  })
  const crm = await readAppFolder(resolve(import.meta.dirname, '../../examples/crm'))
  const app = readApp(crm, builtinKit, 'crm')
  await installApp(runtime.workspace(workspaceKey), { app, demo: true, password: seller.password })
  await runtime.close()
}
