import { builtinKit } from '@mortise/kit'
import { installApp, installPeople } from '@mortise/runtime'
import type { AppDocuments } from '@mortise/schema'
import { openStore } from '@mortise/store'
import { openStage } from './stage.ts'

/**
 * Fills an empty database with an app and its people, without any record: where each of its scenarios begins. `admin`
 * is a person of the app's first administering role.
 */
export async function prepareStage(url: string, app: AppDocuments): Promise<void> {
  const store = openStore({ url, fields: builtinKit.fields })
  await store.migrate()
  await store.createWorkspace({ key: 'main', name: 'main' })
  await store.close()
  const stage = await openStage(url)
  try {
    await installApp(stage.workspace, { app, demo: false, password: '' })
    if (app.people !== undefined) await installPeople(stage.workspace, app.people, 'not-for-signing-in')
    const { roleFacts } = await stage.workspace.published()
    await stage.workspace.store.people.createUser({
      key: 'admin',
      name: 'admin',
      email: 'admin@example.com',
      title: null,
      departmentId: null,
      managerId: null,
      roles: [...roleFacts.admin].slice(0, 1),
      active: true,
      locale: 'zh',
      passwordHash: null,
    })
  } finally {
    await stage.close()
  }
}
