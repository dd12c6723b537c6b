import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtinKit } from '@mortise/kit'
import { type DocumentByKind, documentKinds } from '@mortise/schema'
import { openStore } from '@mortise/store'
import {
  installApp,
  keyFile,
  localFiles,
  openOutbound,
  openRuntime,
  openVault,
  type Runtime,
  type Workspace,
} from '../index.ts'

const complain = (message: string, data?: object): void => {
  process.stderr.write(`${message} ${JSON.stringify(data)}\n`)
}

/** A runtime on a database of its own, with one empty workspace; `close` takes all of it away. */
export type TestStage = {
  readonly runtime: Runtime
  readonly workspace: Workspace
  readonly close: () => Promise<void>
}

/** Sets a stage up on an empty database, which goes with it. */
export async function openTestStage(
  database: { readonly url: string; readonly drop: () => Promise<void> },
  clock: () => number = Date.now,
  allow: readonly string[] = [],
): Promise<TestStage> {
  const folder = mkdtempSync(join(tmpdir(), 'mortise-runtime-'))
  const store = openStore({ url: database.url, fields: builtinKit.fields })
  await store.migrate()
  await store.createWorkspace({ key: 'main', name: 'main' })
  const vault = openVault(keyFile(join(folder, 'secret.keys')))
  await vault.prepare()
  const runtime = openRuntime({
    store,
    kit: builtinKit,
    files: localFiles(folder),
    outbound: openOutbound({ allow }),
    vault,
    clock,
    url: 'http://localhost',
    log: { info: () => undefined, error: complain },
  })
  return {
    runtime,
    workspace: runtime.workspace('main'),
    close: async () => {
      await runtime.close()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Parts = { readonly [K in Exclude<keyof DocumentByKind, 'app'>]?: readonly DocumentByKind[K][] }

/** Installs an app of a few documents, as a test needs them; installed again, it takes the place of what was. */
export async function installParts(workspace: Workspace, parts: Parts): Promise<void> {
  const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const head = { key: 'test', label: 'test', version: '1.0.0' }
  const app = { ...none, ...parts, app: head } as unknown as Parameters<typeof installApp>[1]['app']
  await installApp(workspace, { app, demo: false, password: 'x' }).catch((error: unknown) => {
    // Without its details nobody could tell what is wrong with a test's documents.
    complain(String(error), (error as { readonly details?: object }).details ?? {})
    throw error
  })
}
